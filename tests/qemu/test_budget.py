"""Budgets in instructions. They are counts, not times, so a broken one fails on every host."""

import re
import subprocess
import sys

import pytest

from machine import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import checks  # noqa: E402
import edits  # noqa: E402
import giants  # noqa: E402
import ours  # noqa: E402
from targets import (BOARDS, GROWTH, LIST, PER_BYTE, PROMPTS, PROTECTION,  # noqa: E402
                     TO_PROMPT, board, first_print, growth, large, prompt, protection)


def allowed(bound):
    """Bounds are for Debian 12's tools. The tree of a later QEMU is larger, and another GCC makes
    other code: there a tenth more is allowed."""
    version = subprocess.run(["qemu-system-riscv64", "--version"], check=True, capture_output=True,
                             text=True).stdout
    return bound if " version 7." in version else bound * 1.1


@pytest.mark.parametrize("name", PROMPTS)
def test_prompt(name):
    """What the image takes, without the firmware's share. One of three runs counts: the emulated
    UART may make the banner wait, which only adds."""
    assert any(prompt(name)[0] <= allowed(PROMPTS[name][2]) for _ in range(3))


def test_protection():
    assert 0 < protection() <= PROTECTION


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", "opensbi-1.6/fw_dynamic", "stub"])
def test_print(firmware):
    instructions, size = ours.measure(firmware=firmware)["dts"]
    assert instructions / size <= PER_BYTE


@pytest.mark.parametrize("name", BOARDS.values())
def test_print_of_real_trees(name):
    assert first_print(board(name)) <= PER_BYTE


def test_readme_is_not_stale():
    """What bench/readme wrote there is near to what is counted now. Another GCC and another QEMU,
    whose tree is larger, differ by up to a tenth."""
    page = (ROOT / "README.md").read_text()
    counted = ours.measure(firmware="stub")
    for row, now in [("instructions from the first one to the prompt", counted["prompt"]),
                     ("the whole tree printed, instructions a byte", per_byte(counted["dts"]))]:
        shown = float(re.search(rf"{row} \| ([\d,.]+)", page)[1].replace(",", ""))
        assert 0.85 < shown / now < 1.15, f"{row}: {now} now; make bench, then bench/readme"


def per_byte(cost):
    instructions, size = cost
    return instructions / size


def test_counts_are_exact():
    """Two runs give the same counts, or the budgets would mean nothing. (Counts differ by one or
    two polls, and the prompt's by how long the emulated UART makes the banner wait.)"""
    one, other = ours.measure(), ours.measure()
    assert abs(one["prompt"] - other["prompt"]) < TO_PROMPT // 50
    assert abs(one["dts"][0] - other["dts"][0]) < 100


def test_large_tree():
    """10,000 nodes: printing one byte costs no more."""
    instructions, size = ours.measure(tree=large(10_000))["dts"]
    assert size > 2_000_000
    assert instructions / size <= PER_BYTE


def test_ten_times_the_nodes_cost_ten_times_as_much():
    """No command that visits all nodes searches for each of them by a walk.

    Where a busy host is slow to take what the line sends, that wait is counted, too: so the third
    try decides."""
    for _ in range(3):
        wrong = {command: costs for command, costs in growth().items()
                 if not 5 * costs[0] < costs[1] <= GROWTH * costs[0]}
        if not wrong:
            break
    assert not wrong


@pytest.mark.parametrize("nodes", checks.NODES)
def test_check(nodes):
    """A node is searched for what it has once, not by each rule."""
    assert checks.a_node(large(nodes)) <= checks.A_NODE


def test_check_of_a_small_tree():
    """Of check, little does not depend on the tree: no audit waits long or sorts all of them."""
    spent, most = checks.on_virt()
    assert spent <= allowed(most)


@pytest.mark.parametrize("name", BOARDS.values())
def test_check_of_real_trees(name):
    """Their nodes have more names than invented ones, and they may name no RAM."""
    spent, most = checks.on_board(board(name))
    assert spent <= most


def test_check_of_aliases_of_aliases():
    assert checks.growth() <= GROWTH


@pytest.mark.parametrize("name", giants.ASKED)
def test_a_row_for_each_device(name):
    """A property with a row for each device is not walked for each device."""
    for command, ratio in giants.growth(name).items():
        assert ratio <= GROWTH, command


def test_list():
    assert ours.costs(["ls /soc"], firmware="stub")["ls /soc"][0] < LIST


def test_edits_and_lookups():
    """An edit costs what it changes and one copy of the tree; a look for references, half an
    instruction a byte."""
    missed = [row for row in edits.rows() if row[1] > row[2]]
    assert not missed
