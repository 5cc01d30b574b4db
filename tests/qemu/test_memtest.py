"""`memtest` finds no fault in RAM, finds addresses without RAM, and reserves it in the tree."""

import json
import re

import jsonschema
import pytest

from machine import ROOT
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

TESTS = ["lines", "own", "ones", "walk8", "word", "march", "random", "walk32", "walk64", "block",
         "modulo", "fade"]
ROWS = [Row("virt", firmware=DYNAMIC_16), Row("virt-4", harts=4, firmware=DYNAMIC_16),
        Row("stub", firmware="stub"), Row("sifive_u", **SIFIVE_U), Row("icicle", **ICICLE_KIT)]
AT = "0x84000000,0x20000"


def document(machine, command):
    found = json.loads(machine.run(f"{command} -j"))
    rules = json.loads((ROOT / "docs" / "schema" / "memtest.json").read_text())
    jsonschema.Draft202012Validator(rules).validate(found)
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_good_memory(boot, row):
    machine = boot(row)
    found = document(machine, f"memtest {AT} -w 1")
    (memory,) = found["memory"]
    assert (memory["base"], memory["size"], len(memory["harts"])) == ("0x84000000", "0x20000", 1)
    assert [row["test"] for row in found["tests"]] == TESTS
    assert all(row["errors"] == 0 and row["rate"] > 0 for row in found["tests"])
    assert found["first"] == found["bits"] == found["suspects"] == found["bad"] == []
    assert machine.run("echo $?") == "0\n"


HARTS = [Row("virt-4", harts=4, firmware=DYNAMIC_16), Row("virt-8", harts=8), ROWS[3], ROWS[4],
         Row("together", harts=4, firmware="stub", card={"features": ["all-harts"]})]


@pytest.mark.parametrize("row", HARTS, ids=[row.id for row in HARTS])
def test_on_all_harts(boot, row):
    """Each page is tested by two of them: faults are found by two, and so not by one alone."""
    machine = boot(row)
    found = document(machine, f"memtest {AT} -a -w 1 -t march -t random -t fade")
    harts = found["memory"][0]["harts"]
    assert len(set(harts)) == len(harts) == (4 if row.machine != "virt" else row.harts)
    assert [row["errors"] for row in found["tests"]] == [0] * 6
    found = document(machine, "memtest 0x5000000000,0x20000 -f -a -t march")
    assert [(row["base"], row["size"], len(row["harts"])) for row in found["bad"]][0][0] == \
        "0x5000000000"
    assert sum(int(row["size"], 16) for row in found["bad"]) == 0x20000
    assert all(len(row["harts"]) >= 2 for row in found["bad"])
    other = next(hart for hart in harts if f"Hart:     {hart} " not in machine.banner)
    text = machine.run(f"on {other} memtest {AT} -t march")
    assert f"by hart {other}\nmarch   errors 0 " in text
    assert re.search(r"-a and -r are for hart \d only", machine.run(f"on {other} memtest -a"))
    # Each in its turn.
    text = machine.run(f"on all memtest {AT} -t march")
    assert text.count("march   errors 0 ") == text.count("no fault was found") == len(harts) - 1
    # The others can be used again, and one alone.
    assert document(machine, f"memtest {AT} -t march")["tests"][0]["errors"] == 0


def test_all_that_is_unused(boot):
    """What is below the image is not: nothing says that firmware is not there."""
    machine = boot(firmware="stub", ram="32M", by="relay", at=0x80800000)
    ranges = document(machine, "memtest -t lines")["memory"]
    for command in ("memtest", "bench mem"):
        assert machine.run(f"{command} 0x80780000,0x10000") == (
            f"{command.split()[0]}: 0x80780000: firmware may be there, 0x80000000 to 0x807fffff, "
            "though the tree does not say so; -f tests it anyway\n")
    with_force = document(machine, "memtest -t lines -f")["memory"]
    used = [[int(number, 16) for number in re.findall("0x[0-9a-f]+", line)[:2]]
            for line in machine.run("mem").split("\n") if "0x" in line and "memory" not in line]
    assert min(int(row["base"], 16) for row in ranges) > 0x80800000
    assert min(int(row["base"], 16) for row in with_force) == 0x80200000
    assert used
    # The prompt is still there, and so is all that this program needs.
    assert "memory@80000000" in machine.run("ls")


def test_for_people(boot):
    machine = boot()
    lines = machine.run(f"memtest {AT} -t march -t own -n 2").split("\n")
    assert lines[0] == "memory at 0x84000000  128 KiB  by hart 0"
    pattern = r"(\w+) +errors (\d+) +[\d.]+ [MGT]iB/s +(.*)"
    rows = [re.fullmatch(pattern, line).groups() for line in lines[1:5]]
    assert rows == [("own", "0", "shared cells, address lines"),
                    ("march", "0", "coupled bits, decoders")] * 2
    assert lines[5:] == ["no fault was found", ""]


def test_where_there_is_no_memory(boot):
    machine = boot()
    found = document(machine, "memtest 0x90000000,0x4000 -f -t march -t ones")
    assert [row["errors"] > 0 for row in found["tests"]] == [True, True]
    assert found["first"][0] == {"address": "0x90000000", "test": "ones", "hart": 0}
    assert found["bad"] == [{"base": "0x90000000", "size": "0x4000", "harts": [0]}]
    assert machine.run("echo $?") == "1\n"
    # The end of RAM: pages of it are good.
    found = document(machine, "memtest 0x87ffe000,0x4000 -f -t march")
    assert found["bad"] == [{"base": "0x88000000", "size": "0x2000", "harts": [0]}]


def test_reserve(boot):
    machine = boot()
    text = machine.run("memtest 0x87fff000,0x5000 -f -r -t march")
    assert text.endswith("bad pages at 0x88000000  16 KiB  by hart 0\n"
                         "tree 1 (copy of 0) is in use now: edits go there\n"
                         "/reserved-memory: 1 more in the tree that 'boot' passes\n")
    assert machine.run("ls /reserved-memory").split()[3:] == ["mmode_resv0@80000000/",
                                                             "bad-memory@88000000/"]
    assert machine.run("cat /reserved-memory/bad-memory@88000000") == \
        "reg = <0x0 0x88000000 0x0 0x4000>;\nno-map;\n"
    # Once is enough.
    assert "/reserved-memory: 0 more" in machine.run("memtest 0x87fff000,0x5000 -f -r -t march")
    assert "memtest 0x87fff000" in machine.run("history -e")
    machine.run("undo")
    assert machine.run("ls /reserved-memory").split()[3:] == ["mmode_resv0@80000000/"]


def test_reserve_without_a_parent(boot):
    machine = boot(firmware="stub")
    machine.run("memtest 0x90000000,0x2000 -f -r -t ones")
    assert machine.run("dts /reserved-memory") == """/dts-v1/;

/ {

	reserved-memory {
		#address-cells = <0x2>;
		#size-cells = <0x2>;
		ranges;

		bad-memory@90000000 {
			reg = <0x0 0x90000000 0x0 0x2000>;
			no-map;
		};
	};
};
"""
    assert "90000000" in machine.run("mem")


@pytest.mark.parametrize("harts", [1, 4])
def test_ctrl_c(boot, harts):
    machine = boot(harts=harts)
    for line in (f"memtest {AT} -n 100000 -t ones", f"memtest {AT} -t fade -w 1000",
                 f"memtest {AT} -n 100000 -t ones -a", f"memtest {AT} -t fade -w 1000 -a"):
        machine.enter(line)
        machine.expect(rb"memory at 0x84000000")
        machine.type("\x03")
        machine.prompt()  # long before the command ends by itself
        assert machine.run("echo $?") == "130\n"


def test_a_turn_ends_with_the_command(boot):
    machine = boot(harts=4)
    machine.enter(f"on all memtest {AT} -n 100000 -t ones")
    machine.expect(rb"memory at 0x84000000")
    machine.type("\x03")
    machine.prompt()
    for _ in range(2):
        text = machine.run(f"on all memtest {AT} -t march")
        assert text.count("no fault was found") == 3


def test_refusals(boot):
    machine = boot()
    machine.check([
        ("memtest 0x80000000,0x10000",
         "memtest: 0x80000000: reserved mmode_resv0@80000000 is there, 0x80000000 to 0x8007ffff; "
         "-f tests it anyway\n"),
        ("memtest 0x10000000,0x1000",
         "memtest: 0x10000000: there is no RAM; -f tests it anyway\n"),
        ("memtest -t nope", "memtest: nope: no such test; 'help memtest' lists them\n"),
    ])
    assert machine.run("memtest -n 0").startswith("memtest: 0: from 1 to 4294967295\n")
    assert machine.run("memtest 0x80200000,0x1000 -f").endswith(
        "and would be lost; test around it\n")
    assert machine.run("memtest nofile").startswith("memtest: nofile: neither a number nor")


# What a test reads and writes, as `bench mem` does, and how much of its rate it reaches at least:
# where each word differs, an instruction or two more make it, and some more begin each block.
MIXES = {"ones": (3, 3, 0.5), "walk8": (3, 3, 0.5), "word": (3, 3, 0.5), "walk64": (3, 3, 0.5),
         "march": (5, 5, 0.5), "modulo": (1, 39, 0.5), "own": (2, 2, 0.3),
         "random": (3, 3, 0.3)}


def benched(machine, harts):
    """What each hart reaches for accesses of 8 bytes."""
    documents = {own: machine.run("bench mem 0x84000000,0x100000 -j")
                 for own in re.findall(r"^Hart: +(\d+)", machine.banner, re.M)}
    lines = machine.run("on all bench mem 0x84000000,0x100000 -j") if harts > 1 else ""
    for hart, line in re.findall(r"^hart (\d+): (.*\n)", lines, re.M):
        documents[hart] = documents.get(hart, "") + line
    assert len(documents) == harts
    return [json.loads(document)["bandwidth"][3] for document in documents.values()]


def too_slow(machine, harts, size):
    """The rows of tests that are too slow, with what `bench mem` would need."""
    tests = " ".join(f"-t {name}" for name in MIXES)
    found = document(machine, f"memtest 0x84000000,{size} -a -n 1 {tests}")
    assert len(found["memory"][0]["harts"]) == harts and len(found["tests"]) == len(MIXES)
    rates = benched(machine, harts)
    read, write = (max(rate[way] for rate in rates) for way in ("read", "write"))
    part = {name: 1 / ((reads + writes) / (reads / read + writes / write))
            for name, (reads, writes, _) in MIXES.items()}
    parts = {row["test"]: row["rate"] * part[row["test"]] for row in found["tests"]}
    return {name: part for name, part in parts.items() if part < MIXES[name][2]}


@pytest.mark.parametrize("harts, size", [(1, "0x100000"), (4, "0x400000")])
def test_speed(boot, harts, size):
    """One nanosecond an instruction, of whichever hart: so all harts together are as fast as one
    alone is, and the rates of both commands can be compared in one run. Which hart QEMU lets run
    depends on when keys come: so three runs are tried."""
    machine = boot(args=("-icount", "shift=0"), harts=harts)
    found = [too_slow(machine, harts, size)]
    while found[-1] and len(found) < 3:
        found.append(too_slow(machine, harts, size))
    assert not found[-1], found
