"""Files to boot, and files that cannot be booted, made of bytes."""

import bz2
import gzip
import lzma
import struct
import zlib

ENTER = 0x0000006F  # j .


def image(size=0x10000, image_size=0x800000, text_offset=0x200000, flags=0, magic=b"RSC\x05"):
    """A Linux Image (Linux, Documentation/arch/riscv/boot-image-header.rst) that loops."""
    head = struct.pack("<IIQQQIIQ8s4sI", ENTER, 0, text_offset, image_size, flags, 2, 0, 0,
                       b"RISCV\0\0\0", magic, 0)
    return head.ljust(size, b"\x13")


def with_pe(file, machine=0x5064, end=None):
    """The same, with a PE header whose section ends at `end`; default: where the file ends."""
    pe = struct.pack("<4sHHIIIHH", b"PE\0\0", machine, 1, 0, 0, 0, 0, 0)
    section = struct.pack("<8sIIIIIIHHI", b".text", 0, 0, (end or len(file)) - 0x200, 0x200,
                          0, 0, 0, 0, 0)
    head = b"MZ\0\0" + file[4:0x3C] + struct.pack("<I", 0x40)
    return (head + pe + section).ljust(0x200, b"\0") + file[0x200:]


def elf(segments=((0x82000000, b"\x6f\0\0\0", 0x1000),), entry=None, kind=2, machine=243, bits=2,
        order=1, offset=0x1000):
    """An ELF of (address, bytes, size in memory) segments; gABI 4.1."""
    heads, body = b"", b""
    for address, content, memory in segments:
        heads += struct.pack("<IIQQQQQQ", 1, 7, offset + len(body), address, address,
                             len(content), memory, 0x1000)
        body += content.ljust(0x1000, b"\0")
    entry = entry if entry is not None else segments[0][0] if segments else 0
    head = b"\x7fELF" + bytes([bits, order, 1]) + bytes(9) + struct.pack(
        "<HHIQQQIHHHHHH", kind, machine, 1, entry, 64, 0, 0, 64, 56, len(segments), 64, 0, 0)
    return (head + heads).ljust(0x1000, b"\0") + body


def cpio():
    words = b"".join(b"%08x" % word for word in (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 11, 0))
    return (b"070701" + words + b"TRAILER!!!\0").ljust(512, b"\0")


def packed(content=None):
    return gzip.compress(content or image(), mtime=0)


def bomb():
    """gzip of 160 MiB of zeros: RAM has no such room."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(bytes(1 << 24)) for _ in range(10)]
    return b"".join(pieces) + packer.flush()


FOREIGN = {  # kind: what begins so
    "zstd": b"\x28\xb5\x2f\xfd" + bytes(60),
    "xz": lzma.compress(b"kernel" * 100),
    "LZ4": b"\x04\x22\x4d\x18" + bytes(60),
    "LZMA": lzma.compress(b"kernel" * 100, lzma.FORMAT_ALONE),
    "bzip2": bz2.compress(b"kernel" * 100),
    "uImage": b"\x27\x05\x19\x56" + bytes(60),
}
