"""Traps are reported and the prompt comes back; after a trap in the trap path the machine
resets."""

import re

import pytest

from machine_code import functions, symbol, write
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

CODE = 0x84000000  # unused RAM

# (command, its whole output)
BAD_ADDRESSES = [
    ("md 0 1", "00000000: --------\nmd: 0x0: load access fault (scause 5)\n"),
    ("md.q 0xffffffffffffff00 1", f"ffffffffffffff00: {'-' * 16}\n"
     "md: 0xffffffffffffff00: load access fault (scause 5)\n"),
    ("mw 0 1", "mw: 0x0: store access fault (scause 7, stval 0x0)\n"),
    ("mw.q 0x90000000 1",
     "mw: 0x90000000: store access fault (scause 7, stval 0x90000000)\n"),
    ("mw.b 0x80000000 0x100", "mw: 0x100 does not fit in 1 byte\n"),
    ("mw.l 0x84000000 0x11223344; md.l 0x84000000 1",
     "84000000: 11223344                             D3\".\n"),
    ("mw.w 0x84000000 0xaabb 2; md.w 0x84000000 2",
     "84000000: aabb aabb                                ....\n"),
    ("mw.q 0x84000000 1; md.q 0x84000000 1",
     "84000000: 0000000000000001                   ........\n"),
]

# (code, cause, scause, stval; None: any)
CRASHES = [
    (".word 0", "illegal instruction", 2, None),
    ("ebreak", "breakpoint", 3, None),
    ("ld a0, 0(zero)", "load access fault", 5, 0),
    ("sd a0, 0(zero)", "store access fault", 7, 0),
    ("jr zero", "instruction access fault", 1, 0),
    ("csrr a0, mstatus", "illegal instruction", 2, None),
]


def test_bad_addresses(boot):
    boot().check(BAD_ADDRESSES)


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", "opensbi-1.6/fw_dynamic", "stub"])
def test_crashes_are_reported(boot, firmware):
    machine = boot(firmware=firmware)
    for name, cause, scause, stval in CRASHES:
        write(machine, CODE, name)
        report = machine.run(f"call {CODE:#x}", fault=True)
        first, *rest = report.splitlines()
        assert first == f"trap: {cause} (scause {scause})", name
        facts = dict(re.findall(r"(?m)^  (epc|stval) +0x([0-9a-f]{16})", report))
        assert int(facts["epc"], 16) == (0 if scause == 1 else CODE), name
        assert stval is None or int(facts["stval"], 16) == stval, name
        assert re.search(r"(?m)^  ra +0x[0-9a-f]{16} \(guard_call\+0x[0-9a-f]+\)$", report), name
        assert re.search(r"\bsp [0-9a-f]{16}\b", report)
        assert re.search(r"\ba0 [0-9a-f]{16}\b", report)
        assert max(map(len, rest)) <= 80
        assert machine.run("echo still here") == "still here\n"


def test_places_have_names(boot):
    """By the table in the image: the first and the last function, and some between."""
    machine = boot()
    named = list(functions().items())
    for offset, name in [named[0], *named[1:-1:len(named) // 8], named[-1]]:
        write(machine, CODE, f"li ra, {0x80200000 + offset + 1:#x}; ebreak")
        report = machine.run(f"call {CODE:#x}", fault=True)
        assert f"\n  ra    0x{0x80200000 + offset + 1:016x} ({name}+0x1)\n" in report
    # Outside of the image, and in it after the code: constants and data.
    outside = 0x80200000 + symbol("_text_end"), 0x80200000 + symbol("_data_end")
    for address in (0x80200000 - 2, *outside, outside[1] - 8, 0):
        write(machine, CODE, f"li ra, {address:#x}; ebreak")
        assert f"\n  ra    0x{address:016x}\n" in machine.run(f"call {CODE:#x}", fault=True)


def test_a_call_that_returns(boot):
    machine = boot()
    write(machine, CODE, "add a0, a0, a1; ret")
    assert machine.run(f"call {CODE:#x} 40 2") == "a0 = 0x2a\n"


def test_ruined_registers(boot):
    """A command that loses its stack and thread pointers is ended nevertheless."""
    machine = boot()
    write(machine, CODE, "li sp, 0; li tp, 0; li gp, 0; ld a0, 0(sp)")
    report = machine.run(f"call {CODE:#x}", fault=True)
    assert report.startswith("trap: load access fault (scause 5)\n")
    # Reading a number sets errno, which is found through tp.
    assert machine.run("md.b 0x80200000 1").startswith("80200000: ")
    machine.check([("pwd", "/\n"), ("nosuch", "nosuch: no such command; 'help' lists them\n")])


def test_ruined_thread_pointer(boot):
    """A command that comes back without its thread pointer leaves the next one's right."""
    machine = boot()
    write(machine, CODE, "li tp, 0; ret")
    machine.run(f"call {CODE:#x}")
    assert machine.run("md.b 0 1").endswith("\nmd: 0x0: load access fault (scause 5)\n")


def test_interrupts_after_a_fault(boot):
    """After a fault with interrupts off, trap_try restores their earlier state."""
    machine = boot()
    write(machine, CODE, f"""
                j start
                csrci sstatus, 2
                ebreak
        start:  addi sp, sp, -16
                sd ra, 0(sp)
                li a0, {CODE + 4:#x}
                li a1, 0
                li a2, 0
                li t0, {0x80200000 + symbol("trap_try"):#x}
                jalr t0
                csrr a0, sstatus
                andi a0, a0, 2
                ld ra, 0(sp)
                addi sp, sp, 16
                ret""")
    assert machine.run(f"call {CODE:#x}") == "a0 = 0x2\n"


def test_stack_overflow(boot):
    """A command that overflowed its stack by a little is reported."""
    machine = boot()
    write(machine, CODE, "ebreak")
    report = machine.run(f"call {CODE:#x}", fault=True)
    stack = int(re.search(r"\bsp ([0-9a-f]{16})", report).group(1), 16)
    room = stack - 0x80200000 - symbol("_stack_bottom")
    write(machine, CODE, """
        again:  beqz a0, done
                addi sp, sp, -16
                sd ra, 0(sp)
                addi a0, a0, -1
                jal again
                ld ra, 0(sp)
                addi sp, sp, 16
        done:   ret""")
    assert machine.run(f"call {CODE:#x} {room // 16 - 64}") == "a0 = 0x0\n"
    assert machine.run(f"call {CODE:#x} {room // 16 + 1}") == (
        "a0 = 0x0\nstack overflow in call: what is below the stack may be damaged; reset soon\n")


# (what `trap` provokes, cause, scause, stval; None: any)
PROVOKED = [
    ("illegal", "illegal instruction", 2, None),
    ("ebreak", "breakpoint", 3, None),
    ("load", "load access fault", 5, 2**64 - 8),
    ("store", "store access fault", 7, 2**64 - 8),
    ("fetch", "instruction access fault", 1, 2**64 - 8),
    ("misaligned", "load address misaligned", 4, None),
]


@pytest.mark.parametrize("row", [Row("virt"), Row("virt-1.6", firmware=DYNAMIC_16, harts=4),
                                 Row("stub", firmware="stub"), Row("sifive_u", **SIFIVE_U),
                                 Row("icicle", **ICICLE_KIT)], ids=lambda row: row.id)
def test_traps_on_purpose(boot, row):
    machine = boot(row)
    machine.run("protect off")  # test_protect.py has the rest
    for kind, cause, scause, stval in PROVOKED:
        first, *rest = machine.run(f"trap {kind}", fault=True).splitlines()
        assert first == f"trap: {cause} (scause {scause})", kind
        assert scause == 1 or f"(provoke_{kind}+0x" in rest[0], kind
        assert stval is None or f"  stval 0x{stval:016x}" in rest, kind
        assert machine.run("echo $?") == "14\n"


def test_an_overrun_is_noticed_before_the_return(boot):
    """By the stack protector: the report names the function that wrote too much."""
    machine = boot()
    first, epc, ra, *_ = machine.run("trap overrun", fault=True).splitlines()
    assert first == "trap: breakpoint (scause 3)"
    assert "(__stack_chk_fail+0x" in epc and "(provoke_overrun+0x" in ra
    machine.check([("echo $?", "14\n"), ("pwd", "/\n")])


def test_trap_without_a_kind(boot):
    machine = boot()
    usage = "usage: trap illegal|ebreak|load|store|fetch|misaligned|stack|overrun\n"
    assert machine.run("trap", fault=True) == f"trap: too few arguments\n{usage}"
    assert machine.run("trap nothing") == usage


@pytest.mark.parametrize("features", [[], ["no-timer"]])
def test_stack_overflow_on_purpose(boot, features):
    """The guard word is looked at by each tick, and after each command."""
    machine = boot(firmware="stub", card={"features": features})
    machine.run("protect off")
    assert machine.run("trap stack", fault=True) == (
        "stack overflow in trap: what is below the stack may be damaged; reset soon\n")
    machine.check([("echo $?", "14\n"), ("pwd", "/\n")])


@pytest.mark.parametrize("console", ["", "sbi"])
def test_trap_in_the_trap_path(boot, console):
    """One line over SBI, and a reset."""
    machine = boot(console=console)
    handler = 0x80200000 + symbol("trap_handle")
    begin = len(machine.transcript)
    machine.enter(f"protect off; mw.l -f {handler:#x} 0; md 0")
    machine.expect(rb"panic: trap in the trap path: illegal instruction, epc 0x0*([0-9a-f]+),")
    assert int(machine.console.match.group(1), 16) == handler
    machine.expect(rb"\n")
    machine.expected_faults.append((begin, len(machine.transcript)))
    machine.start()
    assert machine.run("pwd") == "/\n"


def test_a_shell_that_traps_again_and_again(boot):
    """It begins anew twice; then the machine is reset, as after a trap in the trap path."""
    machine = boot()
    machine.enter(f"protect off; mw.w -f {0x80200000 + symbol('console_getc'):#x} 0")
    machine.expect("panic: trap of the shell, again and again: illegal instruction, epc 0x")
    text = machine.before()
    assert text.count("trap: illegal instruction") == 2
    machine.expected_faults.append((0, len(machine.transcript)))
    machine.start()
    assert machine.run("echo again") == "again\n"
