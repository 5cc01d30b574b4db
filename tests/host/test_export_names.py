"""Exports of trees with hostile names: dtc reads what is printed, and comments show the rest."""

import re
import subprocess

import pytest

from hostile_names import NAMES, blob, cells, contents
from hostshell import dtc, hostshell
from test_overlay import decoded

BUS = [(b"#address-cells", cells(1)), (b"#size-cells", cells(0))]


def trees(name):
    """(old, new, new and what was removed), as lists: nodes and properties that are changed, added,
    removed, and referred to."""
    clk = (b"clk", [(b"phandle", cells(1)), (b"#clock-cells", cells(0))])
    device = (name, [(b"reg", cells(1))])
    old = [*BUS, (b"keep", [(name, [(b"reg", cells(1)), (b"inside", [])])]),
           (b"go", [device, (b"last", [])]), clk]
    kept = (name, [(b"reg", cells(2)), (b"more", b"a\0"),
                   (b"inside", [(b"x", cells(3)), (b"clocks", cells(2))])])
    added = (b"add", [(b"phandle", cells(2)), (b"#clock-cells", cells(0)), (b"y", cells(1)),
                      (name, [(b"x", cells(1)), (b"deeper", [])])])
    new, full = ([*BUS, (b"keep", [kept]), (b"go", [(name, b"value\0"), *gone, (b"last", [])]), clk,
                  added] for gone in ([], [device]))
    return old, new, full


PRINTABLE = re.compile(rb"[\t\n -~]*")
LOST = re.compile(rb"^(?:// an overlay|# U-Boot) cannot (\w+) (.*)$", re.MULTILINE)


def exported(old, new, form, tmp_path):
    """The result of an export of the differences; what it prints is safe for a terminal."""
    files = [tmp_path / "old.dtb", tmp_path / "new.dtb"]
    files[0].write_bytes(old)
    files[1].write_bytes(new)
    result = hostshell("-c", f"dt open {files[1]} | grep nothing; dt use 1; export {form}",
                       files[0])
    assert PRINTABLE.fullmatch(result.bytes)
    return result


def applied(base, overlay, tmp_path):
    """The contents of what fdtoverlay makes."""
    names = [tmp_path / name for name in ("base.dtb", "overlay.dtbo", "result.dtb")]
    names[0].write_bytes(base)
    names[1].write_bytes(overlay)
    subprocess.run(["fdtoverlay", "-i", names[0], "-o", names[2], names[1]], check=True)
    return contents(names[2].read_bytes())


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_dtc_reads_every_export(name, tmp_path):
    """What is left out is counted and named; the rest is what the blob has; if only removals are
    left out, it makes the new tree, and what was removed."""
    old, new, full = map(blob, trees(name))
    source = exported(old, new, "dts", tmp_path)
    lost = LOST.findall(source.bytes)
    assert lost and source.status == 1
    assert source.error == (f"export: {len(lost)} difference{'s' * (len(lost) > 1)} cannot be "
                            "written in this form; comments show which\n")
    made = applied(old, dtc(source.bytes, "dts", "dtb"), tmp_path)
    overlay = decoded(exported(old, new, "dtbo", tmp_path).output)
    assert applied(old, overlay, tmp_path) == made
    if {verb for verb, _ in lost} == {b"remove"}:
        assert made == contents(full)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_most_names_can_be_in_a_path(name, tmp_path):
    """Names that only a path has are in a target-path: such nodes are changed, not added."""
    old, new = (blob([(name, [(b"inside", [(b"x", cells(number))])])]) for number in (1, 2))
    source = exported(old, new, "dts", tmp_path)
    if b"/" in name:
        assert b"a name in its path is empty or has a /" in source.bytes
        return
    assert (source.status, source.error) == (0, "")
    assert applied(old, dtc(source.bytes, "dts", "dtb"), tmp_path) == contents(new)


def test_all_names_in_one_tree(tmp_path):
    """Safe for a terminal, whatever the form; and dtc reads the source."""
    old, new = (blob([(b"n%d" % number, trees(name)[which]) for number, name in enumerate(NAMES)])
                for which in (0, 1))
    for form in ("dts", "dtbo", "uboot"):
        text = exported(old, new, form, tmp_path).output
        assert len(text) > 3000 and all(line.isprintable() for line in
                                        text.replace("\t", "").splitlines())
    dtc(exported(old, new, "dts", tmp_path).bytes, "dts", "dtb")


def test_references_to_what_is_left_out(tmp_path):
    """A new node whose name dtc refuses, and a phandle that changes: who refers to them is left
    out, too; so nothing in the overlay refers to what is not there."""
    old = [(b"a", [(b"phandle", cells(1))]), (b"use", [])]
    new = [(b"a", [(b"phandle", cells(9))]), (b"b;c", [(b"phandle", cells(8)), (b"d", [])]),
           (b"use", [(b"memory-region", cells(8)), (b"cpus", cells(9)), (b"x", cells(9))])]
    text = exported(blob(old), blob(new), "dts", tmp_path).bytes
    assert LOST.findall(text) == [
        (b"add", b"/b;c/: dtc refuses its name"),
        (b"set", b"/a/phandle: another node has or may have this number"),
        (b"set", b"/use/memory-region: it refers to a node that is left out: /b;c"),
        (b"set", b"/use/cpus: it refers to a node without label in /__symbols__ of the old tree: "
                 b"/a")]
    assert b"fixups" not in dtc(dtc(text, "dts", "dtb"), "dtb", "dts")


def test_a_node_that_no_path_leads_to_is_left_out(tmp_path):
    """The second of two siblings with one name, and a name that is also short for a sibling's."""
    old, new = ([(b"a", []), (b"a", [(b"b", [(b"x", cells(number))])]),
                 (b"c@1", []), (b"c", [(b"x", cells(number))])] for number in (1, 2))
    for form in ("dts", "uboot"):
        text = exported(blob(old), blob(new), form, tmp_path).bytes
        assert LOST.findall(text) == [
            (b"set", b"/a/b/x: a name in its path is also that of a sibling before it"),
            (b"set", b"/c/x: a name in its path is also that of a sibling with @address")]
