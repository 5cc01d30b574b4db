"""Addresses and interrupts of every node of every tree, beside an independent computation."""

from devicetree_oracle import Tree, irqs, regs
from hostshell import OWN, dtc, good_trees

TREES = good_trees() + sorted((OWN / "where").glob("*.dts"))


def read(tree):
    return Tree(dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes())


def test_the_trees_show_every_fault():
    """Else a computation that knows none of them would pass."""
    seen = set()
    for tree in map(read, TREES):
        for node in tree.nodes:
            seen |= {item.fault and item.fault.what for item in regs(node) + irqs(tree, node)}
    assert seen == {None, "no ranges", "uncovered", "wraps", "no parent", "no cells", "cut",
                    "no row", "no controller", "map cut", "circle"}
