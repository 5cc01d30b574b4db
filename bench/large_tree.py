"""A tree of 10,000 nodes and more: QEMU's own for virt, with made-up devices under /soc."""

import subprocess

NODES = 10000

BUSES = 100  # dtc's parser refuses 10,000 nodes side by side

DEVICE = """
			device@{address:x} {{
				compatible = "example,device-{kind}", "example,device";
				reg = <0x0 0x{address:x} 0x0 0x1000>;
				interrupts = <{interrupt}>;
				clock-names = "core", "bus";
				fifo-depth = <{depth}>;
				status = "{status}";
			}};
"""
BUS = """
		bus@{address:x} {{
			compatible = "simple-bus";
			#address-cells = <2>;
			#size-cells = <2>;
			ranges;
{devices}
		}};
"""


def device(index):
    """DTS of one device node; no two are alike, and none is real."""
    return DEVICE.format(address=0x40000000 + index * 0x1000, kind=index % 97,
                         interrupt=index % 90 + 1, depth=16 << index % 5,
                         status="okay" if index % 3 else "disabled")


def buses():
    """DTS of the buses with all devices."""
    each = NODES // BUSES
    return "".join(
        BUS.format(address=0x40000000 + bus * each * 0x1000,
                   devices="".join(map(device, range(bus * each, (bus + 1) * each))))
        for bus in range(BUSES))


def make(blob, path):
    """Writes the blob of virt's tree, as QEMU dumped it, with the devices added, to `path`."""
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", blob], check=True,
                            capture_output=True, text=True).stdout
    head, soc, tail = source.partition("\tsoc {\n")
    assert soc
    # Child nodes stand behind a node's properties.
    at = tail.index("{\n")
    at = tail.rindex("\n", 0, at)
    text = head + soc + tail[:at] + buses() + tail[at:]
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", path, "-"], check=True,
                   input=text, text=True)
