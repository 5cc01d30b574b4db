"""The image boots the image, and that one again: three deep each finds the machine as the first one
found it: its console, interrupts, memory, and the tree with the edits of all before it."""

import re

import pytest

from devicetree import edited
from linux import loader
from machine import IMAGE, NOWHERE
from rows import (BBL, DYNAMIC_16, ICICLE_KIT, MODERN, PCI_SERIAL, SIFIVE_U, SPIKE, VIRTIO,
                  VIRTIO_PCI, Row)

LOADED = 0x90000000
FIRST = 0x80200000
SIZE = IMAGE["bin"].stat().st_size
# Elsewhere, back, and onto the running image itself.
PLACES = (0x84000000, FIRST, FIRST)

ROWS = [
    Row("virt"),
    Row("virt-1.6-4-harts", firmware=DYNAMIC_16, harts=4),
    Row("sbi-legacy", console="sbi"),
    Row("sbi-dbcn", console="sbi", firmware=DYNAMIC_16),
    Row("pci-serial", console="pci-serial", banner=PCI_SERIAL,
        device=("-serial", NOWHERE, "-device", "pci-serial,chardev=line")),
    Row("virtio", **VIRTIO),
    Row("virtio-modern", **VIRTIO, args=MODERN, firmware=DYNAMIC_16),
    Row("virtio-pci", **VIRTIO_PCI),
    Row("aplic", args=("-machine", "aia=aplic"), harts=2),
    Row("imsic", args=("-machine", "aia=aplic-imsic"), harts=2, firmware=DYNAMIC_16),
    Row("sifive_u", **SIFIVE_U),
    Row("icicle", **{**ICICLE_KIT, "ram": "2G"}),
    Row("spike", **SPIKE),
    # Firmware without HSM, by which all harts enter each image.
    Row("stub-all-harts", firmware="stub", harts=4, banner=BBL,
        card={"features": ["no-base", "all-harts"]}),
    Row("stub-no-timer", firmware="stub", card={"features": ["no-timer", "time-traps"]}),
]


def used(machine):
    """What `mem` says is in use, without where and how large."""
    return sorted(re.sub(r"^.*iB  +", "", row) for row in machine.run("mem").splitlines()[1:])


def inputs(machine):
    """How each console's input comes: NAME, STATE, DRIVER and IRQ of `console`."""
    rows = machine.run("console").partition("\n\n")[0].splitlines()
    return [re.sub(r"  +\S+$", "", row) for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_three_deep_the_machine_is_as_it_was(boot, row):
    fields = {**row.__dict__, "ram": row.ram or "512M"}
    machine = boot(Row(**{**fields, "args": (*row.args, *loader(IMAGE["bin"], LOADED))}))
    console = re.search(r"(?m)^Console: .*(?:\n {10}.*)*", machine.banner)[0]
    memory, lines = used(machine), inputs(machine)
    for depth, place in enumerate(PLACES, 1):
        machine.run(f"set /soc/depth-{depth} deep")
        machine.enter(f"boot {LOADED:#x},{SIZE} -a {place:#x}")
        machine.start(60)
        assert console in machine.banner
        for before in range(1, depth + 1):
            assert machine.run(f"cat /soc/depth-{before}") == '"deep"\n'
        assert used(machine) == memory
        assert inputs(machine) == lines
        assert f"{place:#x}" in machine.run("mem | grep image")
        assert "load access fault" in machine.run("md 0", fault=True) or row.machine != "virt"


def test_an_elf_that_runs_anywhere(boot):
    """The image as an ELF that is linked at 0: position-independent, and it finds a place."""
    elf = IMAGE["bin"].with_suffix(".elf")
    machine = boot(Row("elf", ram="512M", args=loader(elf, LOADED)))
    machine.enter(f"boot {LOADED:#x},{elf.stat().st_size}")
    machine.start()
    place = re.search(r"(?m)^(0x\w+) .* image$", machine.run("mem"))[1]
    assert int(place, 16) not in (0, FIRST)


def test_another_tree_goes_along(boot):
    """-t: it is what the next program gets, and firmware's is as it was."""
    row = Row("tree", ram="512M")
    tree = edited(row, lambda text: text.replace("/ {", '/ {\n\thello = "there";', 1), "along")
    machine = boot(Row("tree", ram="512M", args=(
        *loader(IMAGE["bin"], LOADED), *loader(tree, LOADED + (16 << 20)))))
    assert machine.run("cat /hello || echo missing").endswith("missing\n")
    machine.enter(f"boot {LOADED:#x},{SIZE} -t {LOADED + (16 << 20):#x}")
    machine.start()
    assert machine.run("cat /hello") == '"there"\n'
