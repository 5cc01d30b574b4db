"""Whatever a tree's names and texts hold, no command prints a byte that a terminal acts on."""

import re

import pytest

from hostile_names import blob, cells
from every_command import script
from hostshell import hostshell

# Clears the screen; rings; begins a sequence where a terminal takes bytes of 8 bits, or UTF-8.
EVIL = b"\x1b[2J\x07\x9b5n\xc2\x9b"
PRINTABLE = re.compile(rb"[\t\n -~]*")
TEXT = EVIL + b"\0"

BOARD = [
    (b"model", EVIL), (b"compatible", TEXT), (b"#address-cells", cells(1)),
    (b"#size-cells", cells(1)), (EVIL, cells(1)),
    (b"aliases", [(EVIL, b"/" + TEXT), (b"serial0", b"/uart@1\0")]),
    (b"chosen", [(b"bootargs", b"console=ttyS" + EVIL + b" console=" + TEXT),
                 (b"stdout-path", EVIL + b":" + TEXT)]),
    (b"__symbols__", [(EVIL, b"/" + TEXT), (b"u", TEXT), (b"a", b"/a\0")]),
    (b"cpus", [(b"cpu@0" + EVIL, [
        (b"device_type", b"cpu\0"), (b"reg", cells(0)), (b"riscv,isa", b"rv64i_" + TEXT),
        (b"riscv,isa-extensions", TEXT), (b"mmu-type", TEXT), (b"status", TEXT)])]),
    (b"uart@1", [
        (b"compatible", b"ns16550a\0" + TEXT), (b"reg", cells(1, 1)), (b"status", TEXT),
        (b"interrupts", cells(1)), (b"clocks", cells(9)), (b"reg-names", TEXT + b"a\0b\0"),
        (b"label", TEXT), (EVIL + b"-gpios", cells(9)), (b"pinctrl-names", TEXT)]),
    (b"serial@3" + EVIL, [(b"compatible", b"ns16550a\0"), (b"reg", cells(3, 1)), (EVIL, [])]),
    (b"memory@0" + EVIL, [(b"device_type", b"memory\0"), (b"reg", cells(0, 16))]),
    (b"reserved-memory", [(b"a" + EVIL, [(b"reg", cells(1, 2))])]),
    (EVIL, [(EVIL, EVIL), (EVIL + b"@1", [])]), (EVIL + b"@1", [(b"phandle", cells(4))]),
    (b"pci" + EVIL, [(b"device_type", b"pci\0"), (b"interrupt-map", cells(1, 2, 3))]),
    (b"port" + EVIL, [(b"endpoint" + EVIL, [(b"remote-endpoint", cells(4))])]), (b"a", []),
]

COMMANDS = [
    "check -v", "check -f", "dts /", "dts -r /", "console why", "console why uart", "console",
    "irq", "clock", "gpio", "map", "map -l", "mem", "reg /*", "cat -l /*", "cat /*", "ls -l /*",
    "refs /*", "phandle", "cpus", "chosen", "bootargs", "stats", "strings", "find / -t", "tree",
    "header", "find / -c name,path,label,alias,status,compatible,reg,irq",
    "mv /uart@1 /memory*; history", "rm /pci*; history; undo; redo",
    "mv /pci* /memory*; mk /serial; mv /serial* /uart@1/x", "set /uart@1/clocks &/memory*",
    "cd /pci*; pwd; ls -l; disable .; enable ."]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_tree_cannot_control_the_terminal(command, tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(blob(BOARD))
    result = hostshell("-c", command + "; diff; export dts; export uboot", path)
    assert PRINTABLE.fullmatch(result.bytes)
    assert PRINTABLE.fullmatch(result.error.encode("latin-1"))


def test_every_command(tmp_path):
    """With each option and each kind of operand."""
    path = tmp_path / "tree.dtb"
    path.write_bytes(blob(BOARD))
    result = hostshell("-f", "/dev/stdin", path, stdin=script(few=False).encode(), seconds=200)
    assert result.output.endswith("done\n")
    assert PRINTABLE.fullmatch(result.bytes)
    assert PRINTABLE.fullmatch(result.error.encode("latin-1"))


# Words that a person or run= types, which each command may name again.
TYPED = [
    "{}", "echo {}", "ls {}", "ls -{}", "ls -c {}", "ls -s {}", "cat {}", "find {}",
    "find -{}", "find -name {}", "help {}", "ls | {}", "ls | grep -{}", "dt open {}",
    "dt use {}", "save {}", "set /{} 1", "mk /{}", "mv /soc /{}", "snapshot {}", "revert {}",
    "undo {}", "check -c {}", "check -s {}", "check {}", "console {}", "console why {}",
    "console why --for {}", "overlay {}", "export {}", "history {}", "echo > /{}/a",
    "phandle {}", "diff {}", "refs {}"]


def test_typed_words(tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(blob(BOARD))
    script = b"".join(line.encode().replace(b"{}", EVIL) + b"\n" for line in TYPED)
    result = hostshell("-f", "/dev/stdin", path, stdin=script)
    assert PRINTABLE.fullmatch(result.bytes)
    assert PRINTABLE.fullmatch(result.error.encode("latin-1")), result.error


OVERLAYS = [
    (fixups, local, fragment)
    for fixups in ([(EVIL, TEXT)], [(b"a", b"/fragment@0:target:0\0")], [(EVIL, b"/x:" + TEXT)], [],
                   [(EVIL, b"/fragment@0:target:0\0")], [(b"u", b"/fragment@0:target:0\0")])
    for local in ([], [(EVIL, cells(0))], [(EVIL, [(EVIL, cells(0))])])
    for fragment in ([(b"target", cells(0xffffffff)), (b"__overlay__", [(EVIL, EVIL)])],
                     [(b"target-path", b"/" + TEXT), (b"__overlay__", [])],
                     [(b"target-path", b"/\0"), (b"__overlay__", [(EVIL, [])])])]


def test_an_overlay_cannot_control_the_terminal(tmp_path):
    base, overlay = tmp_path / "base.dtb", tmp_path / "overlay.dtbo"
    base.write_bytes(blob(BOARD))
    for fixups, local, fragment in OVERLAYS:
        overlay.write_bytes(blob([(b"fragment@0", fragment), (b"__fixups__", fixups),
                                  (b"__local_fixups__", local)]))
        result = hostshell("-c", f"overlay {overlay}; overlay -l {overlay}; dt open {overlay}; "
                                 "dt use 1; dts /; check -v", base)
        assert PRINTABLE.fullmatch(result.bytes)
        assert PRINTABLE.fullmatch(result.error.encode())
