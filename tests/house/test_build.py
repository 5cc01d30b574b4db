"""The build is reproducible: the same sources in any folder give the same bytes."""

import shutil
import subprocess

from source import ROOT, tracked

IMAGES = ("firstlight.bin", "firstlight.bin.gz", "firstlight.elf")


def make_image(folder):
    subprocess.run(["make", "--no-print-directory", "image"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL)
    return [(folder / "build" / name).read_bytes() for name in IMAGES]


def test_two_builds_are_identical(tmp_path):
    copy = tmp_path / "elsewhere"
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy / name)
    (copy / ".deps").symlink_to(ROOT / ".deps")
    assert make_image(copy) == make_image(ROOT)
