"""Words of other shells: what the program says to type instead is something that it has."""

import re

import pytest

from device_trees import ROOT
from hostshell import hostshell

# On a PC, save is a command.
TABLE = [(" ".join(filter(None, typed)), instead) for *typed, instead in re.findall(
    r'\.typed = "(?!save")([^"]+)",(?: \.next = "([^"]+)",)? \.instead = "([^"]+)"',
    (ROOT / "shell/habits.c").read_text())]


@pytest.mark.parametrize("typed, instead", TABLE)
def test_what_to_type_exists(typed, instead, board):
    line = f"cat {typed}" if typed[0] == "/" else typed
    what = "command" if typed[0] != "/" else "node"
    prefix = line.split()[0] + ": " + (f"{typed}: " if what == "node" else "")
    result = hostshell("-c", line, board)
    assert result.error == f"{prefix}no such {what}; type '{instead}'\n"
    command, *operands = instead.split()
    assert hostshell("-c", f"help {command}", board).status == 0
    if command == "help":
        assert hostshell("-c", f"help {' '.join(operands)}", board).status == 0


# Words that run a command of ours.
SAME = dict(re.findall(r'\.typed = "([^"]+)", +\.command = "([^"]+)"',
                       (ROOT / "shell/habits.c").read_text()))


def test_words_that_run_a_command():
    assert SAME == {"?": "help", "man": "help", "quit": "exit", "logout": "exit",
                    "reset": "reboot", "less": "more"}


@pytest.mark.parametrize("typed, ours", [
    ("man ls", "help ls"), ("? ls", "help ls"), ("man", "help"), ("quit", "exit"),
    ("logout; echo on", "exit; echo on"), ("ls / | less", "ls / | more"),
    ("ls -la /", "ls -l -a /"), ("ls -al /soc", "ls -a -l /soc"),
    ("ls / | head -n 2", "ls / | head 2")])
def test_a_word_does_the_same(typed, ours, board):
    both = [hostshell("-c", line, board) for line in (typed, ours)]
    assert (both[0].status, both[0].output) == (both[1].status, both[1].output)
    assert both[0].error == "" and "no such" not in both[1].error


def test_words_that_say_what_is_missing(board):
    assert hostshell("-c", "less", board).error == \
        "less: a filter: it must follow a command: dts | less\n"
    assert hostshell("-c", "reset", board).error == \
        "reset: needs a machine, and this program has none\n"


def test_the_table_is_read():
    assert len(TABLE) > 40
    assert ("dmesg", "log") in TABLE
    assert ("fdt print", "dts NODE") in TABLE


def groups_of(board):
    """What `help` prints of groups and their commands."""
    return hostshell("-c", "help", board).output.partition("\nCommands with")[0]


def test_every_command_is_in_a_group(board):
    """`help` lists by groups what `help -a` lists by names; each can be explained on a screen."""
    groups = re.findall(r"^ {10}(.*)$", groups_of(board), re.M)
    names = re.findall(r"^[* ] (\w+) +\w", hostshell("-c", "help -a", board).output, re.M)
    assert sorted(" ".join(groups).replace("*", "").split()) == sorted(names)
    assert len(names) > 50
    for topic in [*names, *re.findall(r"^(\w+) ", groups_of(board), re.M), "syntax"]:
        rows = hostshell("-c", f"help {topic}", board).output.splitlines()
        assert 0 < len(rows) < 24, f"with the prompt, help {topic} does not fit the screen"
