"""No byte of a tree, of bootargs or of a payload reaches the terminal of a machine as it is.

The machine is QEMU's virt, whose tree is another: what the machine needs is right, and every other
name and text holds bytes that a terminal acts on. tests/host/test_hostile_text.py does the same to
the commands that need no machine.
"""

import re
import struct

import pytest

from hostile_names import blob, cells
from machine import CONTROL, PROMPT, SCRATCH

# Clears the screen; rings; begins a sequence where a terminal takes bytes of 8 bits, or UTF-8.
EVIL = b"\x1b[2J\x07\x9b5n\xc2\x9b\x80\xff"
TEXT = EVIL + b"\0"
OVERLAY_AT, FILES_AT = 0x84000000, 0x85000000
UART = b"/soc/serial@10000000\0"
PRINTABLE = re.compile(rb"[\t\r\n -~]*")


def board(bootargs):
    """virt's tree as far as the image needs it, among hostile nodes."""
    cpu = [(b"device_type", b"cpu\0"), (b"compatible", b"riscv\0" + TEXT), (b"status", b"okay\0"),
           (b"riscv,isa", b"rv64imafdc_" + TEXT), (b"mmu-type", b"riscv,sv48\0"),
           (b"riscv,isa-extensions", b"i\0m\0" + TEXT)]
    controller = [(b"#interrupt-cells", cells(1)), (b"interrupt-controller", b""),
                  (b"compatible", b"riscv,cpu-intc\0")]
    return [
        (b"#address-cells", cells(2)), (b"#size-cells", cells(2)), (b"model", EVIL + b" board\0"),
        (b"compatible", TEXT), (EVIL, cells(1)),
        (b"aliases", [(EVIL, b"/" + TEXT), (b"serial0", UART), (b"serial1", b"/" + TEXT)]),
        (b"chosen", [(b"bootargs", bootargs), (b"stdout-path", UART), (b"rng-seed", TEXT)]),
        (b"__symbols__", [(EVIL, b"/" + TEXT), (b"uart", UART), (b"u", TEXT)]),
        (b"memory@80000000", [(b"device_type", b"memory\0"), (b"reg", cells(0, 0x80000000,
                                                                           0, 0x8000000))]),
        (b"memory@0" + EVIL, [(b"device_type", b"memory\0"), (b"reg", cells(8, 0, 0, 0x1000))]),
        (b"reserved-memory", [
            (b"#address-cells", cells(2)), (b"#size-cells", cells(2)), (b"ranges", b""),
            (b"a" + EVIL, [(b"reg", cells(0, 0x87000000, 0, 0x1000)), (b"compatible", TEXT)])]),
        (b"cpus", [
            (b"#address-cells", cells(1)), (b"#size-cells", cells(0)),
            (b"timebase-frequency", cells(10000000)),
            (b"cpu@0", [*cpu, (b"reg", cells(0)),
                        (b"intc", [*controller, (b"phandle", cells(1))])]),
            (b"cpu@1" + EVIL, [*cpu, (b"reg", cells(1)), (b"phandle", cells(5)),
                               (b"intc" + EVIL, [*controller, (b"phandle", cells(2))])])]),
        (b"soc", [
            (b"#address-cells", cells(2)), (b"#size-cells", cells(2)), (b"ranges", b""),
            (b"compatible", b"simple-bus\0"),
            (b"plic@c000000", [
                (b"compatible", b"sifive,plic-1.0.0\0" + TEXT), (b"interrupt-controller", b""),
                (b"#interrupt-cells", cells(1)), (b"reg", cells(0, 0xc000000, 0, 0x600000)),
                (b"interrupts-extended", cells(1, 11, 1, 9, 2, 11, 2, 9)),
                (b"riscv,ndev", cells(0x60)), (b"phandle", cells(3))]),
            (b"serial@10000000", [
                (b"compatible", b"ns16550a\0" + TEXT), (b"interrupts", cells(10)),
                (b"reg", cells(0, 0x10000000, 0, 0x100)), (b"interrupt-parent", cells(3)),
                (b"clock-frequency", cells(3686400)), (b"label", TEXT), (EVIL, EVIL)]),
            (b"serial@3" + EVIL, [
                (b"compatible", b"ns16550a\0"), (b"reg", cells(0, 0x10000300, 0, 0x100)),
                (b"clocks", cells(9)), (b"interrupts", cells(1)), (EVIL + b"-gpios", cells(9)),
                (b"status", b"okay\0")]),
            (b"pci" + EVIL, [(b"device_type", b"pci\0"), (b"interrupt-map", cells(1, 2, 3)),
                             (b"compatible", b"pci-host-ecam-generic\0")]),
            (b"off" + EVIL, [(b"status", TEXT), (b"reg", cells(0, 0x20000000, 0, 0x100))]),
        ]),
        (EVIL, [(EVIL, EVIL), (EVIL + b"@1", [])]), (EVIL + b"@1", [(b"phandle", cells(4))]),
        (b"port" + EVIL, [(b"endpoint" + EVIL, [(b"remote-endpoint", cells(4))])]),
    ]


def file_of(name, data):
    path = SCRATCH / name
    path.write_bytes(data)
    return path


def overlays():
    """Overlays that are refused, and one that is applied: {address: blob}."""
    hostile = [
        ([(EVIL, b"/fragment@0:target:0\0")], [], [(b"target", cells(0xffffffff))]),
        ([(b"uart", b"/fragment@0:target:0\0")], [], [(b"target", cells(0xffffffff))]),
        ([(b"u", b"/fragment@0:target:0\0")], [], [(b"target", cells(0xffffffff))]),
        ([(b"uart", b"/x:" + TEXT)], [], [(b"target", cells(0xffffffff))]),
        ([(EVIL, TEXT)], [(EVIL, [(EVIL, cells(0))])], [(b"target-path", b"/\0")]),
        ([], [(EVIL, cells(0))], [(b"target-path", b"/\0")]),
        ([], [], [(b"target-path", b"/" + TEXT)]),
    ]
    return {OVERLAY_AT + 0x10000 * number: blob([
        (b"fragment" + EVIL if number == 6 else b"fragment@0",
         [*target, (b"__overlay__", [(EVIL, EVIL), (EVIL + b"n", [])])]),
        (b"__fixups__", fixups), (b"__local_fixups__", local)])
        for number, (fixups, local, target) in enumerate(hostile)}


def files():
    """What `images` and `boot` look at: a uImage, an archive, gzip, each of which holds a name."""
    uimage = struct.pack(">7I4B32s", 0x27051956, 0, 0, 64, 0, 0, 0, 5, 26, 2, 0, EVIL)
    newc = b"070701" + b"%08x" * 13 % (1, 0x81a4, 0, 0, 1, 0, 4, 0, 0, 0, 0, len(TEXT), 0) + TEXT
    fit = blob([(b"description", TEXT), (b"images", [(EVIL, [(b"description", TEXT)])])])
    gzip = b"\x1f\x8b\x08\x08" + bytes(6) + TEXT + b"\3\0" + bytes(8)
    return {FILES_AT + 0x10000 * number: data + bytes(64)
            for number, data in enumerate([uimage, newc, fit, gzip, EVIL * 8])}


def raw(machine, line):
    """What a line prints, as bytes: without the echo before it and the prompt after it."""
    begin = len(machine.transcript)
    machine.run(line)
    return re.sub(PROMPT, b"", bytes(machine.transcript[begin:]).partition(b"\n")[2])


LOOKS = [
    "ls -l /", "ls -l /*", "cat /*", "cat -l /*", "tree", "tree -p -e", "dts /", "find / -l",
    "find / -c name,path,label,alias,status,compatible,reg,irq", "refs /*", "phandle", "strings",
    "chosen", "bootargs", "cpus", "stats", "header", "map", "map -l", "mem", "irq", "irq -r /",
    "reg -r /", "clock", "gpio", "check", "check -v", "console", "console why",
    "console why /soc/off*", "console why --for linux", "console why --for opensbi",
    "console why --for u-boot", "console log", "console use /soc/serial@3*",
    "console test /soc/off*", "console open /soc/off*", "sbi", "csr", "hart", "timer", "uptime",
    "version -v", "protect", "log", "scan 0x87000000,0x2000", "images", "dt",
    "md /soc/off*", "md /soc/serial@3*", "mw /soc/off* 1", "cmp /soc/off* $ram", "md &uart",
    "search -s 0x85000000,0x50000 J", "md.b 0x85000000 64", "crc32 /memory@0*",
    "boot 0x85000000", "boot -n 0x85010000,256", "boot -n 0x85020000", "boot -n 0x85030000,64",
    "boot -n 0x85040000,64", "gunzip 0x85030000,64 0x86000000", "send /*", "on 1 md &uart",
    "on all md /soc/off*", "time ls -l /*", "repeat 2 ls /*", "cd /soc/off*; pwd; md .; cd /",
    "boot -t /soc 0x85010000", "call /soc/off*", "fill /soc/off* 1",
]
EDITS = [
    "set /soc/off*/clocks &/memory@0*", "mv /soc/pci* /memory@0*; history", "undo; redo",
    "rm /port*; history", "mk /new; mv /memory@0* /new/x",
    "set /soc/off*/new /soc/off* <1>; mk /soc/off*/a", "diff", "diff -u", "export dts",
    "export uboot", "history -e", "disable /cpus/cpu@1*", "hart start 1", "snapshot one",
    "revert one", "check -f",
]


@pytest.fixture
def hostile(boot):
    def start(bootargs=b"console=ttyS" + EVIL + b" earlycon=" + EVIL + b" console=" + TEXT, **row):
        given = file_of("hostile.dtb", blob(board(bootargs)))
        args = [word for address, data in {**overlays(), **files()}.items() for word in (
            "-device", f"loader,addr={address:#x},force-raw=on,"
                       f"file={file_of(f'hostile-{address:x}', data)}")]
        return boot(firmware="stub", card={"features": ["hsm"]}, harts=2, given=given,
                    args=tuple(args), **row)

    return start


def harmless(machine):
    """All that was received, but for what the line editor itself sends."""
    return PRINTABLE.fullmatch(CONTROL.sub(b"", bytes(machine.transcript))) and \
        b"\x1b[2J" not in machine.transcript and b"\x07" not in machine.transcript


def test_no_command_prints_them(hostile):
    machine = hostile()
    assert "Machine:  \\x1b[2J" in machine.banner
    lines = [*LOOKS, *(f"overlay -l {at:#x}; overlay {at:#x}" for at in overlays()),
             f"dt open {OVERLAY_AT:#x}; dt use 1; ls -l /*; dt close 1; dt use 0", *EDITS]
    for line in lines:
        assert PRINTABLE.fullmatch(raw(machine, line)), line
    assert b"\\x1b[2J" in raw(machine, "ls /")
    assert harmless(machine)


# Words that run= gives a command. What none knows is named, and echo prints what it is given.
RUN = [
    "{}", "echo {}", "ls {}", "ls -{}", "ls -c {}", "find -{}", "help {}", "ls | {}", "man {}",
    "ls | grep -{}", "dt open {}", "dt use {}", "set /{} 1", "mk /{}", "console {}", "undo {}",
    "console why {}", "md {}", "md.{} 0", "mw {} 1", "csr {}", "on {} md 0", "on 0 {}", "trap {}",
    "console use {}", "console open {},0", "load -r {}", "boot {}", "boot -t {} 0", "call {}",
    "sbi {}", "sbi call {}", "hart start {}", "bench {}", "memtest {}", "scan {}", "protect {}",
    "search 0 {}", "images {}", "time {}", "watch {}", "sleep {}", "repeat {}", "repeat 1 {}",
    "send {}", "gunzip {}", "cmp {} 0", "crc32 {}", "fill {}", "log {}", "poweroff {}",
]


@pytest.mark.parametrize("part", range(3))
def test_words_of_run(hostile, part):
    lines = b"; ".join(line.encode().replace(b"{}", b"w" + EVIL) for line in RUN[part::3])
    assert len(lines) < 512
    machine = hostile(b'run="' + lines + b'"')
    assert machine.banner.count("\\x1b[2J") > 8
    assert harmless(machine)


def test_typed_bytes(boot):
    """The line editor shows bytes of 8 bits as they were typed; what commands print, it is not."""
    machine = boot()
    machine.type(b"echo \x9b5n\xc2\x9b\x80\xff end; \x9b; ls \x9b\r")
    machine.prompt()
    outputs = bytes(machine.transcript).rpartition(b"ls \x9b\r\n")[2]
    assert rb"\x9b5n\xc2\x9b\x80\xff end" in outputs and PRINTABLE.fullmatch(
        CONTROL.sub(b"", outputs))


def test_completion(hostile):
    """It does not put into the line what a terminal would act on."""
    machine = hostile()
    for word in ("/soc/off", "/soc/serial@3", "/", "/chosen/", "&", "/cpus/cpu@1"):
        for line in (f"ls {word}\t\t", f"cat {word}\t", f"md {word}\t"):
            machine.keys(line)
    assert PRINTABLE.fullmatch(CONTROL.sub(b"", bytes(machine.transcript)))
    assert b"\x1b[2J" not in machine.transcript
