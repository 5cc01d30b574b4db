"""Which properties `dts` prints as strings: those that `dtc -O dts` prints so, with few exceptions.

dtc guesses by the value alone. Where a name says that the value is a number, or text, it is printed
so; and a list whose first string is empty is taken for a number.
"""

import random
import re

import pytest

from device_trees import good_trees, name_of
from hostshell import dtc, hostshell

PROPERTY = re.compile(rb"([\w,.+*#?@-]+)(?: = (.*))?;")
LABEL = re.compile(rb"^\w+: ")
NUMBERS = re.compile(rb".*[-,](cells|frequency|hz|rates?|size)|load|entry")
TEXTS = {b"model", b"label"}


def properties(source):
    """(path, value) of each property, in the source's order."""
    found, path = [], []
    for line in source.splitlines():
        line = LABEL.sub(b"", line.strip())
        if line.endswith(b"{"):
            path.append(line[:-2])
        elif line == b"};":
            path.pop()
        elif path and (match := PROPERTY.match(line)):
            found.append((b"/".join([*path, match[1]]), match[2] or b""))
    return found


def may_differ(name, theirs):
    """A number, by its name or by its first byte, which is 0 (`"\\0..."` of dtc 1.6, `"", ...` of
    later ones); or text that dtc does not print as such."""
    number = NUMBERS.fullmatch(name) or theirs.startswith((b'"\\0', b'"", '))
    return number if theirs.startswith(b'"') else name in TEXTS


@pytest.mark.parametrize("tree", good_trees(), ids=name_of)
def test_strings_are_those_of_dtc(tree):
    blob = dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()
    ours = properties(hostshell("-c", "dts /", "-", stdin=blob).bytes)
    theirs = properties(dtc(blob, "dtb", "dts"))
    assert [path for path, _ in ours] == [path for path, _ in theirs]
    wrong = [(path, mine, value) for (path, mine), (_, value) in zip(ours, theirs)
             if mine.startswith(b'"') != value.startswith(b'"')
             and not may_differ(path.rpartition(b"/")[2], value)]
    assert not wrong


def test_random_values_of_unknown_names():
    rng = random.Random(7)
    values = [bytes(rng.choice(b"\0\0ABz\t\n\r\7\x0b\x0e\x1b\x7f\x80\xff \"\\~")
                    for _ in range(rng.randrange(1, 10))) + rng.choice([b"", b"\0"])
              for _ in range(1500)]
    values = [value for value in values if value[0]]
    source = "".join(f"p{i} = [{value.hex(' ')}];" for i, value in enumerate(values))
    blob = dtc(f"/dts-v1/; / {{ {source} }};".encode(), "dts", "dtb")
    ours = properties(hostshell("-c", "dts /", "-", stdin=blob).bytes)
    theirs = properties(dtc(blob, "dtb", "dts"))
    kinds = [value[:1] for _, value in theirs]
    assert len(kinds) == len(values) and min(map(kinds.count, (b'"', b"<", b"["))) > 50
    assert [value[:1] for _, value in ours] == kinds
