"""reg and irq of every node of every tree, compared with an independent computation."""

import errno
from functools import lru_cache

import pytest

from devicetree_oracle import (M_EXTERNAL, S_EXTERNAL, Tree, bus_cells, delegated, hart_of, harts,
                               irqs, is_pci, number, regs)
from device_trees import OWN, good_trees, name_of
from hostshell import dtc, hostshell

TREES = good_trees() + sorted((OWN / "where").glob("*.dts"))

WORDS = {
    "no ranges": "no ranges",
    "uncovered": "no ranges window covers it",
    "wraps": "its window in ranges wraps",
    "beyond": "reg wraps around the end of memory",
    "reg cut": "reg ends within an entry",
    "no parent": "an interrupt parent is missing",
    "no cells": "#interrupt-cells is missing or over 8",
    "no row": "no row of an interrupt-map fits",
    "no controller": "its interrupt leads to no controller",
    "circle": "its interrupt leads to no controller",
    "map cut": "interrupt-map ends within a row",
    "mask cut": "interrupt-map-mask is too short",
    "interrupts cut": "interrupts ends within an entry",
    "interrupts-extended cut": "interrupts-extended ends within an entry",
}


@lru_cache(maxsize=None)
def read(tree):
    return Tree(dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes())


def fault_words(fault, prop):
    what = f"{prop} cut" if fault.what == "cut" else fault.what
    at = "" if fault.number is None else f": {fault.number:#x}"
    return f"{fault.node.path}: {WORDS[what]}{at}"


def label(node, index, names):
    names = node.strings(names)
    return f"[{index}]" + (f' "{names[index]}"' if index < len(names) else "")


# --- reg ------------------------------------------------------------------------------------------

def bus_address(bus, cells):
    if is_pci(bus) and len(cells) == 3:
        space = ("config", "io", "mem32", "mem64")[cells[0] >> 24 & 3]
        return f"{space} {number(cells[1:]):#x}"
    if len(cells) == 3:
        return "<" + " ".join(f"{cell:#x}" for cell in cells) + ">"
    return f"{number(cells):#x}"


def function(high):
    """A PCI function by the bits of phys.hi, and its register (PCI Bus Binding, 2.2.1.1)."""
    register = f" register {high & 0xff:#x}" if high & 0xff else ""
    return f"pci {high >> 16 & 255:02x}:{high >> 11 & 31:02x}.{high >> 8 & 7}{register}"


def place(node, reg):
    """The words for where the entry is."""
    bus = node.parent
    if reg.bus is None:
        return "-"
    if not bus_cells(bus)[1] and bus.parent and not bus.has("ranges"):
        if bus.path == "/cpus":
            return f"hart {number(reg.bus)}"
        return f"number {bus_address(bus, reg.bus)}"
    if is_pci(bus) and len(reg.bus) == 3 and not reg.bus[0] >> 24 & 3:
        return function(reg.bus[0])
    cpu = "-" if reg.cpu is None else f"{reg.cpu:#x}"
    return f"bus {bus_address(bus, reg.bus)}  cpu {cpu}  size {reg.size:#x}"


def reg_lines(tree):
    for node in tree.nodes:
        for reg in regs(node):
            line = f"{node.path}  reg{label(node, reg.index, 'reg-names')}  {place(node, reg)}"
            shown = reg.fault and (reg.bus is None or "cpu" in line.rpartition("]")[2])
            yield line + (f"  {fault_words(reg.fault, 'reg')}" if shown else "")


# --- irq ------------------------------------------------------------------------------------------

SENSES = {1: " edge-rising", 2: " edge-falling", 3: " edge-both", 4: " level-high", 8: " level-low"}
CAUSES = {1: "S-mode software", 3: "M-mode software", 5: "S-mode timer", 7: "M-mode timer",
          9: "S-mode external", 11: "M-mode external", 0xffffffff: "not connected"}


def cell_words(cell):
    return str(cell) if cell <= 0xffff else f"{cell:#x}"


def kind_of(controller):
    """"hart", "aplic", "plic", or the node's name."""
    for compatible in controller.strings("compatible"):
        for part, kind in (("cpu-intc", "hart"), ("aplic", "aplic"), ("plic", "plic")):
            if part in compatible:
                return kind
    return controller.name.partition("@")[0]


def hart_list(numbers):
    """[0, 1, 2, 5] as "harts 0-2,5"."""
    runs = []
    for hart in numbers:
        if runs and runs[-1][1] == hart - 1:
            runs[-1][1] = hart
        else:
            runs.append([hart, hart])
    text = ",".join(f"{low}" if low == high else f"{low}-{high}" for low, high in runs)
    return f"hart{'s' if len(numbers) > 1 else ''} {text}"


def reach(tree, controller):
    """The harts that the controller interrupts: in S-mode if it can."""
    for cause, mode in ((S_EXTERNAL, "S"), (M_EXTERNAL, "M")):
        reached = harts(tree, controller, cause)
        if reached:
            return f"{hart_list(reached)} {mode}-mode"
    return "no hart"


def meaning(tree, irq):
    controller, cells, kind = irq.controller, irq.cells, kind_of(irq.controller)
    if kind == "hart":
        return f"hart {hart_of(controller)} {CAUSES[cells[0]]}"
    sense = SENSES.get(cells[1], "") if len(cells) == 2 else ""
    text = kind + (f" source {cell_words(cells[0])}{sense}" if cells else "")
    if kind not in ("plic", "aplic"):
        return text
    domain = delegated(tree, controller, cells[0])
    if domain is not controller:
        text += f" delegated to {domain.path}"
    messages = tree.phandles.get(domain.cell("msi-parent"))
    if messages:
        return f"{text}, msi by imsic, {reach(tree, messages)}"
    return f"{text}, {reach(tree, domain)}"


def irq_lines(tree):
    for node in tree.nodes:
        prop = "interrupts-extended" if node.has("interrupts-extended") else "interrupts"
        for irq in irqs(tree, node):
            line = f"{node.path}  irq{label(node, irq.index, 'interrupt-names')}  "
            if irq.fault:
                yield f"{line}-  {fault_words(irq.fault, prop)}"
                continue
            cells = " ".join(map(cell_words, irq.cells)) or "-"
            via = "".join(f"  via {nexus.path}" for nexus in irq.route)
            yield f"{line}{irq.controller.path}  {cells}  {meaning(tree, irq)}{via}"


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_all_nodes(tree):
    """Both in one run, each followed by its status."""
    wanted = errors = ""
    for command, lines in (("reg", reg_lines), ("irq", irq_lines)):
        expected = "".join(line + "\n" for line in lines(read(tree)))
        status = 0 if expected else errno.ENOENT
        errors += "" if expected else f"{command}: /: no {command} at it or below it\n"
        wanted += f"{expected}{status}\n"
    result = hostshell("-c", "reg -r /; echo $?; irq -r /; echo $?", tree)
    assert result == (0, wanted, errors)


def test_the_trees_show_every_fault():
    """Otherwise a computation that knows none of them would pass."""
    seen = set()
    for tree in map(read, TREES):
        for node in tree.nodes:
            seen |= {item.fault and item.fault.what for item in regs(node) + irqs(tree, node)}
    assert seen == {None, "cut", *(word for word in WORDS if not word.endswith("s cut")
                                   and word not in ("reg cut", "interrupts-extended cut"))}
