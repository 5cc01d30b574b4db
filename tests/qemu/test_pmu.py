"""`pmu`: counters and events, counts of a command, and whether counters count what they claim."""

import json
import re

import jsonschema
import pytest

from machine import FIRMWARE, IMAGE, ROOT, Machine, whole
from rows import DYNAMIC_16, SIFIVE_U, Row
from uefi import qemu

CTRL_C = "\x03"
EXACT = ("-icount", "shift=0")  # QEMU's counters show instructions rather than the host's time
STUB = {"firmware": "stub", "args": EXACT}
OPENSBI = [Row("1.1", args=EXACT), Row("1.6", firmware=DYNAMIC_16, args=EXACT)]
FIRMWARE_EVENTS = ["fw-set-timer", "fw-ipi-sent", "fw-ipi-received",
                   *(f"fw-{what}-{way}" for what in ("fence-i", "sfence-vma", "sfence-vma-asid")
                     for way in ("sent", "received"))]
TLB_EVENTS = ["dtlb-read-miss", "dtlb-write-miss", "itlb-read-miss"]


def document(machine, schema, line):
    """The document that ends the line's output; it fits its schema."""
    shown = machine.run(line)
    found = json.loads(shown[shown.index('{"'):])
    rules = json.loads((ROOT / "docs" / "schema" / f"{schema}.json").read_text())
    jsonschema.Draft202012Validator(rules).validate(found)
    return found


def verified(machine):
    """{event: row} of `pmu verify`."""
    return {row["event"]: row
            for row in document(machine, "pmu-verify", "pmu -j verify")["events"]}


def verdicts(machine):
    return {event: row["verdict"] for event, row in verified(machine).items()}


def stub(boot, *features, **fields):
    return boot(card={"features": ["pmu", "ipi", *features]}, **{**STUB, **fields})


# --- what there is --------------------------------------------------------------------------------

@pytest.mark.parametrize("row", OPENSBI, ids=[row.id for row in OPENSBI])
def test_list(boot, row):
    machine = boot(row)
    found = document(machine, "pmu", "pmu -j")
    assert found["counters"] == [
        {"first": 0, "last": 0, "kind": "hardware", "csr": "cycle", "bits": 64},
        {"first": 2, "last": 2, "kind": "hardware", "csr": "instret", "bits": 64},
        {"first": 3, "last": 18, "kind": "hardware", "csr": "hpmcounter3..18", "bits": 64},
        {"first": 19, "last": 34, "kind": "firmware", "bits": 64}]
    events = {event["event"]: event for event in found["events"]}
    assert [events[name].get("counter") for name in ("cycles", "instructions")] == [0, 2]
    assert {"fw-set-timer", "fw-illegal-insn", *TLB_EVENTS} < set(events)
    assert "branches" not in events
    assert len(document(machine, "pmu", "pmu -a -j")["events"]) == 74
    shown = machine.run("pmu -a")
    assert max(map(len, shown.split("\n"))) < 80
    assert re.search(r"(?m)^branches +0x5 +- +- +-$", shown)


# --- what is right --------------------------------------------------------------------------------

@pytest.mark.parametrize("row", OPENSBI, ids=[row.id for row in OPENSBI])
def test_verify(boot, row):
    machine = boot(row)
    before = machine.run("time echo x").partition("  us ")[0]
    found = verified(machine)
    assert {event: found[event]["verdict"] for event in
            ["cycles", "instructions", "dtlb-read-miss", "dtlb-write-miss"]} == dict.fromkeys(
                ["cycles", "instructions", "dtlb-read-miss", "dtlb-write-miss"], "right")
    assert found["instructions"]["measured"] == 8192
    for event in FIRMWARE_EVENTS:
        # With one hart there is no other to send to, and OpenSBI 1.6 does not count the hart's own.
        alone = row.id == "1.6" and "ipi" in event
        assert (found[event]["measured"], found[event]["verdict"]) == \
            ((0, "not decidable") if alone else (16, "right")), event
    assert max(map(len, machine.run("pmu -a verify").split("\n"))) <= 80
    # Again the same; and what this program counts with goes on.
    assert verified(machine) == found
    assert machine.run("time echo x").partition("  us ")[0] == before
    assert machine.run("sleep 0.01; timer; echo $?").endswith("0\n")


def test_another_hart_is_sent_to(boot):
    machine = boot(firmware=DYNAMIC_16, harts=2)
    found = verified(machine)
    assert (found["fw-ipi-sent"]["measured"], found["fw-ipi-sent"]["verdict"]) == (16, "right")
    assert found["fw-ipi-received"] == {
        "event": "fw-ipi-received", "counter": found["fw-ipi-received"]["counter"], "measured": 0,
        "expected_least": 16, "expected_most": 16, "verdict": "not decidable",
        "why": "firmware counts it between two harts only"}
    assert "satp" in machine.run("on all csr satp")


def test_counters_that_show_time(boot):
    """Without -icount both of QEMU's do."""
    machine = boot(firmware=DYNAMIC_16)
    found = verified(machine)
    assert found["instructions"]["verdict"] == "wrong"
    assert found["fw-set-timer"]["measured"] == 16
    assert machine.run("pmu verify && echo not run; echo $?").endswith("\n1\n")


def test_a_newer_qemu():
    machine = Machine(None, program=[
        *qemu(), "-M", "virt", *EXACT, "-bios", str(FIRMWARE / f"{DYNAMIC_16}.bin"),
        "-kernel", str(IMAGE["bin"]), "-display", "none", "-monitor", "none", "-serial", "stdio"])
    try:
        found = verdicts(machine.start())
        assert {found[event] for event in ("cycles", "instructions", "fw-set-timer")} == {"right"}
    finally:
        machine.close()


@pytest.mark.parametrize("protection", ["on", "off"])
def test_misses_need_page_tables(boot, protection):
    machine = boot(firmware=DYNAMIC_16)
    assert machine.run(f"protect {protection}") == ""
    found = verified(machine)["dtlb-read-miss"]
    assert found["verdict"] == {"on": "right", "off": "not decidable"}[protection]
    assert found.get("why") == {"on": None, "off": "page tables are off: see 'protect'"}[protection]
    assert machine.run("protect on") == ""


# --- what is wrong --------------------------------------------------------------------------------

RIGHT = {"cycles": "right", "instructions": "right", "fw-set-timer": "right",
         "fw-ipi-sent": "right",
         "fw-fence-i-sent": "not decidable"}  # it counts them, and has no RFENCE unless asked
# QEMU's tree claims them, and the stub has no counter for them.
CLAIMED = dict.fromkeys(TLB_EVENTS, "no counter")
BROKEN = [
    ([], {}),
    (["pmu-wrong"], {"branches": "wrong", "fw-ipi-sent": "wrong"}),
    (["pmu-still"], {"l1d-read-access": "not counted", "fw-set-timer": "not counted"}),
    (["pmu-many"], {}),
]


@pytest.mark.parametrize("features, expected", BROKEN, ids=["right", "wrong", "still", "many"])
def test_what_the_stub_breaks(boot, features, expected):
    machine = stub(boot, *features)
    assert verdicts(machine) == {**RIGHT, **CLAIMED, **expected}
    assert machine.run("rm /pmu; pmu verify; echo $?").endswith("\n1\n" if expected else "\n0\n")


def test_measured_beside_expected(boot):
    found = verified(stub(boot, "pmu-wrong"))
    assert (found["branches"]["measured"], found["branches"]["expected_least"]) == (8192, 4096)
    assert (found["fw-ipi-sent"]["measured"], found["fw-ipi-sent"]["expected_most"]) == (32, 16)


def test_more_counters_than_there_can_be(boot):
    machine = stub(boot, "pmu-many")
    assert "Firmware says that there are 1099511627776 counters: the first 64 are used.\n" in \
        machine.run("pmu")
    assert "hpmcounter4..31  not read" in machine.run("csr hpmcounter")


def test_a_counter_that_is_not_there(boot):
    machine = stub(boot, "pmu-stray")
    found = verified(machine)
    assert {row["verdict"] for row in found.values()} == {"wrong", "no counter"}
    assert found["cycles"]["why"] == "firmware chose a counter that it does not have"
    assert machine.run("pmu cycles echo not run") == (
        "pmu: cycles: firmware has no free counter for it; 'pmu' lists events that have one\n")


def test_the_tree_is_wrong(boot):
    machine = boot(Row("1.6", firmware=DYNAMIC_16, args=EXACT))
    assert machine.run("set /pmu/riscv,event-to-mhpmcounters <1 1 0x8 2 2 0x4 5 5 0x7fff8>; "
                       "set /pmu/riscv,event-to-mhpmevent <5 0x1 0x2>; "
                       "set /pmu/riscv,raw-event-to-mhpmcounters <0 1 0xffffffff 0xffffff00 0x18>; "
                       "echo $?").endswith("0\n")
    found = verified(machine)
    assert (found["cycles"]["tree"], found["cycles"]["verdict"], found["cycles"]["why"]) == \
        ("3", "wrong", "firmware uses a counter that the tree does not claim")
    assert (found["instructions"]["tree"], found["instructions"]["verdict"]) == ("2", "right")
    assert found["branches"] == {"event": "branches", "tree": "3..18", "verdict": "no counter"}
    listed = document(machine, "pmu", "pmu -j")
    assert {"event": "branches", "code": "0x5", "tree": "3..18", "mhpmevent": "0x100000002"} in \
        listed["events"]
    assert listed["raw"] == [{"selector": "0x1", "mask": "0xffffffffffffff00", "tree": "3..4"}]


@pytest.mark.parametrize("card", [[], ["no-base"]], ids=["2.0", "0.1"])
def test_firmware_without_counters(boot, card):
    machine = boot(firmware="stub", card={"features": card})
    for line in ("pmu", "pmu verify", "pmu cycles echo not run"):
        assert whole(machine.run(f"{line}; echo $?")) == (
            "pmu: firmware has no counters: 'sbi' lists what it has, 'time' counts instructions\n"
            "19\n"), line


# --- counts of a command --------------------------------------------------------------------------

def counts(machine, line):
    return {row["event"]: row["count"] for row in
            document(machine, "pmu-count", f"pmu -j {line}")["counts"]}


@pytest.mark.parametrize("row", OPENSBI, ids=[row.id for row in OPENSBI])
def test_counts_of_a_command(boot, row):
    machine = boot(row)
    few = counts(machine, "instructions,cycles,fw-fence-i-sent echo")
    assert 0 < few["instructions"] < 100_000 and few["fw-fence-i-sent"] == 0
    many = counts(machine, "instructions,fw-fence-i-sent repeat 5 sbi call RFNC 0 1 0 0 0")
    assert many["instructions"] > few["instructions"] and many["fw-fence-i-sent"] == 5
    assert re.fullmatch(r"hi\n *COUNT  EVENT +COUNTER\n +\d+  cycles +0\n *0  fw-ipi-sent +19\n",
                        machine.run("pmu cycles,fw-ipi-sent echo hi"))


def test_what_is_refused(boot):
    machine = boot(firmware=DYNAMIC_16)
    usage = "usage: pmu [-a] [-j] [verify | EVENT[,EVENT...] COMMAND...]\n"
    none = "firmware has no free counter for it; 'pmu' lists events that have one\n"
    machine.check([
        ("pmu cycles", f"pmu: type a command after the events\n{usage}"),
        ("pmu nix echo", "pmu: nix: no such event; 'pmu -a' lists them\n"),
        ("pmu cycles,nix echo", "pmu: nix: no such event; 'pmu -a' lists them\n"),
        ("pmu ,, echo", "pmu: : no such event; 'pmu -a' lists them\n"),
        ("pmu branches echo", f"pmu: branches: {none}"),
        ("pmu cycles,branches echo", f"pmu: branches: {none}"),
        ("pmu 1,1,1,1,1,1,1,1,1 echo", "pmu: more than 8 events\n"),
        ("pmu verify echo", "pmu: verify: no such event; 'pmu -a' lists them\n"),
        ("pmu cycles nosuch1", "nosuch1: no such command; 'help' lists them\n"),
    ])
    assert machine.run("pmu cycles pmu instructions echo").startswith(
        "pmu: it cannot run inside itself: name all events, with commas between\n")


def freed(machine):
    """The stub's own counters are neither started nor matched: none can be started."""
    return {json.loads(machine.run(f"sbi call PMU 3 {counter} 1 -j"))["answer"]["error"]
            for counter in (2, 3, 4)} == {-3}


def test_counters_are_free_afterwards(boot):
    machine = stub(boot)
    assert machine.run("sbi call PMU 2 0 0x1f 0 0xf0005 0; sbi call PMU 3 3 1") == (
        "error 0 success  value 0x3 3\nerror 0 success  value 0x0 0\n")
    assert not freed(machine)
    for line in ("pmu fw-set-timer,fw-ipi-sent echo", "pmu", "pmu verify",
                 "pmu cycles,fw-ipi-sent,nix echo", "pmu cycles,branches echo"):
        machine.run(line)
        assert freed(machine), line
    assert "trap: load access fault" in machine.run("pmu fw-set-timer trap load", fault=True)
    assert freed(machine)
    machine.type("pmu fw-set-timer,instructions sleep 1000; echo not run\r")
    machine.expect(rb"echo not run\r\n")
    machine.type(CTRL_C)
    output = machine.prompt()
    assert output.endswith("^C") and "COUNT" not in output and "not run" not in output
    assert freed(machine)
    assert machine.run("pmu cycles").startswith("pmu: type a command after the events\n")


def test_completion(boot):
    machine = boot()
    assert machine.keys("pmu verif\t").startswith("EVENT ")
    assert machine.keys("pmu instru\t echo x").startswith("x\n")
    assert "fw-ipi-sent" in machine.keys("pmu cycles,fw-ipi-s\t echo x")


def test_other_machines(boot):
    machine = boot(Row("sifive_u", **SIFIVE_U, args=EXACT))
    assert set(verdicts(machine).values()) <= {"right", "not decidable"}
