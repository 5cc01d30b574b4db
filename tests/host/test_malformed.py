"""Malformed trees are refused with one clear line, or read without harm."""

import re

import pytest

import every_command
from hostshell import dtc, hostshell
from malformed import CASES

# Every command that reads a tree, in one run, from the root and from below it.
COMMANDS = [command + path for path in ("", " /soc") for command in
            ("ls", "ls -l", "tree", "tree -p -d 3", "cat", "dts")] + [
    "tree -p", "pwd", "mem", "bootargs", "console", "console why", "console why linux",
    "console why opensbi", "console why u-boot", "cat /chosen /cpus /aliases/",
    "cd /soc", "pwd", "cd serial@10000000", "ls -l", "cd ..", "cd -", "ls nowhere",
    "cat serial0/reg", "cat -r serial0/compatible /model", "cd /"]

MARK = "--8<--"
LARGE = 100_000  # bytes: larger trees are slow
# Lines on standard error: the command's name and an error, or its usage.
ERROR_LINE = re.compile(r"[\w-]+: [^\n]+|usage: [^\n]+|  -\w [^\n]+|[\w ]+")


def names(cases):
    return {"argnames": "case", "argvalues": cases, "ids": [case.name for case in cases]}


@pytest.fixture
def path(case, tmp_path):
    """The case's tree as a file."""
    if not isinstance(case.tree, bytes):
        return case.tree
    file = tmp_path / "tree.dtb"
    file.write_bytes(case.tree)
    return file


def assert_refused(result, path, why):
    start = f"firstlight: {path}: not a device tree: "
    assert (result.status, result.output) == (2, "")
    assert result.error.startswith(start) and result.error.endswith("\n")
    reason = result.error[len(start):-1]
    assert reason and reason.isprintable() and why in reason


def assert_harmless(result):
    """Every command ended, and no output can control a terminal."""
    assert result.status == 0, result.error
    assert result.output.endswith("\ndone\n")
    assert all(" " <= c <= "~" or c in "\n\t" for c in set(result.output + result.error))


def parts(result):
    """The output between the marks, as bytes."""
    return result.bytes.split(MARK.encode() + b"\n")


def assert_console(output, case):
    chosen = [line.split() for line in output.splitlines() if line.split()[1] == "chosen"]
    assert len(chosen) == 1 and chosen[0][3] in case.consoles, output


def assert_compiles(source, path):
    """The source compiles to the same tree. -f: dtc compiles despite its checks."""
    compiled = dtc(source, "dts", "dtb", "-f")
    assert dtc(compiled, "dtb", "dts", "-s", "-f") == dtc(path, "dtb", "dts", "-s", "-f")


@pytest.mark.parametrize(**names(CASES))
def test_tree_is_refused_or_harmless(case, path):
    """Every command ends with an answer or an error, the console is the expected one, and dts
    compiles. There is one run for each tree, because the program's start takes longer than most
    trees."""
    few = case.verdict != "refuse" and path.stat().st_size > LARGE
    mark = f"echo {MARK}"
    lines = "\n".join([*COMMANDS, mark, "console", mark, "dts /", mark, every_command.script(few)])
    result = hostshell("-c", lines, path, seconds=120)
    if case.verdict == "refuse" or (case.verdict == "either" and result.status == 2
                                    and not result.output):
        assert_refused(result, path, case.why)
        return
    assert_harmless(result)
    assert [line for line in result.error.splitlines() if not ERROR_LINE.fullmatch(line)] == []
    _, console, source, _ = parts(result)
    if case.consoles:
        assert_console(console.decode(), case)
    if case.compiles:
        assert_compiles(source, path)


def test_every_command_is_run():
    assert {"ls", "cat", "dts", "tree", "console"} <= every_command.commands().keys()
