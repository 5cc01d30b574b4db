"""What edits and lookups cost over a tree of some thousand nodes, beside U-Boot's commands."""

import ours
from trees import LARGE_AT, Tree, large

NODES, MANY = 1_000, 10_000
PEER_AT = LARGE_AT + 0x1000000  # where U-Boot finds the tree of NODES nodes
DEVICE = "/soc/bus@40000000/device@"
LONG, LONGER = "an-example-of-what-is-longer", "an-example-of-what-is-even-longer-than-that"
REFS = f"refs {DEVICE}5000"
# (what, our command, the most instructions over NODES, U-Boot's command), in this order.
# U-Boot has no undo, no mv, and nothing that finds references.
STEPS = (
    ("refs of a node, the first, which makes the index", REFS, 4_000 * NODES, None),
    ("refs of a node", REFS, 250_000, None),
    ("set, the first, which copies the tree", f"set /chosen/bootargs {LONG}", 400_000,
     f"fdt resize 4096; fdt set /chosen bootargs {LONG}"),
    ("cat after an edit", "cat /chosen/bootargs", 100_000,
     "fdt get value v /chosen bootargs; echo $v"),
    ("set of a longer value", f"set /chosen/bootargs {LONGER}", 400_000,
     f"fdt set /chosen bootargs {LONGER}"),
    ("undo of a set", "undo", 250_000, None),
    ("mk of a node", f"mk {DEVICE}1000/new", 400_000, f"fdt mknode {DEVICE}1000 new"),
    ("rm of a node", f"rm {DEVICE}2000", 500_000, f"fdt rm {DEVICE}2000"),
    ("undo of an rm", "undo", 260_000, None),
    ("mv of a node", f"mv {DEVICE}3000 {DEVICE}f5000", 500_000, None),
)
REFS_MANY = 2_000_000  # refs over MANY nodes, when the index is there
INDEX_NODE = 4_000     # what refs needs to be made before that, a node


def asked(tree, commands):
    """Instructions of each command, over the tree at that path, in one session."""
    machine = ours.start(tree=tree, firmware="stub")
    try:
        machine.start(timeout=120)
        return [ours.asked(machine, command)[0] for command in commands]
    finally:
        machine.close()


def edits():
    """{what: instructions} over NODES nodes."""
    spent = asked(large(NODES), [command for _, command, _, _ in STEPS])
    return dict(zip((what for what, *_ in STEPS), spent))


def lookups():
    """(instructions a node to make what refs needs, those of refs then) over MANY nodes."""
    first, again = asked(large(MANY), [REFS, REFS])
    return (first - again) / MANY, again


def rows():
    """Rows of (what, value, bound)."""
    spent = edits()
    for what, _, bound, _ in STEPS:
        yield f"{what}, {NODES:,} nodes", spent[what], bound
    index, refs = lookups()
    yield "index with references, a node", index, INDEX_NODE
    yield f"refs of a node, {MANY:,} nodes", refs, REFS_MANY


def peer_tree():
    """The tree of NODES nodes for U-Boot."""
    return Tree(f"{NODES:,} nodes", large(NODES), PEER_AT)


PEER_STEPS = {what: command for what, _, _, command in STEPS if command}


def print_all(our, theirs):
    """Prints the figures of `edits` beside those of U-Boot, {what: (instructions, text)}."""
    print(f"edits over {NODES:,} nodes".ljust(52) + f"{'Firstlight':>12}{'U-Boot':>12}")
    for what, spent in our.items():
        other = theirs.get(what)
        print(f"  {what:<50}{spent:>12,}"
              + (f"{other[0]:>12,}{other[0] / spent:>7.1f} x" if other else ""))
