"""The first bytes of build/firstlight.bin: a Linux Image and a UEFI application at once. Sources:
Linux, boot-image-header.rst; Microsoft, PE Format."""

import struct
import subprocess

import pytest

from source import ROOT

PAGE, IN_FILE = 4096, 512


@pytest.fixture(scope="module")
def image():
    return (ROOT / "build" / "firstlight.bin").read_bytes()


@pytest.fixture(scope="module")
def symbols():
    listing = subprocess.run(["nm", ROOT / "build" / "firstlight.elf"], check=True,
                             capture_output=True, text=True).stdout
    return {name: int(value, 16) for value, _, name in map(str.split, listing.splitlines())}


def sections(image):
    """{name: (address, bytes in memory, bytes in the file, characteristics)} of the PE header."""
    at, = struct.unpack_from("<I", image, 0x3c)
    count, = struct.unpack_from("<H", image, at + 6)
    first = at + 24 + struct.unpack_from("<H", image, at + 20)[0]
    assert first + 40 * count <= PAGE
    found = {}
    for row in range(first, first + 40 * count, 40):
        name, memory, address, size, offset = struct.unpack_from("<8s4I", image, row)
        assert offset == address
        found[name.rstrip(b"\0").decode()] = (
            address, memory, size, *struct.unpack_from("<I", image, row + 36))
    return found


def test_image(image, symbols):
    """c.li s4,-13, which is "MZ"; then a jump, which has 4 bytes."""
    assert image[:2] == b"MZ"
    jump, = struct.unpack_from("<I", image, 2)
    assert jump & 0xfff == 0x06f
    offset, size, flags, version = struct.unpack_from("<QQQI", image, 8)
    assert (offset, size, flags, version) == (0x200000, symbols["_image_end"], 0, 2)
    assert image[0x30:0x3c] == b"RISCV\0\0\0RSC\x05"


def test_application(image, symbols):
    at, = struct.unpack_from("<I", image, 0x3c)
    assert at % 8 == 0 and image[at:at + 4] == b"PE\0\0"
    machine, _, _, _, _, optional, flags = struct.unpack_from("<HHIIIHH", image, at + 4)
    assert machine == 0x5064
    assert flags & 3 == 2  # executable, and its relocations are not stripped: it may lie anywhere
    magic, entry = struct.unpack_from("<H14xI", image, at + 24)
    assert (magic, entry) == (0x20b, symbols["efi_entry"])
    memory, headers, _, subsystem = struct.unpack_from("<IIIH", image, at + 24 + 56)
    assert (memory, headers, subsystem) == (symbols["_image_end"], PAGE, 10)
    directories, = struct.unpack_from("<I", image, at + 24 + 108)
    assert optional == 112 + 8 * directories
    assert not any(image[at + 24 + 112:at + 24 + optional])


def test_sections(image, symbols):
    """Code is never written, data is never run, and together they are the file and its memory."""
    (text, text_memory, text_size, code), (data, data_memory, data_size, rest) = (
        sections(image)[name] for name in (".text", ".data"))
    execute, read, write = 1 << 29, 1 << 30, 1 << 31
    assert code & (execute | read | write) == execute | read
    assert rest & (execute | read | write) == read | write
    assert text == PAGE and text_memory == text_size and text + text_memory == data
    assert data % PAGE == 0 and data_size % IN_FILE == 0
    assert data + data_size == len(image) and data + data_memory == symbols["_image_end"]
    assert text <= symbols["efi_entry"] < data <= symbols["boot_lottery"]
