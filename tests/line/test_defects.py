"""memtest on RAM that is broken: it finds each defect, and names what is broken."""
import json
import re
import subprocess

import pytest

from scene import CHECKED, IMAGE, MACHINE, Run, tree

AT = 0x83000000  # what is tested; the defects are in it
SIZE = 0x8000
QUICK = "-t lines -t own -t ones -t random -t march"


def memtest(name, *defects, line=f"memtest {AT:#x},{SIZE:#x} {QUICK} -j", machine=MACHINE):
    """The document that the line reports."""
    # 8 Mbaud: the time of the line does not count.
    run = Run([("/> ", "type", f"{line}\r"), ("]}\r\n/> ", "type", "poweroff\r")],
              "--baud", 8_000_000, "--seconds", 200, *defects, dtb=tree("irq"), machine=machine,
              name=f"defect-{name}")
    assert (run.status, run.errors) == (0, "")
    text = re.sub(r"\x1b\[[0-9;?]*[@-~]|\x07", "", run.output.decode("latin-1"))
    return json.loads(text[text.index('{"memory"'):text.rindex("]}") + 2])


@pytest.mark.parametrize("machine", [MACHINE, CHECKED], ids=lambda path: path.name)
def test_sound(machine):
    found = memtest("none", machine=machine, line=f"memtest {AT:#x},{SIZE:#x} -t march -t lines -j")
    assert [row["errors"] for row in found["tests"]] == [0, 0]
    assert (found["first"], found["suspects"], found["bad"]) == ([], [], [])


def test_stuck_cell():
    found = memtest("cell", "--stuck", f"{AT + 0x2468 - 8:#x},8:37:1")
    assert found["bad"] == [{"base": f"{AT + 0x2000:#x}", "size": "0x1000", "harts": [0]}]
    assert [(row["bit"], row["lane"], row["down"]) for row in found["bits"]] == [(37, 4, 0)]
    assert found["first"][0]["address"] == f"{AT + 0x2460:#x}"
    assert {row["bits"] for row in found["first"]} == {hex(1 << 37)}
    assert found["suspects"] == []  # a cell, not a line


def test_stuck_data_line():
    found = memtest("line", "--stuck", f"{AT:#x},{SIZE:#x}:5:0")
    assert found["bad"] == [{"base": f"{AT:#x}", "size": f"{SIZE:#x}", "harts": [0]}]
    assert [(row["kind"], row["line"], row["lane"]) for row in found["suspects"]] == [
        ("stuck at 0: data line", 5, 0)]
    assert [row["test"] for row in found["tests"] if not row["errors"]] == []


@pytest.mark.parametrize("line", [3, 5, 12, 14])
def test_address_line(line):
    found = memtest(f"short-{line}", "--short", f"{AT:#x},{SIZE:#x}:{line}")
    assert [(row["kind"], row["line"]) for row in found["suspects"]] == [("address line", line)]
    assert all(row["errors"] for row in found["tests"])


def test_an_address_line_for_people():
    """The suspect comes before what it explains, and the bits of whole words are one row."""
    run = Run([("/> ", "type", f"memtest {AT:#x},{SIZE:#x} {QUICK}\r"),
               ("KiB  by hart 0\r\n/> ", "type", "poweroff\r")],
              "--baud", 8_000_000, "--seconds", 200, "--short", f"{AT:#x},{SIZE:#x}:12",
              dtb=tree("irq"), machine=MACHINE, name="defect-people")
    assert (run.status, run.errors) == (0, "")
    text = run.output.decode("latin-1").replace("\r\n", "\n")
    suspect, first, bits = (text.index(word) for word in ("suspect: address line 12  errors ",
                                                          "ADDRESS ", " BIT  LANE "))
    assert suspect < first < bits
    assert re.match(r"0-63   0-7  +\d+-\d+  +\d+-\d+\nbad pages at 0x83000000",
                    text[text.index("\n", bits) + 1:])


def test_dead_page():
    found = memtest("dead", "--dead", f"{AT + 0x3000:#x},0x2000")
    assert found["bad"] == [{"base": f"{AT + 0x3000:#x}", "size": "0x2000", "harts": [0]}]
    # A fault has neither expected nor seen.
    assert found["first"][0] == {"address": f"{AT + 0x4000:#x}", "test": "lines", "hart": 0}
    assert found["bits"] == []


def test_several_are_kept_apart():
    found = memtest("several", "--stuck", f"{AT + 0x1000:#x},8:0:1", "--stuck",
                    f"{AT + 0x5010:#x},8:63:0", "--dead", f"{AT + 0x7000:#x},0x1000")
    assert [row["base"] for row in found["bad"]] == [
        f"{AT + at:#x}" for at in (0x1000, 0x5000, 0x7000)]
    assert [(row["bit"], bool(row["up"]), bool(row["down"])) for row in found["bits"]] == [
        (0, True, False), (63, False, True)]
    assert found["suspects"] == []


@pytest.mark.parametrize("options", [
    ["--stuck", "0x83000000,8:64:1"], ["--stuck", "0x83000000,8:0:2"],
    ["--stuck", "0x83000000:0:1"], ["--short", "0x83000000,8"], ["--dead", "0x83000000"],
    ["--dead", "0x10,8"], ["--dead", "0x83000000,0x1000001"], ["--dead", "0x83000000,8"] * 9])
def test_what_is_no_defect(options):
    done = subprocess.run([MACHINE, "--image", IMAGE, *options], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 2
    assert "describes no defect" in done.stderr
