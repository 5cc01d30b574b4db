"""`pci`: host bridges and functions, held against QEMU's own list."""

import json
import re
import socket

import pytest

from devicetree import edited
from machine import SCRATCH
from rows import DYNAMIC_16, HIGH, Row

DEVICES = (
    "-device", "pcie-root-port,id=root,chassis=1,slot=1,addr=3",
    "-device", "pcie-pci-bridge,id=bridge,bus=root", "-device", "pci-serial,bus=bridge,addr=2",
    "-device", "virtio-rng-pci,addr=4", "-device", "e1000e,addr=5,romfile=",
    "-device", "qemu-xhci,addr=6")
HOST = "host 0  /soc/pci@30000000  at 0x30000000  buses 0 to 255\n"
UNPLUGGED = HOST + """\
0:00:00.0  1b36:0008  host bridge
0:00:03.0  1b36:000c  PCI bridge  buses 0 0
0:00:04.0  1af4:1005  unclassified
0:00:05.0  8086:10d3  Ethernet
0:00:06.0  1b36:000d  USB
"""
OTHERS = """
    pci@51000000 {
        compatible = "pci-host-ecam-generic"; device_type = "pci"; bus-range = <7 7>;
        #address-cells = <3>; #size-cells = <2>; reg = <0 0x30000000 0 0x100000>;
        ranges = <0x2000000 0 0x40000000 0 0x40000000 0 0x40000000>;
    };
    pci@8000000 {
        compatible = "pci-host-ecam-generic"; device_type = "pci"; bus-range = <0 1>;
        #address-cells = <3>; #size-cells = <2>; reg = <0 0x8000000 0 0x200000>;
        ranges = <0x2000000 0 0x50000000 0 0x50000000 0 0x1000000>;
    };
"""


def monitor_list(path):
    """{(bus, device, function): "vendor:device"} by QEMU's `info pci`."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(path))
        line.sendall(b"info pci\n")
        text = b""
        while text.count(b"(qemu)") < 2:
            text += line.recv(65536)
    text = re.sub(r"\x1b\[[0-9;?]*[@-~]", "", text.decode())
    found = re.findall(r"Bus +(\d+), device +(\d+), function +(\d+):\s+.*?PCI device (\w+:\w+)",
                       text)
    assert found
    return {tuple(map(int, where)): ids for *where, ids in found}


def shown(machine, options=""):
    rows = json.loads(machine.run(f"pci -j {options}"))["functions"]
    return {tuple(int(part, 16) for part in re.split("[:.]", row["address"])[1:]): row
            for row in rows}


def test_the_list_is_that_of_qemu(boot):
    """U-Boot has numbered the buses and filled the BARs."""
    path = SCRATCH / "pci-monitor"
    monitor = ("-chardev", f"socket,id=list,path={path},server=on,wait=off",
               "-mon", "chardev=list,mode=readline")
    machine = boot(u_boot="2025.01", by="booti", at=HIGH, args=(*DEVICES, *monitor))
    rows = shown(machine)
    assert {where: row["id"] for where, row in rows.items()} == monitor_list(path)
    assert rows[0, 3, 0]["buses"] == [1, 2] and rows[1, 0, 0]["buses"] == [2, 2]
    before, sized = shown(machine, "-v"), shown(machine, "-w")
    assert shown(machine, "-v") == before  # what -w wrote was put back
    assert sized[0, 5, 0]["capabilities"] == ["PM", "MSI", "PCIe", "MSI-X"]
    assert [bar.partition("+")[2] for bar in sized[0, 5, 0]["bars"]] == [
        "0x20000", "0x20000", "0x20", "0x4000"]
    for where, row in before.items():
        assert row["bars"] == [bar.partition("+")[0] for bar in sized[where]["bars"]]
    # The serial port's pin is A: its bridge, device 2's, and the root port rotate it to C, 3 + 2.
    assert sized[2, 2, 0]["pin"] == "A"
    assert re.match(r"plic source 33, hart ", sized[2, 2, 0]["interrupt"])


def test_buses_without_numbers(boot):
    machine = boot(args=DEVICES, firmware=DYNAMIC_16)
    assert machine.run("pci") == UNPLUGGED


def test_several_host_bridges(boot):
    """The second one is the first's configuration space as bus 7; the third one's is not there."""
    path = edited(Row("own", args=DEVICES), lambda text: text.replace(
        "\t\tpci@30000000 {", OTHERS + "\t\tpci@30000000 {"), name="pci-hosts")
    machine = boot(tree=path, args=DEVICES, firmware=DYNAMIC_16)
    hosts, first = UNPLUGGED[:len(HOST)], UNPLUGGED[len(HOST):]
    assert machine.run("pci") == (
        hosts + "host 1  /soc/pci@51000000  at 0x30000000  buses 7 to 7\n"
        "host 2  /soc/pci@8000000  at 0x8000000  buses 0 to 1\n" +
        first + first.replace("0:00:", "1:07:") +
        "2  - access to a configuration space faults: the list is not whole\n")


@pytest.mark.parametrize("row", [dict(machine="spike"), dict(machine="sifive_u", harts=2)],
                         ids=["spike", "sifive_u"])
def test_no_host_bridge(boot, row):
    machine = boot(**row)
    assert machine.run("pci") == "pci: the tree has no generic PCI host bridge\n"
    assert json.loads(machine.run("pci -j")) == {"hosts": []}
