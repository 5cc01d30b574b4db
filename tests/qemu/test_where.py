"""map, cpus, reg and irq on machines: compared with the tree and the machine."""

import re

import pytest

from devicetree import dtc, qemu_blob
from machine import SCRATCH
from rows import DYNAMIC_16, ICICLE_KIT, Row, SIFIVE_U, SPIKE

# Machine, a node, the output of reg and irq for it, and the harts that cpus lists.
MACHINES = [
    (Row("virt", harts=2), "/soc/serial@10000000",
     "reg[0]  bus 0x10000000  cpu 0x10000000  size 0x100\n",
     "irq[0]  /soc/plic@c000000  10  plic source 10, harts 0-1 S-mode\n", 2),
    (Row("sifive_u", **SIFIVE_U), "/soc/serial@10010000",
     "reg[0]  bus 0x10010000  cpu 0x10010000  size 0x1000\n",
     "irq[0]  /soc/interrupt-controller@c000000  4  plic source 4, harts 1-4 S-mode\n", 5),
    (Row("spike", **SPIKE), "/soc/clint@2000000",
     "reg[0]  bus 0x2000000  cpu 0x2000000  size 0x10000\n", None, 1),
    (Row("icicle", **ICICLE_KIT, firmware=DYNAMIC_16), "/soc/serial@20100000",
     "reg[0]  bus 0x20100000  cpu 0x20100000  size 0x400\n", None, 5),
]


@pytest.mark.parametrize("row, node, reg, irq, harts", MACHINES, ids=lambda value:
                         getattr(value, "id", ""))
def test_where_things_are(boot, row, node, reg, irq, harts):
    machine = boot(row)
    assert machine.run(f"reg {node}") == reg
    if irq:
        assert machine.run(f"irq {node}") == irq
    heads = re.findall(r"^hart +(\d+)\n(this one )?", machine.run("cpus"), re.M)
    assert [int(hart) for hart, _ in heads] == list(range(harts))
    mine = re.search(r"^Hart: +(\d+)", machine.banner, re.M)[1]
    assert [hart for hart, this in heads if this] == [mine]


@pytest.mark.parametrize("row", [row for row, *_ in MACHINES], ids=lambda row: row.id)
def test_map(boot, row):
    """The lines are in order; the image, its data and the tree are in RAM and do not overlap."""
    machine = boot(row)
    lines = [re.fullmatch(r"0x(\w+) 0x(\w+) 0x(\w+) (.*)", line).groups()
             for line in machine.run("map -l").splitlines()]
    found = [(int(base, 16), int(last, 16), what) for base, last, _, what in lines]
    assert all(int(size, 16) == last - base + 1
               for (base, last, _), (_, _, size, _) in zip(found, lines))
    assert found == sorted(found, key=lambda region: (region[0], -region[1]))
    ram = [(base, last) for base, last, what in found if what == "RAM"]
    ours = [(base, last) for base, last, what in found
            if what in ("image", "image: data", "image: stacks", "device tree")]
    assert len(ours) == 4 and any(what == "workspace" for *_, what in found)
    assert all(any(low <= base and last <= high for low, high in ram) for base, last in ours)
    assert all(before[1] < after[0] for before, after in zip(ours, ours[1:]))
    assert all(len(line) <= 80 for line in machine.run("map").splitlines())


def test_map_of_more_ram_than_there_is(boot):
    """The tree says 144 MiB, the machine has 128: the rest is not free. `check` says so, too."""
    text = dtc(qemu_blob(Row("own")), "dts").decode()
    edited = text.replace("0x80000000 0x00 0x8000000>", "0x80000000 0x00 0x9000000>")
    assert edited != text
    path = SCRATCH / "map-more.dtb"
    path.write_bytes(dtc(edited, "dtb"))
    machine = boot(firmware="stub", tree=path)
    rows = [" ".join(line.split()) for line in machine.run("map").splitlines()]
    assert "0x88000000 0x88ffffff 16 MiB | no RAM answers" in rows
    assert [row for row in rows if row.endswith("free") and row.startswith("0x88")] == []
    assert sum(row.endswith("| free") for row in rows) == 2
    assert "0x80000000 0x801fffff 2 MiB | perhaps firmware" in rows
    assert "live-ram" in machine.run("check")
    # A copy is still of this machine, an opened tree is not.
    machine.run("set /x 1")
    assert "no RAM answers" in machine.run("map")
