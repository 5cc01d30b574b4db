"""`check` on trees of one mistake each: it finds what dtc finds there, and what dtc does not."""

import re

import pytest

from dtc_warnings import complaints
from hostshell import OWN, dtc

TREES = sorted((OWN / "check").glob("*.dts"))
MISTAKES = [tree for tree in TREES if tree.stem != "clean"]
HEAD = re.compile(r"/\* (/\S*): [^\n]+\. \*/\n")


def blob_of(tree):
    """-f: some of the mistakes are such that dtc refuses to write a blob."""
    return dtc(tree, "dts", "dtb", "-f")


def place(tree):
    """The node that the first line names."""
    return HEAD.match(tree.read_text())[1]


@pytest.mark.parametrize("tree", MISTAKES, ids=lambda tree: tree.stem)
def test_first_line_names_a_node_of_the_tree(tree):
    assert f"\t{place(tree).rpartition('/')[2] or '/'} {{\n".encode() in \
        dtc(blob_of(tree), "dtb", "dts", "-f").replace(b"\n/ {", b"\n\t/ {")


def test_dtc_finds_most_of_them():
    """Else the comparison with it would prove little."""
    assert complaints(blob_of(OWN / "check" / "clean.dts")) == set()
    found = {check for tree in MISTAKES for check, _ in complaints(blob_of(tree))}
    assert len(MISTAKES) > 100 and len(found) > 55
