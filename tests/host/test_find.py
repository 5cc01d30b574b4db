"""find on every valid tree, compared with an independent computation."""

from fnmatch import fnmatchcase
from functools import lru_cache

import pytest

import devicetree_oracle
from devicetree_oracle import Tree, irqs, number
from device_trees import good_trees, name_of
from hostshell import dtc, hostshell

TREES = good_trees()
TYPED = 3  # cells of a specifier whose first one is a type
regs = lru_cache(maxsize=None)(devicetree_oracle.regs)
MARK = "--"


def read(tree):
    return Tree(dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes())


def base(name):
    return name.partition("@")[0]


def is_named(node, pattern):
    return fnmatchcase(node.name, pattern) or \
        ("@" not in pattern and fnmatchcase(base(node.name), pattern))


def is_okay(node):
    return not node.has("status") or node.strings("status")[:1] in (["okay"], ["ok"])


def is_enabled(node):
    return is_okay(node) and (node.parent is None or is_enabled(node.parent))


def any_fits(strings, pattern):
    return any(fnmatchcase(string, pattern) for string in strings)


def covers(reg, address):
    return reg.cpu is not None and reg.fault is None and \
        reg.cpu <= address < reg.cpu + max(reg.size, 1)


def address_of(reg):
    """The CPU's address or, if it has none, the bus address; None for an incomplete entry."""
    if reg.cpu is not None:
        return reg.cpu
    return None if reg.bus is None else number(reg.bus[-2:])


def addresses(node):
    return [address_of(reg) for reg in regs(node) if address_of(reg) is not None]


def irq_numbers(tree, node):
    return [irq.cells[len(irq.cells) >= TYPED] for irq in irqs(tree, node) if irq.controller]


def on_bus(node, pattern):
    bus = node.parent
    return bus is not None and (is_named(bus, pattern) or any_fits(bus.strings("device_type"),
                                                                   pattern)
                                or any_fits(bus.strings("compatible"), pattern))


def has_value(node, name, value):
    return node.has(name) and len(node.props[name]) in (4, 8) and \
        number(node.cells(name)) == value


CRITERIA = {
    "": lambda tree, node: True,
    "-name cpu*": lambda tree, node: is_named(node, "cpu*"),
    "-name [a-m]*@*0": lambda tree, node: fnmatchcase(node.name, "[a-m]*@*0"),
    "-path /*/*/*": lambda tree, node: node.path.count("/") >= 3,
    "-compatible *uart*": lambda tree, node: any_fits(node.strings("compatible"), "*uart*"),
    "-vendor sifive": lambda tree, node: any_fits(node.strings("compatible"), "sifive,*"),
    "-status okay": lambda tree, node: is_okay(node),
    "-not -status okay": lambda tree, node: not is_okay(node),
    "-status disabled -or -name serial": lambda tree, node:
        "disabled" in node.strings("status") or is_named(node, "serial"),
    "-p *-names": lambda tree, node: any_fits(node.props, "*-names"),
    "-p reg-shift=2": lambda tree, node: has_value(node, "reg-shift", 2),
    "-reg 0x10000000-0x1fffffff": lambda tree, node:
        any(0x10000000 <= address <= 0x1fffffff for address in addresses(node)),
    "-reg '<0x100'": lambda tree, node: any(address < 0x100 for address in addresses(node)),
    "-size '>=0x10000'": lambda tree, node:
        any(reg.size >= 0x10000 for reg in regs(node) if reg.bus is not None),
    "-irq 1-40": lambda tree, node: any(1 <= irq <= 40 for irq in irq_numbers(tree, node)),
    "-bus soc": lambda tree, node: on_bus(node, "soc"),
    "-bus simple-bus -status okay": lambda tree, node: on_bus(node, "simple-bus") and is_okay(node),
    "-e": lambda tree, node: is_enabled(node),
}


def answers(tree, lines):
    """The output of each line."""
    result = hostshell("-c", f"\necho {MARK}\n".join(lines), tree)
    assert result.error == ""
    found = [[]]
    for line in result.output.splitlines():
        if line == MARK:
            found.append([])
        else:
            found[-1].append(line)
    return found


def owned(tree):
    """Addresses to search for: the first and the last byte of every seventh node's first entry."""
    entries = [reg for node in tree.nodes[::7] for reg in regs(node)[:1]
               if reg.cpu is not None and reg.fault is None]
    return [address for reg in entries[:10]
            for address in (reg.cpu, reg.cpu + max(reg.size, 1) - 1)]


ORDERS = ["-name *@* -s path", "-size 0- -s size", "-name *@* -r"]


def in_order(tree):
    addressed = [node for node in tree.nodes if "@" in node.name]
    sized = [node for node in tree.nodes if regs(node) and regs(node)[0].bus is not None]
    return [sorted(addressed, key=lambda node: node.path.split("/")),
            sorted(sized, key=lambda node: regs(node)[0].size), addressed[::-1]]


@pytest.mark.parametrize("path", TREES, ids=name_of)
def test_find(path):
    """All in one run of the program, because its start takes longer than a search."""
    tree = read(path)
    addresses_asked = owned(tree)
    asked = [*CRITERIA, *(f"-a {address:#x}" for address in addresses_asked), *ORDERS]
    expected = [[node for node in tree.nodes if fits(tree, node)] for fits in CRITERIA.values()] + \
        [[node for node in tree.nodes if any(covers(reg, address) for reg in regs(node))]
         for address in addresses_asked] + in_order(tree)
    found = answers(path, [f"find / {words}" for words in asked])
    for words, paths, nodes in zip(asked, found, expected, strict=True):
        assert paths == [node.path for node in nodes], words
