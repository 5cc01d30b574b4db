"""Computes addresses and interrupts of a tree a second time, independently of fdt/.

It reads trees with python3-libfdt. It is written from the Devicetree Specification v0.4 (2.3.5 to
2.3.8, 2.4), the PCI Bus Binding to IEEE 1275, and Linux's behaviour where those are silent. It
shares no code with fdt/, and is slow and plain: a tree is dictionaries, a number is a Python
integer.
"""

import struct
from dataclasses import dataclass, field

import libfdt

QUIET = (libfdt.NOTFOUND,)


class Fault(Exception):
    """The reason why an address or an interrupt cannot be resolved: the node, a short word, and the
    address in question."""

    def __init__(self, node, what, number=None):
        super().__init__(node.path, what, number)
        self.node, self.what, self.number = node, what, number


class Node:
    """A node with its properties as bytes; of two with the same name the first counts."""

    def __init__(self, name, parent):
        self.name, self.parent = name, parent
        self.children, self.props = [], {}
        self.path = "/" if parent is None else f"{parent.path.rstrip('/')}/{name}"

    def has(self, name):
        return name in self.props

    def cells(self, name):
        """A property's cells; an incomplete cell at the end is left out."""
        value = self.props.get(name, b"")
        return list(struct.unpack(f">{len(value) // 4}I", value[:len(value) // 4 * 4]))

    def cell(self, name, absent=None):
        """The value of a property of exactly one cell, else `absent`."""
        value = self.props.get(name)
        return absent if value is None or len(value) != 4 else self.cells(name)[0]

    def strings(self, name):
        value = self.props.get(name, b"")
        if value.endswith(b"\0"):
            value = value[:-1]
        return value.decode("latin-1").split("\0") if value else []


class Tree:
    """A blob as nodes: `nodes` in the order of the blob, `phandles` by number."""

    def __init__(self, blob):
        fdt = libfdt.FdtRo(bytearray(blob))
        self.nodes, self.phandles, trail = [], {}, []
        offset, depth = 0, 0
        while offset >= 0 and depth >= 0:
            trail[depth:] = [Node(fdt.get_name(offset), trail[depth - 1] if depth else None)]
            self.add(fdt, offset, trail[depth])
            offset, depth = fdt.next_node(offset, depth, QUIET) if depth >= 0 else (-1, -1)
        self.root = self.nodes[0]

    def add(self, fdt, offset, node):
        at = fdt.first_property_offset(offset, QUIET)
        while at >= 0:
            prop = fdt.get_property_by_offset(at)
            node.props.setdefault(prop.name, bytes(prop))
            at = fdt.next_property_offset(at, QUIET)
        self.nodes.append(node)
        if node.parent:
            node.parent.children.append(node)
        for name in ("linux,phandle", "phandle"):
            if node.cell(name) is not None:
                self.phandles.setdefault(node.cell(name), node)


def number(cells):
    """Cells as one number, the first being the highest."""
    value = 0
    for cell in cells:
        value = value << 32 | cell
    return value


# --- addresses ------------------------------------------------------------------------------------

PCI_SPACE = 0x03000000  # phys.hi: 0 configuration, 1 I/O, 2 and 3 memory
PCI_IO = 0x01000000


def bus_cells(bus):
    """#address-cells and #size-cells; 2 and 1 without them (2.3.5)."""
    return bus.cell("#address-cells", 2), bus.cell("#size-cells", 1)


def is_pci(bus):
    return bus.strings("device_type")[:1] in (["pci"], ["pciex"])


def same_space(bus, one, other):
    """In an address of three cells the first cell holds the space.

    On PCI both memory spaces are one, and the rest of the cell (function, register, prefetch) does
    not matter; on other buses equal cells mean the same space.
    """
    if not is_pci(bus):
        return one == other
    kinds = [{0: "configuration", PCI_IO: "io"}.get(cell & PCI_SPACE, "memory")
             for cell in (one, other)]
    return kinds[0] == kinds[1] != "configuration"


def through(bus, address):
    """Translates an address, in cells, to the bus above `bus` (2.3.8)."""
    if not bus.has("ranges"):
        raise Fault(bus, "no ranges")
    above, size = bus_cells(bus.parent)[0], bus_cells(bus)[1]
    windows, own = bus.cells("ranges"), len(address)
    if not bus.props["ranges"]:
        return address
    entry = own + above + size
    for at in range(0, len(windows) - entry + 1, entry):
        child, parent = windows[at:at + own], windows[at + own:at + own + above]
        length = number(windows[at + own + above:at + entry])
        low = slice(1, None) if own == 3 else slice(None)
        if own == 3 and not same_space(bus, child[0], address[0]):
            continue
        offset = number(address[low]) - number(child[low])
        if 0 <= offset < length:
            flags = parent[:1] if above == 3 else []
            moved = number(parent[len(flags):]) + offset
            if moved >> 64:
                raise Fault(bus, "wraps", number(address[low]))
            width = above - len(flags)
            return flags + [moved >> 32 * i & 0xffffffff for i in reversed(range(width))]
    raise Fault(bus, "uncovered", number(address[-2:]))


@dataclass
class Reg:
    """An entry of reg. `bus`: cells; `cpu`: a number, or None with the reason in `fault`. An
    incomplete entry has only the fault."""
    index: int
    bus: list = None
    size: int = 0
    cpu: int = None
    fault: Fault = None


def to_cpu(node, address):
    bus = node.parent
    while bus.parent:
        address = through(bus, address)
        bus = bus.parent
    return number(address)


def regs(node):
    """Every entry of the node's reg, as Reg."""
    if not node.has("reg") or node.parent is None:
        return []
    own, size = bus_cells(node.parent)
    cells, found = node.cells("reg"), []
    while cells:
        reg = Reg(len(found))
        found.append(reg)
        if len(cells) < own + size or not own:
            reg.fault = Fault(node, "cut")
            break
        reg.bus, reg.size = cells[:own], number(cells[own:own + size])
        cells = cells[own + size:]
        try:
            reg.cpu = to_cpu(node, reg.bus)
            if reg.cpu + max(reg.size - 1, 0) >> 64:
                reg.fault = Fault(node, "beyond")
        except Fault as fault:
            reg.fault = fault
    return found


# --- interrupts -----------------------------------------------------------------------------------

HOPS_MAX = 16  # more than that is a circle of maps


@dataclass
class Irq:
    """An interrupt: what the device says, and the result: `controller` and `cells` there, or None
    and `fault`. `route`: the nexus nodes between."""
    index: int
    controller: Node = None
    cells: list = field(default_factory=list)
    route: list = field(default_factory=list)
    fault: Fault = None


def interrupt_parent(tree, node):
    """By 2.4.1 and Linux: the nearest interrupt-parent, or the nearest ancestor that is a
    controller, whichever comes first."""
    at = node
    while at:
        if at is not node and at.has("#interrupt-cells"):
            return at
        if at.has("interrupt-parent"):
            parent = tree.phandles.get(at.cell("interrupt-parent"))
            if parent is None:
                raise Fault(node, "no parent")
            return parent
        at = at.parent
    raise Fault(node, "no parent")


def interrupt_cells(node, parent):
    count = parent.cell("#interrupt-cells")
    if count is None:
        raise Fault(parent, "no cells")
    return count


def specifiers(tree, node):
    """(parent, specifier) of each interrupt; if the list is malformed, a Fault as the last one."""
    try:
        if node.has("interrupts-extended"):
            yield from extended(tree, node, node.cells("interrupts-extended"))
        elif node.has("interrupts"):
            parent = interrupt_parent(tree, node)
            count, cells = interrupt_cells(node, parent), node.cells("interrupts")
            for at in range(0, len(cells), count or len(cells) or 1):
                if len(cells) - at < count or not count:
                    raise Fault(node, "cut")
                yield parent, cells[at:at + count]
    except Fault as fault:
        yield fault, []


def extended(tree, node, cells):
    while cells:
        parent = tree.phandles.get(cells[0])
        if parent is None:
            raise Fault(node, "no parent")
        count = interrupt_cells(node, parent)
        if len(cells) < 1 + count:
            raise Fault(node, "cut")
        yield parent, cells[1:1 + count]
        cells = cells[1 + count:]


def map_rows(tree, nexus, child):
    """(child's cells, parent, its specifier) of each row; the parent determines the row's
    length."""
    cells = nexus.cells("interrupt-map")
    while cells:
        if len(cells) <= child:
            raise Fault(nexus, "map cut")
        parent = tree.phandles.get(cells[child])
        if parent is None:
            raise Fault(nexus, "no parent")
        skip = parent.cell("#address-cells", 0)
        count = interrupt_cells(nexus, parent)
        end = child + 1 + skip + count
        if len(cells) < end:
            raise Fault(nexus, "map cut")
        yield cells[:child], parent, cells[child + 1:child + 1 + skip], cells[end - count:end]
        cells = cells[end:]


def hop(tree, nexus, unit, specifier):
    """Follows one interrupt-map (2.4.3): (parent, unit address there, specifier there)."""
    units = nexus.cell("#address-cells", 2)
    key = ((unit + [0] * units)[:units] if units else []) + specifier
    mask = [0xffffffff] * len(key)
    if nexus.has("interrupt-map-mask"):
        mask = nexus.cells("interrupt-map-mask")
    if len(mask) < len(key):
        raise Fault(nexus, "mask cut")
    for child, *to in map_rows(tree, nexus, len(key)):
        if all((a ^ b) & m == 0 for a, b, m in zip(key, child, mask)):
            return to
    raise Fault(nexus, "no row")


def resolve(tree, node, irq, parent, specifier):
    """Follows one specifier to its controller."""
    unit = node.cells("reg")
    for _ in range(HOPS_MAX):
        if not parent.has("interrupt-map"):
            if not parent.has("interrupt-controller"):
                raise Fault(parent, "no controller")
            irq.controller, irq.cells = parent, specifier
            return
        irq.route.append(parent)
        parent, unit, specifier = hop(tree, parent, unit, specifier)
    raise Fault(parent, "circle")


def irqs(tree, node):
    """Every interrupt of the node, as Irq."""
    found = []
    for parent, specifier in specifiers(tree, node):
        irq = Irq(len(found))
        try:
            if isinstance(parent, Fault):
                raise parent
            resolve(tree, node, irq, parent, specifier)
        except Fault as fault:
            irq.fault = fault
        found.append(irq)
    return found


# --- the meaning of a controller's number ---------------------------------------------------------

S_EXTERNAL, M_EXTERNAL = 9, 11  # bits of mip (Privileged Architecture, 3.1.9)


def hart_of(intc):
    """The hart whose local interrupt controller `intc` is; None: it is not a hart's."""
    return number(intc.parent.cells("reg")) if intc.parent and intc.parent.has("reg") else None


def harts(tree, controller, cause):
    """The harts that a PLIC, an APLIC or the IMSICs interrupt with that cause (by their
    bindings)."""
    return sorted({hart_of(parent) for parent, specifier in specifiers(tree, controller)
                   if not isinstance(parent, Fault) and specifier == [cause]
                   and hart_of(parent) is not None})


def delegated(tree, domain, source):
    """The APLIC domain to which the source is delegated (riscv,aplic's binding: riscv,delegation,
    called riscv,delegate by older QEMU)."""
    rows = domain.cells("riscv,delegation") or domain.cells("riscv,delegate")
    for child, first, last in zip(rows[::3], rows[1::3], rows[2::3]):
        if first <= source <= last and child in tree.phandles:
            return delegated(tree, tree.phandles[child], source)
    return domain
