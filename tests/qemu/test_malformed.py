"""Malformed and hard trees as the machine's tree: every command that needs only a tree ends, and
the shell still works."""

import re
import textwrap

import pytest

from every_command import EDITS, LISTED
from machine import SCRATCH
from malformed import CASES, UART

BLOB_AT = 0x84000000
# Commands that need only a tree. Some of the others wait for ever or end the machine.
TREE_COMMANDS = """bootargs cat check chosen clock cpus diff dts export find gpio header irq ls map
mem phandle pwd refs reg rsvmap stats strings tree""".split()
OPERANDS = ["", "/", "/soc", "/soc/serial@10000000"]
LINE = 400  # characters; the shell takes 512

LARGE = 100_000  # bytes: larger trees are tested on the host only


def small(case):
    tree = case.tree
    return (len(tree) if isinstance(tree, bytes) else tree.stat().st_size) < LARGE


# Only trees that leave the machine a console, and only every second one, because each takes a
# second.
OF_UARTS = ("uart-", "status-", "compat-", "stdout-")
BOOTING = [case for case in CASES if case.verdict == "accept" and case.consoles[:1] == (UART,)
           and not case.name.startswith(OF_UARTS) and small(case)][::2]
# Truncated trees are left out: in memory they are not shorter, because bytes follow.
REFUSED = [case for case in CASES
           if case.verdict == "refuse" and not case.name.startswith(("trunc-", "cut"))][::12]


def names(cases):
    return {"argnames": "case", "argvalues": cases, "ids": [case.name for case in cases]}


def start(boot, case):
    path = SCRATCH / "malformed.dtb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(case.tree if isinstance(case.tree, bytes) else case.tree.read_bytes())
    return boot(firmware="stub", card={"a1": BLOB_AT}, args=(
        "-device", f"loader,file={path},addr={BLOB_AT:#x},force-raw=on"))


def lines(machine):
    """All commands of the image with each operand, as a few long lines."""
    listed = LISTED.findall(machine.run("help -a").partition("\nFilters")[0])
    words = [f"{name} {operand}" for name in TREE_COMMANDS if name in listed
             for operand in OPERANDS]
    words += [words_of for words_of in EDITS.splitlines() if words_of.split()[0] in listed]
    return textwrap.wrap("; ".join(word.replace(" ", "\0") for word in words), LINE,
                         break_long_words=False, break_on_hyphens=False)


@pytest.mark.parametrize(**names(BOOTING))
def test_every_command_on_a_tree_that_boots(boot, case):
    machine = start(boot, case)
    for line in lines(machine):
        output = machine.run(line.replace("\0", " "))
        assert re.fullmatch(r"[ -~\n\t]*", output)
    assert machine.run("echo done") == "done\n"


@pytest.mark.parametrize(**names(REFUSED))
def test_every_command_without_a_tree(boot, case):
    machine = start(boot, case)
    assert "Tree:     none" in machine.banner
    for line in lines(machine):
        machine.run(line.replace("\0", " "))
    assert machine.run("echo done") == "done\n"


def test_they_are_enough():
    """There are enough cases from ../shared, if that folder exists."""
    assert len(BOOTING) > 40 or not any(case.name.endswith(".dtb") for case in CASES)
