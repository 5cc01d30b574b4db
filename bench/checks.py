"""Measures `check -q`: for each node, and on virt, where little of it depends on the tree.

Also over aliases that lead to aliases, each of which could be searched for among all.
"""

import subprocess

import guest
import ours
from trees import compiled, large

A_NODE = 23_700  # instructions, with the share of what does not depend on the tree
FIXED = 900_000  # the hart tries some 90 extensions, for two rules
NODES = 1_000, 10_000
ALIASES = 1_000, 10_000


def source(path):
    """The tree at that path as DTS."""
    return subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", path], check=True,
                          capture_output=True, text=True).stdout


def nodes(path):
    """How many nodes the tree at that path has."""
    return source(path).count(" {\n")


def cost(**row):
    """Instructions of `check -q` on the handed-over tree, whose index exists."""
    machine = ours.start(firmware="stub", **row)
    try:
        machine.start(timeout=120)
        machine.run("check -c root-model", timeout=120)
        spent, text = ours.asked(machine, "check -q")
    finally:
        machine.close()
    assert " checks" in text, text
    return spent


def a_node(path):
    """Instructions of `check -q` over the tree at that path, for each of its nodes."""
    return cost(tree=path) / nodes(path)


def on_virt():
    """(instructions of `check -q` on virt, how many they may be)."""
    return cost(), FIXED + A_NODE * nodes(guest.virt_tree())


def on_board(path):
    """The same on a board's tree, which may name no RAM, so that there is little memory."""
    return cost(tree=path), FIXED + A_NODE * nodes(path)


def chain(count):
    """Makes virt's tree with so many aliases, of which each is the name of the next one."""
    aliases = "".join(f'\t\ta{i} = "a{i + 1}";\n' for i in range(count))
    text = f"{source(guest.virt_tree())}\n/ {{\n\taliases {{\n{aliases}\t}};\n}};\n"
    return compiled(text, f"aliases-{count}")


def growth():
    """Instructions over many aliases of aliases, divided by those over few."""
    few, many = (cost(tree=chain(count)) for count in ALIASES)
    return many / few


def rows(boards, most):
    """Rows of (what, value, bound). `boards`: {name: tree}; `most`: how much the instructions may
    grow for ten times as many."""
    for count in NODES:
        yield f"check -q over {count:,} nodes, a node", a_node(large(count)), A_NODE
    yield ("check -q on virt, instructions", *on_virt())
    for name, path in boards.items():
        yield (f"check -q on {name} tree, instructions", *on_board(path))
    yield "check -q: 10,000 aliases of aliases beside 1,000", growth(), most
