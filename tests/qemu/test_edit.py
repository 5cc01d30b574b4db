"""Edits and further trees on a machine: with much memory, with little, and ended by Ctrl-C."""

import re

import pytest

from machine import ROOT

OTHER_AT = 0x84000000
COPY = "tree 1 (copy of 0) is in use now: edits go there\n"


OTHER = """/dts-v1/;
/ { model = "other"; #address-cells = <2>; #size-cells = <2>; soc { uart@1 { reg = <1 2>; }; }; };
"""


def test_a_tree_is_edited_and_brought_back(boot):
    shell = boot(ram="128M")
    before = shell.run("dts")
    shell.check([
        ("set /soc/serial@10000000/x <1 &plic> \"a\"", COPY),
        ("mk -p /a/b", ""),
        ("mv /soc/rtc@101000 /a/b/rtc", ""),
        ("ls /a/b", "rtc/\n"),
        ("undo all | tail 1", "undone: set /soc/serial@10000000/x <1 &plic> \"a\"\n"),
    ])
    assert shell.run("dts") == before
    shell.run("redo all")
    shell.run("dt use 0")
    assert shell.run("dts") == before


def test_another_tree_is_opened_in_place(boot, trees):
    shell = boot(args=at(trees("edit-other", OTHER), OTHER_AT))
    shell.check([
        (f"dt open {OTHER_AT:#x} new", "tree 1: new; 'dt use 1' selects it\n"),
        ("dt use 1; cat /model", '"other"\n'),
        ("dt open 3", "dt: 3: its address is not a multiple of 8\n"),
        ("dt open x", "dt: x: neither a number nor the name of a loaded file, node or function; "
                      "'mem' lists files\n"),
        (f"dt open {OTHER_AT - 1:#x}+1 sum", "tree 2: sum; 'dt use 2' selects it\n"),
        ("dt close 2", ""),
        ("set /model mine", "tree 2 (copy of 1) is in use now: edits go there\n"),
        ("dt use 1; cat /model; dt close 2; dt close 1; pwd",
         '"other"\ntree 2 is gone, with 1 edit\ntree 0 is in use now\n/\n'),
    ])
    assert shell.run("dt open 0", fault=True) == (
        "dt: 0: cannot be read: load access fault at 0x0\n")


def at(blob, *addresses):
    """QEMU's arguments that put the tree there."""
    return sum((("-device", f"loader,file={blob},addr={address:#x},force-raw=on")
                for address in addresses), ())


# (RAM, the addresses in the order in which they are opened). The memory for trees is at the end of
# the largest gap: where the second tree is once the first is open, and where the first one is.
FREE = [
    ("128M", 0x84000000, 0x85000000), ("128M", 0x85000000, 0x84000000),
    ("128M", 0x87000000, 0x83000000), ("96M", 0x85000000, 0x84000000),
    ("96M", 0x84000000, 0x85000000), ("1G", 0x84000000, 0xbf000000),
]


@pytest.mark.parametrize("ram, first, second", FREE)
def test_trees_in_free_ram_are_opened_wherever_they_are(boot, trees, ram, first, second):
    shell = boot(ram=ram, args=at(trees("edit-other", OTHER), first, second))
    shell.check([
        (f"dt open {first:#x} a", "tree 1: a; 'dt use 1' selects it\n"),
        (f"dt open {second:#x} b", "tree 2: b; 'dt use 2' selects it\n"),
        # Edits of the other trees leave both as they are.
        ("set /a 1", "tree 3 (copy of 0) is in use now: edits go there\n"),
        ("dt use 1; cat /model; dt use 2; cat /model", '"other"\n"other"\n'),
        ("set /model mine", "tree 4 (copy of 2) is in use now: edits go there\n"),
        ("diff 1", '~ /model  "other" -> "mine"\n'),
    ])


def test_a_tree_in_the_memory_for_trees(boot, trees):
    """What edits have taken of that memory is refused. A tree may be opened in the rest of it."""
    shell = boot(ram="128M", args=at(trees("edit-other", OTHER), 0x87000000))
    shell.run("set /a 1")
    copy = re.search(r"copy of 0 +(0x\w+)", shell.run("dt")).group(1)
    assert int(copy, 16) < 0x87000000 and "workspace" in shell.run("map | grep 0x87dfffff")
    shell.check([
        (f"dt open {copy} c", f"dt: {copy}: there the shell keeps its copies of trees\n"),
        ("dt open 0x87000000 b", "tree 2: b; 'dt use 2' selects it\n"),
        ("set /b 2; undo; dt use 2; cat /model", 'undone: set /b 2\n"other"\n'),
    ])


def test_a_tree_that_names_no_ram(boot, trees):
    """Edits use the reserve in the image; when it is full that is reported, and nothing is lost."""
    source = (ROOT / "tests" / "dts" / "memory-missing.dts").read_text()
    shell = boot(firmware="stub", tree=trees("edit-no-ram", source))
    shell.check([
        ("set /chosen/bootargs quiet", COPY),
        ("mk -p /a/b", ""),
        ("undo all; redo all | tail 1", "undone: mk -p /a/b\n"
         "undone: set /chosen/bootargs quiet\ndone again: mk -p /a/b\n"),
        ("diff 0", '+ /a/  2 nodes\n+ /chosen/bootargs  "quiet"\n'),
    ])
    taken = 0
    while not (said := shell.run(f"snapshot s{taken}")):
        taken += 1
    assert 10 < taken < 80
    assert "memory" in said
    assert len(shell.run("snapshot").splitlines()) == 1 + taken
    assert shell.run("diff 0") == '+ /a/  2 nodes\n+ /chosen/bootargs  "quiet"\n'


def test_ctrl_c_leaves_the_tree_whole(boot):
    shell = boot()
    before = shell.run("dts")
    shell.run("set /x 1")
    shell.run("undo")
    line = "mk /a; " + "rm /a; undo; " * 20 + "snapshot s; revert s; dts"
    for pause in (0, 0.02, 0.1, 0.2, 0.3):
        shell.type(line + "\r")
        shell.listen(pause)
        shell.type("\x03")
        shell.listen(0.7)
    shell.run("mk /last")
    shell.run("undo all")
    assert shell.run("dts") == before
