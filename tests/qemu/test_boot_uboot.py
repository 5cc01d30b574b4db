"""`boot` starts U-Boot, at the address that it is linked for: there the image runs, too."""

import gzip
import re
from dataclasses import dataclass, field

import pytest

from linux import loader, write
from machine import FIRMWARE, SCRATCH
from rows import DYNAMIC_16, Row

LOADED = 0x84000000
LINKED = 0x80200000


@dataclass(frozen=True)
class UBoot:
    id: str
    version: str
    file: str = "u-boot.bin"
    packed: bool = False
    options: str = f"-a {LINKED:#x}"
    machine: dict = field(default_factory=dict)  # of Row
    hart: object = None  # None: the one that firmware has chosen
    log: tuple = ()


BOOTS = [
    UBoot("2023.01", "2023.01"),
    UBoot("2023.01-elf", "2023.01", file="uboot.elf", options="", machine={"harts": 4}),
    UBoot("2023.01-gzip", "2023.01", packed=True, machine={"firmware": DYNAMIC_16}),
    UBoot("2025.01", "2025.01", machine={"firmware": DYNAMIC_16}),
    UBoot("2025.01-other-hart", "2025.01", hart=2, options=f"-a {LINKED:#x} -H 2",
          machine={"harts": 4, "firmware": DYNAMIC_16}),
    UBoot("2025.01-elf", "2025.01", file="uboot.elf", options="", machine={"harts": 4}),
    UBoot("2025.01-elf-gzip", "2025.01", file="uboot.elf", packed=True, options="-H 1", hart=1,
          machine={"harts": 2, "firmware": DYNAMIC_16}),
    # From where U-Boot does not run: the image is out of the way, and no copy is needed at the end.
    UBoot("2025.01-stub", "2025.01", machine={"firmware": "stub", "by": "stub", "at": 0x88000000}),
]


def binary(row):
    """The path of the file that is loaded."""
    path = FIRMWARE / f"u-boot-{row.version}" / row.file
    if not row.packed:
        return path
    packed = SCRATCH / f"{row.version}-{row.file}.gz"
    write(packed, gzip.compress(path.read_bytes(), mtime=0))
    return packed


def said(machine, command):
    """What U-Boot prints for a command."""
    machine.type(command + "\r")
    machine.expect(rb"\n=> $")
    return machine.before().partition("\n")[2]


@pytest.mark.parametrize("row", BOOTS, ids=lambda row: row.id)
def test_u_boot_gets_the_tree_as_it_was_edited(boot, row):
    path = binary(row)
    machine = boot(Row(row.id, ram="512M", args=loader(path, LOADED), **row.machine))
    hart = row.hart
    if hart is None:
        hart = int(re.search(r"\nHart: +(\d+)", machine.banner)[1])
    machine.run("set /model 'a model of our own'")
    machine.run("set /soc/note 'set at the prompt'")
    machine.enter(f"boot {LOADED:#x},{path.stat().st_size} {row.options}".rstrip())
    machine.expect(rb"U-Boot " + row.version.encode())
    machine.expect(rb"Model: a model of our own\r\n")
    machine.expect(rb"stop autoboot")
    machine.type(" ")
    machine.expect(rb"\n=> $")
    said(machine, "fdt addr $fdtcontroladdr")
    assert 'note = "set at the prompt"' in said(machine, "fdt print /soc note")
    assert 'model = "a model of our own"' in said(machine, "fdt print / model")
    if row.version == "2025.01":  # the older one's bdinfo does not know the hart
        assert f"boot hart   = {hart:#018x}" in said(machine, "bdinfo")
