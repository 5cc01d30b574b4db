"""`call` as its help says: a0 is the hart, a1 the tree. U-Boot is started so."""

import re

import pytest

from machine import FIRMWARE

AT = 0x80200000  # what both are linked for


@pytest.mark.parametrize("version, harts, hart, told", [
    ("2023.01", 1, 0, rb"\nflashoffset"),  # its bdinfo does not know the hart
    ("2025.01", 1, 0, rb"\nboot hart   = 0x0+\r\n"),
    ("2025.01", 3, 2, rb"\nboot hart   = 0x0+2\r\n"),
])
def test_u_boot_starts_with_the_edited_tree(boot, version, harts, hart, told):
    u_boot = FIRMWARE / f"u-boot-{version}" / "u-boot.bin"
    machine = boot(firmware="stub", by="stub", at=0x84000000, harts=harts,
                   card={"boot_hart": hart},
                   args=("-device", f"loader,file={u_boot},addr={AT:#x},force-raw=on"))
    assert re.search(rf"^Hart: +{hart} ", machine.banner, re.M)
    machine.run("set /model 'an edited tree'")
    used, = re.findall(r"^\* 1  copy of 0 +(0x[0-9a-f]+) ", machine.run("dt"), re.M)
    machine.type(f"call {AT:#x} {hart} {used}\r")
    machine.expect(rb"Model: an edited tree\r\n")
    machine.expect(rb"stop autoboot")
    machine.type(" ")
    machine.expect(rb"\n=> $")
    machine.type("bdinfo\r")
    machine.expect(told)
