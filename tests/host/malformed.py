"""Cases of malformed and hard trees: the project's own, and those of ../shared if it exists."""

import struct
from collections import namedtuple

from board import BOARD
from device_trees import SHARED
from hostshell import dtc, rows

# tree: a path, or bytes; verdict: "refuse", "accept" or "either"; why: part of the reason that is
# printed when refused; consoles: addresses that `console` may choose ("-": SBI's), empty: unknown;
# compiles: dtc can read the tree, and the output of `dts` for it.
Case = namedtuple("Case", "name tree verdict why consoles compiles")

HEADER = ("magic", "totalsize", "off_struct", "off_strings", "off_rsvmap", "version",
          "last_comp_version", "boot_cpuid", "size_strings", "size_struct")


def get_field(blob, name):
    return struct.unpack_from(">I", blob, 4 * HEADER.index(name))[0]


def put_word(blob, at, value):
    return blob[:at] + struct.pack(">I", value & 0xffffffff) + blob[at + 4:]


def field(name, value):
    """An edit of one field of the header; `value` may be a function of the old value."""
    return lambda blob: put_word(blob, 4 * HEADER.index(name),
                                 value(get_field(blob, name)) if callable(value) else value)


def token(number, value):
    """An edit of one 32-bit word of the structure block, by its number."""
    return lambda blob: put_word(blob, get_field(blob, "off_struct") + 4 * number, value)


def text(old, new):
    """An edit that replaces bytes, which occur once, by as many others."""
    def change(blob):
        assert blob.count(old) == 1 and len(old) == len(new), (old, new)
        return blob.replace(old, new)
    return change


# Edits of the board's blob, and the reason that is printed ("": libfdt's, which differs by
# version).
REFUSED = {
    "empty": (lambda blob: b"", "shorter than a device tree's header"),
    "one byte": (lambda blob: blob[:1], "shorter than a device tree's header"),
    "header only": (lambda blob: blob[:40], ""),
    "source": (lambda blob: BOARD, "bad magic"),
    "zeros": (lambda blob: bytes(4096), "bad magic 0x"),
    "4 bytes late": (lambda blob: b"\0\0\0\0" + blob, "bad magic 0x"),
    "cut": (lambda blob: blob[:-1], ""),
    "cut in half": (lambda blob: blob[:len(blob) // 2], ""),
    "totalsize too big": (field("totalsize", lambda old: old + 1), ""),
    "totalsize 0": (field("totalsize", 0), ""),
    "totalsize wraps": (field("totalsize", 0xffffffff), ""),
    "version 3": (field("version", 3), "version"),
    "too new": (field("last_comp_version", 18), "version"),
    "structure beyond": (field("off_struct", 0x7ffffff8), ""),
    "structure misaligned": (field("off_struct", lambda old: old + 2), ""),
    "structure cut": (field("size_struct", lambda old: old - 4), ""),
    "strings beyond": (field("off_strings", 0x7ffffff8), ""),
    "strings cut": (field("size_strings", lambda old: old - 1), ""),
    "reserve map beyond": (field("off_rsvmap", 0x7ffffff8), ""),
    "bad token": (token(2, 5), ""),
    "property too long": (token(3, 0x7fffffff), ""),
    "property length wraps": (token(3, 0xffffffff), "longer than the whole tree"),
    "property length leads back": (token(3, 0xfffffff4), "longer than the whole tree"),
    "name out of range": (token(4, 0x7fffffff), ""),
}

# Edits that are accepted: the console's address, and whether dtc can compile the output.
UART = "0x10000000"
ACCEPTED = {
    "trailing garbage": (lambda blob: blob + b"\xff" * 1000, UART, True),
    "last_comp_version 2": (field("last_comp_version", 2), UART, True),
    "version 99": (field("version", 99), UART, True),
    "boot_cpuid all ones": (field("boot_cpuid", 0xffffffff), UART, True),
    "NOP for a property": (lambda blob: token(2, 4)(token(3, 4)(token(4, 4)(token(5, 4)(blob)))),
                           UART, True),
    "escapes in the model": (text(b"Example board", b"\x1b[2J\x07\xff\n board"), UART, True),
    "escapes in a node's name": (text(b"pool@86000000", b"pool\x1b[2J\r\n\xff\x07%"), UART, False),
    "escapes in compatible": (text(b"example,family", b"\x1b]0;title\x07,%s "), UART, True),
    "bootargs without NUL": (text(b"quiet\0", b"quietx"), UART, True),
    "stdout-path to nowhere": (text(b"serial0:115200n8", b"serial1:115200n8"), UART, True),
    "stdout-path is not text": (text(b"serial0:115200n8", bytes(range(1, 17))), UART, True),
    "alias to nowhere": (text(b"/soc/serial@10000000\0", b"/soc/serial@10009999\0"), UART, True),
    "unknown UART": (text(b"ns16550a", b"ns16550b"), "-", True),
    # stdout-path has precedence over the status: firmware uses that port.
    "status garbled": (text(b"okay\0", b"oka\xff\0"), "-", True),
}


def own_cases():
    blob = dtc(BOARD, "dts", "dtb")
    return [Case(name, change(blob), "refuse", why, (), False)
            for name, (change, why) in REFUSED.items()] + \
        [Case(name, change(blob), "accept", "", (console,), compiles)
         for name, (change, console, compiles) in ACCEPTED.items()]


# Too large for dtc: its search for equal siblings takes minutes, and its parser's stack overflows
# at 10,000 reservations.
BEYOND_DTC = ("wide-100000-properties.dtb", "wide-65536-siblings.dtb", "rsv-10000-entries.dtb")

# Words of the manifest that also allow the image not to use a UART.
MAY_REFUSE = ("refuse", "fall back", "stated choice", "trap-safe", "address unknown",
              "no usable UART")
MUST_REFUSE = ("no usable UART: SBI console", "no console there")


def verdict_of(row):
    """The verdict of the manifest; where libfdt's check refuses a tree, we may, too."""
    if row["expect"] == "reject":
        return "refuse"
    if row["class"] in "FZ" or "refuse by a stated" in row["expect"] or \
            row["libfdt1.6.1_check_full"] != "ok":
        return "either"
    return "accept"


def consoles_of(row):
    expect, reference = row["expect"], row["ref_console"].split()[0]
    if expect.startswith(MUST_REFUSE):
        return ("-",)
    if not reference.startswith("0x") or verdict_of(row) != "accept":
        return ()
    allowed = [reference]
    if any(words in expect for words in MAY_REFUSE):
        allowed.append("-")
    if "unless the default is used" in expect:
        allowed.append(UART)
    return tuple(allowed)


def shared_cases():
    manifest = SHARED / "bad" / "MANIFEST.tsv"
    return [Case(row["file"], SHARED / "bad" / row["file"], verdict_of(row), "", consoles_of(row),
                 verdict_of(row) == "accept" and row["dtc1.6.1"].startswith("reads") and
                 row["file"] not in BEYOND_DTC)
            for row in (rows(manifest) if manifest.exists() else [])]


CASES = own_cases() + shared_cases()
