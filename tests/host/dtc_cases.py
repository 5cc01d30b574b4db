"""Mistakes that dtc finds, as rows: the ideas of its test suite and of each of its checks.

Each source is ours and is appended to tests/dts/check/board.dtsi. References are numbers, because
dtc fills in no phandles where a tree has errors. Facts: dtc's checks.c and tests/run_tests.sh,
version 1.7.2.
"""

from typing import NamedTuple


# A list of references: dtc's name, the property, and the property that says how long an entry is.
PROVIDERS = {
    "clocks": ("clocks", "#clock-cells"),
    "cooling_device": ("cooling-device", "#cooling-cells"),
    "dmas": ("dmas", "#dma-cells"),
    "hwlocks": ("hwlocks", "#hwlock-cells"),
    "interrupts_extended": ("interrupts-extended", "#interrupt-cells"),
    "io_channels": ("io-channels", "#io-channel-cells"),
    "iommus": ("iommus", "#iommu-cells"),
    "mboxes": ("mboxes", "#mbox-cells"),
    "msi_parent": ("msi-parent", "#msi-cells"),
    "mux_controls": ("mux-controls", "#mux-control-cells"),
    "phys": ("phys", "#phy-cells"),
    "power_domains": ("power-domains", "#power-domain-cells"),
    "pwms": ("pwms", "#pwm-cells"),
    "resets": ("resets", "#reset-cells"),
    "sound_dai": ("sound-dai", "#sound-dai-cells"),
    "thermal_sensors": ("thermal-sensors", "#thermal-sensor-cells"),
}
OWN_CHECK = ("clocks", "interrupts_extended", "resets")  # refs-property is for the others

# {dtc's check: our names of it}, where that is not dtc's with '-' for '_'.
OURS = {
    **{f"{name}_property": "refs-property" for name in PROVIDERS if name not in OWN_CHECK},
    **{f"{name}_is_cell": "cells-is-cell" for name in PROVIDERS},
    "alias_paths": "alias-paths alias-name alias-loop",
    "chosen_node_bootargs": "chosen-bootargs",
    "chosen_node_stdout_path": "stdout-path string-property",
    "duplicate_node_names": "duplicate-node",
    "duplicate_property_names": "duplicate-property",
    "explicit_phandles": "phandle-value phandle-is-cell phandle-differs duplicate-phandle",
    "graph_endpoint": "graph-endpoint graph-nodes",
    "graph_port": "graph-port graph-nodes",
    "interrupt_map": "interrupt-map interrupt-map-address",
    "interrupt_provider": "interrupt-provider interrupt-address",
    "interrupts_extended_is_cell": "interrupt-cells-is-cell",
    "interrupts_property": "interrupts-property interrupt-parent",
    "node_name_chars_strict": "node-name-spelling",
    "node_name_vs_property_name": "node-name-property",
    "property_name_chars_strict": "property-spelling",
    "reg_format": "reg-format reg-empty",
    "simple_bus_reg": "simple-bus-reg unit-address-format unit-address-vs-reg",
    "unique_unit_address_if_enabled": "unique-unit-address",
    "unit_address_vs_reg": "unit-address-vs-reg simple-bus-reg",
}


def ours(check):
    """Our names for one of dtc's checks."""
    return set(OURS.get(check, check.replace("_", "-")).split())


class Case(NamedTuple):
    """A mistake, and the nearest tree without it."""
    checks: str  # dtc's checks that find it
    ours: str  # our checks that find it
    bad: str
    good: str
    since: tuple = ()  # dtc finds it since this version, if the check is older than that


class SourceOnly(NamedTuple):
    """A mistake that a blob does not show."""
    check: str  # dtc's check that finds it
    why: str
    bad: str
    same: str  # without the mistake: compiles to the same blob


def top(text):
    return "/ { %s };" % text


def soc(text):
    return "&soc { %s };" % text


def device(text):
    return soc("dev@10020000 { reg = <0x10020000 0x100>; %s };" % text)


def cells(address, size):
    return f"#address-cells = <{address}>; #size-cells = <{size}>; "


def graph(one, other):
    """Two devices; endpoints are phandles 21 and 22."""
    return top("camera { %s }; display { %s };" % (one, other))


def end(own, remote, name="endpoint"):
    return "%s { phandle = <%d>; remote-endpoint = <%d>; };" % (name, own, remote)


def port(inner, name="port"):
    return "%s { %s };" % (name, inner)


def numbered(counts, reg):
    """A link whose port on one side and whose endpoint on the other has a number."""
    return graph(f"ports {{ {counts} port@1 {{ reg = <{reg}>; {ENDPOINT} }}; }};",
                 port(counts + end(22, 21, "endpoint@1").replace("{", f"{{ reg = <{reg}>;")))


def nexus(text):
    return top("nexus { #interrupt-cells = <1>; %s };" % text)


def pci(text, name="pci"):
    return soc(f'{name}@30000000 {{ device_type = "pci"; reg = <0x30000000 0x1000>; {text} }};')


def pci_device(unit, reg):
    return pci(f"{WINDOW} {cells(3, 2)} ethernet@{unit} {{ reg = <{reg} 0 0 0 0>; }};")


def bus(name, address, size, child):
    return soc(f"{name}@10040000 {{ reg = <0x10040000 0x100>; {cells(address, size)} {child} }};")


def labels(*named):
    """(the same label twice, no label) at two places that take one."""
    text = top(" ".join(named))
    return text, text.replace("twice: ", "")


WINDOW = "ranges = <0x2000000 0 0x40000000 0x40000000 0 0x1000>;"
ENDPOINT = end(21, 22)
LINK, BACK = port(ENDPOINT), port(end(22, 21))

# The cases of dtc's test suite, by the name that they have there.
SUITE = {
    "dup-nodename": Case(
        "duplicate_node_names", "duplicate-node",
        top("box { a { }; a { }; };"), top("box { a { }; b { }; };")),
    "dup-propname": Case(
        "duplicate_property_names", "duplicate-property",
        top("box { a; a; };"), top("box { a; b; };")),
    "dup-phandle": Case(
        "explicit_phandles", "duplicate-phandle",
        top("a { linux,phandle = <9>; }; b { linux,phandle = <9>; };"),
        top("a { linux,phandle = <9>; }; b { linux,phandle = <10>; };")),
    "zero-phandle": Case(
        "explicit_phandles", "phandle-value",
        top("a { linux,phandle = <0>; };"), top("a { linux,phandle = <9>; };")),
    "minusone-phandle": Case(
        "explicit_phandles", "phandle-value",
        top("a { linux,phandle = <0xffffffff>; };"), top("a { linux,phandle = <0xfffffffe>; };")),
    "bad-name-property": Case(
        "name_properties", "name-properties",
        top('a { name = "b"; };'), top('a { name = "a"; };')),
    "bad-ncells": Case(
        "address_cells_is_cell size_cells_is_cell interrupts_extended_is_cell",
        "address-cells-is-cell size-cells-is-cell interrupt-cells-is-cell",
        top("a { #address-cells = <1 1>; #size-cells; #interrupt-cells = <1 1 1>; "
            "interrupt-controller; };"),
        top("a { #address-cells = <1>; #size-cells = <1>; #interrupt-cells = <1>; "
            "interrupt-controller; };")),
    "bad-string-props": Case(
        "device_type_is_string model_is_string status_is_string label_is_string "
        "compatible_is_string_list names_is_string_list",
        "device-type-is-string model-is-string status-is-string label-is-string "
        "compatible-is-string-list names-is-string-list",
        top("model = <1>; a { device_type = <1>; status = <1>; label = <1>; compatible = <1>; "
            "reg-names = <1>; };"),
        top('model = "1"; a { device_type = "1"; status = "okay"; label = "1"; compatible = "1", '
            '"2"; clock-names = "1", "2"; };')),
    "bad-chosen": Case(
        "chosen_node_is_root chosen_node_bootargs chosen_node_stdout_path",
        "chosen-node-is-root chosen-bootargs string-property",
        top("a { chosen { bootargs = <1>; stdout-path = <1>; }; };"),
        top('chosen { bootargs = "1"; stdout-path = "serial0"; };')),
    "bad-reg-ranges": Case(
        "reg_format ranges_format", "reg-format ranges-format",
        top(f"a@1 {{ reg = <1 2 3>; {cells(1, 1)} ranges = <1 2 3 4>; }};"),
        top(f"a@1 {{ reg = <1 2 3 4>; {cells(1, 1)} ranges = <1 2 3>; }};")),
    "bad-empty-ranges": Case(
        "ranges_format", "ranges-format",
        top(f"a {{ {cells(2, 1)} ranges; }};"), top(f"a {{ {cells(1, 1)} ranges; }};")),
    "reg-ranges-root": Case(
        "reg_format ranges_format", "reg-format ranges-format",
        top("reg = <1 2>; ranges = <1 2 3>;"), top("a@1 { reg = <1 2>; };")),
    "bad-dma-ranges": Case(
        "dma_ranges_format", "dma-ranges-format",
        top(f"a {{ {cells(1, 1)} dma-ranges = <1 2>; }};"),
        top(f"a {{ {cells(1, 1)} dma-ranges = <1 2 3>; }};")),
    "default-addr-size": Case(
        "avoid_default_addr_size", "avoid-default-addr-size",
        top("a { b@0 { reg = <0 0 1>; }; };"),
        top(f"a {{ {cells(2, 1)} b@0 {{ reg = <0 0 1>; }}; }};")),
    "obsolete-chosen-interrupt-controller": Case(
        "obsolete_chosen_interrupt_controller", "obsolete-chosen-interrupt-controller",
        top("chosen { interrupt-controller = <3>; };"), top("chosen { interrupt-parent = <3>; };")),
    "reg-without-unit-addr": Case(
        "unit_address_vs_reg", "unit-address-vs-reg",
        top("a { reg = <1 2>; };"), top("a@1 { reg = <1 2>; };")),
    "unit-addr-without-reg": Case(
        "unit_address_vs_reg", "unit-address-vs-reg", top("a@1 { };"), top("a-1 { };")),
    "unit-addr-leading-0x": Case(
        "unit_address_format", "unit-address-format",
        top("a@0x1 { reg = <1 2>; };"), top("a@1 { reg = <1 2>; };")),
    "unit-addr-leading-0s": Case(
        "unit_address_format", "unit-address-format",
        top("a@01 { reg = <1 2>; };"), top("a@0 { reg = <0 2>; };")),
    "unit-addr-unique": Case(
        "unique_unit_address", "unique-unit-address",
        top("a@1 { reg = <1 2>; }; b@1 { reg = <1 2>; };"),
        top("a@1 { reg = <1 2>; }; b@3 { reg = <3 2>; };")),
    "bad-phandle-cells": Case(
        "interrupts_extended_property", "interrupts-extended-property",
        top("a { interrupts-extended = <3>; };"), top("a { interrupts-extended = <3 4>; };")),
    "bad-gpio": Case(
        "gpios_property deprecated_gpio_property", "gpios-property deprecated-gpio-property",
        top("a { phandle = <9>; gpio-controller; #gpio-cells = <1>; }; "
            "b { led-gpios = <9>; key-gpio = <9 1>; }; c { gpio = <9>; };"),
        top("a { phandle = <9>; gpio-controller; #gpio-cells = <1>; test,nr-gpios = <7>; "
            "b { gpio-hog; gpios = <1>; }; }; c { led-gpios = <9 2>, <0>; };")),
    "bad-graph": Case(
        "graph_port graph_endpoint", "graph-port graph-endpoint graph-nodes",
        graph("ports { %s };" % (cells(1, 0) + port(end(21, 22, "exit"), "gate")),
              port(end(22, 22))),
        graph("ports { %s };" % LINK, BACK)),
    "bad-graph-root1": Case(
        "graph_nodes", "graph-nodes",
        top("a { remote-endpoint = <0x99>; };"), top("a { };"), (1, 7, 2)),
    "bad-graph-root2": Case(
        "graph_nodes", "graph-nodes", top("endpoint { };"), top("port { endpoint { }; };"),
        (1, 7, 2)),
    "bad-graph-root3": Case(
        "graph_nodes", "graph-nodes",
        top("camera { %s }; %s" % (LINK, end(22, 21))), graph(LINK, BACK), (1, 7, 2)),
    "bad-graph-root4": Case(
        "graph_nodes", "graph-nodes",
        graph(LINK, "remote-endpoint = <21>; port { endpoint { phandle = <22>; }; };"),
        graph(LINK, BACK), (1, 7, 2)),
    "bad-graph-reg-cells": Case(
        "graph_port graph_endpoint", "graph-nodes",
        numbered(cells(1, 1), "1 2"), numbered(cells(1, 0), "1"), (1, 7, 2)),
    "bad-graph-child-address": Case(
        "graph_child_address", "graph-child-address",
        graph("ports { %s };" % (cells(1, 0) + port("reg = <0>; " + ENDPOINT, "port@0")), BACK),
        graph("ports { %s };" % (cells(1, 0) + port("reg = <1>; " + ENDPOINT, "port@1")), BACK)),
    "bad-interrupt-cells": Case(
        "interrupts_property", "interrupts-property",
        top("a { phandle = <9>; interrupt-controller; #interrupt-cells = <2>; "
            "#address-cells = <0>; }; b { interrupt-parent = <9>; interrupts = <1 2 3>; };"),
        top("a { phandle = <9>; interrupt-controller; #interrupt-cells = <2>; "
            "#address-cells = <0>; }; b { interrupt-parent = <9>; interrupts = <1 2 3 4>; };")),
    "bad-interrupt-controller": Case(
        "interrupt_provider", "interrupt-provider",
        top("a { interrupt-controller; }; b { #interrupt-cells = <1>; };"),
        top("a { interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; };")),
    "bad-interrupt-map": Case(
        "interrupt_map", "interrupt-map-address",
        nexus("interrupt-map = <1 3 15>;"),
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>;")),
    "bad-interrupt-map-parent": Case(
        "interrupt_map", "interrupt-map",
        nexus("#address-cells = <0>; interrupt-map = <1 0 15>;"),
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>;")),
    "bad-interrupt-map-mask": Case(
        "interrupt_map", "interrupt-map",
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>; interrupt-map-mask = <1 2>;"),
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>; interrupt-map-mask = <1>;")),
    "bad_node_char": Case(
        "node_name_chars", "node-name-chars", top("a?b { };"), top("a+b { };")),
    "bad_node_format": Case(
        "node_name_format", "node-name-format",
        top("a@1@2 { reg = <1 2>; };"), top("a@1 { reg = <1 2>; };")),
    "bad_prop_char": Case(
        "property_name_chars", "property-name-chars", top("a { b@c; };"), top("a { b?c; };")),
    "pci-bridge-bad1": Case(
        "pci_bridge", "pci-bridge",
        pci(cells(2, 1), "bus"), pci(cells(3, 2) + WINDOW)),
    "pci-bridge-bad2": Case(
        "pci_bridge", "pci-bridge",
        pci(cells(3, 2) + WINDOW + "bus-range = <0 256>;"),
        pci(cells(3, 2) + WINDOW + "bus-range = <0 255>;")),
    "unit-addr-simple-bus-reg-mismatch": Case(
        "simple_bus_reg", "simple-bus-reg",
        soc("a@2 { reg = <1 2>; };"), soc("a@1 { reg = <1 2>; };")),
    "unit-addr-simple-bus-compatible": Case(
        "simple_bus_reg", "simple-bus-reg",
        top(f'bus {{ compatible = "a", "simple-bus"; {cells(1, 1)} ranges; '
            "b@2 { reg = <1 2>; }; };"),
        top(f'bus {{ compatible = "a", "simple-buses"; {cells(1, 1)} ranges; '
            "b@1 { reg = <1 2>; }; };")),
}

def provider(name, count, entry):
    """A provider whose entries have `count` cells, and a device with the list `entry`."""
    listed, length = PROVIDERS[name]
    more = "interrupt-controller; #address-cells = <0>; " * (length == "#interrupt-cells")
    return top("a { phandle = <9>; %s = <%s>; %s}; b { %s = <%s>; };" %
               (length, count, more, listed, entry))


def provider_rows():
    """A list that ends within an entry; a node that is nowhere; a count that is not one cell."""
    for name in PROVIDERS:
        listed, count = f"{name}_property", f"{name}_is_cell"
        good = provider(name, "1", "9 1")
        yield f"{name}-cut", Case(
            listed, *ours(listed), provider(name, "2", "9 1"), good)
        yield f"{name}-nowhere", Case(
            listed, *ours(listed), provider(name, "1", "0x99 1"), good)
        yield f"{name}-cells", Case(
            count, *ours(count), provider(name, "1 1", "9 1"), good)


# Checks that dtc's suite has no case of, and more that they find.
MORE = {
    "phandle-mixed": Case(
        "explicit_phandles", "duplicate-phandle",
        top("a { phandle = <9>; }; b { linux,phandle = <9>; };"),
        top("a { phandle = <9>; }; b { phandle = <8>; linux,phandle = <8>; };")),
    "phandle-long": Case(
        "explicit_phandles", "phandle-is-cell",
        top("a { linux,phandle = <9 9>; };"), top("a { linux,phandle = <9>; };")),
    "phandle-differs": Case(
        "explicit_phandles", "phandle-differs",
        top("a { phandle = <9>; linux,phandle = <8>; };"),
        top("a { phandle = <9>; linux,phandle = <9>; };")),
    "name-cells": Case(
        "name_is_string", "name-is-string", top("a { name = <1>; };"), top("a { };")),
    "name-both": Case(
        "node_name_vs_property_name", "node-name-property",
        top("a { b; b { }; };"), top("a { b; c { }; };")),
    # dtc names every '_', if asked to. The specification allows it and bindings have such names, so
    # only a name that is nearly a standard one is a mistake.
    "name-strict": Case(
        "node_name_chars_strict property_name_chars_strict",
        "node-name-spelling property-spelling",
        top("cpu_map { reg_shift; };"), top("cpu-map { reg-shift; device_type = \"a\"; };")),
    "pci-name": Case(
        "pci_bridge", "pci-bridge", pci(cells(3, 2) + WINDOW, "bus"), pci(cells(3, 2) + WINDOW)),
    "pci-no-ranges": Case(
        "pci_bridge", "pci-bridge", pci(cells(3, 2)), pci(cells(3, 2) + WINDOW, "pcie")),
    "pci-bus-range-long": Case(
        "pci_bridge", "pci-bridge", pci(cells(3, 2) + WINDOW + "bus-range = <0 1 2>;"),
        pci(cells(3, 2) + WINDOW + "bus-range = <1 1>;")),
    "pci-unit": Case(
        "pci_device_reg", "pci-device-reg", pci_device("1", "0x1000"), pci_device("2", "0x1000")),
    "pci-register": Case(
        "pci_device_reg", "pci-device-reg",
        pci_device("2", "0x1010"), pci_device("2,1", "0x1100")),
    "pci-prefetchable": Case(
        "pci_device_reg", "pci-device-reg",
        pci_device("2", "0x40001000"), pci_device("2,0", "0x1000")),
    "pci-bus": Case(
        "pci_device_bus_num", "pci-device-bus-num",
        pci_device("2", "0x11000"), pci_device("2", "0x1000")),
    "i2c-cells": Case(
        "i2c_bus_bridge", "i2c-bus-bridge",
        bus("i2c", 1, 1, "a@1 { reg = <1 1>; };"), bus("i2c", 1, 0, "a@1 { reg = <1>; };")),
    "i2c-unit": Case(
        "i2c_bus_reg", "i2c-bus-reg",
        bus("i2c", 1, 0, "a@2 { reg = <1>; };"),
        bus("i2c", 1, 0, "a@1 { reg = <0x40000001>; };")),
    "i2c-no-reg": Case(
        "i2c_bus_reg", "i2c-bus-reg",
        bus("i2c", 1, 0, "a { };"), bus("i2c", 1, 0, "a@7f { reg = <0x7f>; };")),
    "i2c-second": Case(
        "i2c_bus_reg", "i2c-bus-reg",
        bus("i2c", 1, 0, "a@1 { reg = <1>, <0x80>; };"),
        bus("i2c", 1, 0, "a@1 { reg = <1>, <0x7f>; };")),
    "spi-cells": Case(
        "spi_bus_bridge", "spi-bus-bridge",
        bus("spi", 1, 1, "a@1 { reg = <1 1>; };"), bus("spi", 1, 0, "a@1 { reg = <1>; };")),
    "spi-name": Case(
        "spi_bus_bridge", "spi-bus-bridge",
        bus("flash", 1, 0, "a@1 { reg = <1>; spi-max-frequency = <1>; };"),
        bus("flash", 1, 0, "a@1 { reg = <1>; };")),
    "spi-unit": Case(
        "spi_bus_reg", "spi-bus-reg",
        bus("spi", 1, 0, "a@2 { reg = <1>; };"), bus("spi", 1, 0, "a@a { reg = <10>; };")),
    "spi-no-reg": Case(
        "spi_bus_reg", "spi-bus-reg",
        bus("spi", 1, 0, "a { };"), bus("spi", 0, 0, "spi-slave; a { };")),
    "cells-unused": Case(
        "avoid_unnecessary_addr_size", "avoid-unnecessary-addr-size",
        top(f"a {{ {cells(1, 0)} b {{ }}; }};"),
        top(f"a {{ {cells(1, 1)} dma-ranges = <1 2 3>; b@1 {{ reg = <1 2>; }}; }};")),
    "unit-twice-enabled": Case(
        "unique_unit_address_if_enabled", "unique-unit-address",
        top("a@1 { reg = <1 2>; }; b@1 { reg = <1 2>; };"),
        top('a@1 { reg = <1 2>; }; b@1 { reg = <1 2>; status = "disabled"; };').replace(
            "a@1 {", 'a@1 { status = "disabled";')),
    "interrupts-odd": Case(
        "interrupts_property", "interrupts-property",
        top("a { interrupt-parent = <3>; interrupts = [01]; };"),
        top("a { interrupt-parent = <3>; interrupts = <1>; };")),
    "interrupts-no-parent": Case(
        "interrupts_property", "interrupts-property",
        top("a { interrupts = <1>; };"), top("a { interrupt-parent = <3>; interrupts = <1>; };")),
    "interrupts-parent-nowhere": Case(
        "interrupts_property", "interrupt-parent",
        top("a { interrupt-parent = <0x99>; interrupts = <1>; };"),
        top("interrupt-parent = <3>; a { interrupts = <1>; };")),
    "interrupt-map-odd": Case(
        "interrupt_map", "interrupt-map",
        nexus("#address-cells = <0>; interrupt-map = [00 00 00 01 00 00 00 03 00 00 00 0f 01];"),
        nexus("#address-cells = <0>; interrupt-map = [00 00 00 01 00 00 00 03 00 00 00 0f];")),
    "interrupt-map-short": Case(
        "interrupt_map", "interrupt-map",
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>, <1>;"),
        nexus("#address-cells = <0>; interrupt-map = <1 3 15>, <1 3 16>;")),
    "alias-nowhere": Case(
        "alias_paths", "alias-paths",
        top('aliases { a = "/nowhere"; };'), top('aliases { a = "/soc"; };')),
    "alias-capital": Case(
        "alias_paths", "alias-name",
        top('aliases { A = "/soc"; };'),
        top('aliases { a-1 = "/soc"; phandle = <9>; linux,phandle = <9>; };')),
    "graph-one-way": Case(
        "graph_endpoint", "graph-endpoint",
        graph(LINK, port("endpoint { phandle = <22>; };")), graph(LINK, BACK)),
    "graph-size-cells": Case(
        "graph_port graph_endpoint", "graph-nodes",
        numbered(cells(1, 1), "1"), numbered(cells(1, 0), "1")),
    "graph-nowhere": Case(
        "graph_endpoint", "graph-endpoint",
        graph(port(end(21, 0x99)), BACK), graph(LINK, BACK)),
    **dict(provider_rows()),
}

CASES = SUITE | MORE

LABELS = "labels are only in source"
NUMBER = "the blob has -1 there, and only a binding could say that it should be a phandle"
SOURCE_ONLY_SUITE = {
    "nonexist-node-ref": SourceOnly(
        "phandle_references", NUMBER,
        top("a { ref = <&{/nowhere}>; };"), top("a { ref = <0xffffffff>; };")),
    "nonexist-label-ref": SourceOnly(
        "phandle_references", NUMBER,
        top("a { ref = <&nowhere>; };"), top("a { ref = <0xffffffff>; };")),
    "reuse-label1": SourceOnly(
        "duplicate_label", LABELS, *labels("twice: a { };", "twice: b { };")),
    "reuse-label2": SourceOnly(
        "duplicate_label", LABELS, *labels("twice: a = <1>;", "twice: b = <2>;")),
    "reuse-label3": SourceOnly(
        "duplicate_label", LABELS, *labels("a = <twice: 1 twice: 2>;")),
    "reuse-label4": SourceOnly(
        "duplicate_label", LABELS, *labels("twice: a = <1>;", "twice: b { };")),
    "reuse-label5": SourceOnly(
        "duplicate_label", LABELS, *labels("a = <twice: 1>;", "twice: b { };")),
    "reuse-label6": SourceOnly(
        "duplicate_label", LABELS, *labels("twice: a = <twice: 1>;")),
}
SOURCE_ONLY = SOURCE_ONLY_SUITE | {
    "path-nowhere": SourceOnly(
        "path_references", "the blob has an empty value there",
        top("a { b = &nowhere; };"), top("a { b = []; };")),
}
# dtc's suite has this, too: dtc writes no blob of it at all.
FATAL = "&{/nowhere} { };"
# Checks of dtc that find nothing themselves.
NOTHING = {
    "addr_size_cells": "reads the cells for other checks",
    "always_fail": "for tests of dtc's options",
    "omit_unused_nodes": "removes nodes that source marks so",
    "simple_bus_bridge": "finds the buses for simple_bus_reg",
}
