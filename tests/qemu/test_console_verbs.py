"""The verbs of `console` on machines with two serial lines."""

import re

import pexpect
import pytest

from lines import states
from machine import PROMPT, whole

QUESTION = rb"press Enter here within \d+ s to keep this console\r\n"


def others(machine):
    """The names of the console in use, and of another one with a driver."""
    found = states(machine.run("console"))
    (used,) = [name for name, state in found.items() if state == "both"]
    idle = [name for name, state in found.items() if state == "idle" and name != "sbi"]
    return used, idle[0]


def test_table(two):
    first, _ = two()
    table = first.run("console")
    assert max(map(len, table.splitlines())) <= 80
    heads = [line.split() for line in table.splitlines() if line.startswith("NAME")]
    assert heads == [["NAME", "STATE", "DRIVER", "ADDRESS", "IRQ", "NODE"],
                     ["NAME", "BYTES-IN", "BYTES-OUT", "OVERRUN", "FRAME", "PARITY", "BREAK",
                      "RING-HIGH"]]
    assert sorted(states(table).values()) == ["both", "idle", "idle"]
    (row,) = re.findall(r"(?m)^\S+ +both .*$", table)
    assert re.search(r" sifive +0x10010000 +(plic \d+|polled) +/soc/serial@10010000$", row)


def test_use_and_back(two):
    first, second = two()
    here, there = others(first)
    first.type(f"console use {there}\recho waits here\r")
    second.expect(QUESTION)
    second.type("\r")
    assert "\nthe console is now" in "\n" + second.expect(PROMPT)
    assert second.run("echo there") == "there\n"
    first.expect(rb"the console is now " + there.encode() + rb"\r\n")
    # What was typed ahead on the first line is run when that is the console again, not before.
    second.type(f"console use {here}\r")
    first.expect(QUESTION)
    assert "waits here" not in first.before()
    first.type("\r")
    first.expect(rb"\r\nwaits here(?=\r\n)")
    first.prompt()
    assert first.run("echo back") == "back\n"


def test_no_answer(two):
    first, second = two()
    here, there = others(first)
    assert first.run(f"console use -t 1 {there}") == (
        f"press Enter on {there} within 1 s; Ctrl-C here to stay here\n"
        f"console: {there}: no answer came; still on {here}\n")
    second.expect(QUESTION)
    second.expect(f"the console is still {here}\r\n".encode())
    assert first.run("echo still here") == "still here\n"


def test_ctrl_c_stays(two):
    first, second = two()
    here, there = others(first)
    first.type(f"console use {there}\r")
    second.expect(QUESTION)
    first.type("\x03")
    assert first.prompt().endswith(f"cancelled; still on {here}\n^C")
    first.type(f"console use {there}\r")
    second.expect(QUESTION)
    second.type("\x03")
    assert first.prompt().endswith(f"cancelled; still on {here}")
    assert first.run("echo still here") == "still here\n"


def test_mirror(two):
    first, second = two()
    _, there = others(first)
    first.run(f"console add {there}")
    second.expect(PROMPT)
    assert first.run("echo both") == "both\n"
    second.expect(rb"both\r\n")
    second.expect(PROMPT)
    assert second.run("echo from there") == "from there\n"
    assert first.prompt().endswith("from there")
    assert "no console would be left" not in first.run(f"console drop {there}")
    second.expect(rb"no longer in use\r\n")
    assert first.run("echo alone") == "alone\n"
    with pytest.raises(pexpect.TIMEOUT):
        second.expect(rb"alone", timeout=0.5)


def test_last_stays(two):
    first, _ = two()
    here, _ = others(first)
    assert "no console would be left" in first.run(f"console drop {here}")
    assert first.run("echo here") == "here\n"


def test_hunt(two):
    first, second = two()
    _, there = others(first)
    first.type("console hunt\r")
    second.expect(rb"console \d of \d: sifive at 0x10011000: press any key here to use it\r\n")
    first.expect(rb"console \d of \d: sifive at 0x10010000: press any key here to use it\r\n")
    second.type("x")
    second.expect(f"the console is now {there}(?=\r\n)".encode())
    second.expect(PROMPT)
    assert second.run("echo found") == "found\n"
    first.expect(rb"the console is now sifive at 0x10011000\r\n")


def test_loopback(boot):
    """QEMU's 16550 has loopback; nothing of the test is sent on the line."""
    machine = boot()
    here = re.search(r"(?m)^(\S+) +both ", machine.run("console")).group(1)
    assert re.fullmatch(rf"{here}: loopback: 256 bytes sent, 256 back, 0 of them differ; \d+ us a "
                        r"byte\n", machine.run(f"console test {here}"))
    assert machine.run("echo here") == "here\n"


def test_sbi_is_the_same_port(boot):
    machine = boot()
    here = re.search(r"(?m)^(\S+) +both ", machine.run("console")).group(1)
    assert machine.run("console add sbi").startswith(
        f"console: sbi is the same port as {here}: output would come twice")
    machine.type("console use sbi\r")
    machine.expect(QUESTION)
    machine.type("\r")
    machine.prompt()
    assert states(machine.run("console"))["sbi"] == "both"


def test_open_a_dead_uart(boot):
    """0x3000 reads as 0: it is never ready."""
    machine = boot()
    table = machine.run("console open ns16550,0x3000")
    name = table.splitlines()[1].split()[0]
    assert table.endswith(f"'console use {name}' switches to it\n")
    output = machine.run(f"console use {name}")
    assert "console: ns16550 at 0x3000: took no output within a second; going on with " in output
    assert states(machine.run("console"))[name] == "failed"
    assert machine.run("echo here") == "here\n"


def test_baud(two):
    first, _ = two()
    here, there = others(first)
    shown = whole(first.run(f"console baud {there}"))
    assert re.fullmatch(rf"{there}: divisor \d+(: \d+ baud at \d+ Hz|; the clock is unknown: "
                        r".*; give it with -c HZ)\n", shown)
    assert first.run(f"console baud {there} 115200 -f -c 500000000").endswith(
        f"{there}: 115207 baud\n")
    assert first.run(f"console baud {there} -c 500000000") == (
        f"{there}: divisor 4339: 115207 baud at 500000000 Hz\n")
    assert first.run("echo here") == "here\n"
