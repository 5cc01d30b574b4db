"""check on the trees that QEMU makes, which are right, and on one without what firmware adds."""

import subprocess

import pytest

from devicetree import qemu_blob
from machine import ROOT
from rows import Row

HOSTSHELL = ROOT / "build" / "hostshell-checked"
MACHINES = [
    Row("virt"), Row("virt", harts=8),
    Row("aclint", machine="virt,aclint=on", harts=2),
    Row("aplic", machine="virt,aia=aplic", harts=2),
    Row("imsic", machine="virt,aia=aplic-imsic", harts=2),
    Row("sifive_u", machine="sifive_u", harts=2),
    Row("spike", machine="spike", harts=2),
]
# (machine, path): why the warning is right.
WARNINGS = {
    ("aclint", "/soc/mtimer@2004000"): "its first entry of reg is mtime, at 0x200bff8",
    ("spike", "/htif"): "it has reg and no unit address",
}


@pytest.mark.parametrize("row", MACHINES, ids=[f"{row.id}-{row.harts}" for row in MACHINES])
def test_trees_of_qemu(row):
    done = subprocess.run([HOSTSHELL, "-w", "0", "-c", "check -s warning", "-"],
                          input=qemu_blob(row), capture_output=True, check=False)
    *found, sums = done.stdout.decode().splitlines()
    assert sums.startswith("0 errors, ") and done.stderr == b""
    assert {(row.id, line.split()[2].rstrip(":")) for line in found} <= WARNINGS.keys()


CHECKS = "-c memory-missing,memory-by-firmware"


def test_what_firmware_has_not_added_is_missing(boot, trees):
    """An error here, of the handed-over tree and of an edit of it, and a note on a PC."""
    source = (ROOT / "tests" / "dts" / "memory-missing.dts").read_text()
    path = trees("check-no-ram", source)
    shell = boot(firmware="stub", tree=path)
    error = "error    memory-missing     /: no memory node says where RAM is; " \
        "mk /memory@ADDRESS, and set its device_type and reg\n"
    assert shell.findings(CHECKS).startswith(error)
    shell.run("set /chosen/bootargs quiet")
    assert shell.findings(CHECKS).startswith(error)
    done = subprocess.run([HOSTSHELL, "-w", "0", "-c", f"check {CHECKS}", path],
                          capture_output=True, check=False)
    assert done.stdout.startswith(b"note     memory-by-firmware /: the tree does not say ")
    assert done.returncode == 0
