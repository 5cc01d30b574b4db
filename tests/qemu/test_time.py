"""time, repeat, watch, sleep, uptime and timer: what they measure, wait for and run."""

import json
import re
import sys
import time

import jsonschema
import pytest

from machine import ROOT
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

sys.path.insert(0, str(ROOT / "bench"))

import guest  # noqa: E402

CTRL_C = "\x03"
HARTS = [Row("virt", firmware=DYNAMIC_16), Row("virt-4", harts=4), Row("virt-8", harts=8),
         Row("sifive_u", **SIFIVE_U), Row("icicle", **ICICLE_KIT, firmware=DYNAMIC_16)]
TOOK = (r"instructions (\d+)  in firmware (\d+)  bytes (\d+)  us (\d+)  cycles (\d+)"
        r"(?:  a byte (\d+\.\d))?\n")
RULES = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs" / "schema" / "time.json").read_text()))
HOST = "Both counters show time here, as under QEMU without -icount.\n"


def exact(boot, **fields):
    return boot(Row("exact", args=guest.EXACT, **fields))


def spent(machine, command):
    """What `time -j` says of the command, and what the command printed."""
    *lines, last = machine.run(f"time -j {command}").splitlines(keepends=True)
    return json.loads(last)["time"], "".join(lines)


def with_cr(text):
    """As it is sent."""
    return text.replace("\n", "\r\n")


# --- time -----------------------------------------------------------------------------------------

def test_counts(boot):
    """Instructions are counted where QEMU counts them, and the same as for the last command."""
    machine = exact(boot, firmware="stub")
    output, _, took = machine.run("time ls /").rpartition("\ninstructions ")
    instructions, firmware, sent, us, cycles, share = re.fullmatch(
        TOOK, "instructions " + took).groups()
    assert "soc/" in output.split() and int(sent) == len(with_cr(output + "\n"))
    assert share == f"{int(instructions) * 10 // int(sent) / 10:.1f}"
    assert abs(int(cycles) - int(instructions) - int(firmware)) < 100 and int(us) > 0
    first, _ = spent(machine, "ls /")
    alone = json.loads(machine.run("ls /; time -j").splitlines()[-1])["time"]
    assert abs(first["instructions"] - alone["instructions"]) < first["instructions"] // 10
    assert (first["bytes"], first["counts"]) == (alone["bytes"], "instructions")


def test_the_firmware_is_counted_apart(boot):
    machine = exact(boot, console="sbi", firmware=DYNAMIC_16)
    took, _ = spent(machine, "ls /")
    assert took["in_firmware"] > took["bytes"] * 10


def test_the_whole_pipeline(boot):
    machine = exact(boot, firmware="stub")
    whole, text = spent(machine, "dts /")
    counted, words = spent(machine, "dts / | wc")
    assert words == f"{text.count(chr(10))} {len(text.split())} {len(text)}\n"
    assert counted["bytes"] == len(with_cr(words))
    assert counted["instructions"] > whole["instructions"] // 4
    thrice, text = spent(machine, "repeat 3 ls /")
    once, line = spent(machine, "ls /")
    assert text == 3 * line and thrice["bytes"] == 3 * once["bytes"]
    assert abs(thrice["instructions"] - 3 * once["instructions"]) < once["instructions"] // 3


@pytest.mark.parametrize("row", HARTS, ids=[row.id for row in HARTS])
def test_a_counter_of_the_hosts_time(boot, row):
    """QEMU without -icount: the counters are named for what they are."""
    machine = boot(row)
    for _ in range(5):
        output = machine.run("time echo a")
        assert output.startswith("a\n") and output.endswith(HOST), output
        assert re.fullmatch(TOOK, output[2:-len(HOST)])
    assert spent(machine, "echo a")[0]["counts"] == "time"


PASSED = "What passing output to the shell's hart took is not counted.\n"


@pytest.mark.parametrize("row", HARTS[1:3] + [Row("sifive_u", **{**SIFIVE_U, "harts": 5}),
                                              HARTS[4]], ids=lambda row: row.id)
def test_on_another_hart(boot, row):
    """Each measures its own run, in whole lines; the command's output is as it is elsewhere."""
    machine = boot(row)
    line = machine.run("md.w 0x80200000 1")
    text = machine.run("on all time -j md.w 0x80200000 1")
    found = {}
    for hart, rest in re.findall(r"^hart (\d+): (.*\n)", text, re.M):
        found[hart] = found.get(hart, "") + rest
    assert len(found) == (row.harts if row.machine == "virt" else 4) - 1
    for output in found.values():
        assert output.startswith(line)
        RULES.validate(json.loads(output[len(line):]))
        took = json.loads(output[len(line):])["time"]
        assert (took["bytes"], took["counts"]) == (len(line), "time") and took["us"] >= 0
        assert took["instructions"] > 0 and took["in_firmware"] == 0
    hart = next(iter(found))
    text = machine.run(f"on {hart} time md.w 0x80200000 1")
    assert text.startswith(line + "instructions ") and text.endswith(HOST + PASSED)
    # It is what the last command of the shell's hart took that `time` shows alone.
    machine.check([
        (f"on {hart} time md 0x8000000000 | grep fault",
         machine.run("md 0x8000000000 | grep fault")),
        (f"on {hart} time mw; echo $?", machine.run("mw; echo $?")),
    ])
    own = re.search(r"^Hart: +(\d+)", machine.banner, re.M)[1]
    assert machine.run(f"on {hart} time; echo $?") == (
        f"time: the last command ran on hart {own}: type 'time' alone, or "
        "'on N time COMMAND'\n1\n")
    assert f"hart {hart}: a trap ended trap" in machine.run(f"on {hart} time trap ebreak",
                                                            fault=True)
    assert machine.run(f"time on {hart} md.w 0x80200000 1").startswith(line + "instructions ")


def test_another_harts_share(boot):
    """QEMU counts the instructions of all harts together: those of this one are among them. How
    many the shell's hart makes meanwhile is QEMU's choice."""
    machine = boot(Row("exact", args=("-icount", "shift=0"), harts=2))
    words = "crc32 0x80200000 0x40000"
    here, text = spent(machine, words)
    hart, = others(machine)
    machine.run(f"hart start {hart}")
    while machine.run("hart -j").count('"here":"waits"') == 0:
        pass  # QEMU lets one hart run for seconds of its clock before the other
    output = machine.run(f"on {hart} time -j {words}")
    assert output.startswith(text)
    there = json.loads(output[len(text):])["time"]
    assert there["counts"] == "instructions"
    assert here["instructions"] * 0.5 < there["instructions"] < here["instructions"] * 20


def others(machine):
    return [row["hart"] for row in json.loads(machine.run("hart -j"))["harts"]
            if row.get("here") != "runs the shell"]


def test_statuses(boot):
    machine = boot()
    assert machine.run("time ls /nosuch; echo $?").endswith(HOST + "2\n")
    assert machine.run("time ls /nosuch && echo a").endswith(HOST)
    assert machine.run("time nosuch1; echo $?") == (
        "nosuch1: no such command; 'help' lists them\n127\n")
    assert machine.run("time time time time time echo; echo $?") == (
        "time: more than 4 commands that run another\n7\n")
    assert machine.run("time -h").startswith("usage: time [-j] [COMMAND...]\n")
    assert machine.run("time ls -h").startswith("usage: ls ")


# --- repeat, sleep, watch -------------------------------------------------------------------------

def test_ctrl_c_ends_all(boot):
    """Whether or not the command prints or takes time."""
    machine = boot()
    for line in ("repeat 100000000 echo a", "repeat 1000000000 mw 0x84000000 1", "sleep 1000",
                 "repeat 9 sleep 100", "time repeat 9 sleep 100", "watch -n 0.1 ls",
                 "watch -n 1000 ls /chosen", "watch -a -n 0 mw 0x84000000 1"):
        machine.type(line + "; echo not run\r")
        machine.expect(rb"echo not run\r\n")
        machine.listen(0.3)
        machine.type(CTRL_C)
        output = machine.prompt()
        assert output.endswith("^C") and "not run" not in output, line
        assert machine.run("echo $?") == "130\n", line


def test_sleep(boot):
    machine = boot()
    for word, least in ("0", 0), ("0.25", 0.25), ("1", 1), ("0.0000001", 0):
        took, output = spent(machine, f"sleep {word}")
        # A busy host may hold it up, but no unit is mistaken for another.
        assert output == "" and least <= took["us"] / 1e6 < least + 20, word
    machine.check([
        ("sleep x", "sleep: x: not a number of seconds\n"),
        ("sleep 1x", "sleep: 1x: not a number of seconds\n"),
        ("sleep .5", "sleep: .5: not a number of seconds\n"),
        ("sleep 1.5.", "sleep: 1.5.: not a number of seconds\n"),
        ("sleep 99999999999999999999999", "sleep: 99999999999999999999999: too long\n"),
        ("sleep", "sleep: too few arguments\nusage: sleep SECONDS\n"),
    ])


@pytest.mark.parametrize("features", [["time-still"], ["no-timer", "time-traps"]])
def test_without_a_clock(boot, features):
    machine = boot(firmware="stub", card={"features": features})
    machine.check([
        ("sleep 1", "sleep: the clock does not run\n"),
        ("uptime", "uptime: the clock does not run\n"),
        ("timer -j", '{"timer":{}}\n'),
    ] if "no-timer" in features else [
        ("sleep 1", "sleep: the clock does not run\n"),
        ("uptime", "uptime: the clock does not run\n"),
    ])
    assert machine.run("timer").endswith("The clock does not run.\n")


def test_watch(boot):
    """Runs again and again until a key; the screen is cleared before each run but with -a."""
    machine = boot()
    machine.type("watch -n 0.1 echo again\r")
    for _ in range(3):
        machine.expect(rb"\x1b\[H\x1b\[Jagain")
    machine.type("q")
    machine.prompt()
    assert machine.run("echo $?") == "0\n"
    machine.type("watch -a -n 0.1 echo again | wc\r")
    machine.expect(rb"\n1 1 6\r\n1 1 6\r\n1 1 6")
    machine.type(" ")
    machine.prompt()
    machine.check([
        ("watch", "watch: too few arguments\nusage: watch [-n SECONDS] [-a] COMMAND...\n"),
        ("watch -n x ls", "watch: x: not a number of seconds\n"),
        ("watch -x ls",
         "watch: no option -x\nusage: watch [-n SECONDS] [-a] COMMAND...\n"),
        ("watch nosuch1", "nosuch1: no such command; 'help' lists them\n"),
    ])


# --- the clock ------------------------------------------------------------------------------------

def test_uptime(boot):
    machine = boot()
    assert re.fullmatch(r"The clock has run for 00:00:\d\d\.\d{3}, this image for "
                        r"00:00:\d\d\.\d{3}\.\n", machine.run("uptime"))
    start = time.monotonic()
    before, = json.loads(machine.run("uptime -j")).values()
    machine.run("sleep 0.5")
    after, = json.loads(machine.run("uptime -j")).values()
    passed = after["us"] - before["us"]
    assert 500_000 <= passed and abs(after["image_us"] - before["image_us"] - passed) <= 1
    assert passed / 1e6 <= time.monotonic() - start + 0.1
    assert before["image_us"] < before["us"]


@pytest.mark.parametrize("harts", [4, 8])
def test_clocks_of_other_harts(boot, harts):
    """QEMU has one clock: what differs is within what the comparison can know."""
    machine = boot(harts=harts, firmware=DYNAMIC_16)
    assert "harts" not in json.loads(machine.run("timer -j"))
    started = [hart for hart in range(harts) if machine.run(f"hart start {hart}") == ""]
    found = json.loads(machine.run("timer -j"))["harts"]
    assert sorted(row["hart"] for row in found) == started and len(started) == harts - 1
    for row in found:
        assert row.get("ahead_ns", row.get("late_ns")) <= row["within_ns"] + 100, row


@pytest.mark.parametrize("row, source", [
    (Row("sstc", firmware=DYNAMIC_16), "the hart (Sstc)"),
    (Row("sbi", firmware="stub"), "firmware (SBI TIME)"),
    (Row("legacy", firmware="stub", card={"features": ["no-base"]}), "firmware (legacy SBI)"),
    (Row("sifive_u", **SIFIVE_U), "firmware (SBI TIME)"),
    (Row("icicle", **ICICLE_KIT), "firmware (SBI TIME)"),
], ids=["sstc", "sbi", "legacy", "sifive_u", "icicle"])
def test_timer(boot, row, source):
    machine = boot(row)
    found = json.loads(machine.run("timer -j"))["timer"]
    assert found["source"] == source
    assert found["hz"] == 10_000_000 if row.machine == "virt" else found["hz"] == 1_000_000
    assert found["step_ns"] % (1_000_000_000 // found["hz"]) == 0
    assert 0 < found["wakes"] <= 20
    assert 0 <= found["least_late_ns"] <= found["most_late_ns"] < 1_000_000_000
    text = machine.run("timer")
    assert text.startswith(f"set by          {source}\nclock           {found['hz']} Hz\n")
