"""The repository keeps the house rules (rules.py); ARCHITECTURE.md gives the reasons for them."""
import re
import subprocess

import pytest

import rules
from source import ROOT, having, read, tracked

PRODUCT = ["boot", "kernel", "fdt", "drivers", "shell", "host", "emulator"]
CODE = PRODUCT + ["tests", "bench"]
ALL = frozenset(tracked())


def text_files():
    return [path for path in tracked() if not path.endswith((".dtb", ".bin", ".png"))]


def read_or_none(path):
    return read(path) if path in ALL else None


def exists(path):
    return (ROOT / path).exists()


def mirror_hosts():
    """Hosts from which this machine installs Debian. The repository must not name them."""
    out = subprocess.run(["apt-get", "indextargets", "--format", "$(SITE)", "Label: Debian"],
                         check=False, capture_output=True, text=True).stdout
    return {re.sub(r"^\w+://|/.*$", "", site) for site in out.split()}


# rule, files, further arguments
TREE = [
    (rules.layers, having(".c", ".h", ".S", under=CODE), ()),
    (rules.own_header_first, having(".c", under=CODE), (ALL,)),
    (rules.head, having(".c", ".h", under=PRODUCT), ()),
    (rules.no_conditionals, having(".c", ".h", ".S", under=CODE), ()),
    (rules.pragma_once, having(".h", under=CODE), ()),
    (rules.function_length, having(".c", ".h", under=CODE), ()),
    (rules.file_length, having(".c", ".h", ".S", ".py", ".ld"), ()),
    (rules.columns, having(".c", ".h", ".S", ".py", ".ld"), ()),
    (rules.whitespace, text_files(), ()),
    (rules.documented, having(".h", under=PRODUCT), ()),
    (rules.registers, having(".c", under=PRODUCT), (ALL,)),
    (rules.grouped, having(".c", under=["shell", "host"]), ()),
    (rules.by_hand, [*having(".c", ".h", under=["shell"]), "boot/interrupts.c"], ()),
    (rules.has_main, [path for path in having(".c") if re.match(r"tests/unit/.*/test_", path)], ()),
    (rules.marks, text_files(), ()),
    (rules.hosts, text_files(), (mirror_hosts(),)),
    (rules.citations, having(".md"), (read_or_none,)),
    (rules.paths_exist, having(".md"), (exists,)),
    (rules.make_targets, having(".md"), (read("Makefile") + read("web/rules.mk"),)),
]


@pytest.mark.parametrize("rule, paths, more", TREE, ids=[row[0].__name__ for row in TREE])
def test_tree(rule, paths, more):
    assert paths, "the rule reads no file: nothing is proved"
    complaints = {path: rule(path, read(path), *more) for path in paths}
    excepted = {path for name, path in rules.EXCEPTIONS if name == rule.__name__}
    stale = [path for path in excepted if not complaints.get(path)]
    assert not stale, "these keep the rule: their exception can go"
    found = [line for path in paths if path not in excepted for line in complaints[path]]
    assert not found, "\n".join(["", *found])


def test_each_target_has_its_help():
    assert rules.phony_helped(read("Makefile") + read("web/rules.mk")) == []


def test_architecture_cites_the_code():
    assert len(re.findall(r"`[\w./-]+:\w+`", read("ARCHITECTURE.md"))) >= 10


def test_no_compatible_is_claimed_twice():
    rows = [row for path in having(".c", under=["drivers"])
            for row in rules.compatibles(path, read(path))]
    assert len(rows) >= 10
    assert rules.twice(rows) == []


def test_no_command_has_two_homes():
    rows = [row for path in having(".c", under=["shell"])
            for row in rules.command_names(path, read(path))]
    assert len(rows) >= 10
    assert rules.twice(rows) == []


@pytest.mark.parametrize("path", having("", under=["tools", ".ci"]))
def test_scripts_can_run(path):
    assert read(path).startswith("#!"), f"{path}: which interpreter?"
    assert (ROOT / path).stat().st_mode & 0o100, f"{path}: is not executable"
