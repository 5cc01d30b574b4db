"""Clocks and timers that are wrong: the prompt comes, commands run, and Ctrl-C ends what hangs."""

import re

import pytest

from devicetree import edited
from machine_code import write
from rows import Row

CODE = 0x84000000
SPIN = "1: j 1b"
ODD_FIRMWARE = [("timer-storm",), ("time-jumps",), ("time-back",), ("time-still",),
                ("timer-storm", "time-back"), ("time-traps",), ("no-timer",)]


def ends_with_ctrl_c(machine):
    """A command that hangs without output ends when Ctrl-C is pressed, at the second time at the
    latest, and what is typed after it is not lost."""
    write(machine, CODE, SPIN)
    machine.type(f"call {CODE:#x}\r")
    machine.expect(f"call {CODE:#x}\r\n")
    machine.type("\x03\x03echo 'still' here\r")
    machine.expect(r"\r\nstill here(?=\r\n)")
    machine.prompt()


@pytest.mark.parametrize("features", ODD_FIRMWARE, ids="+".join)
def test_odd_clocks(boot, features):
    machine = boot(firmware="stub", card={"features": features})
    assert "Machine" in machine.banner
    assert machine.run("check -q -x live-timebase").count("\n") >= 1
    ends_with_ctrl_c(machine)


def test_a_storm_is_reported(boot):
    machine = boot(firmware="stub", card={"features": ["timer-storm"]})
    machine.run("ls")
    assert "timer: it rings before it is due: Ctrl-C is noticed at output only" in \
        machine.run("log")


def test_a_timer_that_is_a_little_early_is_used(boot):
    """Its clock and the time CSR need not agree to the tick. The code runs for a second or more."""
    machine = boot(firmware="stub", card={"features": ["timer-early"]})
    write(machine, CODE, "1: addi a0, a0, -1; bnez a0, 1b; ret")
    machine.run(f"call {CODE:#x} 1000000000")
    assert "timer:" not in machine.run("log")
    ends_with_ctrl_c(machine)


@pytest.mark.parametrize("hz, believed", [
    (1, False), (10, False), (999, False), (1000, True), (100000, True), (0xffffffff, True),
    (10_000_000_000, True), (10_000_000_001, False), (0xffffffffffffffff, False)])
def test_odd_frequencies(boot, hz, believed):
    cells = f"{hz >> 32} {hz & 0xffffffff}" if hz >> 32 else str(hz)
    tree = edited(Row("virt"), lambda source: re.sub(r"(?<=timebase-frequency = <)\w+", cells,
                                                     source), f"timebase-{hz}")
    machine = boot(tree=tree)
    said = f"Clock:    10 MHz is assumed: the tree's {hz} Hz is not believed"
    log = machine.run("log")
    assert (said in log) == (not believed)
    assert max(map(len, log.split("\n"))) <= 79
    machine.run("check -q -x live-timebase")
    ends_with_ctrl_c(machine)
