"""A console that is dead or fails later: the next one takes over and reports it."""

import fcntl
import re
import struct

import pytest

from devicetree import edited
from lines import states
from machine import PROMPT, SCRATCH, plain, whole
from rows import DYNAMIC_16, HIGH, JUMP, Row

TIMEOUT = "took no output within a second"
VIRTIO = ("-device", "virtio-serial-device", "-device", "virtconsole,chardev=line")
VIRTIO_STATUS = 0x10008070  # of the first device that QEMU attaches; 0 resets it
UART = "reg = <0x00 0x10010000 0x00 0x1000>"


# --- at boot --------------------------------------------------------------------------------------

# Unused words of sifive_u's mask ROM in QEMU. As registers of a UART they say: the transmit FIFO is
# always full, the receive FIFO empty.
ROM = 0x2000
FULL = struct.pack("<4I", 1 << 31, 1 << 31, 1, 1)

# (UART0's address in the tree, the failure, whether it is noticed before anything is sent)
DEAD = [
    ("nothing there", 0x50000000, "its registers fault", True),
    ("beyond all", 0x90000000000, "its registers fault", True),
    ("never ready", ROM, TIMEOUT, False),
]


@pytest.fixture
def never_ready():
    path = SCRATCH / "full.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FULL)
    return ("-device", f"loader,file={path},addr={ROM:#x},force-raw=on")


@pytest.mark.parametrize("at, why, at_once", [row[1:] for row in DEAD],
                         ids=[row[0] for row in DEAD])
def test_the_next_at_boot(two, never_ready, at, why, at_once):
    """UART0's address is wrong in the image's tree, not in firmware's: firmware still uses that
    line."""
    reg = f"reg = <{at >> 32:#x} {at & 0xffffffff:#x} 0x00 0x1000>"
    given = edited(Row("own", machine="sifive_u", harts=2), lambda text: text.replace(UART, reg))
    first, second = two(firmware=JUMP, by="relay", at=HIGH, given=given, args=never_ready,
                        prompt=False)
    report = (f"\nconsole: serial0: {why}; going on\n" if at_once else
              f"\nconsole: sifive at {at:#x}: {why}; going on with sifive at 0x10011000\n")
    banner = second.expect(PROMPT)
    assert "Hello, world from Firstlight" in banner and report in banner
    assert "\nConsole:  sifive, /soc/serial@10011000 (first enabled)\n" in banner
    first.start()
    assert report in plain(bytes(first.transcript))
    for near, far in ((first, second), (second, first)):
        assert near.run("echo here") == "here\n"
        far.expect(rb"\nhere(?=\r\n)")
        far.expect(PROMPT)
    assert states(second.run("console")) == {"serial0": "failed", "serial1": "both", "sbi": "both"}
    first.prompt()
    story = first.run("console why")
    assert f"\nsifive at {at:#x} failed: {why}\n" in story
    assert story.endswith("\nchosen: sifive at 0x10011000 (first enabled)\n")


def test_named_device_is_not_a_console(boot):
    """console= may name a node that is no console: the next one that is named is used."""
    machine = boot(console="/soc/virtio_mmio@10001000")
    assert "\nconsole: virtio-console: the device is not a console; going on\n" in machine.banner
    assert "\nConsole:  ns16550, /soc/serial@10000000 (stdout-path)\n" in machine.banner
    assert machine.run("console why").endswith("\nchosen: ns16550 at 0x10000000 (stdout-path)\n")


def test_a_probed_device_is_the_next(two):
    """The tree's only UART is dead, and no other device has been probed yet."""
    given = edited(Row("own"), lambda text: text.replace("0x00 0x10000000 ", "0x00 0x3000 "))
    first, second = two(machine="virt", harts=1, firmware="stub", given=given, prompt=False,
                        device=("-serial", "chardev:second", *VIRTIO))
    first.start()
    assert "\nConsole:  virtio-console, /soc/virtio_mmio@10008000 (first enabled)\n" in first.banner
    second.expect(PROMPT)
    assert states(first.run("console")) == {
        "ns16550": "failed", "virtio-console": "both", "sbi": "both"}
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"
    assert first.prompt().endswith("here")


# --- later ----------------------------------------------------------------------------------------

def test_a_line_that_is_no_longer_read(two):
    """QEMU's 16550 works, then stays full, because its line is no longer read."""
    first, second = two(machine="virt", harts=1, firmware=DYNAMIC_16, prompt=False,
                        device=("-serial", "chardev:second", *VIRTIO))
    second.expect(PROMPT)
    assert second.run("echo it works") == "it works\n"
    fcntl.fcntl(second.output, fcntl.F_SETPIPE_SZ, 4096)  # less than the output that follows
    second.type("dts /\r")
    first.start()
    # The log, a line about the change, then what the failed console did not take.
    said = plain(bytes(first.transcript))
    report = (f"console: ns16550 at 0x10000000: {TIMEOUT}; going on with virtio-console at "
              "0x10008000\n")
    log, went_on, rest = said.partition(report)
    assert went_on and "\nHello, world from Firstlight" in log and report not in rest
    assert "compatible" in rest and rest.count("/dts-v1/") == 0
    # Firmware would wait on that line for ever, so its console is not used.
    assert states(first.run("console")) == {
        "ns16550": "failed", "virtio-console": "both", "sbi": "idle"}
    assert whole(first.run("console log")).endswith(f"\n{report}")
    assert f"\nns16550 at 0x10000000 failed: {TIMEOUT}\n" in first.run("console why")
    # When that line is read again, the console can be used again.
    second.expect(rb"/dts-v1/")
    first.type("console use -f ns16550\r")
    second.expect(PROMPT)
    assert second.run("echo back") == "back\n"


def spoil(machine, then="echo"):
    """Resets the virtio-console in use, and runs a command in the same line: the device takes a few
    more bytes of output, never returns them, and receives nothing more."""
    machine.type(f"mw {VIRTIO_STATUS:#x} 0; {then}\r")


def test_a_device_that_dies(two):
    first, second = two(machine="virt", harts=1, console="virtio-console",
                        device=("-serial", "chardev:second", *VIRTIO))
    assert first.run("echo it works") == "it works\n"
    spoil(first, then="dts /")
    second.expect(f"console: virtio-console at 0x10008000: {TIMEOUT}; going on with ns16550"
                  .encode())
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"
    found = states(second.run("console"))
    assert (found["virtio-console.0"], found["ns16550"], found["sbi"]) == (
        "failed", "both", "idle")


def test_one_of_several_dies(two):
    """The others still work; a line reports the failure."""
    first, second = two(machine="virt", harts=1, console="virtio-console",
                        device=("-serial", "chardev:second", *VIRTIO))
    first.run("console add ns16550")
    second.expect(PROMPT)
    spoil(second)
    second.expect(PROMPT)
    second.type("dts /\r")
    second.expect(f"console: virtio-console at 0x10008000: {TIMEOUT}; going on with ns16550"
                  .encode())
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"
    assert states(second.run("console"))["virtio-console.0"] == "failed"


def test_sbi_is_the_last(two):
    """No UART in the tree: only firmware's console is left."""
    given = edited(Row("own"),
                   lambda text: text + "/ { soc { /delete-node/ serial@10000000; }; };")
    first, second = two(machine="virt", harts=1, firmware="stub", given=given,
                        device=("-serial", "chardev:second", *VIRTIO))
    second.expect(PROMPT)
    assert first.run("echo it works") == "it works\n"
    second.expect(rb"\r\nthe console is now virtio-console at 0x10008000\r\n")
    spoil(first, then="dts /")
    second.expect(f"console: virtio-console at 0x10008000: {TIMEOUT}; going on with sbi"
                  .encode())
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"
    assert second.run("console why").endswith("\nchosen: SBI (no usable UART)\n")
    assert re.search(r"(?m)^sbi +both ", second.run("console"))


def test_firmware_that_gives_more_than_was_asked(boot):
    """Its console is left for the UART, because nothing can be typed there."""
    machine = boot(firmware="stub", console="sbi", card={"features": ["dbcn-boasts"]}, prompt=False)
    machine.expect("going on with ns16550 at 0x10000000(?=\r\n)")
    machine.prompt()
    assert machine.run("echo here") == "here\n"


def test_firmware_that_gives_more_and_no_other_console(boot):
    """It is said once, and the prompt stays."""
    machine = boot(firmware="stub", console="sbi", card={"features": ["dbcn-boasts", "a1-given"]},
                   prompt=False)
    machine.expect("Type 'help'")
    assert machine.listen(1).count("going on") <= 1
