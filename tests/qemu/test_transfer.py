"""Transfers files by sb and sx of lrzsz, and trees as lines: they must arrive unchanged."""

import random
import re
import subprocess
import zlib

import pytest

from device_trees import biggest, blob_of
from devicetree import qemu_blob
from machine import ROOT
from rows import Row
from sender import Noise, Sender

BASE = 0x84000000
DTLINES = ROOT / "tools" / "dtlines"
HELLO = "Send now: sb FILE... (YMODEM), or sx FILE (XMODEM). Ctrl-C ends it."
CONSOLES = ["ns16550", "sbi"]
DAMAGED = re.compile(r"\d+ requests to send a block again\n")


@pytest.fixture
def files(tmp_path):
    """Makes files of the given sizes and returns their paths. They have the same bytes in each run,
    with all values."""
    def make(*sizes):
        paths = []
        for size in sizes:
            paths.append(tmp_path / f"{size}.bin")
            paths[-1].write_bytes(random.Random(size).randbytes(size))
        return paths

    return make


@pytest.fixture
def load(boot):
    """Runs `load` against a command of lrzsz; returns the image's output and the sender's exit
    status."""
    senders = []

    def run(machine, command, operands="", **line):
        machine.enter(f"load {operands} {BASE:#x}".replace("  ", " "))
        machine.expect(rb"Ctrl-C ends it\.\r\n")
        sender = Sender(machine, [str(word) for word in command], **line)
        senders.append(sender)
        status = sender.send()
        return machine.prompt().lstrip("C\n").rstrip("\n") + "\n", status

    yield run
    for sender in senders:
        sender.close()


def console_of(name):
    return {"console": "sbi"} if name == "sbi" else {}


def listed(*rows):
    """The list that `load` prints, from rows of (address, bytes in memory, name)."""
    return "".join(f"{at:#x}  {len(data)} bytes  crc32 {zlib.crc32(data):08x}  {name}\n"
                   for at, data, name in rows)


def memory(machine, at, size):
    """Bytes of the machine's memory, as md shows them."""
    rows = re.findall(r"(?m)^[0-9a-f]{8,12}:((?: [0-9a-f]{2}){1,16})  ",
                      machine.run(f"md.b {at:#x} {size}"))
    return bytes.fromhex("".join(rows))


def padded(data):
    """Data as XMODEM sends it: padded to a whole number of blocks."""
    return data + b"\x1a" * (-len(data) % 128)


@pytest.mark.parametrize("console", CONSOLES)
def test_one_file_by_each_protocol(boot, load, files, console):
    machine = boot(**console_of(console))
    [path] = files(5278)
    data = path.read_bytes()
    assert load(machine, ["sb", path]) == (listed((BASE, data, "5278.bin")), 0)
    assert memory(machine, BASE, 256) == data[:256]
    assert memory(machine, BASE + 5278 - 100, 100) == data[-100:]
    for command in (["sx", path], ["sx", "-k", path]):
        assert machine.run(f"mw.b {BASE:#x} 0 5504") == ""
        assert load(machine, command) == (listed((BASE, padded(data), "-")), 0)
        assert memory(machine, BASE + 5278 - 100, 98 + 100) == padded(data)[-198:]
    assert machine.run("echo still here") == "still here\n"


@pytest.mark.parametrize("console", CONSOLES)
def test_a_batch(boot, load, files, console):
    """One after the other, each at a multiple of 8; one is empty."""
    machine = boot(**console_of(console))
    paths = files(1001, 0, 2048)
    small, empty, large = (path.read_bytes() for path in paths)
    expected = listed((BASE, small, "1001.bin"), (BASE + 1008, empty, "0.bin"),
                      (BASE + 1008, large, "2048.bin"))
    assert load(machine, ["sb", *paths]) == (expected, 0)
    assert memory(machine, BASE + 1008 - 16, 32) == small[-9:] + memory(
        machine, BASE + 1001, 7) + large[:16]


def test_a_long_file(boot, load, files):
    """A file so long that the block numbers, one byte each, wrap."""
    machine = boot()
    [path] = files(320 << 10)
    data = path.read_bytes()
    output, status = load(machine, ["sb", "-k", path])
    assert (output, status) == (listed((BASE, data, path.name)), 0)
    for at in (0, 0x3ff00, 0x4ff00):
        assert memory(machine, BASE + at, 256) == data[at:at + 256]
    # OVERRUN, FRAME, PARITY, BREAK
    assert re.search(r"^(?:ns16550|serial0) +[0-9]+ +[0-9]+ +0 +0 +0 +0 ",
                     machine.run("console"), re.M)


@pytest.mark.parametrize("command, size", [
    (["sb", "-k"], 20000), (["sb"], 6000), (["sx", "-k"], 20000), (["sx"], 6000)])
def test_a_bad_line(boot, load, files, command, size):
    """Bits flip and bytes are lost: the file arrives whole nevertheless, and the damage is
    reported."""
    machine = boot()
    [path] = files(size)
    noise = Noise(1500 if "-k" in command else 500)
    output, status = load(machine, [*command, path], noise=noise)
    data = path.read_bytes()
    expected = listed((BASE, data, path.name) if command[0] == "sb" else
                      (BASE, padded(data), "-"))
    assert noise.done > 5
    assert (DAMAGED.sub("", output), status) == (expected, 0)
    assert DAMAGED.search(output)


def test_answers_get_lost(boot, load, files):
    """Every ninth ACK is lost: the block comes twice, and counts once."""
    machine = boot()
    [path] = files(5000)
    seen = 0

    def deaf(data):
        nonlocal seen
        if data == b"\x06":
            seen += 1
            return b"" if seen % 9 == 0 and seen < 36 else data
        return data

    output, status = load(machine, ["sx", path], answers=deaf)
    data = padded(path.read_bytes())
    assert (DAMAGED.sub("", output), status) == (listed((BASE, data, "-")), 0)
    assert seen >= 36


def test_a_sender_that_goes_away(boot, files):
    """The sender is killed midway: the prompt comes back in bounded time, and what came is
    listed."""
    machine = boot()
    [path] = files(1 << 18)
    machine.enter(f"load {BASE:#x}")
    machine.expect(rb"Ctrl-C ends it\.\r\n")
    sender = Sender(machine, ["sb", "-k", str(path)])
    while sender.sent < 20000:
        sender.pump(0.1)
    sender.close()
    output = machine.prompt()
    assert re.search(rf"(?m)^{BASE:#x}  \d+ of 262144 bytes  crc32 [0-9a-f]+  262144.bin\n"
                     r"10 requests to send a block again\n"
                     r"load: the sender stopped\n?$", output.rstrip("\n")), output
    assert machine.run("echo $?") == "116\n"  # picolibc's ETIMEDOUT


def test_no_sender(boot):
    machine = boot()
    output = machine.run(f"load -t 6 {BASE:#x}")
    assert output == HELLO + "\nCC\x18\x18\x18\x18\x18\b\b\b\b\b\nload: no sender was heard\n"


def test_ctrl_c_ends_it(boot):
    machine = boot()
    machine.enter(f"load {BASE:#x}")
    machine.expect(rb"Ctrl-C ends it\.\r\n")
    machine.type("\x03")
    assert machine.prompt().endswith("\nload: ended by Ctrl-C")
    assert machine.run("echo $?") == "130\n"


def test_what_is_in_use_is_kept(boot, load, files):
    """The image, firmware, the tree, and addresses that are not RAM are refused; -f loads
    nevertheless."""
    machine = boot()
    mem = machine.run("mem")
    image = re.search(r"(?m)^ *0x(\w+)  +0x(\w+) .* image$", mem)
    for what in ("image", "image: data", "image: stacks", "workspace", "device tree",
                 "reserved mmode_resv0@80000000"):
        at, last = re.search(rf"(?m)^ *0x(\w+)  +0x(\w+) .*  {what}$", mem).groups()
        assert machine.run(f"load 0x{at}") == (
            f"load: 0x{at}: {what} is there, 0x{at} to 0x{last}; -f loads there anyway\n")
    assert machine.run("load 0x10000000") == (
        "load: 0x10000000: there is no RAM; -f loads there anyway\n")
    [path] = files(1 << 16)
    at = int(image[1], 16) - 0x8000
    machine.enter(f"load {at:#x}")
    machine.expect(rb"Ctrl-C ends it\.\r\n")
    sender = Sender(machine, ["sb", str(path)])
    assert sender.send() != 0
    sender.close()
    assert "image is there, " in machine.prompt()
    assert machine.run("echo $?") == "16\n"


def test_an_initrd_is_kept(boot, tmp_path):
    (tmp_path / "initrd").write_bytes(b"x" * 5000)
    machine = boot(args=("-initrd", str(tmp_path / "initrd")))
    at, last = re.search(r"(?m)^ *0x(\w+)  +0x(\w+) .* initrd$", machine.run("mem")).groups()
    assert machine.run(f"load 0x{at}") == (
        f"load: 0x{at}: initrd is there, 0x{at} to 0x{last}; -f loads there anyway\n")


def test_without_a_tree_no_memory_is_free(boot, load, files):
    """-f loads nevertheless; what was loaded may be loaded again, written and called."""
    machine = boot(firmware="stub", card={"a1": 0})
    assert machine.run(f"load {BASE:#x}") == (
        f"load: {BASE:#x}: nothing says that there is RAM, because there is no tree; "
        "-f loads there anyway\n")
    assert machine.run("load 0x80100000") == (
        "load: 0x80100000: perhaps firmware is there, 0x80000000 to 0x801fffff; "
        "-f loads there anyway\n")
    [path] = files(1000)
    expected = listed((BASE, path.read_bytes(), path.name)), 0
    assert load(machine, ["sb", path], "-f") == expected
    assert load(machine, ["sb", path]) == expected
    assert machine.run(f"mw {BASE:#x} 0x8067; call {BASE:#x} 5") == "a0 = 0x5\n"  # ret


def test_what_was_loaded_is_remembered(boot, load, files):
    """The same address again replaces it; another one inside of it is asked for."""
    machine = boot()
    small, large = files(1000, 3000)
    load(machine, ["sb", small, large])
    second = BASE + 1000
    crc = zlib.crc32(large.read_bytes())
    assert re.search(rf"{second:#x} +{second + 2999:#x} +2.9 KiB +loaded 3000.bin\n",
                     machine.run("mem"))
    assert f"{second + 2999:#x}    2.9 KiB  | loaded 3000.bin\n" in machine.run("map")
    assert f'"loaded","name":"3000.bin","crc32":"{crc:#x}"' in machine.run("mem -j")
    assert machine.run(f"load {BASE + 8:#x}") == (
        f"load: {BASE + 8:#x}: loaded 1000.bin is there, {BASE:#x} to {BASE + 999:#x}; "
        "-f loads there anyway\n")
    output, status = load(machine, ["sb", large])
    assert status != 0
    assert f"load: {BASE:#x}: loaded 3000.bin is there, {second:#x} to " in output
    assert load(machine, ["sb", large], "-f")[1] == 0
    assert re.findall(r"(?m)^0x(\w+) .* loaded (.*)$", machine.run("mem")) == [
        (f"{BASE:x}", "3000.bin")]


def packed(blob):
    """The tree without the room that QEMU leaves in it: 1 MiB in all."""
    return subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dtb", "-"], input=blob, check=True,
                          capture_output=True).stdout


def test_a_tree_is_known(boot, load, tmp_path):
    machine = boot()
    blob = packed(qemu_blob(Row("virt")))
    path = tmp_path / "virt.dtb"
    path.write_bytes(blob)
    output, status = load(machine, ["sb", "-k", path])
    assert status == 0
    first, second = output.splitlines()
    assert first == listed((BASE, blob, "virt.dtb")).rstrip("\n")
    assert re.fullmatch(rf"  device tree, \d+ nodes; next: dt open {BASE:#x}", second)


# --- trees as lines ---------------------------------------------------------------------------

def dtlines(*arguments, stdin=b""):
    return subprocess.run([DTLINES, *arguments], input=stdin, check=True,
                          capture_output=True).stdout


def paste(machine, lines):
    """Types lines as a terminal does; returns the output up to the prompt."""
    machine.enter("paste dtb pasted")
    machine.expect(rb"ends it\.\r\n")
    machine.type_all(lines.decode().replace("\n", "\r"))
    return machine.prompt()


@pytest.mark.parametrize("console", CONSOLES)
def test_the_biggest_trees_as_lines(boot, console):
    """Pasted and exported again, they have the same bytes."""
    machine = boot(**console_of(console))
    trees = biggest(5)
    assert trees
    for path in trees:
        blob = blob_of(path)
        output = paste(machine, dtlines(path))
        number = re.search(rf"tree (\d): {len(blob)} bytes, \d+ nodes; next: dt use \d$", output)
        assert number, output
        assert machine.run(f"dt use {number[1]}; cd /") is not None
        log = machine.run("export dtb").encode()
        assert dtlines("-d", "-", stdin=log) == blob, path


def test_only_bad_lines_are_sent_again(boot):
    """Some lines are damaged, some are lost: their numbers are listed, and only they are sent
    again."""
    machine = boot()
    [path] = biggest(1)
    blob = blob_of(path)
    rows = dtlines(path).splitlines()
    rows[3] = rows[3][:9] + b"#" + rows[3][10:]
    del rows[17:20]
    machine.enter("paste dtb pasted")
    machine.expect(rb"ends it\.\r\n")
    machine.type_all(b"\r".join([*rows, b""]).decode())
    machine.expect(rb"missing: 3 17-19\r\n")
    again = dtlines("--only", "3 17-19", path)
    machine.type_all(again.decode().replace("\n", "\r"))
    lines = len(dtlines(path).splitlines()) - 2
    assert re.fullmatch(rf"{lines} lines, 1 others ignored\n"
                        rf"tree 1: {len(blob)} bytes, \d+ nodes; next: dt use 1",
                        machine.prompt())


def test_paste_is_left(boot):
    machine = boot()
    machine.enter("paste dtb")
    machine.expect(rb"ends it\.\r\n")
    machine.type("=dtb 1 1\r.\r")
    assert machine.prompt().endswith("paste: stopped before all lines came")
    machine.enter("paste dtb")
    machine.expect(rb"ends it\.\r\n")
    machine.type("=dtb\r\x03")
    assert machine.prompt().endswith("^C")
    assert machine.run("echo $?") == "130\n"
