"""Other harts: started, given commands, ended, lost, stopped again before a hand-off."""

import json
import re

import jsonschema
import pytest

from linux import loader
from machine import IMAGE, ROOT
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

IMAGE_AT = 0x80200000
LOADED, FIRST = 0x90000000, 0x84000000
HANG = 0x80190010  # tests/firmware/stub.h: STUB_HANG_AT

FIRMWARES = ["opensbi-1.1/fw_dynamic", DYNAMIC_16]
MACHINES = [
    *(Row(f"virt-{harts}-{firmware[:11]}", harts=harts, firmware=firmware)
      for harts in (4, 8) for firmware in FIRMWARES),
    Row("sifive_u", **{**SIFIVE_U, "harts": 5}),
    Row("icicle", **{**ICICLE_KIT, "ram": "2G"}),
    Row("aia", args=("-machine", "aia=aplic-imsic"), harts=3, firmware=DYNAMIC_16),
    Row("stub-hsm", harts=4, firmware="stub", card={"features": ["hsm"]}),
    Row("stub-all-harts", harts=4, firmware="stub", card={"features": ["all-harts"]}),
    Row("stub-no-base", harts=4, firmware="stub", card={"features": ["all-harts", "no-base"]}),
    Row("stub-ruins", harts=3, firmware="stub", card={"features": ["hsm", "ruins"]}),
]


def own(machine):
    return int(re.search(r"^Hart: +(\d+)", machine.banner, re.M).group(1))


def listed(machine):
    """{hart: its row of `hart -j`}"""
    return {row["hart"]: row for row in json.loads(machine.run("hart -j"))["harts"]}


def others(machine):
    return [hart for hart, row in listed(machine).items()
            if hart != own(machine) and not row["notes"]]


def here(machine):
    return {hart: row.get("here") for hart, row in listed(machine).items()}


@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_all_run_a_command(boot, row):
    """Twice: started, and then waiting. Then they stop, and run it again."""
    machine = boot(row)
    harts = others(machine)
    assert len(harts) >= 2
    before = listed(machine)
    line = machine.run(f"md.w {IMAGE_AT:#x} 1")
    for _ in range(3):
        output = machine.run(f"on all md.w {IMAGE_AT:#x} 1").splitlines(keepends=True)
        assert sorted(output) == [f"hart {hart}: {line}" for hart in harts]
        assert here(machine) == {**{hart: row.get("here") for hart, row in before.items()},
                                 **dict.fromkeys(harts, "waits")}
    for hart in harts:
        assert machine.run(f"hart stop {hart}") == ""
    assert listed(machine) == before
    assert machine.run(f"on {harts[0]} md.w {IMAGE_AT:#x} 1") == line


def test_sixteen(boot):
    machine = boot(harts=16, firmware=DYNAMIC_16)
    harts = others(machine)
    assert len(harts) == 15
    line = machine.run(f"md.w {IMAGE_AT:#x} 1")
    for _ in range(2):
        output = machine.run(f"on all md.w {IMAGE_AT:#x} 1").splitlines(keepends=True)
        assert sorted(output) == sorted(f"hart {hart}: {line}" for hart in harts)
    found = json.loads(machine.run("bench ipi -j"))["harts"]
    assert [row["hart"] for row in found] == harts


@pytest.mark.parametrize("row", [MACHINES[0], *[row for row in MACHINES if row.id in (
    "sifive_u", "icicle", "aia", "stub-all-harts")]], ids=lambda row: row.id)
def test_commands_of_memory_and_time(boot, row):
    """The same on each machine."""
    machine = boot(row)
    at = IMAGE_AT + 0x4000000
    assert machine.run(f"fill.l {at:#x},16 0x11223344") == ""
    machine.run(f"mm.l {at:#x} 0xff00 0xff00")
    machine.check([
        ("repeat 3 echo again", "again\n" * 3), ("sleep 0", ""), ("sleep 0.01; echo on", "on\n")])
    assert "1122ff44 11223344" in machine.run(f"md.l {at:#x} 2")
    assert re.match(r"The clock has run for \d\d:\d\d:\d\d", machine.run("uptime"))
    assert machine.run("echo here") == "here\n"


@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_faults_and_statuses(boot, row):
    machine = boot(row)
    hart, other, *_ = others(machine)
    fault = machine.run("md 0x8000000000")
    assert "access fault" in fault
    machine.check([
        (f"on {hart} md 0x8000000000", fault),
        (f"on {hart} md {IMAGE_AT:#x} 40 | wc", machine.run(f"md {IMAGE_AT:#x} 40 | wc")),
        (f"on {hart} md 0x8000000000 || echo failed", fault + "failed\n"),
        (f"on {other} md.b {IMAGE_AT:#x} 1 > nowhere || echo $?",
         machine.run(f"md.b {IMAGE_AT:#x} 1 > nowhere || echo $?")),
        (f"on {own(machine)} md 0", f"on: hart {own(machine)}: it runs this shell\n"),
        ("on 77 md 0", "on: hart 77: firmware does not know it\n"),
        (f"on {hart} set /model x", "on: set: it runs on the shell's hart only\n"),
        (f"on {hart} on {other} md 0",
         "on: only once: name one hart, or all\n"),
        (f"on {hart} watch md 0",
         "on: watch: it runs on the shell's hart only: type it before 'on'\n"),
        (f"on {hart} time set /model x", "on: set: it runs on the shell's hart only\n"),
        (f"on {hart} repeat 2 md.w {IMAGE_AT:#x} 1",
         2 * machine.run(f"md.w {IMAGE_AT:#x} 1")),
        (f"on {hart} repeat 2 md 0x8000000000; echo $?",
         2 * fault + "repeat: 2 of 2 failed\n14\n"),
        (f"on {hart} repeat x md 0; echo $?", "repeat: x: not a number\n2\n"),
        (f"repeat 2 on {hart} md.w {IMAGE_AT:#x} 1", 2 * machine.run(f"md.w {IMAGE_AT:#x} 1")),
    ])


def test_one_hart(boot):
    boot().check([("on all md 0", "on: there is no other hart\n"),
                  ("on 1 md 0", "on: hart 1: firmware does not know it\n"),
                  ("hart", "HART  NODE         STATE    HERE            NOTES\n"
                           "   0  /cpus/cpu@0  started  runs the shell  -\n")])


@pytest.mark.parametrize("command", [f"md.b {IMAGE_AT:#x} 0x100000",
                                     "mw.b 0x82000000 1 0x1000000",
                                     "time mw.b 0x82000000 1 0x1000000",
                                     f"repeat 0x10000000 time md.b {IMAGE_AT:#x} 1",
                                     "scan -w 0,0x8000000000 0x1000"])
@pytest.mark.parametrize("firmware", [*FIRMWARES, "stub"])
def test_ctrl_c_ends_them(boot, firmware, command):
    machine = boot(harts=4, firmware=firmware, card={"features": ["hsm", "ipi"]}
                   if firmware == "stub" else {})
    machine.enter(f"on all {command}")
    machine.drain(0.5)
    machine.type("\x03")
    machine.expect(rb"\^C")
    machine.prompt()
    harts = others(machine)
    assert {here(machine)[hart] for hart in harts} == {"waits"}
    assert machine.run(f"on all md.w {IMAGE_AT:#x} 1").count("hart ") == len(harts)


def test_a_filter_that_wants_no_more_ends_them(boot):
    machine = boot(harts=2)
    hart, = others(machine)
    assert machine.run(f"on {hart} md {IMAGE_AT:#x} 0x10000 | head 2").count("\n") == 2
    assert here(machine)[hart] == "waits"


def test_a_time_limit(boot):
    machine = boot(harts=2)
    hart, = others(machine)
    said = machine.run(f"on -t 50 {hart} mw.b 0x82000000 1 0x1000000; echo $?")
    assert re.fullmatch(rf"mw: hart {hart}: ended after 50 ms, last access at 0x8[23]\w{{6}}\n"
                        "116\n", said)
    assert machine.run(f"on -t 5000 {hart} md.w {IMAGE_AT:#x} 1") == \
        machine.run(f"md.w {IMAGE_AT:#x} 1")


# --- a hart that hangs, or does not come --------------------------------------------------------

def test_a_bus_that_hangs_costs_a_hart(boot):
    machine = boot(firmware="stub", harts=3, card={"features": ["hsm", "hang"]})
    assert machine.run(f"on -t 100 1 md {HANG:#x}") == \
        f"md: hart 1: lost, last access at {HANG:#x}\n"
    assert listed(machine)[1] == {"hart": 1, "node": "/cpus/cpu@1", "state": "started",
                                  "here": "is lost", "notes": [f"last access at {HANG:#x}"]}
    machine.check([
        (f"on 1 md {IMAGE_AT:#x}", "on: hart 1: it is lost: its last job did not end\n"),
        (f"on 2 md.w {IMAGE_AT:#x} 1", machine.run(f"md.w {IMAGE_AT:#x} 1")),
        ("hart stop 1", "hart: hart 1: it is lost\n"),
    ])
    machine.enter(f"on 2 md {HANG:#x}")
    machine.drain(0.3)
    machine.type("\x03")
    machine.expect(rb"\^C")
    assert machine.prompt().strip() == f"on: hart 2: lost, last access at {HANG:#x}"


@pytest.mark.parametrize("command", [
    "crc32 0x8018fff0 0x80", "sha256 0x8018fff0 0x80", "search 0x8018fff0,0x80 0x12345678",
    "memtest 0x8018f000,0x2000 -f -t march", "bench mem 0x80190000,0x1000 -f",
])
def test_the_last_access_of_a_loop(boot, command):
    """What was accessed before, by another command, is not what hangs."""
    machine = boot(firmware="stub", harts=2, card={"features": ["hsm", "hang"]})
    other, = others(machine)
    machine.run(f"on {other} md {IMAGE_AT:#x} 1")
    assert machine.run(f"on -t 500 {other} {command}").endswith(
        f"{command.split()[0]}: hart {other}: lost, last access at {HANG & ~0xfff:#x}\n")


ODD = [  # what the stub does, what the start says, what is listed then
    ("hsm-never", "hart: hart 1: it did not arrive\n", "start pending", "is awaited",
     r"pending for \d+ ms"),
    ("hsm-late", "hart: hart 1: it did not arrive\n", "start pending", "is awaited",
     r"pending for \d+ ms"),
    ("hsm-twice", "", "started", "waits", "came (2 times|as hart 2)"),
    ("hsm-odd", "", "started", "waits", "came with sie 0x2"),
]


@pytest.mark.parametrize("feature, said, state, doing, note", ODD)
def test_harts_that_come_oddly(boot, feature, said, state, doing, note):
    machine = boot(firmware="stub", harts=3, card={"features": ["hsm", feature]})
    assert machine.run("hart start 1") == said
    row = listed(machine)[1]
    while row["state"] != state:  # of two that come, the other one may be first
        row = listed(machine)[1]
    assert row["here"] == doing
    assert re.fullmatch(note, row["notes"][0])
    assert row["notes"][1:] == (["start: it did not arrive"] if said else row["notes"][1:])


def test_ctrl_c_while_harts_are_awaited(boot):
    """The other ones are not started any more."""
    machine = boot(firmware="stub", harts=4, card={"features": ["hsm", "hsm-never"]})
    machine.enter("on all md 0")
    machine.drain(0.3)
    machine.type("\x03")
    machine.expect(rb"\^C")
    assert "arrive" not in machine.before()
    machine.prompt()
    assert machine.run("echo $?") == "130\n"
    assert sorted(map(str, here(machine).values())) == ["None", "None", "is awaited",
                                                        "runs the shell"]


def test_a_late_hart_is_of_use_when_it_comes(boot):
    machine = boot(firmware="stub", harts=2, card={"features": ["hsm", "hsm-late"]})
    assert machine.run("on 1 md 0") == "on: hart 1: it did not arrive\n"
    assert machine.run("hart stop 1") == "hart: hart 1: it has not arrived\n"
    while here(machine)[1] != "waits":
        pass
    assert machine.run(f"on 1 md.w {IMAGE_AT:#x} 1") == machine.run(f"md.w {IMAGE_AT:#x} 1")


def test_harts_that_stray(boot):
    """OpenSBI 1.1 may start a hart before it has stored where: such a hart comes by the image's
    entry, and parks. It is led to where it should have gone, and stopped like any other."""
    machine = boot(firmware="stub", harts=3, card={"features": ["hsm", "hsm-strays"]})
    before = listed(machine)
    line = machine.run(f"md.w {IMAGE_AT:#x} 1")
    for _ in range(2):
        assert sorted(machine.run(f"on all md.w {IMAGE_AT:#x} 1").splitlines(keepends=True)) == [
            f"hart 1: {line}", f"hart 2: {line}"]
        assert machine.run("hart stop 1; hart stop 2") == ""
        assert listed(machine) == before


def test_a_hart_that_does_not_stop(boot):
    machine = boot(firmware="stub", harts=2, card={"features": ["hsm", "hsm-stays"]})
    machine.check([
        ("hart stop 1", "hart: hart 1: not started here\n"),
        ("hart start 1", ""),
        ("hart stop 1", "hart: hart 1: firmware does not stop it\n"),
        (f"on 1 md.w {IMAGE_AT:#x} 1", machine.run(f"md.w {IMAGE_AT:#x} 1")),
        ("hart suspend 1", "hart: hart 1: not supported\n"),
    ])


def test_harts_that_firmware_or_the_tree_does_not_have(boot, trees):
    machine = boot(harts=3)
    hart, other = others(machine)
    machine.run(f"rm /cpus/cpu@{hart}; set /cpus/cpu@{other}/status disabled")
    machine.run("mk /cpus/cpu@9; set /cpus/cpu@9/reg 9; set /cpus/cpu@9/device_type cpu")
    rows = listed(machine)
    assert rows[hart]["notes"] == ["not in the tree"]
    assert rows[other]["notes"] == ["disabled"]
    assert rows[9]["notes"] == ["HSM: invalid parameter"]
    assert machine.run("on all md 0") == "on: hart 9: firmware does not know it\n"
    assert machine.run(f"on {hart} md.w {IMAGE_AT:#x} 1")  # it may be started nevertheless


@pytest.mark.parametrize("firmware", FIRMWARES)
def test_suspended(boot, firmware):
    machine = boot(harts=2, firmware=firmware)
    hart, = others(machine)
    for _ in range(3):
        assert machine.run(f"hart suspend {hart}") == ""
        assert (listed(machine)[hart]["state"], here(machine)[hart]) == ("suspended",) * 2
        machine.run(f"on {hart} md.w {IMAGE_AT:#x} 1")
        assert (listed(machine)[hart]["state"], here(machine)[hart]) == ("started", "waits")
    machine.run(f"hart suspend {hart}")
    assert machine.run(f"hart stop {hart}") == ""
    assert listed(machine)[hart]["state"] == "stopped"


# --- the hand-off ---------------------------------------------------------------------------------

@pytest.mark.parametrize("row", [row for row in MACHINES if row.machine == "virt"],
                         ids=lambda row: row.id)
def test_the_next_program_finds_them_as_they_were(boot, row):
    """Itself, loaded elsewhere and then over the running one; each uses all harts."""
    fields = {**row.__dict__, "ram": "512M"}
    machine = boot(Row(**{**fields, "args": (*row.args, *loader(IMAGE["bin"], LOADED))}))
    harts = len(others(machine)) + 1
    for place in (FIRST, IMAGE_AT):
        assert machine.run(f"on all md.w {IMAGE_AT:#x} 1").count("\n") == harts - 1
        machine.enter(f"boot {LOADED:#x},{IMAGE['bin'].stat().st_size} -a {place:#x}")
        machine.start()
        assert "waits" not in here(machine).values()
        assert len(others(machine)) == harts - 1


@pytest.mark.parametrize("feature, command, why", [
    ("hang", f"on -t 100 1 md {HANG:#x}", "a hart is lost in this program"),
    ("hsm-never", "hart start 1", "a hart that was started has not arrived"),
    ("hsm-stays", "hart start 1", "firmware does not stop a hart"),
    ("hsm-twice", "hart start 1", "firmware sent a second hart with one"),
])
def test_no_hand_off_while_one_may_run_here(boot, feature, command, why):
    machine = boot(firmware="stub", harts=3, ram="512M", card={"features": ["hsm", feature]},
                   args=loader(IMAGE["bin"], LOADED))
    machine.run(command)
    said = machine.run(f"boot {LOADED:#x},{IMAGE['bin'].stat().st_size} -a {FIRST:#x}")
    assert said.endswith(f"{why}\n"), said


# --- bench ipi ------------------------------------------------------------------------------------

@pytest.mark.parametrize("row", MACHINES, ids=lambda row: row.id)
def test_how_fast_they_answer(boot, row):
    machine = boot(row)
    harts = others(machine)
    document = json.loads(machine.run("bench ipi -j"))
    schema = json.loads((ROOT / "docs" / "schema" / "bench-ipi.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(document)
    assert [row["hart"] for row in document["harts"]] == harts
    for times in document["harts"]:
        assert 0 < times["ipi_ns"] <= times["worst_ns"]
        assert ("fence_ns" in times) == (row.firmware != "stub")
    assert set(here(machine).values()) <= {"runs the shell", "waits", None}


def test_nothing_to_measure(boot):
    assert boot().run("bench ipi") == "bench: there is no other hart\n"


# --- trap -----------------------------------------------------------------------------------------

def test_traps_of_another_hart(boot):
    """Contained and reported as those of the shell's hart."""
    machine = boot(harts=2)
    hart, = others(machine)
    for kind in ("illegal", "ebreak", "load", "store", "fetch", "misaligned"):
        first, *report = machine.run(f"trap {kind}", fault=True).splitlines()
        said = machine.run(f"on {hart} trap {kind}; echo $?", fault=True).splitlines()
        assert said[:2] == [f"trap: hart {hart}: a trap ended trap", first]
        assert said[-1] == "14"
        assert len(said) == len(report) + 3
    overflowed = f"trap: hart {hart}: the command overflowed its stack\n"
    machine.run("protect on")
    for _ in range(2):
        said = machine.run(f"on {hart} trap stack", fault=True)
        assert said.startswith(overflowed + (
            f"trap: hart {hart}: a trap ended trap\ntrap: store page fault (scause 15)\n"))
    assert machine.run("protect").count("  ---     guard page of another hart\n") == 1
    machine.run("protect off")
    assert machine.run(f"on {hart} trap stack", fault=True) == overflowed
    machine.run("protect on")
    assert machine.run(f"on {hart} trap stack", fault=True) == said
    assert machine.run(f"on {hart} md.w {IMAGE_AT:#x} 1") == machine.run(f"md.w {IMAGE_AT:#x} 1")
