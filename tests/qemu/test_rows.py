"""Every row of the table: boots to the prompt, runs the tree commands, powers off."""

import re

import pytest

from devicetree import differences, flat, qemu_tree
from rows import ROWS, UARTS

BANNER = ["Machine", "Hart", "Firmware", "Tree", "Memory", "Console"]
# What firmware writes into the tree: /reserved-memory, foreign harts and their controllers. QEMU
# makes the seed anew each time, and names the bootargs and the initrd only when it loads a kernel.
FIRMWARE_EDITS = (
    "/rng-seed", "/status", "/interrupts-extended", "/bootargs", "/boot-hartid",
)


def banner_lines(banner):
    """{name: text} of a banner that is whole and fits a terminal."""
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


def check_harts(row, told):
    hart, _, count = told.partition(" (of ")
    if "Hart" in row.banner:
        assert told == row.banner["Hart"]
    elif row.harts > 1:
        assert count == f"{row.harts})"
    if row.machine in ("sifive_u", "microchip-icicle-kit"):
        assert hart != "0", "hart 0 has no S-mode on this machine"
    assert 0 <= int(hart) < max(row.harts, 2)


def check_tree_commands(row, machine, told):
    machine.check([("pwd", "/\n"), ("cd /cpus", ""), ("pwd", "/cpus\n")])
    assert machine.cwd == "/cpus"
    assert re.search(r"(?m)^cpu@\d+/", machine.run("ls"))
    machine.check([("cd ..", "")])
    assert machine.cwd == "/"
    assert re.search(r"(?m)^\s*cpus/?$", machine.run("tree -d 1"))
    assert machine.run("cat /chosen/stdout-path").count("\n") == 1
    tree = flat(machine.run("dts /"))
    nodes = sum(value == "{" for value in tree.values())
    assert re.search(rf"\b{nodes} nodes", told["Tree"]), (nodes, told["Tree"])
    return tree


def check_power_off(row, machine):
    machine.type("poweroff\r")
    machine.expect(rb"halted")
    if row.stops:
        assert machine.ends() == 0
    else:
        assert machine.ends(timeout=0.5) is None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_row(row, boot):
    machine = boot(row)
    told = banner_lines(machine.banner)
    for name, text in row.expected().items():
        if name != "Hart":
            assert told[name] == text, machine.banner
    check_harts(row, told["Hart"])
    tree = check_tree_commands(row, machine, told)
    if not row.u_boot:
        own = qemu_tree(row)
        ignored = FIRMWARE_EDITS if row.firmware != "stub" else ("/rng-seed", "/bootargs")
        lost = differences(own, {**own, **tree}, ignored)
        added = {path for path in tree if path not in own and not path.endswith(ignored)}
        assert not lost, lost
        assert all(path.startswith(("/reserved-memory", "/chosen")) for path in added), added
        assert own.keys() <= tree.keys() | {"/chosen/rng-seed"}
    check_power_off(row, machine)
