"""`boot` starts Debian's Linux, which shows what it was given: the tree as it was edited at the
prompt, the command line, the initrd, the harts, the memory that is reserved.

A boot takes some 10 s, so each row tries several things at once.
"""

import re
from dataclasses import dataclass, field

import pytest

from linux import KERNEL, Linux, initrd, loader, zipped
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U

HIGH = 0x84000000     # a multiple of 2 MiB
ODD = 0x84001008      # the kernel must be moved
INITRD = 0x90000000
IMAGE = 0x80200000    # where firmware enters the image
NOTE = "set on $HOME; it's"
EARLY = "earlycon=sbi"


@dataclass(frozen=True)
class Boot:
    id: str
    at: int = HIGH
    packed: bool = False
    machine: dict = field(default_factory=dict)  # of Row
    commands: tuple = ()      # typed before
    options: str = "-b 'earlycon=sbi one two'"
    own_initrd: bool = True   # by -i; False: the one that QEMU loaded and the tree names
    cmdline: str = "earlycon=sbi one two"
    hart: object = None       # that starts; None: the one that runs the image
    harts: int = 1
    log: tuple = ()           # patterns that Linux's messages must have
    iomem: tuple = ()         # lines of /proc/iomem
    ends: bool = True         # poweroff ends QEMU


BOOTS = [
    Boot("virt"),
    Boot("virt-1.6-gzip", packed=True, machine={"firmware": DYNAMIC_16, "harts": 4}, harts=4),
    # Nothing is given: QEMU's own bootargs and initrd, which are in the tree, are kept.
    Boot("virt-as-it-is", at=ODD, own_initrd=False, options="", cmdline=EARLY,
         machine={"firmware": DYNAMIC_16, "args": ("-append", EARLY)}),
    # Onto the running image, by another hart.
    Boot("virt-over-the-image", packed=True, machine={"firmware": DYNAMIC_16, "harts": 4},
         options=f"-a {IMAGE:#x} -H 2 -b earlycon=sbi", cmdline=EARLY, hart=2, harts=4,
         iomem=(r"  80202000-\w+ : Kernel image",)),
    Boot("virt-1.1-4-harts", at=ODD, machine={"harts": 4}, harts=4,
         options="-H 3 -b earlycon=sbi", cmdline=EARLY, hart=3),
    # What is reserved at the prompt is left alone by Linux.
    Boot("virt-reserved", machine={"harts": 2}, harts=2, commands=(
        "mk -p /reserved-memory/bad@98000000",
        "set /reserved-memory/bad@98000000/reg <0 0x98000000 0 0x5000>",
        "set /reserved-memory/bad@98000000/no-map"),
         iomem=("98000000-98004fff : Reserved",),
         log=(r"OF: reserved mem: 0x0*98000000\.\.0x0*98004fff \(20 KiB\) nomap",)),
    # The tree claims four pages of RAM that are not there: memtest finds and reserves them.
    Boot("virt-memtest", commands=(
        "set /memory@80000000/reg <0 0x80000000 0 0x40004000>",
        "memtest 0xbfffe000,0x6000 -f -r -t march"),
         iomem=("c0000000-c0003fff : Reserved",),
         log=(r"OF: reserved mem: 0x0*c0000000\.\.0x0*c0003fff \(16 KiB\) nomap",)),
    Boot("sifive_u", machine={**SIFIVE_U, "ram": "1G"}, harts=4, ends=False),
    Boot("sifive_u-1.6-gzip", packed=True, harts=4, ends=False,
         machine={**SIFIVE_U, "ram": "1G", "firmware": DYNAMIC_16}),
    Boot("icicle", machine={**ICICLE_KIT, "ram": "2G"}, harts=4, ends=False),
    Boot("icicle-1.6-unaligned", at=ODD, harts=4, ends=False,
         machine={**ICICLE_KIT, "ram": "2G", "firmware": DYNAMIC_16}),
]


def started(machine, row):
    """Edits the tree, boots, and returns Linux at its prompt."""
    machine.run("set /model 'a model of our own'")
    machine.run(f'set /soc/note "{NOTE}"')
    for command in row.commands:
        text = machine.run(command)
        assert command.startswith("memtest ") or text in (
            "", "tree 1 (copy of 0) is in use now: edits go there\n")
    line = f"boot {row.at:#x}"
    if row.packed:
        line += f",{zipped().stat().st_size}"
    if row.own_initrd:
        line += f" -i {INITRD:#x},{initrd().stat().st_size}"
    machine.enter(f"{line} {row.options}".rstrip())
    return Linux(machine)


@pytest.mark.parametrize("row", BOOTS, ids=lambda row: row.id)
def test_linux_boots_with_the_tree_as_it_was_edited(boot, row):
    args = loader(zipped() if row.packed else KERNEL, row.at)
    args += loader(initrd(), INITRD) if row.own_initrd else ("-initrd", str(initrd()))
    fields = {"ram": "1G", **row.machine}
    machine = boot(**{**fields, "args": (*fields.get("args", ()), *args)})
    linux = started(machine, row)

    assert linux.tree("/model") == "a model of our own"
    assert linux.tree("/soc/note") == NOTE
    assert linux.run("cat /proc/cmdline") == row.cmdline + "\n"
    assert linux.harts() == row.harts
    own = int(re.search(r"(?m)^Hart: +(\d+) ", machine.banner)[1])
    assert linux.boot_hart() == (own if row.hart is None else row.hart)
    for pattern in ("Machine model: a model of our own", *row.log):
        assert re.search(pattern, linux.log), pattern
    iomem = linux.run("cat /proc/iomem")
    for line in row.iomem:
        assert re.search(f"(?m)^{line}$", iomem), f"{line}\n{iomem}"
    machine.type("poweroff -f\r")
    machine.expect(rb"reboot: (Power down|Power off not available)")
    if row.ends:
        assert machine.ends() == 0
