"""Budgets in instructions. They are counts, not times, so a broken one fails on every host."""

import sys

import pytest

from machine import ROOT

sys.path.insert(0, str(ROOT / "bench"))

import ours  # noqa: E402
from targets import (BOARDS, GROWTH, LIST, PER_BYTE, PROMPTS, TO_PROMPT, board,  # noqa: E402
                     first_print, growth, large, prompt)


@pytest.mark.parametrize("name", PROMPTS)
def test_prompt(name):
    """What the image takes, without the firmware's share."""
    assert prompt(name)[0] <= PROMPTS[name][2]


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", "opensbi-1.6/fw_dynamic", "stub"])
def test_print(firmware):
    instructions, size = ours.measure(firmware=firmware)["dts"]
    assert instructions / size <= PER_BYTE


@pytest.mark.parametrize("name", BOARDS.values())
def test_print_of_real_trees(name):
    assert first_print(board(name)) <= PER_BYTE


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
    """No command that visits all nodes searches for each of them by a walk."""
    for command, (few, many) in growth().items():
        assert 5 * few < many <= GROWTH * few, command


def test_list():
    assert ours.costs(["ls /soc"], firmware="stub")["ls /soc"][0] < LIST
