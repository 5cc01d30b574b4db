"""Measures commands over trees of which one property has a row for each device: how much more ten
times as many cost."""

import guest
import ours
from giant_trees import GIANTS
from trees import LARGE_AT, Tree

SIZES = 500, 5_000
ASKED = {
    "windows": ["map", "reg -r /", "find / -a 0x10001000", "check -q"],
    "nexus": ["irq -r /", "refs /soc", "find / -irq 1"],
    "delegation": ["irq -r /"],
    "plics": ["irq -r /"],
    "pins": ["gpio /"],
    "labels": ["rm /soc; export uboot"],
    "crowded": ["reg -r /", "check -q"],
    "consoles": ["console why -p linux"],
}


def costs(name, size):
    """{command: instructions} over the giant of that name and size."""
    path = guest.OUT / f"{name}-{size}.dtb"
    path.write_bytes(GIANTS[name](size))
    machine = ours.loaded([Tree(name, path, LARGE_AT)])
    try:
        return {command: ours.asked(machine, command)[0] for command in ASKED[name]}
    finally:
        machine.close()


def growth(name):
    """{command: instructions over the larger giant of that name, divided by those over the
    smaller one}."""
    few, many = (costs(name, size) for size in SIZES)
    return {command: many[command] / few[command] for command in ASKED[name]}


def rows(most):
    """Rows of (what, value, bound)."""
    for name in ASKED:
        for command, ratio in growth(name).items():
            yield f"{command}: {SIZES[1]:,} {name} beside {SIZES[0]:,}", ratio, most
