"""The machine itself: its instructions beside QEMU's, its UART beside the data sheet."""
import re

import pytest

import instructions
from programs import build, guest, qemu
from scene import BUILD, CHECKED, MACHINE, Run, tree


def sums(output):
    """One number a case, the last thing that the program prints."""
    return re.findall(r"(?m)^([a-p]{16})\r?$", output.decode("latin-1"))


@pytest.mark.parametrize("short", [False, True], ids=["rv64ima", "rv64imac"])
def test_instructions_give_what_qemu_gives(short):
    isa = f"rv64ima{'c' * short}_zicsr_zifencei"
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{isa}.S"
    path.write_text(instructions.source(short))
    image = build(isa, path, isa=isa)
    run = Run([], "--baud", 100_000_000, image=image, machine=CHECKED, name=isa)
    assert (run.status, run.errors) == (0, "")
    names = [name for name, _, _ in instructions.cases(short)]
    ours, theirs = sums(run.output), sums(qemu(image))
    assert len(theirs) == len(names) > 300
    assert len(set(theirs)) > len(names) / 2, "the sums tell nothing"
    assert [row for row in zip(names, ours, theirs) if row[1] != row[2]] == []
    assert len(ours) == len(theirs)


def test_unknown_instruction_ends_the_run():
    path = BUILD / "unknown.S"
    path.write_text("_start: nop\n\t.word 0x02c5f553\n")  # fadd.d
    run = Run([], image=build("unknown", path), machine=CHECKED, name="unknown")
    assert run.status == 1
    assert "unknown instruction 02c5f553" in run.errors


def test_unknown_instruction_may_trap():
    """The image finds out what the hart has: `check` tries extensions."""
    run = Run([("/> ", "type", "check; echo done-$?\r"), ("/> ", "type", "poweroff\r")],
              "--board", dtb=tree("irq"), machine=CHECKED, name="tolerant")
    assert (run.status, run.errors, run.unsent) == (0, "", 0)
    assert b"checks" in run.output and b"\ndone-" in run.output


def test_sleep_without_end_is_reported():
    path = BUILD / "sleep.S"
    path.write_text("_start: wfi\n\tj _start\n")
    run = Run([], image=build("sleep", path), machine=CHECKED, name="sleep")
    assert (run.status, run.instructions) == (1, 1)
    assert "wfi with nothing that could end it" in run.errors


def test_time_given_is_the_end():
    path = BUILD / "spin.S"
    path.write_text("_start: j _start\n")
    run = Run([], "--seconds", 0, image=build("spin", path), machine=CHECKED, name="spin")
    assert run.status == 1
    assert "the time given is over" in run.errors


def test_faults():
    rows, _ = guest("faults", machine=CHECKED)
    reported = {name: (cause, value) for (name, cause), (_, value) in zip(rows[::2], rows[1::2])}
    words = reported["amo-odd"][1] - 2
    assert words % 8 == 0 and words > 0x80200000
    assert reported == {
        "amo-odd": (6, words + 2), "lr-odd": (4, words + 4), "sc-odd": (6, words + 4),
        "amo-nowhere": (7, 0x80000), "sc-nowhere": (7, 0x80000), "uart-wide": (5, 0x10000000),
        "plic-narrow": (7, 0xc000000), "time-set": (2, reported["time-set"][1])}


# Zero is what `say` prints first: the line answers to the names below.
RECEIVE = [("eleven 0000000000000000\n", "send", "abcdefghijk"),
           ("three 0000000000000000\n", "send", "lmn"),
           ("eleven 0000000000000001\n", "send", "abcdefghijk"),
           ("twenty 0000000000000000\n", "send", "ABCDEFGHIJKLMNOPQRST"),
           ("three 0000000000000001\n", "send", "xyz")]


@pytest.mark.parametrize("machine", [MACHINE, CHECKED], ids=lambda path: path.name)
def test_receive(machine):
    rows, run = guest("receive", RECEIVE, machine=machine)
    values = [value for name, value in rows if name in ("cause", "count", "quiet")]
    # Trigger, 11 bytes by then, no cause; timeout, 3 bytes. The last: no FIFO, nothing pending.
    assert values == [0xc4, 11, 0xc1, 0xcc, 3, 0x01]
    # Tenths of a byte: eight bytes after the start, and four of silence after the eleventh.
    assert [value for name, value in rows if name == "at"] == [80, 150]
    # DR, THRE, TEMT; OE once; then no DR.
    assert [value for name, value in rows if name == "status"] == [
        0x63, 0x61, 0x60, 0x63, 0x60]
    assert "".join(chr(value) for name, value in rows if name == "byte") == "ABCDEFGHIJKLMNOPx"
    assert (run.figures["in"], run.read, run.overruns) == (48, 42, 4 + 2)
    # Of the 20, the sixteenth waited for the 19 lines printed before it.
    assert 16 * 230_000 < run.latency_ns < 20 * 230_000


def test_send():
    rows, run = guest("send", machine=CHECKED)
    text = run.output.decode("latin-1")
    assert text.startswith("ABCDEFGHIJKLMNOPQ\n")
    # Full: neither THRE nor TEMT. 16 bytes until the last one is in the shift register, then one.
    assert rows[:3] == [("full", 0), ("empty", 160), ("drained", 170)]
    assert "abcdefghijklmnopq\n" in text and "r\n" not in text
    assert run.tx_lost == 2
    # Looped back, the line did not hear of it.
    assert rows[3:5] == [("status", 0x61), ("byte", ord("z"))]
    assert "z" not in text
    assert rows[5:] == [("cause", 0xc2), ("cause", 0xc1)]


def test_wake():
    rows, run = guest("wake", [("three 0000000000000000\n", "send", "abc"),
                               ("eight 0000000000000000\n", "send", "defghijk")], machine=CHECKED)
    assert rows == [
        ("slept", 100), ("pending", 0x20), ("causes", 0x05), ("pending", 0),
        # Priority, enable and threshold: each holds it back; then the source's bit, and the claim.
        ("three", 0), ("pending", 0), ("pending", 0), ("pending", 0x200), ("pending", 0),
        ("bits", 1 << 10), ("claim", 10), ("claim", 0), ("pending", 0), ("pending", 0x200),
        # The external one goes first, with source 10; then the timer.
        ("causes", 0x090a05), ("pending", 0),
        ("eight", 0), ("causes", 0x090a)]
    assert run.overruns == 0


@pytest.mark.parametrize("slack", [0, 5])
def test_sender_obeys_xoff(slack):
    rows, run = guest("flow", [("go 0000000000000000\n", "send", "x" * 100)], "--xoff", slack,
                      machine=CHECKED)
    counts = dict(rows)
    # The XOFF itself takes a byte's time to leave, in which one more comes.
    assert counts["first"] == 10
    assert counts["held"] in (1 + slack, 2 + slack)
    assert counts["first"] + counts["held"] + counts["rest"] == 100
    assert (run.holds, run.overruns) == (1, 0)


def test_sender_that_does_not_obey():
    rows, run = guest("flow", [("go 0000000000000000\n", "send", "x" * 100)], machine=CHECKED)
    assert dict(rows)["held"] == 90 and run.holds == 0
