"""`send`: what rb and rx of lrzsz receive has the bytes that the machine has."""

import random
import re
import zlib

import pytest

import sender
from devicetree import qemu_blob
from rows import Row
from sender import Noise, Sender, transfer

BASE = 0x84000000
READY = rb"Ctrl-C ends it\.\r\n"


@pytest.fixture
def machine(boot, tmp_path):
    """A machine with a file of 20,001 bytes at BASE."""
    path = tmp_path / "memory"
    path.write_bytes(random.Random(1).randbytes(20001))
    return boot(args=("-device", f"loader,file={path},addr={BASE:#x},force-raw=on"))


@pytest.fixture
def folder(tmp_path):
    """Where files are received."""
    (tmp_path / "received").mkdir()
    return tmp_path / "received"


def receive(machine, line, folder, command="rb", **noise):
    return sender.receive(machine, line, ["bash", "-c", f"cd {folder} && exec {command}"], **noise)


def row(data, name):
    return f"{len(data)} bytes  crc32 {zlib.crc32(data):08x}  {name}\n"


def test_a_range(machine, folder, tmp_path):
    data = (tmp_path / "memory").read_bytes()
    assert receive(machine, f"send {BASE:#x},20001", folder) == (row(data, "84000000.bin"), 0)
    assert (folder / "84000000.bin").read_bytes() == data


def test_all_at_once(machine, folder, tmp_path):
    """The tree has its edits; the log is what `log` shows."""
    transfer(machine, "load kernel", ["sb", "-k", tmp_path / "memory"])
    machine.run("set /chosen/bootargs 'quiet'; cd /")
    log = machine.run("log")
    output, status = receive(machine, "send tree log kernel", folder)
    received = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert status == 0
    assert {*received} == {"riscv-virtio.dtb", "firstlight.log", "kernel"}
    assert output == "".join(row(received[name], name) for name in
                             ("riscv-virtio.dtb", "firstlight.log", "kernel"))
    assert received["kernel"] == (tmp_path / "memory").read_bytes()
    assert received["firstlight.log"].decode() == log
    blob = received["riscv-virtio.dtb"]
    assert b"quiet\0" in blob
    assert blob != qemu_blob(Row("virt"))
    assert machine.run("crc32 || echo still here").endswith("still here\n")


@pytest.mark.parametrize("option, command", [
    ("-x ", "rx -c file"), ("-x ", "rx file"), ("", "rx file")])
def test_xmodem(machine, folder, tmp_path, option, command):
    """A receiver that asks for XMODEM gets it, without -x, too."""
    data = (tmp_path / "memory").read_bytes()
    output, status = receive(machine, f"send {option}{BASE:#x},20001", folder, command)
    assert (output, status) == (row(data, "84000000.bin") + "  by XMODEM: without the name, and "
                                "padded to a multiple of 128 bytes\n", 0)
    assert (folder / "file").read_bytes() == data + b"\x1a" * 95


@pytest.mark.parametrize("which", ["noise", "answers"])
def test_a_bad_line(machine, folder, tmp_path, which):
    """Bits flip and bytes are lost, of the receiver's answers or of the blocks."""
    noise = Noise(7 if which == "noise" else 2000)
    output, status = receive(machine, f"send {BASE:#x},20001", folder, **{which: noise})
    data = (tmp_path / "memory").read_bytes()
    assert status == 0
    assert noise.done > 2
    assert (folder / "84000000.bin").read_bytes() == data
    assert re.fullmatch(re.escape(row(data, "84000000.bin")) + r"\d+ blocks were sent again\n",
                        output)


def test_what_cannot_be_read(machine, folder):
    """The machine's RAM ends at 0x88000000."""
    output, status = receive(machine, "send 0x87fff000,0x2000", folder)
    assert status != 0
    assert re.fullmatch(r"(?s).*send: 0x88000000: load access fault; the transfer was cancelled\n",
                        output)
    assert machine.run("echo $?") == "14\n"


def test_no_receiver(machine):
    machine.enter("send -t 3 tree")
    machine.expect(READY)
    assert machine.prompt().endswith("send: no receiver was heard")
    assert machine.run("echo still here") == "still here\n"


def test_ctrl_c_ends_it(machine):
    machine.enter("send tree")
    machine.expect(READY)
    machine.type("\x03")
    assert machine.prompt().endswith("\nsend: ended by Ctrl-C")
    assert machine.run("echo $?") == "130\n"


def test_a_receiver_that_goes_away(machine, folder):
    machine.enter(f"send {BASE:#x},0x100000")
    machine.expect(READY)
    receiver = Sender(machine, ["bash", "-c", f"cd {folder} && exec rb"], terminal=False)
    while len(receiver.seen) < 20000:
        receiver.pump(0.05)
    receiver.close()
    assert machine.prompt().endswith("10 blocks were sent again\nsend: the receiver stopped")


@pytest.mark.parametrize("line, output", [
    ("send 0x84000000", "0x84000000: how much? ADDRESS,SIZE"),
    ("send kernel", "kernel: neither a number nor the name of a loaded file, node or function; "
                    "'mem' lists files"),
    ("send -x tree log", "XMODEM takes one file at a time"),
    ("send -t 0 tree", "-t 0: the time must be 1 to 3600 seconds"),
])
def test_what_is_refused(machine, line, output):
    assert machine.run(line).split() == ["send:", *output.split()]


def test_firmware_damages_files(boot):
    """SBI's console puts CR before LF."""
    machine = boot(console="sbi")
    assert machine.run("send tree").startswith("send: sbi (legacy): firmware puts a CR before")
    machine.enter("send -f -t 1 tree")
    machine.expect(READY)
    assert machine.prompt().endswith("no receiver was heard")


def test_without_a_tree(boot):
    machine = boot(firmware="stub", card={"a1": 0})
    assert machine.run("send -f tree") == "send: there is no device tree\n"
