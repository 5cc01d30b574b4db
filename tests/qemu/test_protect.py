"""`protect`: the image's own page tables, where they are on and why they are not, what they forbid,
and what goes on as without them."""

import json
import re

import pytest

import uefi
from devicetree import dtc, qemu_blob
from machine import IMAGE, PROTECTED, SCRATCH, Machine
from machine_code import symbol, write
from rows import DYNAMIC_16, HIGH, ICICLE_KIT, JUMP, ODD, SHAKTI, SIFIVE_U, SPIKE, Row
from test_harts import MACHINES, others

CODE = 0x84000000  # unused RAM
AT = 0x80200000
PAGE = 0x1000
OVERFLOW = "stack overflow in trap\ntrap: store page fault (scause 15)\n"


def begun(machine):
    """With page tables on, which they are by themselves, except in a run with PROTECT=off."""
    if not PROTECTED:
        assert state(machine) == {"protection": "off", "reason": "this image was made so"}
        assert machine.run("protect on") == ""
    return machine


def state(machine):
    found = json.loads(machine.run("protect -j"))["state"]
    del found["instructions"]
    return found


def on(mode="Sv39"):
    return {"protection": "on", "mode": mode}


def off(machine):
    """Why it is off, and cannot be switched on."""
    found = state(machine)
    refused = machine.run("protect on")
    if not PROTECTED:
        found = state(machine)
    assert found["protection"] == "off"
    assert refused == f"protect: it stays off: {found['reason']}\n"
    return found["reason"]


def overflows(machine):
    """A stack overflow is caught, and the shell is alive."""
    assert machine.run("trap stack", fault=True).startswith(OVERFLOW)
    machine.check([("echo $?", "14\n"), ("pwd", "/\n")])


def tree(name, edits):
    """QEMU's tree of virt with further source."""
    source = dtc(qemu_blob(Row("plain")), "dts").decode()
    path = SCRATCH / f"{name}.dtb"
    path.write_bytes(dtc(source + edits, "dtb"))
    return path


def ram_at(base):
    return f"""/ {{ memory@{base:x} {{
        device_type = "memory"; reg = <{base >> 32} 0 0 0x1000>; }}; }};"""


@pytest.mark.parametrize("row", [
    Row("virt"), Row("virt-elf", image="elf"),
    Row("virt-1.6-4-harts", firmware=DYNAMIC_16, harts=4),
    Row("stub", firmware="stub"), Row("odd", firmware=JUMP, by="relay", at=ODD),
    Row("over-2-MiB", firmware=JUMP, by="relay", at=0x805ff000),
    Row("over-1-GiB", firmware=JUMP, by="relay", at=0xbff80000, ram="2G"),
    Row("booti", u_boot="2023.01", by="booti", at=HIGH),
    Row("sifive_u", **SIFIVE_U), Row("sifive_u-1.6", **SIFIVE_U, firmware=DYNAMIC_16),
    Row("icicle", **ICICLE_KIT), Row("spike", **SPIKE), Row("shakti", **SHAKTI, firmware=JUMP),
    Row("imsic", args=("-machine", "aia=aplic-imsic"), harts=2, firmware=DYNAMIC_16),
], ids=lambda row: row.id)
def test_on_by_itself(boot, row):
    machine = begun(boot(row))
    assert state(machine) == on()
    overflows(machine)
    assert state(machine) == on()
    code = re.search(r"(?m)^ *0x(\w+) .* r-x +code$", machine.run("protect"))[1]
    image = int(code, 16) - symbol("_text_start")
    assert machine.run(f"mw -f {image + PAGE:#x} 0") == (
        f"mw: {image + PAGE:#x}: store page fault (scause 15, stval {image + PAGE:#x})\n")


def test_on_under_uefi(boot, request):
    machine = uefi.edk2(uefi.esp("protect", {uefi.DEFAULT: IMAGE["bin"]}))
    request.node.machines.append(machine)
    begun(machine.start())
    assert state(machine) == on()
    overflows(machine)


def test_the_map(boot):
    """Pages of the image as linker.ld has them; all of it is named once."""
    machine = begun(boot())
    rows = json.loads(machine.run("protect -j"))["map"]
    ends = {"header": ("_image_base", "_text_start"), "code": ("_text_start", "_text_end"),
            "constants": ("_text_end", "_rodata_end"), "symbols": ("_addresses_start", "_data_end")}
    guards = [AT + symbol(name) for name in ("_stack_guard", "_trap_stack_guard",
                                             "_tick_stack_guard")]
    for row in rows[:4]:
        base, end = (AT + symbol(name) for name in ends[row["what"]])
        assert int(row["base"], 16) == -(-base // PAGE) * PAGE
        assert int(row["last"], 16) == end // PAGE * PAGE - 1
    assert [row["allows"] for row in rows] == [
        "r--", "r-x", "r--", "r--", "---", "---", "---", "rw-"]
    assert [int(row["base"], 16) for row in rows[4:7]] == guards
    assert all(int(row["last"], 16) - int(row["base"], 16) == PAGE - 1 for row in rows[4:7])
    assert (rows[7]["base"], rows[7]["last"]) == ("0x0", "0x3fffffffff")
    header, first = machine.run("protect").splitlines()[3:5]
    assert header.split() == ["BASE", "LAST", "ALLOWS", "WHAT"]
    assert first.split() == [rows[0]["base"], rows[0]["last"], "r--", "header"]


@pytest.mark.parametrize("name, cause, scause", [
    ("_image_base", "store page fault", 15), ("shell_run", "store page fault", 15),
    ("_text_end", "store page fault", 15), ("_stack_guard", "store page fault", 15),
    ("_tick_stack_guard", "store page fault", 15)])
def test_what_cannot_be_written(boot, name, cause, scause):
    machine = begun(boot())
    at = AT + symbol(name) & ~3
    assert machine.run(f"mw -f {at:#x} 0") == (
        f"mw: {at:#x}: {cause} (scause {scause}, stval {at:#x})\n")
    assert machine.run("pwd") == "/\n"


def test_what_cannot_be_read(boot):
    machine = begun(boot())
    at = AT + symbol("_trap_stack_guard")
    assert machine.run(f"md {at:#x} 1").endswith(f"\nmd: {at:#x}: load page fault (scause 13)\n")


@pytest.mark.parametrize("to", ["here", "_data_end", "_text_end"])
def test_what_cannot_be_executed(boot, to):
    """Code that switches the tables on while it runs, as `call` does not: RAM, data, constants."""
    machine = begun(boot())
    at = CODE if to == "here" else AT + symbol(to)
    satp = 8 << 60 | AT + symbol("_protect_tables") >> 12
    if to == "here":
        write(machine, CODE, f"li t0, {satp:#x}; csrw satp, t0; sfence.vma; ret")
    else:
        write(machine, CODE, f"""
                li t0, {AT + symbol("protect_hart"):#x}
                li ra, {at:#x}
                jr t0""")
    report = machine.run(f"call {CODE:#x}", fault=True)
    assert report.startswith("trap: instruction page fault (scause 12)\n")
    epc = int(re.search(r"(?m)^  epc +0x(\w+)", report)[1], 16)
    assert CODE < epc < CODE + 64 if to == "here" else epc == at
    overflows(machine)


def test_call_returns(boot):
    machine = begun(boot())
    write(machine, CODE, "csrr a0, satp; ret")
    assert machine.run(f"call {CODE:#x}") == "a0 = 0x0\n"
    overflows(machine)


def test_check_finds_what_it_finds_without(boot):
    """Its probes of extensions are executed; other audits access devices."""
    machine = begun(boot(firmware=DYNAMIC_16, harts=4))
    with_it = machine.findings()
    assert machine.run("protect off") == ""
    assert machine.findings() == with_it


def test_on_and_off(boot):
    machine = begun(boot())
    assert machine.run("protect off") == ""
    assert machine.run("protect") == "protection   off\nbecause      'protect off' was typed\n"
    assert machine.run("trap stack", fault=True) == (
        "stack overflow in trap: what is below the stack may be damaged; reset soon\n")
    assert machine.run("protect on") == ""
    overflows(machine)
    assert machine.run("protect on") == ""
    usage = "usage: protect [-j] [on|off]\n"
    assert machine.run("protect nothing") == usage
    assert machine.run("protect on off") == f"protect: too many arguments\n{usage}"


def test_beyond_the_reach(boot):
    """Such addresses are accessed without page tables; then they are on again."""
    machine = begun(boot())
    for at in (1 << 38, (1 << 64) - 256, 1 << 63):
        assert machine.run(f"md.q {at:#x} 1").endswith(
            f"\nmd: {at:#x}: load access fault (scause 5)\n")
        assert machine.run(f"mw.q {at:#x} 1 1") == (
            f"mw: {at:#x}: store access fault (scause 7, stval {at:#x})\n")
    overflows(machine)


def test_before_the_first_prompt(boot):
    machine = boot(args=("-append", 'run="protect; trap stack"'), prompt=False)
    machine.expect(rb"(?m)^protection +(\w+)\r\n" if PROTECTED else rb"because +this image")
    machine.expect(rb"stack overflow in trap")
    machine.prompt()
    machine.expected_faults.append((0, len(machine.transcript)))
    machine.check([("echo here", "here\n")])


@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_other_harts(boot, row):
    """Their jobs run with the same page tables; the next jobs without, once these are off."""
    machine = begun(boot(row))
    harts = others(machine)[-2:]
    code = re.search(r"(?m)^ *0x(\w+) .* r-x +code$", machine.run("protect"))[1]
    at = int(code, 16)
    word = machine.run(f"md {at:#x} 1").split()[1]
    for hart in harts:
        refused = f"mw: {at:#x}: store page fault (scause 15, stval {at:#x})"
        assert refused in machine.run(f"on {hart} mw -f {at:#x} 0x{word}")
    assert machine.run("protect off") == ""
    for hart in harts:
        assert machine.run(f"on {hart} mw -f {at:#x} 0x{word}") == ""
    assert machine.run("protect on") == ""
    overflows(machine)


# --- off by itself ------------------------------------------------------------------------------


def test_bootargs(boot):
    machine = boot(args=("-append", "protect=off"))
    assert state(machine)["protection"] == "off"
    if PROTECTED:
        assert state(machine)["reason"] == "bootargs say protect=off"
    assert machine.run("protect on") == ""
    assert state(machine) == on()
    overflows(machine)


def test_without_page_tables(boot):
    assert off(boot(args=("-cpu", "rv64,mmu=off"))) == "this hart has no page tables (Sv39)"


def test_image_between_pages(boot):
    assert off(boot(firmware=JUMP, by="relay", at=ODD + 0x800)) == (
        "the image does not begin at a page (4 KiB)")


def test_t_head(boot):
    path = tree("thead", '/ { cpus { cpu@0 { compatible = "thead,c906", "riscv"; }; }; };')
    assert off(boot(tree=path)) == (
        "a T-Head hart, on which page tables may make memory uncached (MAEE)")


def test_t_head_by_its_vendor(boot):
    """A tree that says nothing about it, and firmware that knows mvendorid."""
    assert off(boot(args=("-cpu", "rv64,mvendorid=0x5b7"), firmware=DYNAMIC_16)) == (
        "a T-Head hart, on which page tables may make memory uncached (MAEE)")


def test_sv48(boot):
    """RAM that Sv39 does not reach."""
    machine = begun(boot(tree=tree("sv48", ram_at(1 << 38))))
    assert state(machine) == on("Sv48")
    assert re.search(r"(?m)^ +0x0  0x7fffffffffff  rw-     all else$", machine.run("protect"))
    overflows(machine)


def test_beyond_sv48(boot):
    assert off(boot(tree=tree("sv57", ram_at(1 << 47)))) == (
        "RAM or a device lies beyond what Sv48 reaches")


def test_sv39_alone(boot, request):
    """A hart without Sv48, which QEMU 7 does not have."""
    for base, mode in ((1 << 37, "Sv39"), (1 << 38, None)):
        row = Row("sv39", tree=tree(f"sv39-{base:x}", ram_at(base)), firmware=DYNAMIC_16)
        machine = Machine(None, program=[
            *uefi.qemu(), *row.qemu(), *row.bios(), *row.payload(), "-cpu", "rv64,sv48=off",
            "-display", "none", "-monitor", "none", "-chardev", "stdio,id=line",
            "-serial", "chardev:line"])
        request.node.machines.append(machine)
        machine.start()
        if mode:
            assert state(begun(machine)) == on(mode)
            overflows(machine)
        else:
            assert off(machine) == (
                "Sv39 does not reach all of RAM and devices, and this hart has no Sv48")


# --- the stack protector's word -----------------------------------------------------------------


@pytest.mark.parametrize("edits", ["", "/ { chosen { /delete-property/ rng-seed; }; };"])
def test_the_word_cannot_be_foretold(boot, edits):
    """It differs from run to run, and ends strings."""
    at = AT + symbol("__stack_chk_guard")
    path = tree("seed" if edits else "seedless", edits)
    words = [int(boot(tree=path).run(f"md.q {at:#x} 1").split()[1], 16) for _ in range(2)]
    assert words[0] != words[1]
    assert all(word & 0xff == 0 and word >> 32 and word & 0xffffff00 for word in words)
