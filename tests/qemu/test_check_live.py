"""The part of check that compares the tree with the machine: each wrong entry of a tree is
found."""

import re
import subprocess

import pytest

from devicetree import dtc, qemu_blob
from machine import SCRATCH
from rows import Row

OWN = qemu_blob(Row("own", harts=2))
RESERVED = """reserved-memory {
    #address-cells = <2>; #size-cells = <2>; ranges;
    firmware@80000000 { reg = <0 0x80000000 0 0x200000>; no-map; };
};
"""
SOURCE = dtc(OWN, "dts").decode().replace("chosen {", RESERVED + "chosen {")


def swap(old, new):
    """An edit of a source; `old` is a pattern that matches once."""
    def edit(source):
        changed, times = re.subn(old, new, source)
        assert times == 1, old
        return changed
    return edit


# (id, edit of the source of virt's own tree with two harts, the line that reports it)
LIES = [
    ("timebase", swap("timebase-frequency = <0x989680>", "timebase-frequency = <0x1312d00>"),
     r"error +live-timebase +/cpus: .*: 20000000 Hz in the tree, about (9\d|10\d)\d{5} Hz by"),
    ("isa claimed", lambda source: source.replace("_sstc", "_sstc_zicond_zacas"),
     r"error +live-isa-traps +/cpus/cpu@\d: .*: zacas zicond;"),
    # QEMU 10 has it in riscv,isa-extensions, too.
    ("isa not claimed", lambda source: source.replace("_zba_zbb", "_zbb").replace('"zba", ', ""),
     r"note +live-isa-more +/cpus/cpu@\d: .*: zba"),
    ("hart unknown", swap(r"(?s)(cpu@1 {.*?)reg = <0x01>", r"\1reg = <0x09>"),
     r"(?=(?s:.*)error +live-hart-unknown +/cpus/cpu@1: .*: hart 9;)"
     r"(?s:.*)warning +live-hart-missing +/cpus: .*: hart 1;"),
    ("boot hart", lambda source: source.replace('"okay"', '"disabled"'),
     r"error +live-boot-hart +/cpus/cpu@\d: .*: its status is not okay"),
    ("ram", swap("reg = <0x00 0x80000000 0x00 0x8000000>",
                 "reg = <0x00 0x80000000 0x00 0x9000000>"),
     r"error +live-ram +/: .*: 0x88fffff8, load access fault"),
    ("uart dead", swap("serial@10000000 {", """serial@20000000 {
         compatible = "ns16550a"; reg = <0 0x40000000 0 0x100>; clock-frequency = <3686400>;
     };
     serial@10000000 {"""),
     r"error +live-uart-dead +/soc/serial@20000000: .*: its registers do not answer"),
    ("pmu", str,  # QEMU's own tree has the node
     r"warning +live-sbi-pmu +/pmu: "),
]


LIES_BY_NAME = {name: edit for name, edit, _ in LIES}
LINES = {name: line for name, _, line in LIES}


def isa(string):
    """An edit that makes `string` of riscv,isa's letters and names, the only list."""
    def edit(source):
        source = re.sub(r"\n.*riscv,isa-extensions = .*", "", source)
        return re.sub(r'riscv,isa = "rv64([a-z]*)([^"]*)"',
                      lambda old: f'riscv,isa = "rv64{string(old[1], old[2])}"', source)
    return edit


def check(boot, name, source):
    """The output of check. Firmware gets QEMU's tree, so only the image gets the wrong one; the
    stub, which has no PMU, reads no tree."""
    path = SCRATCH / f"live-{name}.dtb".replace(" ", "-")
    path.write_bytes(dtc(source, "dtb"))
    if name == "pmu":
        machine = boot(harts=2, firmware="stub", tree=path)
    else:
        machine = boot(harts=2, firmware="opensbi-1.6/fw_jump", by="relay", at=0x84000000,
                       given=path)
    return machine.findings()


# Nothing is sent through a console in use: what a person types meanwhile would be lost.
IN_USE = ("not run  live-uart-loop     /soc/serial@10000000: in use; "
          "'console test' sends through it\n")


def test_the_tree_of_virt_is_right(boot):
    text = check(boot, "own", SOURCE).replace(IN_USE, "")
    assert "live-" not in text and "not run " not in text and "1 not run" in text


def test_type_ahead_is_kept(boot):
    """What is typed while `check` runs; its tests of the line took some of it."""
    machine = boot()
    lines = [f"echo {i}" for i in range(20)]
    machine.type("check -q\r" + "".join(line + "\r" for line in lines))
    for i in range(20):
        machine.expect(rf"echo {i}\r\n{i}(?=\r\n)")
    machine.prompt()


@pytest.mark.parametrize("name, edit, line", LIES, ids=[row[0] for row in LIES])
def test_a_wrong_entry_is_found(boot, name, edit, line):
    text = check(boot, name, edit(SOURCE))
    assert re.search(line, text), text


def test_harts_that_the_tree_lacks_are_one_line(boot):
    source = dtc(qemu_blob(Row("eight", harts=8)), "dts").decode()
    path = SCRATCH / "live-eight.dtb"
    path.write_bytes(dtc(re.sub(r"(cpu@[1-7] {(?s:.*?)reg = <0x)0", r"\g<1>2", source), "dtb"))
    machine = boot(harts=8, firmware="opensbi-1.6/fw_jump", by="relay", at=0x84000000, given=path)
    text = machine.findings("-c live-hart-missing")
    assert text == ("warning  live-hart-missing  /cpus: "
                    "firmware knows harts that have no cpu node: hart 1-7; "
                    "mk /cpus/cpu@NUMBER for each, and set its properties\n"
                    "0 errors, 1 warning, 0 notes; 1 check\n")


# --- the hart's extensions ---

OLD_QEMU = int(re.search(rb"version (\d+)", subprocess.check_output(
    ["qemu-system-riscv64", "--version"]))[1]) < 9
ZFHMIN = "Zfhmin" if OLD_QEMU else "zfhmin"

# (id, -cpu, the string from QEMU's letters and names, the findings of live-isa-more)
STRINGS = [
    ("b is zba, zbb and zbs", "rv64", lambda letters, names: letters + "b" + re.sub(
        "_zb[abs](?=_)", "", names), []),
    ("any order", "rv64,v=true", lambda letters, names: "acdfimsuv" + names,
     ["zvfh", "zvfhmin", "h"] if OLD_QEMU else ["h"]),  # it runs them without listing them
    ("versions", "rv64", lambda letters, names: "i2p1" + letters[1:] + names.replace(
        "_zba", "_zba1p0"), []),
    ("zfhmin alone", f"rv64,{ZFHMIN}=true", lambda letters, names: letters + names.replace(
        "_zfhmin", ""), ["zfhmin"]),
]


@pytest.mark.parametrize("cpu, string, more", [row[1:] for row in STRINGS],
                         ids=[row[0] for row in STRINGS])
def test_strings_of_extensions(boot, cpu, string, more):
    args = ("-cpu", cpu)
    source = dtc(qemu_blob(Row("isa", args=args)), "dts").decode()
    path = SCRATCH / "live-isa.dtb"
    path.write_bytes(dtc(isa(string)(source), "dtb"))
    machine = boot(firmware="opensbi-1.6/fw_jump", by="relay", at=0x84000000, given=path,
                   args=args)
    text = machine.findings("-c live-isa-more,live-isa-traps")
    found = re.findall(r"live-isa-\w+ +\S+ [^:]*: ([^;\n]*)", text)
    assert found == ([" ".join(more)] if more else [])


# --- trees that firmware did not hand over ---

DEAD = r"error    live-uart-dead     /soc/serial@10009000: this UART does not answer: .*\n"
REGISTERS = "/soc/serial@10000000: in use with other registers\n"


def walk(boot, trees, **fields):
    """The board of docs/devicetree.md, with the key pressed."""
    machine = boot(tree=trees("board"), ram="512M", prompt=False, **fields)
    machine.expect(rb"press any key here")
    machine.type("x")
    machine.prompt()
    return machine


def test_an_edited_tree_is_compared_with_the_machine(boot, trees):
    """The walk of docs/devicetree.md: a finding goes away when its cause does, and not before."""
    machine = walk(boot, trees)
    assert re.search(DEAD + r"2 errors, 0 warnings, 0 notes; \d+ checks\n$",
                     machine.findings("-e"))
    machine.run("set /chosen/stdout-path serial0:115200n8")
    assert re.fullmatch(DEAD + r"1 error, 0 warnings, 0 notes; \d+ checks\n",
                        machine.findings("-e"))
    assert machine.run("echo $?") == "1\n"
    machine.run("disable serial1")
    assert re.fullmatch(r"0 errors, 0 warnings, 0 notes; \d+ checks\n", machine.findings("-e"))
    assert machine.run("echo $?") == "0\n"
    machine.run("set /soc/serial@10009000/reg <0 0x10008000 0 0x100>")
    machine.run("enable serial1")  # the registers of a virtio device: they answer, as no UART does
    assert machine.findings("-c live-uart-dead") == "0 errors, 0 warnings, 0 notes; 1 check\n"
    assert "0 of 1 bytes come back" in machine.findings("-c live-uart-loop")


def test_what_may_not_be_asked_is_not_counted(boot, trees):
    machine = walk(boot, trees)
    machine.run("set /soc/serial@10000000/reg-shift <2>; rm /soc/serial@10009000")
    assert machine.findings("-c live-uart-dead,live-uart-loop") == (
        f"not run  live-uart-dead     {REGISTERS}not run  live-uart-loop     {REGISTERS}"
        "0 errors, 0 warnings, 0 notes; 0 checks, 2 not run\n")
    assert machine.run("echo $?") == "1\n"
    assert machine.findings("-c live-irq-silent") == (
        "not run  live-irq-silent    /: interrupts are set up from firmware's tree\n"
        "0 errors, 0 warnings, 0 notes; 0 checks, 1 not run\n")
    machine.run("undo all")
    assert machine.findings("-c live-uart-loop /soc") == (
        "0 errors, 0 warnings, 0 notes; 0 checks, 1 not run: NODE was given\n")
    assert machine.findings("-f -q -c live-uart-loop") == (
        "nothing was changed: no finding can be fixed in only one way\n"
        "0 errors, 0 warnings, 0 notes; 0 checks, 1 not run\n")


def test_another_tree_starts_no_device_of_this_machine(boot, tmp_path):
    path = tmp_path / "other.dtb"
    path.write_bytes(dtc(LIES_BY_NAME["uart dead"](SOURCE), "dtb"))
    machine = boot(harts=2, args=("-device", f"loader,file={path},addr=0x84000000,force-raw=on"))
    machine.run("dt open 0x84000000 other; dt use 1")
    assert machine.findings("-c live-uart-dead") == (
        "not run  live-uart-dead     /soc/serial@20000000: not in firmware's tree\n"
        "0 errors, 0 warnings, 0 notes; 0 checks, 1 not run\n")


# --- clocks that are held up ---

@pytest.mark.parametrize("icount", [None, "shift=0", "shift=4", "shift=10", "auto"])
def test_no_false_finding_on_a_busy_host(boot, busy, icount):
    """-icount counts instructions as time: the real-time clock then says nothing about it."""
    args = ("-icount", icount) if icount else ()
    machine = boot(harts=1 if icount else 2, args=args)
    for _ in range(4):
        text = machine.findings()
        assert not re.search(r"^(?!not run).* live-", text, re.M), text
        # The loopback of the console in use is never asked.
        left = 1 + ("not run  live-timebase" in text)
        assert text.endswith(f", {left} not run\n"), text


def test_a_wrong_frequency_is_found_on_a_busy_host(boot, busy):
    assert re.search(LINES["timebase"], check(boot, "busy", LIES_BY_NAME["timebase"](SOURCE)))
