"""Switches the console ten thousand times: each line is run once, in order, and none is lost."""

import re
import threading

import pytest

from lines import own_names
from machine import PROMPT, plain
from rows import DYNAMIC_16

VIRTIO = ("-serial", "chardev:line",
          "-device", "virtio-serial-device", "-device", "virtconsole,chardev=second")
PCI = ("-serial", "chardev:line", "-device", "pci-serial,chardev=second")

# (machine, its two consoles, how often from each of them)
MACHINES = [
    ({"machine": "sifive_u", "harts": 2}, "serial0", "serial1", 5000),
    ({"machine": "virt", "harts": 1, "device": VIRTIO}, "ns16550", "virtio-console", 2000),
    ({"machine": "virt", "harts": 1, "device": PCI}, "ns16550", "pci-serial", 2000),
]


def lines_of(letter, there, count):
    return [f"echo {letter}{i:05d}; console use -f {there}\r" for i in range(count)]


def executed(transcript, letter):
    """What the `echo` of each line printed."""
    return re.findall(rf"(?m)^{letter}(\d{{5}})$", plain(bytes(transcript)))


def counters(table):
    """{NAME: bytes in, bytes out, errors} of `console`'s second table."""
    rows = [line.split() for line in table.partition("\n\n")[2].splitlines()[1:]]
    names = own_names(table)
    return {names[row[0]]: (int(row[1]), int(row[2]), row[3:7]) for row in rows}


def to_and_fro(first, second, here, there, count):
    """Types everything at once on both lines; input of the line that is not the console waits."""
    first_lines, second_lines = lines_of("a", there, count), lines_of("b", here, count)
    last = "echo end-$?\r"
    typists = [threading.Thread(target=first.type_all, args=("".join([*first_lines, last]),)),
               threading.Thread(target=second.type, args=("".join(second_lines),)),
               threading.Thread(target=second.expect,
                                args=(rf"\nb{count - 1:05d}\r\n".encode(), 240, 400))]
    for typist in typists:
        typist.start()
    first.expect(rb"\nend-0(?=\r\n)", window=400)
    for typist in typists:
        typist.join()
    return [sum(map(len, lines)) for lines in ([*first_lines, last], second_lines)]


@pytest.mark.parametrize("row, here, there, count", MACHINES,
                         ids=[f"{row[1]}-{row[2]}" for row in MACHINES])
def test_between_two_lines(two, row, here, there, count):
    first, second = two(**row, firmware=DYNAMIC_16)
    table = "console\r"
    # Devices that must be probed have no name before that.
    before = counters(first.run("console"))
    began, second_began = len(first.transcript), len(second.transcript)
    typed, typed_there = to_and_fro(first, second, here, there, count)
    numbers = [f"{i:05d}" for i in range(count)]
    first.prompt()
    assert executed(first.transcript[began:], "a") == numbers
    after = counters(first.run("console"))
    assert after[here][0] - before[here][0] == typed + len(table)
    assert after[there][0] == typed_there
    assert after[here][2] == after[there][2] == ["0"] * 4
    # Everything that was sent to that line has arrived, and nothing else.
    second.type("echo typed ahead\r")
    first.type(f"console use -f {there}\r")
    second.expect(rb"\ntyped ahead(?=\r\n)")
    second.expect(PROMPT)
    assert executed(second.transcript[second_began:], "b") == numbers
    said = len(second.transcript)
    sent = counters(second.run("console"))[there][1]
    assert said <= sent <= len(second.transcript)
    assert second.run("echo here") == "here\n"
    second.type(f"console use -f {here}\r")
    first.prompt()
    assert first.run("echo and here") == "and here\n"


def test_between_a_driver_and_firmware(boot):
    """Both use the same port: the other console reads what is typed after the change."""
    machine = boot(firmware=DYNAMIC_16)
    for i in range(150):
        for name in ("sbi", "ns16550"):
            machine.run(f"console use -f {name}")
            assert machine.run(f"echo {i}") == f"{i}\n"
    found = counters(machine.run("console"))
    assert found["sbi"][2] == found["ns16550"][2] == ["0"] * 4
