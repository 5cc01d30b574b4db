"""`load NAME...`: files are put where RAM is unused, and commands know them by their names."""

import random
import re
import zlib

import pytest

from devicetree import qemu_blob
from rows import Row
from sender import Sender, transfer
from test_transfer import packed

ROOM = 2 << 20
READY = rb"Ctrl-C ends it\.\r\n"


@pytest.fixture
def files(tmp_path):
    """Makes files {name: bytes of the given size}; returns their paths."""
    def make(**sizes):
        paths = []
        for name, size in sizes.items():
            paths.append(tmp_path / name)
            paths[-1].write_bytes(random.Random(size).randbytes(size))
        return paths

    return make


def loaded(machine):
    """{name: (address, bytes)} of what `mem` lists as loaded, without the sizes of its columns."""
    rows = re.findall(r"(?m)^ *0x(\w+)  +0x(\w+) .*  loaded ?(.*)$", machine.run("mem"))
    return {name: (int(at, 16), int(last, 16) - int(at, 16) + 1) for at, last, name in rows}


def unused(machine, at, size):
    """Nothing else that `mem` lists, but RAM itself, has a byte of the range."""
    rows = re.findall(r"(?m)^ *0x(\w+)  +0x(\w+) +\S+ \S+  (?:\| )?(.*)$", machine.run("mem"))
    return [what for begin, last, what in rows
            if int(begin, 16) < at + size and at <= int(last, 16)
            and not what.startswith(("RAM", "loaded"))]


def test_a_batch_has_the_names_that_were_given(boot, files):
    machine = boot()
    paths = files(Image=70000, cpio=5000, third=10)
    output, status = transfer(machine, "load kernel initrd", ["sb", "-k", *paths])
    assert status == 0
    rows = re.findall(r"(?m)^0x(\w+)  (\d+) bytes  crc32 (\w+)  (.*)$", output)
    assert [row[1:] for row in rows] == [
        (str(path.stat().st_size), f"{zlib.crc32(path.read_bytes()):08x}", name)
        for path, name in zip(paths, ["kernel (Image)", "initrd (cpio)", "third"])]
    known = loaded(machine)
    assert [(f"{at:x}", str(size)) for at, size in known.values()] == [row[:2] for row in rows]
    assert [*known] == ["kernel", "initrd", "third"]
    for at, size in known.values():
        assert at % ROOM == 0
        assert unused(machine, at, size) == []
    assert machine.run("md.b initrd 16") == machine.run(f"md.b {known['initrd'][0]:#x} 16")


def test_one_sender_after_the_other(boot, files):
    """XMODEM brings one file at a time, without a name or a size."""
    machine = boot()
    first, second = files(a=5000, b=3000)
    machine.enter("load kernel initrd")
    machine.expect(READY)
    sender = Sender(machine, ["sx", "-k", str(first)])
    assert sender.send() == 0
    sender.close()
    machine.expect(rb"kernel\r\nNext: initrd\. Send now: ")
    machine.expect(READY)
    sender = Sender(machine, ["sx", "-k", str(second)])
    assert sender.send() == 0
    sender.close()
    assert "  initrd" in machine.prompt()
    known = loaded(machine)
    assert {name: size for name, (at, size) in known.items()} == {"kernel": 5120, "initrd": 3072}


def test_without_operands_files_keep_their_names(boot, files):
    machine = boot()
    one, two = files(one=1000, two=300)
    assert transfer(machine, "load", ["sb", one, two])[1] == 0
    assert transfer(machine, "load", ["sx", two])[1] == 0
    assert [*loaded(machine)] == ["one", "two", "file"]


def test_the_same_name_again(boot, files):
    """The earlier file is forgotten, and its memory is free; but not for one that is not whole."""
    machine = boot()
    one, two = files(one=1000, two=300000)
    transfer(machine, "load kernel", ["sb", one])
    (before, _), = loaded(machine).values()
    output, _ = transfer(machine, "load kernel", ["sb", "-k", two])
    assert f"\n  replaces the one at {before:#x}, which is forgotten\n" in output
    known = loaded(machine)
    assert known["kernel"] == (before + ROOM, 300000)
    assert len(known) == 1
    assert transfer(machine, "load other", ["sb", one])[0].startswith(f"{before:#x}  1000 bytes")
    machine.enter("load kernel")
    machine.expect(READY)
    sender = Sender(machine, ["sb", "-k", str(two)])
    while sender.sent < 20000:
        sender.pump(0.1)
    sender.close()
    machine.type_all("\x18\x18\x18\x18\x18")
    output = machine.prompt()
    assert "not whole: forgotten\n" in output
    assert "load: the sender cancelled" in output
    assert loaded(machine) == {**known, "other": (before, 1000)}


def test_a_tree_is_opened_by_its_name(boot, tmp_path):
    machine = boot()
    path = tmp_path / "virt.dtb"
    path.write_bytes(packed(qemu_blob(Row("virt"))))
    output, _ = transfer(machine, "load board", ["sb", "-k", path])
    assert re.search(r"  device tree, \d+ nodes; next: dt open board\n", output)
    assert machine.run("dt open board") == "tree 1: board; 'dt use 1' selects it\n"
    assert f"* 1  board  {loaded(machine).get('board', [0])[0]:#x}" in re.sub(
        r" {2,}", "  ", machine.run("dt use 1; dt"))


@pytest.mark.parametrize("line, output", [
    ("load kernel 0x84000000",
     "load: 0x84000000: a number cannot be a name; an address comes first\n"),
    ("load ''", "load: : a name has 1 to 39 characters\n"),
    (f"load {'n' * 40}", f"load: {'n' * 40}: a name has 1 to 39 characters\n"),
    ("load -f kernel", "load: -f needs an address\n"),
    ("md kernel", "md: kernel: neither a number nor the name of a loaded file, node or function; "
                  "'mem' lists files\n"),
    ("call kernel", "call: kernel: neither a number nor the name of a loaded file, node or "
                    "function; 'mem' lists files\n"),
])
def test_what_is_refused(boot, line, output):
    assert boot().run(line).replace("\n ", "") .replace("\n", " ").split() == output.split()


def test_where_no_ram_is_known(boot):
    machine = boot(firmware="stub", card={"a1": 0})
    assert machine.run("load kernel") == (
        "load: nothing says where RAM is; give an address and -f\n")


def test_a_file_that_is_larger_than_ram(boot, tmp_path):
    machine = boot()
    path = tmp_path / "large"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(200 << 20)
    output, status = transfer(machine, "load kernel", ["sb", path])
    assert status != 0
    assert "load: 209715200 bytes: no unused RAM is so large; 'mem' lists" in output
    assert loaded(machine) == {}
