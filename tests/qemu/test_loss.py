"""No input is lost: every pasted line is executed exactly once, in order."""

import random
import re
import threading

import pytest

from devicetree import dtc, qemu_blob
from machine import SCRATCH, plain
from rows import ICICLE_KIT, SIFIVE_U, SPIKE, Row

PASTE = 64 << 10  # bytes
DYNAMIC_16 = "opensbi-1.6/fw_dynamic"
LONG_OUTPUT = "; ".join(["dts /"] * 40)  # what runs while the paste comes in

MACHINES = [
    Row("virt"),
    Row("virt-sbi-legacy", console="sbi"),
    Row("virt-sbi-dbcn", console="sbi", firmware=DYNAMIC_16),
    Row("virt-aplic", firmware=DYNAMIC_16, args=("-machine", "aia=aplic")),
    Row("virt-imsic", firmware=DYNAMIC_16, args=("-machine", "aia=aplic-imsic"), harts=2),
    Row("sifive_u", **SIFIVE_U, firmware=DYNAMIC_16),
    Row("sifive_u-sbi", **SIFIVE_U, firmware=DYNAMIC_16, console="sbi"),
    Row("icicle", **ICICLE_KIT, firmware=DYNAMIC_16),
    Row("icicle-sbi", **ICICLE_KIT, firmware=DYNAMIC_16, console="sbi"),
]


def lines_of(size):
    """Numbered lines of 10 to 500 characters, `size` bytes in all."""
    numbers = random.Random(size)
    lines = []
    while sum(map(len, lines)) + len(lines) < size:
        length = max(10, min(500, int(numbers.paretovariate(0.8) * 10)))
        lines.append(f"echo {len(lines):05d}".ljust(length, "x" if length > 10 else "."))
    return lines


def executed(output):
    """What `echo` printed: lines that begin with a number."""
    return re.findall(r"(?m)^(\d{5}[x.]*)$", output)


def paste(machine, lines):
    """Sends everything as fast as the machine takes it, while its output is read."""
    text = "".join(line + "\r" for line in lines)
    writer = threading.Thread(target=machine.type_all, args=(text,))
    writer.start()
    machine.expect(rb"\n" + lines[-1].split()[1].encode() + rb"(?=\r?\n)")
    writer.join()
    machine.prompt()


def check(machine, size=PASTE, before=""):
    lines = lines_of(size)
    began = len(machine.transcript)
    paste(machine, ([before] if before else []) + lines)
    assert executed(plain(bytes(machine.transcript[began:]))) == [
        line.split()[1] for line in lines]


@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_paste(boot, row):
    check(boot(row))


@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_paste_during_output(boot, row):
    check(boot(row), before=LONG_OUTPUT)


@pytest.mark.parametrize("during", ["", LONG_OUTPUT], ids=["idle", "busy"])
def test_paste_polled(boot, during):
    """The same UART without its interrupt."""
    text = dtc(qemu_blob(Row("own")), "dts").decode()
    edited = re.sub(r"(serial@10000000 {[^}]*?)\n\t*interrupts = [^;]*;", r"\1", text)
    assert edited != text
    tree = SCRATCH / "polled.dtb"
    tree.write_bytes(dtc(edited, "dtb"))
    machine = boot(tree=tree)
    check(machine, before=during)


def test_spike(boot):
    """QEMU's HTIF overwrites a key that was not fetched: input is safe only if each key waits for
    its echo."""
    machine = boot(Row("spike", **SPIKE))
    for line in lines_of(1024):
        assert machine.run(line) == line.split()[1] + "\n"
