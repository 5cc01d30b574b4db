"""`irq listen`: sources that ring, with and without a node that claims them, on each kind of
controller.

QEMU 7.2 begins with random levels at an APLIC's inputs: there, sources without a device may ring.
"""

import json
import re

import pytest

from devicetree import edited
from rows import DYNAMIC_16, Row
from test_irq import ALARM, APLIC, IMSIC, NUMA, irq

KINDS = [("plic", ()), ("aplic", APLIC), ("aplic-msi", IMSIC)]
IDS = [row[0] for row in KINDS]
UART = "/soc/serial@10000000"
RTC = "/soc/rtc@101000"
# The alarm's interrupt ends.
QUIET = ["mw 0x101010 0", "mw 0x10101c 1"]
# A legacy entropy device, whose queue of one buffer is asked for once: it interrupts, and its line
# stays up. Its pages are at 0x84000000; the device is the first, on the last of the places.
RNG = ("-device", "virtio-rng-device")
RNG_AT, RNG_SOURCE, RNG_NODE = 0x10008000, 8, "/soc/virtio_mmio@10008000"
PAGES = 0x84000000
ASK_RNG = [
    f"mw {PAGES:#x} 0 3072",
    f"mw {PAGES:#x} {PAGES + 0x4000:#x}", f"mw {PAGES + 8:#x} 16", f"mw {PAGES + 12:#x} 2",
    f"mw {PAGES + 0x80:#x} 0x10000",  # the ring after 8 descriptors: one buffer is available
    f"mw {RNG_AT + 0x70:#x} 3", f"mw {RNG_AT + 0x28:#x} 0x1000", f"mw {RNG_AT + 0x30:#x} 0",
    f"mw {RNG_AT + 0x38:#x} 8", f"mw {RNG_AT + 0x3c:#x} 0x1000",
    f"mw {RNG_AT + 0x40:#x} {PAGES >> 12:#x}", f"mw {RNG_AT + 0x70:#x} 7",
    f"mw {RNG_AT + 0x50:#x} 0",
]
LISTENING = rb"listening to \d+ sources for \d+ s, or until a key is pressed(?=\r?\n)"


def heard(text):
    """The rows of the table: {source: (controller, count, state, node)}. Of several controllers the
    lowest counts."""
    rows = {}
    for line in reversed(text.strip("\n").split("\n")):
        name, source, count, state, node = re.fullmatch(
            r"(\S+) +0x[0-9a-f]+ +(\d+) +(\d+)  (rang|in use|masked) +(.*)", line).groups()
        rows[int(source)] = (name, int(count), state, node)
    return rows


def listen(machine, *events, end="x"):
    """Runs `irq listen`, waits for what each event says, types @end; the table."""
    machine.type("irq listen 600\r")
    machine.expect(LISTENING)
    for event in events:
        machine.expect(event.encode())
    machine.type(end)
    machine.expect(rb"CONTROLLER +ADDRESS +SOURCE +COUNT +STATE +NODE\r?\n")
    return heard(machine.prompt())


def registers(machine):
    """What listening may change: priorities and enables of PLICs, modes and targets of APLICs."""
    return [machine.run(f"md {at:#x} {words}", fault=True) for at, words in [
        (0xc000000, 97), (0xc002000, 128), (0xd000000, 97), (0xd003000, 97)]]


@pytest.mark.parametrize("name, args", KINDS, ids=IDS)
def test_what_rings_is_shown(boot, name, args):
    machine = boot(args=(*args, *RNG), firmware=DYNAMIC_16)
    before = registers(machine), [line[:3] + line[4:] for line in irq(machine)[1]]
    for command in ALARM + ASK_RNG:
        assert machine.run(command) == ""
    rows = listen(machine, f"{name} source {RNG_SOURCE} rings: {RNG_NODE}\r?\n",
                  f"{name} source 11 rings: {RTC}\r?\n")
    assert rows[10][0] == name and rows[10][1] >= 1 and rows[10][2:] == ("in use", UART)
    assert rows[11][0] == name and rows[11][1] >= 1 and rows[11][3] == RTC
    assert rows[RNG_SOURCE][0] == name and rows[RNG_SOURCE][3] == RNG_NODE
    assert (registers(machine), [line[:3] + line[4:] for line in irq(machine)[1]]) == before
    assert machine.run("echo here") == "here\n"
    chip = irq(machine)[0]
    assert [row[0] for row in chip] == [name] and chip[0][5] == "0"  # no strays


@pytest.mark.parametrize("name, args", KINDS[1:], ids=IDS[1:])
def test_a_source_that_rings_without_end_is_masked(boot, name, args):
    machine = boot(args=args, firmware=DYNAMIC_16)
    for command in ALARM:
        machine.run(command)
    # JSON comes at the end, after so many looks that it is masked.
    rows = {row["source"]: row for row in json.loads(machine.run("irq listen -j 2"))["heard"]}
    assert rows[11] == {"driver": name, "address": "0xd000000", "source": 11, "count": 50,
                        "state": "masked", "node": RTC, "map": False, "claims": 1}
    for command in QUIET:
        machine.run(command)
    assert 11 not in listen(machine)


@pytest.mark.parametrize("args, source", [((), "<40>"), (APLIC, "<40 4>"), (IMSIC, "<40 4>")],
                         ids=IDS)
def test_a_wrong_number_in_the_tree_is_found(boot, args, source):
    """The UART's node claims source 40. The key that ends listening shows the true one."""
    path = edited(Row("own", args=args), lambda text: re.sub(
        r"(serial@10000000 {[^}]*)\n(\t+)interrupts = [^\n]*", rf"\1\n\2interrupts = {source};",
        text), name="irq-listen")
    machine = boot(tree=path, args=args, firmware=DYNAMIC_16)
    rows = listen(machine)
    assert rows[10][2:] == ("rang", "no node claims it") and 40 not in rows
    assert machine.run("echo here") == "here\n"
    assert irq(machine)[1][0][:4] == [rows[10][0], "40", "ns16550", "0"]


def test_without_a_controller_in_use(boot):
    """A console without an interrupt: listening starts the controller, and stops it."""
    path = edited(Row("own"), lambda text: re.sub(
        r"(serial@10000000 {[^}]*)\n\t+interrupts = [^\n]*", r"\1", text), name="irq-listen-none")
    machine = boot(tree=path)
    for command in ALARM:
        machine.run(command)
    assert listen(machine, f"plic source 11 rings: {RTC}\r?\n") == {11: ("plic", 1, "rang", RTC)}
    assert machine.run("irq") == "no interrupt controller is in use: consoles are polled\n"


def test_a_controller_that_cannot_be_listened_to(boot):
    path = edited(Row("own"), lambda text: text.replace("0x0b 0x02 0x09>", "0x0b 0x02 0xffffffff>"),
                  name="irq-listen-context")
    machine = boot(tree=path)
    assert " ".join(machine.run("irq listen").split()) == (
        "/soc/plic@c000000 not listened to: its controller does not reach this hart in S-mode "
        "irq: the tree has no interrupt controller that can be listened to")


def test_two_controllers_of_one_hart(boot):
    """Each socket has an APLIC, and both send to the hart's IMSIC: each source has an identity."""
    machine = boot(harts=4, firmware=DYNAMIC_16, ram="256M", args=IMSIC + NUMA)
    for command in ALARM:
        machine.run(command)
    rows = listen(machine, f"aplic-msi source 11 rings: {RTC}\r?\n")
    assert rows[11][3] == RTC and rows[10][2:] == ("in use", UART)
    assert machine.run("echo here") == "here\n"


def test_ctrl_c_ends_it(boot):
    machine = boot()
    before = registers(machine)
    machine.type("irq listen 600\r")
    machine.expect(LISTENING)
    machine.type("\x03")
    machine.prompt()
    assert machine.run("echo $?") == "130\n"
    assert registers(machine) == before
    assert machine.run("irq listen 0x") == "irq: 0x: not a number of seconds\n"
