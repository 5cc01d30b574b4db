"""The bounds of the image in instructions; tests/qemu/test_budget.py checks them, too."""

from functools import partial

import checks
import edits
import giants
import guest
import ours
import typed
from device_trees import real_trees
from trees import LARGE_AT, Tree, large

BOARDS = {"a VisionFive 2's": "jh7110-starfive-visionfive-2-v1.3b",
          "an SG2042's": "sg2042-milkv-pioneer"}
TO_PROMPT = 200_000   # virt; with what firmware takes of it, which is named beside it
TO_PROMPT_BOARD = 500_000
TO_PROMPT_NODES = {1_000: 2_000_000, 10_000: 15_000_000}
PER_BYTE = 36         # the first `dts /`, which makes the tree's index and labels
PROTECTION = 10_000   # page tables of the image's own, after the first prompt
LIST = 100_000        # ls /soc
GROWTH = 12           # for 10,000 nodes beside 1,000
LINEAR = ["tree /", "reg -r /", "irq -r /", "check",
          "rm /soc/bus@*/device@*/reg"]  # must be last: it changes the tree


def board(name):
    """The tree of a real board, by its file's name."""
    return next(path for path in real_trees() if path.stem == name)


# The ways to the prompt: {name: (firmware, what makes the tree, or None for QEMU's own, bound)}.
PROMPTS = {
    "virt, OpenSBI 1.1": ("opensbi-1.1/fw_dynamic", None, TO_PROMPT),
    "virt, OpenSBI 1.6": ("opensbi-1.6/fw_dynamic", None, TO_PROMPT),
    "virt, the tests' firmware": ("stub", None, TO_PROMPT),
    **{f"on {name} tree": ("stub", partial(board, file), TO_PROMPT_BOARD)
       for name, file in BOARDS.items()},
    **{f"over {nodes:,} nodes": ("stub", partial(large, nodes), bound)
       for nodes, bound in TO_PROMPT_NODES.items()},
}


def growth():
    """{command: (instructions over 1,000 nodes, over 10,000)}."""
    few, many = (ours.costs(LINEAR, tree=large(nodes), firmware="stub") for nodes in (1000, 10_000))
    return {command: (few[command][0], many[command][0]) for command in LINEAR}


def prompt(name):
    """(instructions to the prompt, in firmware on the way there) of a row of PROMPTS."""
    firmware, tree, _ = PROMPTS[name]
    return ours.boot(firmware=firmware, tree=tree and tree())


def prompt_rows():
    """Rows of (what, instructions, bound). Those in firmware are not the image's: each row names
    them."""
    for name, (_, _, bound) in PROMPTS.items():
        own, firmware = prompt(name)
        yield f"prompt {name} (+{firmware:,} in firmware)", own, bound


def first_print(tree):
    """Instructions a byte of the first `dts /` over the tree at that path, opened on virt."""
    machine = ours.loaded([Tree("printed", tree, LARGE_AT)])
    try:
        spent, _, sent = ours.count(ours.COST, machine.run("dts /; time -j", timeout=120))
    finally:
        machine.close()
    return spent / sent


def print_rows():
    """Rows of (what, instructions a byte, bound)."""
    spent = ours.costs(["dts /"], firmware="stub")["dts /"]
    yield "dts /, first, on virt, a byte", spent[0] / spent[1], PER_BYTE
    for name, file in BOARDS.items():
        yield f"dts /, first, on {name} tree, a byte", first_print(board(file)), PER_BYTE


def protection():
    """Instructions that switching the image's page tables on took."""
    machine = ours.start()
    try:
        machine.start(timeout=120)
        return ours.count(ours.PROTECTED, machine.run("protect on; protect -j"))[0]
    finally:
        machine.close()


def rows():
    """All rows of (what, value, bound)."""
    yield from prompt_rows()
    yield "protection, instructions", protection(), PROTECTION
    yield from print_rows()
    yield ("ls /soc, instructions",
           ours.costs(["ls /soc"], firmware="stub")["ls /soc"][0], LIST)
    for command, (few, many) in growth().items():
        yield f"{command}: 10,000 nodes beside 1,000", many / few, GROWTH
    yield from checks.rows({name: board(file) for name, file in BOARDS.items()}, GROWTH)
    yield from giants.rows(GROWTH)
    yield from edits.rows()
    yield from typed.rows()


def print_all():
    """Prints each figure beside its bound; returns {what: value} and how many are missed."""
    figures, missed = {}, 0
    print("targets")
    for what, value, bound in rows():
        figures[what] = value
        missed += value > bound
        print(f"  {what:<58}{value:>12,.1f}   at most {bound:,}"
              f"{'' if value <= bound else '   MISSED'}")
    return figures, missed
