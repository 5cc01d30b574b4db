"""Trees of one kind of thing in great number, of which a search for each would be quadratic.

`GIANTS` is {name: function of how many}; each returns a blob.
"""

from functools import partial

from hostile_names import blob, cells

BASE, STEP = 0x10000000, 0x1000


def text(word):
    return word.encode() + b"\0"


def tree(*items):
    """A board's root around the items."""
    return blob([(b"#address-cells", cells(1)), (b"#size-cells", cells(1)),
                 (b"compatible", text("example,giant")), (b"model", text("giant")),
                 (b"cpus", [(b"#address-cells", cells(1)), (b"#size-cells", cells(0))]),
                 (b"memory@80000000", [(b"device_type", text("memory")),
                                       (b"reg", cells(0x80000000, 0x10000000))]),
                 *items])


def device(number, *items, name="device"):
    at = number * STEP
    return (f"{name}@{at:x}".encode(), [(b"reg", cells(at, STEP)), *items])


def bus(*items, ranges=b"", name=b"soc"):
    return (name, [(b"compatible", text("simple-bus")), (b"#address-cells", cells(1)),
                   (b"#size-cells", cells(1)), (b"ranges", ranges), *items])


def controller(phandle, *items, units=0):
    return (f"controller{phandle}".encode(),
            [(b"interrupt-controller", b""), (b"#interrupt-cells", cells(1)),
             (b"#address-cells", cells(units)), (b"phandle", cells(phandle)), *items])


def windows(count, name=b"ranges"):
    """A bus with as many windows as devices, one a device, of which the last is in the first."""
    rows = b"".join(cells(at * STEP, BASE + at * STEP, STEP) for at in reversed(range(count)))
    return tree(bus(*((name, rows),) * (name != b"ranges"), *map(device, range(count)),
                    ranges=rows if name == b"ranges" else b""))


def nexus_rows(count, parent):
    """Rows of an interrupt-map for each unit address, the last device's first."""
    return b"".join(cells(at * STEP, 1, parent(at), at % 1000) for at in reversed(range(count)))


def nexus(count, parents=1, one=True):
    """A nexus with a row a device. `parents`: how many controllers the rows alternate among."""
    rows = nexus_rows(count, lambda at: 1 + at % parents)
    irq = (b"interrupts", cells(1))
    return tree(*(controller(1 + at) for at in range(parents)),
                bus((b"#interrupt-cells", cells(1)), (b"interrupt-map", rows),
                    *(device(at, irq) for at in range(count))))


def cut_nexus(count):
    """A nexus whose rows fit no device."""
    rows = nexus_rows(count, lambda at: 1)
    return tree(controller(1), bus((b"#interrupt-cells", cells(1)), (b"interrupt-map", rows),
                                   *(device(at, (b"interrupts", cells(2)))
                                     for at in range(count))))


def nested(count, deep=16):
    """Buses in buses, each with many windows."""
    each = count // deep
    rows = b"".join(cells(at * STEP, at * STEP, STEP) for at in reversed(range(each)))
    items = [device(at) for at in range(each)]
    for level in range(deep):
        items = [bus(*items, ranges=rows, name=f"bus{level}".encode())]
    return tree(*items)


def banks(count):
    """Many memory banks, and many reserved ranges."""
    ram = [(f"memory@{at * 2 * STEP:x}".encode(), [(b"device_type", text("memory")),
                                                  (b"reg", cells(at * 2 * STEP, STEP))])
           for at in range(count)]
    return blob([(b"#address-cells", cells(1)), (b"#size-cells", cells(1)), *ram,
                 (b"reserved-memory", [(b"#address-cells", cells(1)), (b"#size-cells", cells(1)),
                                       (b"ranges", b""),
                                       *(device(2 * at, name="r") for at in range(count))])])


def pins(count):
    """A pin controller with as many gpio-ranges as it has users."""
    rows = b"".join(cells(1, at, at, 1) for at in range(count))
    return tree(bus((b"gpio", [(b"gpio-controller", b""), (b"#gpio-cells", cells(2)),
                               (b"phandle", cells(1)), (b"gpio-ranges", rows),
                               (b"gpio-line-names", text("x") * count)]),
                    *(device(at, (b"reset-gpios", cells(1, at, 0))) for at in range(count))))


def gpio_map(count):
    """A connector with a row of gpio-map a user."""
    rows = b"".join(cells(at, 0, 1, at, 0) for at in reversed(range(count)))
    return tree((b"gpio", [(b"gpio-controller", b""), (b"#gpio-cells", cells(2)),
                           (b"phandle", cells(1))]),
                (b"connector", [(b"#gpio-cells", cells(2)), (b"phandle", cells(2)),
                                (b"gpio-map", rows)]),
                bus(*(device(at, (b"reset-gpios", cells(2, at, 0))) for at in range(count))))


def delegation(count):
    """An APLIC with as many delegations as there are interrupts."""
    rows = b"".join(cells(2, at + 1, at + 1) for at in reversed(range(count)))
    aplic = text("riscv,aplic")
    return tree(controller(2, (b"compatible", aplic)),
                controller(1, (b"compatible", aplic), (b"riscv,delegation", rows)),
                bus((b"interrupt-parent", cells(1)),
                    *(device(at, (b"interrupts", cells(at + 1))) for at in range(count))))


def plics(count):
    """Two PLICs with many contexts, which devices use in turn."""
    contexts = cells(9, 9) * count
    plic = [(b"compatible", text("riscv,plic0")), (b"interrupts-extended", contexts)]
    return tree(controller(9), controller(1, *plic), controller(2, *plic),
                bus(*(device(at, (b"interrupts-extended", cells(1 + at % 2, 1)))
                      for at in range(count))))


def wide(count, *items):
    return tree(bus(*(device(at, *items) for at in range(count))))


def deep(count, levels=60):
    """Chains of nodes."""
    items = []
    for chain in range(count // levels):
        node = (f"leaf{chain}".encode(), [])
        for level in range(levels - 4):
            node = (f"n{level}".encode(), [node])
        items.append((f"chain{chain}".encode(), [node]))
    return tree(*items)


def props(count):
    """One node with many properties."""
    return tree(bus((b"big", [(f"p{at}".encode(), cells(at)) for at in range(count)])))


def crowded(count):
    """A bus that has as many properties as devices, its cells last."""
    return tree((b"soc", [*((f"p{at}".encode(), b"") for at in range(count)),
                          (b"#address-cells", cells(1)), (b"#size-cells", cells(1)),
                          (b"ranges", b""), *map(device, range(count))]))


def labels(count):
    """A label for each node, in /__symbols__."""
    return tree(bus(*map(device, range(count))),
                (b"__symbols__", [(f"l{at}".encode(), text(f"/soc/device@{at * STEP:x}"))
                                  for at in range(count)]))


def aliases(count):
    return tree((b"aliases", [(f"a{at}".encode(), text(f"/soc/device@{at * STEP:x}"))
                              for at in range(count)]),
                bus(*map(device, range(count))))


def one_target(count):
    """Many references to one node, and a node with as many."""
    return tree((b"clock", [(b"#clock-cells", cells(1)), (b"phandle", cells(1))]),
                bus((b"all", [(b"clocks", cells(1, 0) * count),
                              (b"clock-names", text("c") * count)]),
                    *(device(at, (b"clocks", cells(1, at))) for at in range(count))))


def phandles(count):
    """All nodes have the same phandle, and refer to it."""
    return wide(count, (b"phandle", cells(1)), (b"clocks", cells(1)))


def many_targets(count):
    """A node with a reference to each of the others."""
    return tree(bus((b"all", [(b"clocks", cells(*range(1, count + 1)))]),
                    *(device(at, (b"phandle", cells(at + 1)), (b"#clock-cells", cells(0)))
                      for at in range(count))))


def strings(count):
    """A list of many strings, and a node for each as its compatible."""
    return tree(bus((b"all", [(b"compatible", b"".join(text(f"v,c{at}") for at in range(count)))]),
                    *(device(at, (b"compatible", text(f"v,c{at}"))) for at in range(count))))


def twins(count):
    """Siblings of one name."""
    return tree(bus(*((b"twin@0", [(b"reg", cells(0, 1))]) for at in range(count))))


def endpoints(count):
    """Ports that refer to each other."""
    return tree(bus(*((f"port{at}".encode(),
                       [(b"endpoint", [(b"phandle", cells(at + 1)),
                                       (b"remote-endpoint", cells((at ^ 1) + 1))])])
                      for at in range(count))))


def harts(count):
    """Many harts, and a PLIC that reaches all."""
    cpus = [(f"cpu@{at:x}".encode(),
             [(b"device_type", text("cpu")), (b"reg", cells(at)), (b"compatible", text("riscv")),
              (b"riscv,isa", text("rv64imafdc")),
              (b"interrupt-controller", [(b"#interrupt-cells", cells(1)),
                                         (b"phandle", cells(at + 2)),
                                         (b"interrupt-controller", b""),
                                         (b"compatible", text("riscv,cpu-intc"))])])
            for at in range(count)]
    extended = b"".join(cells(at + 2, 9) for at in range(count))
    return blob([(b"#address-cells", cells(1)), (b"#size-cells", cells(1)),
                 (b"cpus", [(b"#address-cells", cells(1)), (b"#size-cells", cells(0)), *cpus]),
                 controller(1, (b"compatible", text("riscv,plic0")),
                            (b"interrupts-extended", extended)),
                 bus((b"interrupt-parent", cells(1)),
                     *(device(at, (b"interrupts", cells(1))) for at in range(count)))])


def consoles(count):
    """As many words in bootargs that name a console."""
    return tree((b"chosen", [(b"bootargs", b"console=ttyS0 " * count + b"\0")]))


def fragments(count):
    """An overlay: a fragment for each device of `wide`."""
    return blob([(f"fragment@{at:x}".encode(),
                  [(b"target-path", text(f"/soc/device@{at * STEP:x}")),
                   (b"__overlay__", [(b"status", text("disabled"))])]) for at in range(count)])


GIANTS = {
    "windows": windows,
    "dma-windows": partial(windows, name=b"dma-ranges"),
    "nested": nested,
    "nexus": nexus,
    "nexus-parents": partial(nexus, parents=64),
    "nexus-cut": cut_nexus,
    "banks": banks,
    "pins": pins,
    "gpio-map": gpio_map,
    "delegation": delegation,
    "plics": plics,
    "wide": wide,
    "deep": deep,
    "props": props,
    "crowded": crowded,
    "labels": labels,
    "aliases": aliases,
    "one-target": one_target,
    "phandles": phandles,
    "many-targets": many_targets,
    "strings": strings,
    "twins": twins,
    "endpoints": endpoints,
    "harts": harts,
    "consoles": consoles,
    "fragments": fragments,
}
