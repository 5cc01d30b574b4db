"""Every row of rows.py: boots to the prompt, runs the tree commands, powers off."""

import re

import pytest

from devicetree import flat, qemu_tree
from rows import ROWS

BANNER = ["Machine", "Hart", "Firmware", "Tree", "Memory", "Console"]
# What firmware changes in the tree besides /reserved-memory: harts and controllers that are not for
# S-mode. (QEMU makes /chosen/rng-seed anew each time.)
FIRMWARE_EDITS = ("/status", "/interrupts-extended", "/boot-hartid", "/riscv,event-to-mhpmcounters")


def banner_lines(banner):
    """{name: text} of a banner; checks that it is complete and fits a terminal."""
    lines = banner.rstrip("\n").split("\n")
    assert len(lines) <= 23 and max(map(len, lines)) <= 80, banner
    first, *named, last = lines
    assert re.fullmatch(r"Hello, world from Firstlight \d+\.\d+\.\d+", first), banner
    assert last == "Type 'help'.", banner
    found = {}
    for line in named:
        name, colon, text = line.partition(": ")
        assert colon and name not in found, banner
        found[name] = text.strip()
    assert list(found) == BANNER, banner
    return found


def check_harts(row, banner):
    hart, count, enabled = map(int, re.fullmatch(
        r"(\d+)(?: by U-Boot's tp)? \(the tree has (\d+), (\d+) enabled\)", banner).groups())
    lame = row.machine in ("sifive_u", "microchip-icicle-kit")  # hart 0 has no S-mode there
    assert count == row.harts
    assert enabled == row.harts - lame
    assert lame <= hart < row.harts


def check_tree_commands(row, machine, banner):
    machine.check([("pwd", "/\n"), ("cd /cpus", ""), ("pwd", "/cpus\n")])
    assert machine.cwd == "/cpus"
    assert re.search(r"(?m)^cpu@\d+/", machine.run("ls"))
    machine.check([("cd ..", "")])
    assert machine.cwd == "/"
    assert re.search(r"(?m)^\s*cpus/?$", machine.run("tree -d 1"))
    assert machine.run("cat /chosen/stdout-path").count("\n") == 1
    tree = flat(machine.run("dts /"))
    nodes = sum(value == "{" for value in tree.values())
    assert re.search(rf"\b{nodes} nodes", banner["Tree"]), (nodes, banner["Tree"])
    return tree


def check_same_tree(row, own, tree):
    """Checks that the tree is the machine's, apart from firmware's changes."""
    ignored = ("/rng-seed", *(() if row.firmware == "stub" else FIRMWARE_EDITS))
    changed = {path: (value, tree.get(path)) for path, value in own.items()
               if tree.get(path) != value and not path.endswith(ignored)}
    added = [path for path in tree if path not in own and not path.endswith(ignored)
             and not path.startswith("/reserved-memory")]
    assert not changed and not added


def check_power_off(row, machine):
    machine.enter("poweroff")
    machine.expect(rb"the machine is halted")
    if row.stops:
        assert machine.ends() == 0
    else:
        assert machine.ends(timeout=0.3) in (None, 0)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row(row, boot):
    machine = boot(row)
    banner = banner_lines(machine.banner)
    for name, text in row.expected().items():
        assert banner[name] == text, machine.banner
    check_harts(row, banner["Hart"])
    tree = check_tree_commands(row, machine, banner)
    if not row.u_boot:
        check_same_tree(row, qemu_tree(row), tree)
    check_power_off(row, machine)
