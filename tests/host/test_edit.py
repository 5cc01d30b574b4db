"""Edits of every valid tree: they equal the same edits by dtc, and undo restores every byte."""

from errno import EILSEQ

import pytest

from device_trees import OWN, good_trees, name_of
from hostshell import dtc, hostshell

TREES = good_trees()

EDITS = """
set /firstlight,text "a", b 'c d'
set /firstlight,cells <1 2 &{/cpus}> [01 02]
mk -p /firstlight/a/b@1
set /firstlight/a/b@1/reg <1 2>
mv /firstlight/a/b@1 /firstlight/c
mv /firstlight /firstlight2
disable /firstlight2/a
mv /cpus /firstlight2
rm /firstlight2/a /compatible
set /firstlight2/cpus/x /bits/ 64 <1 2>
"""


FEW = """\
set /firstlight,x <1 2> "t"
mk -p /firstlight/b@1
set /firstlight/b@1/y [0a]
set /firstlight/z &{/firstlight/b@1}
"""
MARK = "--8<--"
COPY = "tree 1 (copy of 0) is in use now: edits go there\n"


def blob(tree):
    return dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()


def sorted_source(tree):
    return dtc(tree, "dtb", "dts", "-s")


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_edits_compile_and_undo_brings_every_byte_back(tree, tmp_path):
    """One run for each tree. The edited tree equals the same edits by dtc, as source after the
    tree's own. `export dtb` shows all bytes of the tree in use; a copy has those of its
    original."""
    file, script = tmp_path / "tree.dtb", tmp_path / "script"
    file.write_bytes(blob(tree))
    script.write_text(f"dt copy 0\ndt use 1\nexport dtb\necho {MARK}\n{FEW}dts /\necho {MARK}\n"
                      f"undo all\nmk /cpus\n{EDITS}undo all\nexport dtb\nredo all\nundo all\n"
                      "export dtb\n")
    exported, source, undone = hostshell("-f", script, file).bytes.split(MARK.encode() + b"\n")
    export = exported[exported.index(b"=dtb"):]
    assert len(export) > 100
    assert undone.count(export) == 2
    wanted = dtc(file, "dtb", "dts") + b"""
/ { firstlight,x = <1 2>, "t"; firstlight { z = "/firstlight/b@1"; b@1 { y = [0a]; }; }; };
"""
    source = source[source.index(b"/dts-v1/"):]
    assert sorted_source(dtc(source, "dts", "dtb")) == sorted_source(dtc(wanted, "dts", "dtb"))


def test_the_handed_over_tree_is_never_written(board):
    before = hostshell("-c", "dts", board)
    after = hostshell("-c", "set /x 1; rm /cpus /chosen; dt use 0; dts", board)
    assert after.output.endswith(before.output)


# A glob may lead to the node above: (line, what `diff` shows, error).
BY_GLOB = [
    ("set /soc/serial@1000000*/new 1", "+ /soc/serial@10000000/new  <0x1>\n", ""),
    ("mk /soc/serial@1000000*/new", "+ /soc/serial@10000000/new/  1 node\n", ""),
    ("mv /model /soc/serial@1000000*/new", '- /model  "Example board"\n'
                                '+ /soc/serial@10000000/new  "Example board"\n', ""),
    ("set /nothing*/x 1", "", "set: /nothing*/: nothing fits\n"),
    ("set /*/x 1", "", "set: /*/: several nodes fit\n"),
    ("set /s*/serial@10000000 1", "",
     "set: /s*/serial@10000000: this is a node; add the name of a property\n"),
    ("mk /*/x", "", "mk: /*/: several nodes fit\n"),
    ("mk /nothing*/x", "", "mk: /nothing*/: nothing fits\n"),
    ("mv /model /*/x", "", "mv: /*/: several nodes fit\n"),
]


@pytest.mark.parametrize("line, changes, error", BY_GLOB, ids=[row[0] for row in BY_GLOB])
def test_what_is_made_below_a_glob(board, line, changes, error):
    done = hostshell("-c", f"{line}; diff", board)
    assert (done.output.replace(COPY, ""), done.error) == (changes, error)


def test_trees_from_files(board, tmp_path):
    other = OWN / "reserved.dts"
    file = tmp_path / "broken.dtb"
    file.write_bytes(b"nothing that is a tree")
    assert hostshell("-c", f"dt open {other}; dt open {other} twin; dt use 2; dts; dt close 2; dt",
                     board).status == 0
    listed = hostshell("-c", f"dt open {other}; dt use 1; set /x 1; dt", board)
    assert [line[:18].rstrip() for line in listed.output.splitlines()] == [
        "tree 1: reserved.d",
        "tree 2 (copy of 1)",
        "     NAME",
        "  0  handed over",
        "  1  reserved.dts",
        "* 2  copy of 1"]
    assert hostshell("-c", f"dt open {file}", board) == (
        EILSEQ, "", f"dt: {file}: shorter than a device tree's header\n")
    gone = hostshell("-c", "dt open /nothing/there", board)
    assert gone.status == 2
    assert gone.error.endswith("dt: /nothing/there: cannot be read\n")
