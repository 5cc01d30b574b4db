"""Lists dtc's warnings about a tree: the name of the check, and the node."""

import re
import subprocess
from functools import lru_cache

# All checks of dtc; interrupt_provider and interrupt_map are newer than 1.6.1.
CHECKS = """
duplicate_node_names duplicate_property_names node_name_chars node_name_format
node_name_vs_property_name property_name_chars name_is_string name_properties explicit_phandles
address_cells_is_cell size_cells_is_cell status_is_string label_is_string device_type_is_string
model_is_string compatible_is_string_list names_is_string_list property_name_chars_strict
node_name_chars_strict addr_size_cells reg_format ranges_format dma_ranges_format
unit_address_vs_reg unit_address_format pci_bridge pci_device_reg pci_device_bus_num
simple_bus_bridge simple_bus_reg i2c_bus_bridge i2c_bus_reg spi_bus_bridge spi_bus_reg
avoid_default_addr_size avoid_unnecessary_addr_size unique_unit_address
unique_unit_address_if_enabled obsolete_chosen_interrupt_controller chosen_node_is_root
chosen_node_bootargs chosen_node_stdout_path clocks_property cooling_device_property dmas_property
hwlocks_property interrupts_extended_property io_channels_property iommus_property mboxes_property
msi_parent_property mux_controls_property phys_property power_domains_property pwms_property
resets_property sound_dai_property thermal_sensors_property gpios_property
deprecated_gpio_property interrupts_property interrupt_provider alias_paths graph_nodes
graph_child_address graph_port graph_endpoint interrupt_map duplicate_label phandle_references
path_references omit_unused_nodes always_fail clocks_is_cell cooling_device_is_cell dmas_is_cell
hwlocks_is_cell interrupts_extended_is_cell io_channels_is_cell iommus_is_cell mboxes_is_cell
msi_parent_is_cell mux_controls_is_cell phys_is_cell power_domains_is_cell pwms_is_cell
resets_is_cell sound_dai_is_cell thermal_sensors_is_cell
""".split()
# path, or path:property; "Failed prerequisite" has neither.
COMPLAINT = re.compile(r"^[^ ]+: (?:Warning|ERROR) \((\w+)\): (/[^: ]*)(?::[^ ]+)?: ", re.M)


def run(source, form, *options):
    return subprocess.run(["dtc", "-f", "-I", form, "-O", "dtb", "-o", "/dev/null", *options, "-"],
                          input=source, capture_output=True, check=False).stderr


@lru_cache(maxsize=1)
def options():
    """The options that enable each check of the installed dtc."""
    known = [name for name in CHECKS if name != "always_fail" and
             not run(b"/dts-v1/; / { };", "dts", "-W", name)]
    return [word for name in known for word in ("-W", name)]


@lru_cache(maxsize=4)
def complaints(tree, form="dtb", folder="."):
    """{(check, path)} of all warnings of dtc, with every check enabled. `folder` is for source: it
    has what the source includes."""
    return set(COMPLAINT.findall(run(tree, form, "-i", folder, *options()).decode()))
