"""A person who hits keys at the wrong moment, and a line that sends rubbish: the prompt stays, and
the tree is as it was before or after an edit."""

import random
import threading

import pytest

from device_trees import biggest
from devicetree import dtc

TREE_AT, OVERLAY_AT = 0x82000000, 0x83000000
OVERLAY = b"""/dts-v1/; /plugin/;
&{/soc} { attacked@1 { reg = <1>; status = "disabled"; }; };
&{/} { attacked { compatible = "a", "b"; }; };"""

# Each changes the tree, or takes long, or both.
COMMANDS = ["check -f", f"overlay {OVERLAY_AT:#x}", "rm /soc/*/reg", "set /chosen/x <1 2 3>",
            "mk /soc/y", "mv /soc /cos", "disable /soc/*", "undo all", "redo all",
            "snapshot one", "check -v", "export dtbo", "export dtb", "dts", "reg -r -j",
            "refs /soc", "diff", "find / -t"]
TIMES = 4  # for each command


@pytest.fixture
def edited_machine(boot, tmp_path):
    overlay = tmp_path / "overlay.dtbo"
    overlay.write_bytes(dtc(OVERLAY.decode(), "dtb"))
    machine = boot(args=[word for file, at in ((biggest(1)[0], TREE_AT), (overlay, OVERLAY_AT))
                         for word in ("-device", f"loader,file={file},addr={at:#x},force-raw=on")])
    machine.run(f"dt open {TREE_AT:#x} big; dt use 1; set /x 1")  # a copy, which edits change
    return machine


def alive(machine, word):
    """A line of which bytes were lost is not run, which is said; then it is typed again."""
    for _ in range(5):
        machine.type(f"echo 'alive' {word}\r")
        found = machine.expect(rf"\r\nalive {word}(?=\r\n)|bytes of this line were lost")
        machine.prompt()
        if b"alive" in found[0]:
            return
    raise AssertionError("bytes were lost five times")


def test_ctrl_c_at_random_moments(edited_machine):
    machine, numbers = edited_machine, random.Random(12)
    for turn in range(TIMES * len(COMMANDS)):
        machine.type(COMMANDS[turn % len(COMMANDS)] + "\r")
        machine.drain(numbers.choice([0, 0.002, 0.01, 0.03, 0.1]))
        machine.type("\x03" * numbers.randrange(1, 3))
        alive(machine, turn)
    machine.run("undo all")
    assert machine.run("diff -q 1; echo $?") == "0\n"
    assert machine.run("check -c duplicate-node -q").endswith("1 check\n")


def test_ctrl_c_while_lines_are_pasted(boot):
    machine = boot()
    for turn, sent in enumerate(["", "\r", "nonsense\r" * 3, "# 0 of 0\r"]):
        machine.type("paste dtb\r" + sent)
        machine.drain(0.05)
        machine.type("\x03\x03")
        alive(machine, turn)
    assert machine.run("dt").count("\n") == 2


# What a sender sent, and what the receiver answers before Ctrl-C is no data any more.
ANSWER = "[C\x15]"
RECEIVED = [("", ""), ("rubbish", ANSWER), ("\x18", ANSWER), ("\x02", ANSWER),
            ("\x01\x01\xfe" + "half a block", ANSWER)]


def test_ctrl_c_while_a_file_is_received(boot):
    """Before the sender begins, after rubbish, and after the beginning of a block."""
    machine = boot()
    for turn, (sent, answer) in enumerate(RECEIVED):
        machine.type("load 0x84000000\r")
        machine.expect(r"Ctrl-C ends it\.\r\n")
        machine.type(sent)
        for _ in range(2):  # the first may be from before
            machine.expect(answer)
        machine.type("\x03")
        # Before the line is the transfer's, Ctrl-C ends it as any command.
        machine.expect(r"load: ended by Ctrl-C|\^C")
        alive(machine, turn)
    assert "loaded" not in machine.run("mem")


@pytest.mark.parametrize("console", [None, "sbi"], ids=["uart", "sbi"])
def test_random_bytes(boot, console):
    """64 KiB of them, and then Ctrl-C and Enter."""
    machine = boot(**({"console": console} if console else {}))
    text = random.Random(8).randbytes(1 << 16).decode("latin-1")
    sender = threading.Thread(target=machine.type_all, args=(text,))
    sender.start()
    while sender.is_alive():
        machine.drain(0.1)
    sender.join()
    machine.type("\x03\r")
    alive(machine, "after")
    # Keys that move the cursor to the beginning, before Enter.
    machine.transcript[:] = machine.transcript.replace(b"\r\r\n", b"\r\n")


def test_a_long_day_on_sifive_u(boot):
    """Some hundred commands, edits and their undo; nothing is lost of memory and trees."""
    machine = boot(machine="sifive_u", harts=2)
    day = ["check -q", "set /x <1>; mk /y; rm /cpus/cpu@0; undo all", "dts | wc",
           "export dtbo | wc", "dt copy; dt close 2", "snapshot a; set /chosen/z 1; revert a",
           "reg -r | tail 1", "irq -r -j | wc", "console", "console why", "sbi", "log | tail 2",
           "md.b 0x80200000 16", "find / -count", "map | wc", "mem | wc", "cd /soc; ls; cd /"]
    first = None
    for _ in range(12):
        for line in day:
            machine.run(line)
        listed = machine.run("mem")
        first = first or listed
        assert listed == first and machine.run("dt list").count("\n") == 3
