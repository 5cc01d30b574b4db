"""Consoles that only a probe finds, by every name that a person may give them: the prompt comes,
and keys are read, wherever the name may mean."""

import pytest

from devicetree import edited
from lines import states
from machine import NOWHERE, PROMPT, plain
from rows import Row

# On virt, besides its UART. "second" is the device's line.
DEVICES = {
    "virtio-mmio": ("-device", "virtio-serial-device", "-device", "virtconsole,chardev=second"),
    "virtio-pci": ("-device", "virtio-serial-pci", "-device", "virtconsole,chardev=second"),
    "pci-serial": ("-device", "pci-serial,chardev=second"),
}
USED = ("in", "out", "both")
UART, DEVICE, BOTH = ("uart",), ("device",), ("uart", "device")

# What SBI has: a console on the UART's port; one without input; none.
SBI = {"sbi": [], "mute": ["no-input"], "no sbi": ["no-dbcn", "no-legacy-console"]}
# The device; the tree, of TREES; SBI; console=; where the prompt is.
COMBINATIONS = [
    ("virtio-mmio", "uart", "sbi", "hvc0", BOTH),
    ("virtio-mmio", "uart", "sbi", "hvc1", DEVICE),
    ("virtio-mmio", "uart", "sbi", "ttyS0", UART),
    ("virtio-mmio", "uart", "sbi", "ttyS1", BOTH),
    ("virtio-mmio", "uart", "no sbi", "hvc0", DEVICE),
    ("virtio-mmio", "uart", "no sbi", "hvc1", BOTH),
    ("virtio-mmio", "uart", "no sbi", "ttyS0", UART),
    ("virtio-mmio", "uart", "no sbi", "ttyS1", BOTH),
    ("virtio-mmio", "no uart", "sbi", "", BOTH),
    ("virtio-mmio", "no uart", "sbi", "hvc0", BOTH),
    ("virtio-mmio", "no uart", "sbi", "ttyS0", BOTH),
    ("virtio-mmio", "no uart", "sbi", "ttyS1", BOTH),
    ("virtio-mmio", "no uart", "no sbi", "", DEVICE),
    ("virtio-mmio", "no uart", "no sbi", "hvc0", DEVICE),
    ("virtio-mmio", "no uart", "no sbi", "ttyS0", DEVICE),
    ("virtio-mmio", "uart", "sbi", "virtio-console", DEVICE),
    ("virtio-mmio", "uart", "no sbi", "virtio-console.0", BOTH),
    ("virtio-pci", "uart", "sbi", "hvc0", BOTH),
    ("virtio-pci", "uart", "sbi", "hvc1", DEVICE),
    ("virtio-pci", "uart", "sbi", "ttyS0", UART),
    ("virtio-pci", "uart", "sbi", "ttyS1", BOTH),
    ("virtio-pci", "uart", "no sbi", "hvc0", DEVICE),
    ("virtio-pci", "uart", "no sbi", "hvc1", BOTH),
    ("virtio-pci", "uart", "no sbi", "ttyS0", UART),
    ("virtio-pci", "uart", "no sbi", "ttyS1", BOTH),
    ("virtio-pci", "no uart", "sbi", "", BOTH),
    ("virtio-pci", "no uart", "sbi", "hvc0", BOTH),
    ("virtio-pci", "no uart", "sbi", "ttyS0", BOTH),
    ("virtio-pci", "no uart", "sbi", "ttyS1", BOTH),
    ("virtio-pci", "no uart", "no sbi", "", DEVICE),
    ("virtio-pci", "no uart", "no sbi", "hvc0", DEVICE),
    ("virtio-pci", "no uart", "no sbi", "ttyS0", DEVICE),
    ("virtio-pci", "uart", "sbi", "virtio-console", DEVICE),
    ("virtio-pci", "uart", "no sbi", "virtio-console.0", BOTH),
    ("pci-serial", "uart", "sbi", "hvc0", BOTH),
    ("pci-serial", "uart", "sbi", "ttyS0", UART),
    ("pci-serial", "uart", "sbi", "ttyS1", DEVICE),
    ("pci-serial", "uart", "no sbi", "hvc0", BOTH),
    ("pci-serial", "uart", "no sbi", "ttyS0", UART),
    ("pci-serial", "uart", "no sbi", "ttyS1", DEVICE),
    ("pci-serial", "no uart", "sbi", "", BOTH),
    ("pci-serial", "no uart", "sbi", "hvc0", BOTH),
    ("pci-serial", "no uart", "sbi", "ttyS0", DEVICE),
    ("pci-serial", "no uart", "sbi", "ttyS1", BOTH),
    ("pci-serial", "no uart", "no sbi", "", DEVICE),
    ("pci-serial", "no uart", "no sbi", "hvc0", DEVICE),
    ("pci-serial", "no uart", "no sbi", "ttyS0", DEVICE),
]
# Keys are read on the device only: HTIF's console and SBI's are without input.
MUTE = [
    *[(device, "no uart", "mute", console, BOTH)
      for device in DEVICES for console in ("", "hvc0", "ttyS3", "tty0")],
    *[("virtio-mmio", tree, sbi, console, BOTH) for tree in ("htif", "htif named")
      for sbi in ("mute", "no sbi") for console in ("", "ttyS0", "tty0")],
    ("virtio-pci", "htif", "mute", "hvc0", BOTH),
    ("virtio-pci", "htif", "no sbi", "hvc0", DEVICE),
    ("pci-serial", "htif", "no sbi", "hvc0", BOTH),
    ("pci-serial", "htif named", "no sbi", "ttyS0", DEVICE),
]
NO_UART = """/ {
	soc { /delete-node/ serial@10000000; };
	chosen { /delete-property/ stdout-path; };
};"""
# Served by the stub, outside of what the tree calls RAM.
HTIF = """/ {
	/delete-node/ memory@80000000;
	memory@80200000 { device_type = "memory"; reg = <0 0x80200000 0 0x7e00000>; };
	htif@80180000 { compatible = "ucb,htif0"; reg = <0 0x80180000 0 8>, <0 0x80180008 0 8>; };
};"""
TREES = {
    "uart": '/ { model = "has a UART"; };',
    "no uart": NO_UART,
    "htif": NO_UART + HTIF,
    "htif named": NO_UART + HTIF + '/ { chosen { stdout-path = "/htif@80180000"; }; };',
}


@pytest.fixture(scope="session")
def given():
    """{(tree, console=): a tree}; QEMU itself would name its UART in /chosen again."""
    made = {}

    def tree(name, console):
        if (name, console) not in made:
            words = f'/ {{ chosen {{ bootargs = "console={console}"; }}; }};' if console else ""
            made[name, console] = edited(
                Row("own"), lambda text: text + TREES[name] + words,
                name=f"unnamed-{len(made)}")
        return made[name, console]

    return tree


@pytest.fixture
def lines(two, given):
    """Boots a combination; returns {"uart": its line, "device": the other one}."""
    def start(device, tree, sbi, console):
        has = ["htif"] if "htif" in tree else []
        machine, second = two(
            machine="virt", harts=1, firmware="stub", given=given(tree, console),
            prompt=False, card={"features": SBI[sbi] + has},
            device=("-serial", "chardev:line", *DEVICES[device]))
        return {"uart": machine, "device": second}
    return start


def named(rows):
    return {"argvalues": rows, "ids": ["-".join(filter(None, row[:4])) for row in rows]}


def check(found, where, here):
    """The prompt is where it is expected and only there; then `here` is answered, and becomes the
    only console."""
    for place in where:
        found[place].expect(PROMPT)
        shown = plain(bytes(found[place].transcript))
        assert shown.count("Hello, world from Firstlight") == shown.count("Type 'help'.") == 1
        assert ("until a key is pressed on one of them" in shown) == (len(where) > 1)
    answered = found.pop(here)
    assert answered.run("echo here") == "here\n"
    used = [state for state in states(answered.run("console")).values() if state in USED]
    assert used == ["both"]
    for place, other in found.items():
        if place in where:
            other.expect(rb"\r\nthe console is now \S.*\r\n")


@pytest.mark.parametrize("device, tree, sbi, console, where", **named(COMBINATIONS))
@pytest.mark.parametrize("answer", [0, -1], ids=["first", "last"])
def test_prompt_and_input(lines, device, tree, sbi, console, where, answer):
    check(lines(device, tree, sbi, console), where, where[answer])


@pytest.mark.parametrize("device, tree, sbi, console, where", **named(MUTE))
def test_output_without_input_is_not_the_end(lines, device, tree, sbi, console, where):
    check(lines(device, tree, sbi, console), where, "device")


def test_commands_of_bootargs_do_not_wait_for_a_key(lines):
    found = lines("virtio-mmio", "uart", "sbi", r'hvc0 run=\"echo it runs\"')
    for line in found.values():
        line.expect(rb"\nit runs(?=\r\n)")
        line.expect(PROMPT)


def test_two_virtio_consoles(two):
    """hvc1 is the second of them, or the first where SBI's console is hvc0."""
    first, second = two(machine="virt", harts=1, firmware="stub", console="hvc1", prompt=False,
                        device=("-serial", NOWHERE, "-device", "virtio-serial-pci,id=a",
                                "-device", "virtconsole,bus=a.0,chardev=line",
                                "-device", "virtio-serial-device,id=b",
                                "-device", "virtconsole,bus=b.0,chardev=second"))
    check({"uart": first, "device": second}, BOTH, "device")


def test_outputs_stay_when_a_key_decides(two):
    first, second = two(machine="virt", harts=1, firmware="stub", prompt=False,
                        console="ttyS0 console=hvc0",
                        card={"features": ["no-dbcn", "no-legacy-console"]},
                        device=("-serial", "chardev:line", *DEVICES["virtio-mmio"]))
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"
    first.expect(rb"\nhere\r\n")
    assert sorted(states(second.run("console")).values()) == ["both", "no", "out"]
