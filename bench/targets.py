"""The bounds of the image in instructions; tests/qemu/test_budget.py checks them, too."""

import guest
import large_tree
import ours
import typed

PER_BYTE = 30      # whole print
LIST = 100_000     # ls /soc
GROWTH = 12        # for 10,000 nodes beside 1,000
LINEAR = ["tree /", "reg -r /", "irq -r /", "check -x live-timebase",
          "rm /soc/bus@*/device@*/reg"]  # must be last: it changes the tree


def large(nodes):
    """Makes a tree of about `nodes` nodes and returns its path."""
    path = guest.OUT / f"{nodes}.dtb"
    large_tree.make(guest.virt_tree(), path, nodes)
    return path


def growth():
    """{command: (instructions over 1,000 nodes, over 10,000)}."""
    few, many = (ours.costs(LINEAR, tree=large(nodes), firmware="stub") for nodes in (1000, 10_000))
    return {command: (few[command][0], many[command][0]) for command in LINEAR}


def print_all():
    """Prints each figure beside its bound; returns how many bounds are missed."""
    spent = ours.costs(["dts /", "ls /soc"], firmware="stub")
    rows = [("dts /, instructions a byte", spent["dts /"][0] / spent["dts /"][1], PER_BYTE),
            ("ls /soc, instructions", spent["ls /soc"][0], LIST)]
    rows += [(f"{command}: 10,000 nodes beside 1,000", many / few, GROWTH)
             for command, (few, many) in growth().items()]
    rows += typed.rows()
    print("targets")
    for what, value, bound in rows:
        print(f"  {what:<42}{value:>12,.1f}   at most {bound:,}"
              f"{'' if value <= bound else '   MISSED'}")
    return sum(value > bound for _, value, bound in rows)
