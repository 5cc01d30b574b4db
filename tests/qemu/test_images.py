"""`images` lists what lies in RAM by its first bytes, `gunzip` unpacks it: files that QEMU, as
firmware would, has put there."""

import gzip
import json
import re
import struct
import zlib

import jsonschema
import pytest

from machine import BUILD, FIRMWARE, ROOT
from rows import DYNAMIC_16

IMAGE = BUILD / "firstlight.bin"
ELF = FIRMWARE / "u-boot-2025.01" / "uboot.elf"
AT = 0x85000000  # the first of the files; the next ones follow at each 2 MiB
STEP = 2 << 20


def member(name, data=b""):
    """A member of a newc archive."""
    fields = (1, 0o100644, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08x" % field for field in fields) + name + b"\0"
    return b"".join(part + bytes(-len(part) % 4) for part in (head, data))


ARCHIVE = member(b"init", b"#!/bin/sh\n" * 1000) + member(b"TRAILER!!!")
TEXT = IMAGE.read_bytes()
PACKED = gzip.compress(TEXT, mtime=0)


@pytest.fixture
def holding(boot, tmp_path):
    """Boots with files, given as bytes or paths, at AT, AT + STEP and so on."""
    def start(*files, **row):
        args = []
        for i, data in enumerate(files):
            path = data
            if isinstance(data, bytes):
                path = tmp_path / f"file{i}"
                path.write_bytes(data)
            at = AT + i * STEP
            args += ["-device", f"loader,file={path},addr={at:#x},force-raw=on"]
        return boot(args=(*row.pop("args", ()), *args), **row)

    return start


def listed(machine, command="images"):
    """{address: row} of the document, which fits its schema."""
    document = json.loads(machine.run(f"{command} -j"))
    rules = json.loads((ROOT / "docs" / "schema" / "images.json").read_text())
    jsonschema.Draft202012Validator(rules).validate(document)
    return {int(row["base"], 16): row for row in document["images"]}


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", DYNAMIC_16, "stub"])
def test_kinds(holding, tmp_path, firmware):
    initrd = tmp_path / "initrd"
    initrd.write_bytes(ARCHIVE)
    machine = holding(IMAGE, PACKED, ELF, ARCHIVE + bytes(100), ARCHIVE[:9000],
                      b"\x7fELF\2\1\1" + bytes(9) + struct.pack("<HH", 2, 62) + bytes(60),
                      b"\x28\xb5\x2f\xfd" + bytes(100), firmware=firmware,
                      args=() if firmware == "stub" else ("-initrd", initrd))
    found = listed(machine)
    rows = [found.pop(AT + i * STEP) for i in range(7)]
    assert [row["kind"] for row in rows] == ["Image", "gzip", "ELF", "cpio", "cpio", "ELF", "zstd"]
    assert int(rows[2]["entry"], 16) == 0x80200000
    assert [int(rows[1][key], 16) for key in ("size", "unpacked")] == [len(PACKED), len(TEXT)]
    assert int(rows[3]["size"], 16) == len(ARCHIVE)
    assert rows[4]["fault"] == "a cpio archive that is damaged: a member has no header"
    assert rows[5]["fault"] == "an ELF for x86-64"
    others = {(row["kind"], row["owner"]) for row in found.values()}
    assert others >= {("Image", "image"), ("tree", "device tree")}
    if firmware != "stub":
        assert ("cpio", "initrd") in others


def test_for_people(holding):
    machine = holding(IMAGE, PACKED, args=("-m", "64M"))
    text = machine.run("images")
    assert re.search(r"(?m)^0x80200000 +0x\w+  Image  image +needs 0x\w+, text_offset 0x200000$",
                     text)
    assert f"{AT:#x}" not in text  # RAM ends before it


def test_a_range(holding):
    machine = holding(IMAGE, PACKED, ARCHIVE)
    found = listed(machine, f"images {AT + 1:#x},{2 * STEP + 0x1000:#x}")
    assert [*found] == [AT + STEP, AT + 2 * STEP]
    assert [*listed(machine, f"images {AT + STEP:#x},0x1000")] == [AT + STEP]
    assert listed(machine, "images 0x86000000,0x10000") == {}
    assert machine.run("images 0x86000000,0x10000") == "nothing was found; 'load' brings files\n"
    assert machine.run("images 0x10000000").startswith(
        "images: 0x10000000: not in RAM that is known: give its size, too\n")
    assert listed(machine, "images 0x80000000,0x10000") == {}  # firmware's: each page faults


def test_gzip_files(holding):
    """How large each is, and what is in it; several parts are one; why a damaged one is."""
    machine = holding(PACKED, gzip.compress(ARCHIVE) + gzip.compress(TEXT), PACKED[:9000],
                      PACKED[:-8] + bytes(8), PACKED[:0x1000] + bytes(0x1000))
    found = listed(machine, f"images {AT:#x},{5 * STEP:#x}")
    assert [row.get("unpacked") for row in found.values()] == [
        hex(len(TEXT)), hex(len(ARCHIVE) + len(TEXT)), None, None, None]
    assert ["fault" in row for row in found.values()] == [False, False, True, True, True]
    assert found[AT + 3 * STEP]["fault"] == "its CRC-32 is wrong: it was damaged"
    text = machine.run(f"images {AT:#x},{5 * STEP:#x}")
    assert re.search(rf"(?m)^{AT:#x} +{len(PACKED):#x} +gzip  - +unpacked: {len(TEXT):#x}$", text)


def test_ctrl_c_while_a_gzip_is_unpacked(holding):
    machine = holding(gzip.compress(bytes(96 << 20), mtime=0), ram="512M")
    machine.enter("; ".join(["images"] * 8))
    machine.press("\x03", r"\^C")
    machine.prompt()
    assert machine.run("echo here") == "here\n"


def test_ctrl_c(holding):
    machine = holding(args=("-m", "2G"))
    machine.enter("images; images; images; images; images; images; images; images")
    machine.press("\x03", r"\^C")
    machine.prompt()
    assert machine.run("echo here") == "here\n"


# --- gunzip ------------------------------------------------------------------------------------

def loaded(machine):
    """{name: (address, size)}."""
    return {row["name"]: (int(row["base"], 16), int(row["size"], 16))
            for row in json.loads(machine.run("mem -j"))["regions"] if row["kind"] == "loaded"}


def test_gunzip_finds_room(holding):
    machine = holding(PACKED)
    text = machine.run(f"gunzip {AT:#x}")
    at, size = loaded(machine)["unpacked.raw"]
    assert text == (f"{at:#x}  {len(TEXT)} bytes  crc32 {zlib.crc32(TEXT):08x}  "
                    "unpacked.raw: Image\n")
    assert (size, at % STEP) == (len(TEXT), 0)
    assert machine.run("md.b unpacked.raw 16").split()[1:17] == [f"{b:02x}" for b in TEXT[:16]]
    assert listed(machine, "images unpacked.raw")[at]["name"] == "unpacked.raw"
    machine.run(f"gunzip {AT:#x}")  # it replaces the first one
    assert len(loaded(machine)) == 1


def test_ctrl_c_ends_gunzip(holding):
    machine = holding(gzip.compress(bytes(96 << 20), mtime=0), ram="512M")
    machine.enter(f"gunzip {AT:#x}")
    machine.expect(rb"gunzip 0x[^\r\n]*\r\n")
    machine.type("\x03")
    machine.prompt()
    assert machine.run("echo $?") == "130\n"
    assert "loaded" not in machine.run("mem")


def test_gunzip_to_an_address(holding):
    machine = holding(gzip.compress(ARCHIVE))
    text = machine.run(f"gunzip {AT:#x} {AT + STEP:#x}")
    assert text.endswith("unpacked.raw: cpio\n")
    assert loaded(machine) == {"unpacked.raw": (AT + STEP, len(ARCHIVE))}


REFUSED = [
    ("no gzip", ARCHIVE, f"{AT:#x}", "it is no gzip file; 'images' lists what is in memory"),
    ("cut off", PACKED, f"{AT:#x},0x1000", "it is cut off; load it again"),
    ("trailer cut off", PACKED, f"{AT:#x},{len(PACKED) - 4:#x}",
     "it is cut off: its CRC-32 is missing; load it again"),
    ("crc", PACKED[:-8] + bytes(4) + PACKED[-4:], f"{AT:#x}",
     "its CRC-32 is wrong: it was damaged; load it again"),
    ("length", PACKED[:-4] + bytes(4), f"{AT:#x}",
     "its length is wrong: it was damaged; load it again"),
    ("empty", gzip.compress(b""), f"{AT:#x}", "what is packed is empty"),
    ("no room", gzip.compress(bytes(200 << 20), 1), f"{AT:#x}", "of RAM are known to be unused"),
    ("the image", PACKED, f"{AT:#x} 0x80200000", "-f unpacks there anyway"),
    ("itself", PACKED, f"{AT:#x} {AT + 8:#x}", "would be overwritten while it is read"),
    ("before itself", PACKED, f"{AT:#x} {AT - 0x1000:#x}", "would be overwritten while it is read"),
    ("no RAM", PACKED, f"{AT:#x} 0x20000000", "there is no RAM; -f unpacks there anyway"),
    ("the end", PACKED, f"{AT:#x} 0xfffffffffffff000", "past the last address"),
    ("faults", PACKED, "0x80000000,0x1000", "load access fault"),
]


@pytest.mark.parametrize("title, data, operands, why", REFUSED, ids=[row[0] for row in REFUSED])
def test_gunzip_refuses(holding, title, data, operands, why):
    machine = holding(data)
    text = machine.run(f"gunzip {operands}")
    assert text.startswith("gunzip: ")
    assert why in " ".join(text.split())
    assert machine.run("echo $?") != "0\n"
    assert loaded(machine) == {}
