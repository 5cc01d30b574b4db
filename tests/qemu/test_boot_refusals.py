"""What `boot` refuses: it names the reason and what would work, and memory stays as it was.

All rows run on one machine whose RAM is a file, so that all of it can be compared.
"""

import mmap
import re
import struct
import subprocess

import pytest

import boot_files as files
from rows import Row

RAM, SIZE = 0x80000000, 128 << 20
FIRST = 0x84000000  # files follow each other from here on, each at a multiple of:
STEP = 0x40000


def flipped(data, at):
    """The data with one byte changed."""
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1:]


SEGMENT = b"\x6f\0\0\0"
ELF = files.elf()
GZIP = files.packed(files.image(0x8000))
FILES = {
    "image": files.image(),
    "text": b"Hello, world from a text file\n" * 4,
    "zeros": bytes(64),
    "flash": b"\xff" * 64,
    "tree": None,  # made by dtc
    "bad-tree": None,
    "cpio": files.cpio(),
    **{name: content for name, content in files.FOREIGN.items()},
    "fit": None,
    "pe": files.with_pe(files.image(magic=bytes(4))[:48] + bytes(16) + bytes(0x1000)),
    "arm64": files.image(magic=b"ARMd"),
    "big-endian": files.image(flags=1),
    "no-size": files.image(image_size=0),
    "cut-off": files.with_pe(files.image(), end=0x20000),
    "huge": files.image(image_size=SIZE),
    "elf32": files.elf(bits=1),
    "elf-big": files.elf(order=2),
    "elf-x86": files.elf(machine=62),
    "elf-object": files.elf(kind=1),
    "elf-empty": files.elf(segments=()),
    "elf-cut": ELF[:0x800] + bytes(0),
    "elf-heads": ELF[:56] + struct.pack("<H", 60000) + ELF[58:],
    "elf-entry": files.elf(entry=0x83000000),
    "elf-no-ram": files.elf(segments=((0x10000000, SEGMENT, 0x1000),)),
    "elf-end": files.elf(segments=((RAM + SIZE - 0x1000, SEGMENT, 0x2000),)),
    "elf-firmware": files.elf(segments=((RAM, SEGMENT, 0x1000),)),
    "elf-wraps": files.elf(segments=((2 ** 64 - 0x1000, SEGMENT, 0x2000),)),
    "elf-initrd": None,
    "gzip-cut": GZIP[:-30],
    "gzip-crc": flipped(GZIP, -5),
    "gzip-length": flipped(GZIP, -1),
    "gzip-garbage": GZIP[:30] + bytes(range(256)) * 4,
    "gzip-text": files.packed(b"no kernel at all\n" * 8),
    "gzip-gzip": files.packed(GZIP),
    "gzip-bomb": files.bomb(),
}
NAMES = list(FILES)


def at(name):
    return FIRST + NAMES.index(name) * STEP


FILES["elf-initrd"] = files.elf(segments=((at("cpio"), SEGMENT, 0x1000),))


def blob(source):
    return subprocess.run(["dtc", "-q", "-O", "dtb"], input=source.encode(), check=True,
                          capture_output=True).stdout


FILES["tree"] = blob('/dts-v1/; / { model = "x"; };')
FILES["bad-tree"] = flipped(FILES["tree"], 0x3B)
FILES["fit"] = blob('/dts-v1/; / { images { kernel { data = <1>; }; }; };')


def word(name):
    return f"{at(name):#x},{len(FILES[name]):#x}"


EDIT = "set {} | grep nothing; boot {}; undo | grep nothing"
POOL = "/reserved-memory/pool@82000000"

# name: (line; a NAME in braces is that file's ADDRESS,SIZE), what is said.
ROWS = {
    # What is named.
    "unknown name": ("boot nonsense", "neither a number nor the name of a loaded file"),
    "no RAM": ("boot 0x10", "there is no RAM at 0x10; 'mem' lists RAM"),
    "beyond RAM": ("boot 0x84000000,0x8000000", "reach beyond the end of RAM, 0x87ffffff"),
    "unreadable": ("boot 0x80000000,0x1000", "cannot be read; firmware may protect it"),
    "ourselves": ("boot 0x80200000,0x1000", "that is this program itself"),
    "-v alone": ("boot -v {image}", "-v is for the rehearsal: boot -n -v"),
    "-j alone": ("boot -j {image}", "-j is for the rehearsal: boot -n -j"),
    # What is no kernel.
    "text": ("boot {text}", "it is text; 'images' lists the kernels in memory"),
    "zeros": ("boot {zeros}", "it begins with zeros, which are no instruction"),
    "flash": ("boot {flash}", "it begins with ff bytes, which are no instruction"),
    "short": ("boot 0x84000000,2", "it is shorter than an instruction"),
    "unknown size": ("boot 0x83000000 ", "it begins with zeros"),
    "tree": ("boot {tree}", "it is a device tree, not a kernel; -t takes it along"),
    "cpio": ("boot {cpio}", "it is a cpio archive, not a kernel; -i takes it along"),
    **{kind: (f"boot {{{kind}}}", r"which cannot be started; unpack it before you load it")
       for kind in files.FOREIGN if kind != "uImage"},
    "uImage": ("boot {uImage}", "it is what follows 64 bytes of header"),
    "FIT": ("boot {fit}", "take the kernel out of the FIT"),
    "UEFI": ("boot {pe}", "start it from UEFI, or load the kernel's Image"),
    "arm64": ("boot {arm64}", "it is a kernel for arm64"),
    # Images.
    "big-endian": ("boot {big-endian}", "it is a kernel for big-endian harts"),
    "no image_size": ("boot {no-size}", "it is an Image whose header has no image_size"),
    "cut off": ("boot {cut-off}", "an Image that is cut off.*; load it again, all of it"),
    "misaligned": ("boot {image} -a 0x82100000", "Linux runs at a multiple of 2 MiB"),
    "over firmware": ("boot {image} -a 0x80000000", "reserved mmode_resv0@80000000 is there.*; "
                      "without -a a place is found"),
    "out of RAM": ("boot {image} -a 0x87e00000", "RAM ends at 0x87ffffff; without -a"),
    "no room": ("boot {huge}", "no room: Linux needs 0x8000000 bytes"),
    # ELFs.
    "32 bits": ("boot {elf32}", "it is an ELF of 32 bits"),
    "big-endian ELF": ("boot {elf-big}", "it is a big-endian ELF"),
    "x86": ("boot {elf-x86}", "it is an ELF for x86-64"),
    "object": ("boot {elf-object}", "it is an ELF that was not linked to run"),
    "no segments": ("boot {elf-empty}", "it is an ELF without anything to load"),
    "cut off ELF": ("boot {elf-cut}", "it is an ELF that is cut off in a segment; load it again"),
    "headers": ("boot {elf-heads}", "it is an ELF that is cut off before its program headers"),
    "entry": ("boot {elf-entry}", "whose entry is outside of its segments"),
    "segment not in RAM": ("boot {elf-no-ram}",
                           "segment at 0x10000000: there is no RAM.*; link it"),
    "segment ends outside": ("boot {elf-end}", "RAM ends at 0x87ffffff; link it"),
    "segment wraps": ("boot {elf-wraps}", "goes past the last address"),
    "segment over firmware": ("boot {elf-firmware}", "segment at .*mmode_resv0.*; "
                              "link it for other addresses, or -f"),
    "segment over initrd": ("boot {elf-initrd} -i {cpio}", "segment at .*initrd of -i is there"),
    "segment over initrd, -f": ("boot -f {elf-initrd} -i {cpio}", "initrd of -i is there"),
    "ELF with -a": ("boot {elf-entry} -a 0x83000000", "whose entry is outside"),
    # gzip.
    "gzip cut off": ("boot {gzip-cut}", "cut off"),
    "gzip crc": ("boot {gzip-crc}", "crc|CRC"),
    "gzip length": ("boot {gzip-length}", "length"),
    "gzip garbage": ("boot {gzip-garbage}", "damaged"),
    "gzip of text": ("boot {gzip-text}", "it is text"),
    "gzip of gzip": ("boot {gzip-gzip}", "packed again"),
    "gzip bomb": ("boot {gzip-bomb}", "no room: it unpacks to more than 0x"),
    # What goes along.
    "initrd over the kernel": ("boot {image} -i 0x84000100,0x100", "the kernel itself is there"),
    "kernel over the initrd": ("boot {image} -a 0x84000000 -i {cpio}", "initrd of -i is there"),
    "initrd not in RAM": ("boot {image} -i 0x87ffff00,0x200", "is not all RAM; 'mem' lists RAM"),
    "the tree's initrd in the kernel": (
        "set /chosen/linux,initrd-start '<0x84000100>' | grep nothing; " + EDIT.format(
            "/chosen/linux,initrd-end '<0x84000200>'", "{image}") + "; undo | grep nothing",
        "the tree's initrd, 0x84000100 to 0x840001ff, is in the kernel"),
    "initrd of no size": ("boot {image} -i 0x85000000", "how long is it. type ADDRESS,SIZE"),
    "initrd of size 0": ("boot {image} -i 0x85000000,0", "0"),
    "initrd not loaded": ("boot {image} -i none", "neither a number nor the name"),
    "initrd in the image": ("boot {image} -i 0x80200000,0x100",
                            "image is there.*; load it elsewhere"),
    "initrd that is a tree": ("boot {image} -i {tree}", "it is no archive, but of kind tree"),
    "no such tree": ("boot {image} -t 7", "no such tree; 'dt list' lists them"),
    "damaged tree": ("boot {image} -t {bad-tree}", "load it again"),
    "misaligned tree": ("boot {image} -t 0x84000004", "a tree starts at a multiple of 8"),
    "no tree there": ("boot {image} -t {text}", "bad magic"),
    "small tree": ("boot {image} -t {tree}", r"hart \d runs, but the tree has no cpu node of it"),
    "no memory node": (EDIT.format("/memory@80000000/status disabled", "{image}"),
                       "has no memory node.*; add one"),
    "no such hart": ("boot {image} -H 9", "the tree has no such hart; 'cpus' lists them"),
    "no MMU": (EDIT.format("/cpus/cpu@OTHER/mmu-type riscv,none", "{image} -H OTHER"),
               "has no MMU"),
    "disabled hart": (EDIT.format("/cpus/cpu@OTHER/status disabled", "{image} -H OTHER"),
                      "this hart is disabled"),
    "this hart disabled": (EDIT.format("/cpus/cpu@OWN/status disabled", "{image}"),
                           "the tree disables it: Linux would stop"),
    "RAM elsewhere": (EDIT.format("/memory@80000000/reg '<0 0x84000000 0 0x100000>'",
                                  "{image} -a 0x82000000"), "has no RAM there; correct its memory"),
    "reserved by an edit": (
        f"mk {POOL} | grep nothing; " + EDIT.format(
            f"{POOL}/reg '<0 0x82000000 0 0x1000>'", "{image} -a 0x82000000") +
        "; undo | grep nothing", "pool@82000000 is there"),
}


class Ram:
    """The machine's RAM, of which parts that change by themselves are left out."""

    def __init__(self, path):
        with open(path, "r+b") as file:
            self.bytes = mmap.mmap(file.fileno(), SIZE)

    def left(self, *changing):
        """All but those (first, last) ranges, joined."""
        parts, at = [], 0
        for first, last in sorted(changing):
            parts.append(self.bytes[at:first - RAM])
            at = last + 1 - RAM
        return b"".join([*parts, self.bytes[at:]])


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("boot")


@pytest.fixture(scope="module")
def machine(place):
    args = ["-machine", "memory-backend=ram", "-object",
            f"memory-backend-file,id=ram,size={SIZE},mem-path={place / 'ram'},share=on"]
    for name, content in FILES.items():
        assert len(content) <= STEP, name
        (place / name).write_bytes(content)
        args += ["-device", f"loader,file={place / name},addr={at(name):#x},force-raw=on"]
    machine = Row("refusals", harts=2, args=tuple(args)).boot().start()
    machine.run("set /firstlight-test 1")  # so that there is a copy, whose edits can be undone
    yield machine
    machine.close()
    assert not machine.faults()


@pytest.fixture(scope="module")
def changing(machine):
    """Ranges of firmware's and of the program's own data, and of its workspace."""
    return [(int(first, 16), int(last, 16)) for first, last in re.findall(
        r"(?m)^ *(0x\w+) +(0x\w+) .*  (?:image: data|image: stacks|workspace|reserved .*)$",
        machine.run("mem"))]


def line_of(text, machine):
    """The line to type. Of the two harts, OWN is the one that firmware has chosen."""
    own = int(re.search(r"\nHart: +(\d+)", machine.banner)[1])
    text = text.replace("OWN", str(own)).replace("OTHER", str(1 - own))
    return re.sub(r"\{([\w-]+)\}", lambda match: word(match[1]), text)


@pytest.mark.parametrize("name", ROWS)
def test_refused(machine, place, changing, name):
    line, reason = ROWS[name]
    ram = Ram(place / "ram")
    before = ram.left(*changing)
    said = machine.run(line_of(line, machine))
    said = " ".join(said.split())
    assert re.search(rf"boot: .*{reason}", said), said
    assert re.search(r"; |, or |: boot -n", said), said
    if name.startswith("gzip"):  # unpacked into unused RAM
        for file in NAMES:
            here = at(file) - RAM
            assert ram.bytes[here:here + len(FILES[file])] == FILES[file], file
    else:
        assert ram.left(*changing) == before
    assert machine.run("echo still here") == "still here\n"
