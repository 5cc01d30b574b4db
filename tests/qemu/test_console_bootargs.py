"""Linux's console= in bootargs chooses the same console here as in Linux."""

import re

import pytest

from devicetree import edited
from lines import states
from machine import PROMPT, plain
from rows import Row

FIRST = "sifive, /soc/serial@10010000"
SECOND = "sifive, /soc/serial@10011000"
SBI = "sbi (legacy)"
CONSOLE = "bootargs console="
EARLYCON = "bootargs earlycon"

# (bootargs, number of the line, the console, why)
WORDS = [
    ("console=ttySIF0", 0, FIRST, CONSOLE),
    ("console=ttySIF1", 1, SECOND, CONSOLE),
    ("console=ttySIF1,115200n8", 1, SECOND, CONSOLE),
    ("root=/dev/vda console=tty0 console=ttySIF1 quiet", 1, SECOND, CONSOLE),
    ("console=ttySIF1 console=tty0", 1, SECOND, CONSOLE),
    ("console=ttySIF2", 0, FIRST, "stdout-path"),
    ("console=ttyS0", 0, FIRST, "stdout-path"),
    ("console=hvc0", 0, SBI, CONSOLE),
    ("console=serial1", 1, SECOND, CONSOLE),
    ("earlycon", 0, FIRST, EARLYCON),
    ("earlycon=sbi", 0, SBI, EARLYCON),
    ("earlycon=sifive,0x10010000", 0, FIRST, EARLYCON),
    ("earlycon=sifive,0x10011000", 1, SECOND, EARLYCON),
    ("earlycon=sifive,0x10011000 console=ttySIF0", 0, FIRST, CONSOLE),
    ("earlycon=sbi console=ttySIF1", 1, SECOND, CONSOLE),
]


@pytest.mark.parametrize("words, serial, console, why", WORDS, ids=[row[0] for row in WORDS])
def test_words(boot, words, serial, console, why):
    machine = boot(machine="sifive_u", harts=2, serial=serial, args=("-append", words))
    assert f"\nConsole:  {console} ({why})\n" in machine.banner
    assert machine.run("echo here") == "here\n"
    assert machine.run("console why").endswith(f" ({why})\n")


def given(words):
    """virt's tree without its UART, and with these bootargs."""
    return edited(Row("own"), lambda text: text + f"""
        / {{ soc {{ /delete-node/ serial@10000000; }}; chosen {{ bootargs = "{words}"; }}; }};""")


# Names of a UART that no tree has.
PLACES = [
    "earlycon=uart8250,mmio,0x10000000",
    "earlycon=uart8250,mmio,0x10000000,115200n8",
    "earlycon=uart,mmio,0x10000000",
    "earlycon=ns16550a,0x10000000",
    "earlycon=ns16550a,mmio,0x10000000 console=ttyS0",
]


@pytest.mark.parametrize("words", PLACES)
@pytest.mark.parametrize("sbi", [True, False], ids=["sbi", "mute"])
def test_a_uart_that_no_tree_has(boot, sbi, words):
    features = [] if sbi else ["no-dbcn", "no-legacy-console"]
    machine = boot(firmware="stub", given=given(words), card={"features": features})
    assert f"\nConsole:  ns16550, 0x10000000 ({EARLYCON})\n" in machine.banner
    # The person at firmware's console, most likely this one, is informed.
    report = plain(bytes(machine.transcript))
    assert report.count("The console is 0x10000000; type there.\n") == sbi
    assert states(machine.run("console")) == {"ns16550": "both", "sbi": "idle" if sbi else "no"}


def test_a_uart_that_is_not_there(boot):
    """0x3000 reads as 0 on virt: it is never ready."""
    machine = boot(firmware="stub", given=given("earlycon=uart8250,mmio,0x3000"))
    report = "console: ns16550 at 0x3000: took no output within a second; going on with sbi (DBCN)"
    assert f"\n{report}\n" in machine.banner
    assert "\nConsole:  sbi (DBCN) (no usable UART)\n" in machine.banner
    assert states(machine.run("console")) == {"ns16550": "failed", "sbi": "both"}


def test_several_outputs(two):
    first, second = two(console="ttySIF0 console=ttySIF1", prompt=False)
    second.expect(rb"Hello, world from Firstlight")
    says = f"\nConsole:  {SECOND} ({CONSOLE})\n          output only: serial0\n"
    assert says in second.expect(PROMPT)
    first.start()
    assert says in first.banner
    assert second.run("echo both") == "both\n"
    assert first.prompt().endswith("echo both\nboth")
    # Only the last one is an input.
    first.type("echo not this\r")
    assert "not this" not in first.listen(0.5)
    table = second.run("console")
    assert states(table) == {"serial0": "out", "serial1": "both", "sbi": "idle"}
    assert re.search(r"(?m)^serial0 +0 +[1-9]\d* ", table)
    first.prompt()


def test_sbi_as_an_output_besides(two):
    first, second = two(console="sbi console=ttySIF1", prompt=False)
    second.expect(PROMPT)
    first.start()
    assert second.run("echo both") == "both\n"
    assert first.prompt().endswith("echo both\nboth")
    assert states(second.run("console")) == {"serial0": "idle", "serial1": "both", "sbi": "out"}


def test_sbi_does_not_double_its_port(two):
    """Otherwise each line would be printed twice."""
    first, second = two(console="sbi console=ttySIF0", prompt=False)
    first.start()
    assert first.run("echo once") == "once\n"
    assert states(first.run("console")) == {"serial0": "both", "serial1": "idle", "sbi": "idle"}
    assert second.story() == ""
