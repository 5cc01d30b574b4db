"""Edits and further trees on a machine: with much memory, with little, and ended by Ctrl-C."""

from machine import ROOT

OTHER_AT = 0x84000000
COPY = "tree 1 (copy of 0) is in use now: edits go there\n"


def other(trees):
    return ("-device", f"loader,file={trees('edit-other', OTHER)},addr={OTHER_AT:#x},force-raw=on")


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
    shell = boot(args=other(trees))
    shell.check([
        (f"dt open {OTHER_AT:#x} new", "tree 1: new; 'dt use 1' selects it\n"),
        ("dt use 1; cat /model", '"other"\n'),
        ("dt open 3", "dt: 3: its address is not a multiple of 8\n"),
        ("dt open x", "dt: x: not an address\n"),
        ("set /model mine", "tree 2 (copy of 1) is in use now: edits go there\n"),
        ("dt use 1; cat /model; dt close 2; dt close 1; pwd",
         '"other"\ntree 2 is gone, with 1 edit\ntree 0 is in use now\n/\n'),
    ])
    assert shell.run("dt open 0", fault=True) == (
        "dt: 0: cannot be read: load access fault at 0x0\n")


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
    assert 20 < taken < 80
    assert "memory" in said
    assert len(shell.run("snapshot").splitlines()) == taken
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
