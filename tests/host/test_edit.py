"""Edits on every good tree: taken back they leave every byte as it was; dt over files."""

from errno import EILSEQ

import pytest

from hostshell import OWN, dtc, good_trees, hostshell, name_of

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


def blob(tree):
    return dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()


def sorted_source(tree):
    return dtc(tree, "dtb", "dts", "-s")


def as_source(result):
    """The tree that a run printed, behind what it said before."""
    text = result.bytes[result.bytes.index(b"/dts-v1/"):]
    return sorted_source(dtc(text, "dts", "dtb"))


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_undo_brings_every_byte_back(tree, tmp_path):
    """`export dtb` shows all bytes of the tree in use; a copy has those of its original."""
    file = tmp_path / "tree.dtb"
    file.write_bytes(blob(tree))
    before = hostshell("-c", "dt copy 0; dt use 1; export dtb", file)
    script = tmp_path / "script"
    script.write_text("mk /cpus\n" + EDITS
                      + "undo all\nexport dtb\nredo all\nundo all\nexport dtb\n")
    after = hostshell("-f", script, file)
    export = before.output[before.output.index("\n") + 1:]
    assert len(export) > 100
    assert after.output.count(export) == 2


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_what_is_edited_compiles_to_the_expected_tree(tree, tmp_path):
    """The same edits by dtc: source behind the tree's own."""
    file = tmp_path / "tree.dtb"
    file.write_bytes(blob(tree))
    script = tmp_path / "script"
    script.write_text('set /firstlight,x <1 2> "t"\nmk -p /firstlight/b@1\n'
                      "set /firstlight/b@1/y [0a]\nset /firstlight/z &{/firstlight/b@1}\ndts /\n")
    result = hostshell("-f", script, file)
    assert (result.status, result.error) == (0, "")
    source = dtc(file, "dtb", "dts") + b"""
/ { firstlight,x = <1 2>, "t"; firstlight { z = "/firstlight/b@1"; b@1 { y = [0a]; }; }; };
"""
    assert as_source(result) == sorted_source(dtc(source, "dts", "dtb"))


def test_the_handed_over_tree_is_never_written(board):
    before = hostshell("-c", "dts", board)
    after = hostshell("-c", "set /x 1; rm /cpus /chosen; dt use 0; dts", board)
    assert after.output.endswith(before.output)


def test_trees_from_files(board, tmp_path):
    other = OWN / "reserved.dts"
    file = tmp_path / "broken.dtb"
    file.write_bytes(b"nothing that is a tree")
    assert hostshell("-c", f"dt open {other}; dt open {other} twin; dt use 2; dts; dt close 2; dt",
                     board).status == 0
    listed = hostshell("-c", f"dt open {other}; dt use 1; set /x 1; dt", board)
    assert [line[:29].rstrip() for line in listed.output.splitlines()] == [
        "tree 1: reserved.dts; 'dt use",
        "tree 2 (copy of 1) is in use",
        "     NAME",
        "  0  handed over",
        "  1  reserved.dts",
        "* 2  copy of 1"]
    assert hostshell("-c", f"dt open {file}", board) == (
        EILSEQ, "", f"dt: {file}: shorter than a device tree's header\n")
    gone = hostshell("-c", "dt open /nothing/there", board)
    assert gone.status == 2
    assert gone.error.endswith("dt: /nothing/there: cannot be read\n")
