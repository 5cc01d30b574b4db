"""`load -r` and `send -r`: another rate for a transfer, and the rate before after it. QEMU's UART
has no rate, but its divisor is the one that was written last; tests/line has a line with rates."""

import re

import pytest

from sender import Sender

READY = rb"Ctrl-C ends it\.\r\n"


@pytest.fixture
def machine(boot):
    """The divisor says 9600 baud of 3686400 Hz: nothing sets it before."""
    machine = boot()
    assert machine.run("console baud ns16550 -f 9600").endswith("9600 baud\n")
    return machine


def named(text):
    """With one name of the UART: the tree of QEMU 10 has an alias of it."""
    return text.replace("serial0", "ns16550")


def start(machine, line, rate):
    """Types the line, and confirms the rate; the rest is as for a transfer without -r."""
    machine.enter(line)
    machine.expect(rb"set the other side, and press\s+Enter there\r\n")
    machine.expect(b"press Enter here within 30 s to keep %d baud\r\n" % rate)
    machine.type("\r")
    machine.expect(READY)


def back(machine):
    """The transfer is over: the rate before is confirmed, too."""
    machine.expect(rb"(?:ns16550|serial0): 9600 baud again from here on; "
                   rb"set the terminal back, and press")
    machine.expect(rb"press Enter here within 30 s to go on\r\n")
    machine.type("\r")
    return machine.prompt()


def rate(machine):
    return named(machine.run("console baud ns16550"))


BEFORE = "ns16550: divisor 24: 9600 baud at 3686400 Hz\n"


def test_a_file(machine, tmp_path):
    path = tmp_path / "kernel"
    path.write_bytes(bytes(range(256)) * 40)
    start(machine, "load -r 230400 kernel", 230400)
    sender = Sender(machine, ["sb", "-k", str(path)])
    assert sender.send() == 0
    sender.close()
    machine.type("\r")  # what asks for it may have been carried to the sender
    assert re.search(r"10240 bytes  crc32 \w+  kernel$", machine.prompt())
    assert rate(machine) == BEFORE


def test_no_sender_comes(machine):
    start(machine, "load -t 3 -r 230400 kernel", 230400)
    assert back(machine).endswith("load: no sender was heard")
    assert rate(machine) == BEFORE
    start(machine, "send -t 3 -r 230400 tree", 230400)
    assert back(machine).endswith("send: no receiver was heard")
    assert rate(machine) == BEFORE


def test_ctrl_c(machine):
    start(machine, "load -r 230400 kernel", 230400)
    machine.type("\x03")
    assert back(machine).endswith("load: ended by Ctrl-C")
    assert rate(machine) == BEFORE


def test_nobody_confirms(machine):
    machine.enter("load -r 230400 kernel")
    machine.expect(rb"to keep 230400 baud\r\n")
    machine.type("\x03")
    assert named(machine.prompt()).endswith("load: ns16550: cancelled; the rate is set back")
    assert machine.run("echo $?") == "130\n"
    assert rate(machine) == BEFORE


@pytest.mark.parametrize("line, output", [
    ("load -r 1500000 kernel", "load: ns16550: 1500000 baud cannot be made from 3686400 Hz; the "
                               "nearest is 230400"),
    ("send -r 0 tree", "send: 0: the rate must be 1 to 20000000 baud"),
])
def test_rates_that_cannot_be(machine, line, output):
    assert named(machine.run(line)).split() == output.split()
    assert rate(machine) == BEFORE


def test_sbi_has_no_rate(boot):
    assert boot(console="sbi").run("load -r 230400 kernel").split() == (
        "load: sbi: the driver sbi (legacy) cannot set a rate").split()
