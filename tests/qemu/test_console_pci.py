"""Consoles on PCI below a bridge, which firmware (here U-Boot) has set up."""

import pytest

from machine import PROMPT
from rows import HIGH
from test_irq import irq

PORT = ("-serial", "chardev:line", "-device", "pcie-root-port,id=root,addr=3")
# (device, its console's name)
DEVICES = [
    (("-device", "virtio-serial-pci,bus=root", "-device", "virtconsole,chardev=second"),
     "virtio-console"),
    (("-device", "pcie-pci-bridge,id=bridge,bus=root",
      "-device", "pci-serial,chardev=second,bus=bridge,addr=2"), "pci-serial"),
]


@pytest.mark.parametrize("device, name", DEVICES, ids=[row[1] for row in DEVICES])
def test_below_a_bridge(two, device, name):
    """Prompt and input there, by the interrupt that the bridges' pins lead to."""
    first, second = two(machine="virt", harts=1, u_boot="2025.01", by="booti", at=HIGH,
                        device=(*PORT, *device))
    first.run("console")  # probes
    first.type(f"console use -f {name}\r")
    second.expect(PROMPT)
    before = {row[2]: int(row[3]) for row in irq(second)[1]}[name]
    assert second.run("echo here") == "here\n"
    after = {row[2]: int(row[3]) for row in irq(second)[1]}[name]
    assert after > before
