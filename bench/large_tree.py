"""Trees of 1,000 nodes and of 10,000: QEMU's own for virt, with made-up buses under /soc.

They are as real ones are in what costs time: buses with addresses of their own, clocks, resets,
pins and supplies by phandle, and interrupts by an inherited parent.
"""

import subprocess

NODES = 10000
DEVICES = 97  # on each bus; dtc's parser refuses 10,000 nodes side by side
# Numbers, and no checks: dtc looks for each label and each phandle by walking.
PHANDLES = 0x1000
UNCHECKED = [word for name in ("clocks_property", "resets_property", "gpios_property",
                               "interrupts_property", "unique_unit_address", "explicit_phandles")
             for word in ("-W", f"no-{name}")]

DEVICE = """
			device@{address:x} {{
				phandle = <{phandle}>;
				compatible = "example,device-{kind}", "example,device";
				reg = <0x{address:x} 0x1000>;
				reg-names = "control";
				interrupts = <{interrupt}>;
				clocks = <{clock} {line} {clock} 0>;
				clock-names = "core", "bus";
				resets = <{clock} {line}>;
				enable-gpios = <{gpio} {line} 0>;
				vin-supply = <{supply}>;
				fifo-depth = <{depth}>;
				status = "{status}";
			}};
"""
BUS = """
		bus@{base:x} {{
			compatible = "simple-bus";
			#address-cells = <1>;
			#size-cells = <1>;
			interrupt-parent = <&{{/soc/plic@c000000}}>;
			ranges = <0x0 0x0 0x{base:x} 0x100000>;

			clock-controller@fe000 {{
				phandle = <{clock}>;
				compatible = "example,clocks";
				reg = <0xfe000 0x1000>;
				#clock-cells = <1>;
				#reset-cells = <1>;
			}};

			gpio@ff000 {{
				phandle = <{gpio}>;
				compatible = "example,gpio";
				reg = <0xff000 0x1000>;
				interrupts = <8>;
				gpio-controller;
				#gpio-cells = <2>;
				interrupt-controller;
				#interrupt-cells = <2>;
			}};
{devices}
		}};
"""


def phandles(bus):
    """The bus's own: its first device's, its clocks' and its pins'."""
    first = PHANDLES + bus * (DEVICES + 3)
    return {"first": first, "clock": first + DEVICES, "gpio": first + DEVICES + 1}


def device(bus, index):
    """DTS of one device node; no two are alike, and none is real."""
    number, own = bus * DEVICES + index, phandles(bus)
    return DEVICE.format(address=index * 0x1000, kind=number % 97, interrupt=number % 50 + 1,
                         line=index % 32, phandle=own["first"] + index, **own,
                         supply=own["first"] + index - index % 4, depth=16 << index % 5,
                         status="okay" if index % 3 else "disabled")


def buses(count):
    """DTS of that many buses with all devices."""
    return "".join(BUS.format(base=0x40000000 + bus * 0x100000, **phandles(bus),
                              devices="".join(device(bus, index) for index in range(DEVICES)))
                   for bus in range(count))


def make(blob, path, nodes=NODES):
    """Writes the blob of virt's tree, as QEMU dumped it, with the buses added, to `path`: as many
    as come to about `nodes` nodes."""
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", blob], check=True,
                            capture_output=True, text=True).stdout
    head, soc, tail = source.partition("\tsoc {\n")
    assert soc
    # Child nodes stand behind a node's properties.
    at = tail.index("{\n")
    at = tail.rindex("\n", 0, at)
    text = head + soc + tail[:at] + buses(nodes // (DEVICES + 3)) + tail[at:]
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", *UNCHECKED, "-o", path, "-"],
                   check=True, input=text, text=True)
