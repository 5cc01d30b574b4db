"""Makes trees of 1,000 and of 10,000 nodes: the tree of QEMU's virt with invented buses under /soc.

What costs time is like in real trees: buses that translate addresses; clocks, resets, pins and
supplies by phandle; interrupts with an inherited parent.
"""

import subprocess

NODES = 10000
DEVICES = 97  # on each bus; dtc's parser refuses 10,000 siblings
# Phandles are numbers, and dtc's checks are off: dtc searches for each label and phandle by a walk.
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
    """The phandles of a bus: of its first device, its clocks and its pins."""
    first = PHANDLES + bus * (DEVICES + 3)
    return {"first": first, "clock": first + DEVICES, "gpio": first + DEVICES + 1}


def device(bus, index):
    """DTS of one device node; each is different, and all are invented."""
    number, own = bus * DEVICES + index, phandles(bus)
    return DEVICE.format(address=index * 0x1000, kind=number % 97, interrupt=number % 50 + 1,
                         line=index % 32, phandle=own["first"] + index, **own,
                         supply=own["first"] + index - index % 4, depth=16 << index % 5,
                         status="okay" if index % 3 else "disabled")


def buses(count):
    """DTS of `count` buses with all their devices."""
    return "".join(BUS.format(base=0x40000000 + bus * 0x100000, **phandles(bus),
                              devices="".join(device(bus, index) for index in range(DEVICES)))
                   for bus in range(count))


def make(blob, path, nodes=NODES):
    """Writes virt's tree, dumped by QEMU, to `path`, with as many buses as make about `nodes`
    nodes."""
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", blob], check=True,
                            capture_output=True, text=True).stdout
    head, soc, tail = source.partition("\tsoc {\n")
    assert soc
    # In a node, child nodes come after the properties.
    at = tail.index("{\n")
    at = tail.rindex("\n", 0, at)
    text = head + soc + tail[:at] + buses(nodes // (DEVICES + 3)) + tail[at:]
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", *UNCHECKED, "-o", path, "-"],
                   check=True, input=text, text=True)
