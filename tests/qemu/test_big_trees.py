"""The five largest trees, opened in memory: printed, exported, edited, exported again, and
undone."""

import subprocess

import pytest

from device_trees import biggest, blob_of
from devicetree import flat
from machine import ROOT

AT = 0x84000000
DTLINES = ROOT / "tools" / "dtlines"
NUMBER = 1  # of the tree opened: 0 is the machine's
BIGGEST = biggest(5)


def exported(machine, form):
    """The blob that `export` prints, extracted from the log by tools/dtlines."""
    log = machine.run(f"export {form}")
    return subprocess.run([DTLINES, "-d", "-"], input=log.encode(), check=True,
                          capture_output=True).stdout


def fdtoverlay(base, overlay, tmp_path):
    """The result of fdtoverlay for a blob and an overlay."""
    (tmp_path / "overlay").write_bytes(overlay)
    subprocess.run(["fdtoverlay", "-i", base, "-o", tmp_path / "result", tmp_path / "overlay"],
                   check=True, capture_output=True)
    return (tmp_path / "result").read_bytes()


@pytest.mark.parametrize("path", BIGGEST, ids=[path.stem for path in BIGGEST])
def test_a_big_tree_is_printed_and_restored(boot, tmp_path, path):
    blob = blob_of(path)
    machine = boot(ram="512M", args=(
        "-device", f"loader,file={path},addr={AT:#x},force-raw=on"))
    machine.run(f"dt open {AT:#x} big")
    machine.run(f"dt use {NUMBER}; cd /")
    original = flat(blob)
    assert flat(machine.run("dts /")) == original
    assert exported(machine, "dtb") == blob
    # After edits the exported tree has them.
    machine.run('set /chosen/bootargs "from the image"')
    machine.run("mk /soc/added@1")
    machine.run("set /soc/added@1/reg <0x0 0x1 0x12345678 9>")
    wanted = {**original, "/chosen": "{", "/chosen/bootargs": '"from the image"',
              "/soc/added@1": "{", "/soc/added@1/reg": "<0x00 0x01 0x12345678 0x09>"}
    assert flat(machine.run("dts /")) == wanted
    assert flat(exported(machine, "dtb")) == wanted
    assert flat(fdtoverlay(path, exported(machine, "dtbo"), tmp_path)) == wanted
    # After undo every byte is restored.
    machine.run("undo all")
    assert exported(machine, "dtb") == blob
