"""Blobs that are malformed are refused with a reason; large ones are printed."""

import struct
import subprocess

import pytest

from devicetree import flat, qemu_blob
from machine import ROOT, SCRATCH, rows_of
from rows import Row

BLOB_AT = 0x84000000
HEADER = ("magic totalsize off_struct off_strings off_rsvmap version last_comp cpu size_strings "
          "size_struct").split()
CUT = "cut short, or a size or offset in its header is wrong (FDT_ERR_TRUNCATED)"
MALFORMED = "the structure block is malformed (FDT_ERR_BADSTRUCTURE)"


def header(blob, **fields):
    """The blob with changed words of its header."""
    for name, value in fields.items():
        at = 4 * HEADER.index(name)
        blob = blob[:at] + struct.pack(">I", value) + blob[at + 4:]
    return blob


def field(blob, name):
    return struct.unpack_from(">I", blob, 4 * HEADER.index(name))[0]


def struct_word(blob, at, value):
    """Changes one word of the structure block; a negative `at` counts from the block's end."""
    begin = field(blob, "off_struct") + at + (field(blob, "size_struct") if at < 0 else 0)
    return blob[:begin] + struct.pack(">I", value) + blob[begin + 4:]


# (id, edit of a good blob, the reason that is reported)
BAD = [
    ("magic", lambda b: header(b, magic=0xd00dfeee),
     "bad magic 0xd00dfeee, a device tree has 0xd00dfeed"),
    ("version 0", lambda b: header(b, version=0),
     "version 0, compatible with 16: 16 to 17 are read"),
    ("from the future", lambda b: header(b, version=18, last_comp=18),
     "version 18, compatible with 18: 16 to 17 are read"),
    ("too large", lambda b: header(b, totalsize=0x7fffffff), CUT),
    ("too small", lambda b: header(b, totalsize=64), CUT),
    ("structure outside", lambda b: header(b, off_struct=0x10000), CUT),
    ("strings outside", lambda b: header(b, off_strings=0xfffffff0), CUT),
    ("structure misaligned", lambda b: header(b, off_struct=field(b, "off_struct") + 2), MALFORMED),
    ("no end", lambda b: struct_word(b, -4, 0xdead), MALFORMED),
    ("node left open", lambda b: struct_word(b, -8, 4), MALFORMED),
]


@pytest.mark.parametrize("edit, said", [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_blob(boot, edit, said):
    blob = qemu_blob(Row("own"))
    path = SCRATCH / "bad.dtb"
    path.write_bytes(edit(blob[:field(blob, "totalsize")]))
    machine = boot(firmware="stub", card={"a1": BLOB_AT}, args=(
        "-device", f"loader,file={path},addr={BLOB_AT:#x},force-raw=on"))
    rows = rows_of(machine.banner)
    assert rows[rows.index("Tree:     none") + 1] == f"          a1 = {BLOB_AT:#x}: {said}"
    assert machine.run("ls /") == "ls: there is no device tree\n"
    assert machine.run("echo here") == "here\n"


def test_old_version_field(boot):
    """U-Boot's SPL writes last_comp_version 2, which is accepted."""
    blob = qemu_blob(Row("own"))
    path = SCRATCH / "old.dtb"
    path.write_bytes(header(blob, last_comp=2))
    machine = boot(firmware="stub", card={"a1": BLOB_AT}, args=(
        "-device", f"loader,file={path},addr={BLOB_AT:#x},force-raw=on"))
    assert machine.run("cat /model") == '"riscv-virtio,qemu"\n'


def test_dts_prints_the_tree_of_the_machine(boot):
    """The output of dts, compiled by dtc, equals the tree that the image got."""
    sources = (ROOT / "tests" / "dts").glob("*.dts")
    # The host shell prints all of them; here a few are enough to compare.
    largest = sorted(sources, key=lambda source: source.stat().st_size)[-6:]
    assert len(largest) == 6
    for source in largest:
        done = subprocess.run(["dtc", "-q", "-O", "dtb", "-o", "-", source], check=True,
                              capture_output=True)
        path = SCRATCH / "own.dtb"
        path.write_bytes(done.stdout)
        machine = boot(firmware="stub", card={"a1": BLOB_AT}, args=(
            "-device", f"loader,file={path},addr={BLOB_AT:#x},force-raw=on"))
        assert flat(machine.run("dts /")) == flat(done.stdout), source.name
        machine.close()
