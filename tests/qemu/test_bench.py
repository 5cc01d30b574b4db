"""`bench mem` measures memory, and refuses what it would overwrite."""

import json
import re

import jsonschema
import pytest

from machine import ROOT
from rows import DYNAMIC_16, SIFIVE_U, Row

ROWS = [Row("virt", firmware=DYNAMIC_16), Row("virt-4", harts=4, firmware=DYNAMIC_16),
        Row("sifive_u", **SIFIVE_U)]
AT = "0x84000000,0x40000"


def bench(machine, command):
    document = json.loads(machine.run(f"{command} -j"))
    rules = json.loads((ROOT / "docs" / "schema" / "bench-mem.json").read_text())
    jsonschema.Draft202012Validator(rules).validate(document)
    return document


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_memory(boot, row):
    machine = boot(row)
    found = bench(machine, f"bench mem {AT}")
    assert (found["memory"]["base"], found["memory"]["size"]) == ("0x84000000", "0x40000")
    assert [row["width"] for row in found["bandwidth"]] == [1, 2, 4, 8]
    assert all(row[key] > 0 for row in found["bandwidth"] for key in ("read", "write", "copy"))
    assert [int(row["size"], 16) for row in found["latency"]] == [0x1000, 0x4000, 0x10000, 0x40000]
    assert all(row["ps"] > 0 for row in found["latency"])


def test_by_instructions(boot):
    """Each eight accesses cost two or three instructions more: those of their loop."""
    found = bench(boot(args=("-icount", "shift=0")), f"bench mem {AT}")
    for row in found["bandwidth"]:
        for key, most in (("read", 11), ("write", 11), ("copy", 20)):
            # One nanosecond an instruction; a twentieth for what is around the loop.
            assert row["width"] * 8e9 / most * 0.95 < row[key] <= row["width"] * 8e9 / (most - 2)


def test_each_hart(boot):
    machine = boot(harts=4)
    text = machine.run(f"on all bench mem {AT}")
    assert len(set(re.findall(r"^hart (\d+): hart \1 ", text, re.M))) == 3
    assert text.count("WALKED") == 3 and "fault" not in text


def test_for_people(boot):
    machine = boot()
    lines = machine.run("bench mem").split("\n")
    assert lines[0].startswith("hart 0  base 0x8")
    assert lines[2].split() == ["BYTES", "READ", "MiB/s", "WRITE", "MiB/s", "COPY", "MiB/s"]
    assert [line.split()[0] for line in lines[3:7]] == ["1", "2", "4", "8"]
    assert lines[8].split() == ["WALKED", "LATENCY", "ns"]
    assert lines[-2].split()[:2] == ["64", "MiB"]


def test_refusals(boot):
    machine = boot()
    machine.check([
        ("bench", "usage: bench [-f] [-j] VERB\n"),
        ("bench mem 0x80000000,0x10000",
         "bench: 0x80000000: reserved mmode_resv0@80000000 is there, 0x80000000 to 0x8007ffff; -f "
         "tests it anyway\n"),
        ("bench mem 0x84000000",
         "bench: 0x84000000: give its size, too: ADDRESS,SIZE\nusage: bench mem [RANGE]\n"),
        ("bench mem 0x84000000,0x100",
         "bench: 0x84000000,0x100: too small: at least 4096 bytes are needed\n"
         "usage: bench mem [RANGE]\n"),
        ("bench mem 0x10000000,0x1000", "bench: 0x10000000: there is no RAM; -f tests it anyway\n"),
        ("bench mem 0x200000000,0x10000 -f",
         "bench: 0x200000000: load access fault; take a RANGE without it\n"),
    ])
    assert "and would be lost; test around it" in machine.run("bench mem 0x80200000,0x1000 -f")
