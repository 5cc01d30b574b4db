"""The ideas of dtc's own test suite and of each of its checks: `check` finds them, or why not."""

import re
import subprocess
from functools import lru_cache

import pytest

from device_trees import OWN, ROOT
from dtc_cases import CASES, FATAL, NOTHING, OURS, SOURCE_ONLY, SOURCE_ONLY_SUITE, SUITE, ours
from dtc_warnings import CHECKS, complaints, options, run
from hostshell import dtc, hostshell

FOLDER = OWN / "check"
FINDING = re.compile(r"(error|warning|note) +([a-z0-9-]+) +/")


def source(text):
    return f'/dts-v1/;\n/include/ "board.dtsi"\n{text}'.encode()


@lru_cache(maxsize=4)
def blob_of(text):
    """Compiles it. Without -f, dtc refuses to write a blob with some of the mistakes; and older
    versions crash in graph_nodes where the root has an endpoint."""
    return dtc(source(text), "dts", "dtb", "-f", "-Wno-graph_nodes", "-i", FOLDER)


@lru_cache(maxsize=4)
def findings(text):
    """{(severity, check)} of a tree."""
    result = hostshell("-c", "check -v", "-", stdin=blob_of(text))
    assert result.error == "" and re.search(r" notes?; \d+ checks, ", result.output)
    return set(FINDING.findall(result.output))


def warned(tree, *form):
    """The checks of dtc that complain about a blob, or about source."""
    return {check for check, _ in complaints(tree, *form)}


@lru_cache(maxsize=1)
def version():
    said = subprocess.run(["dtc", "--version"], capture_output=True, check=True).stdout.decode()
    return tuple(int(number) for number in re.search(r"(\d+)\.(\d+)\.(\d+)", said).groups())


def known(case):
    """The checks of the case that the installed dtc has, and finds the mistake by."""
    return set(case.checks.split()) & set(options()) if case.since <= version() else set()


PROVEN = [name for name, case in CASES.items() if known(case)]


@pytest.mark.parametrize("name", PROVEN)
def test_dtc_finds_it(name):
    """So the row is a case of dtc's check; and the tree beside it is not."""
    case = CASES[name]
    assert known(case) <= warned(blob_of(case.bad))
    assert not known(case) & warned(blob_of(case.good))


@pytest.mark.parametrize("name", CASES)
def test_check_finds_it(name):
    case = CASES[name]
    assert set(case.ours.split()) <= set().union(*map(ours, case.checks.split()))
    assert set(case.ours.split()) <= {check for _, check in findings(case.bad)}


@pytest.mark.parametrize("name", CASES)
def test_the_nearest_correct_tree(name):
    """No error, no warning, and nothing of the checks that find the mistake."""
    case = CASES[name]
    assert {row for row in findings(case.good)
            if row[0] != "note" or row[1] in case.ours.split()} == set()


@pytest.mark.parametrize("name", SOURCE_ONLY)
def test_a_blob_does_not_show_it(name):
    case = SOURCE_ONLY[name]
    assert case.check in warned(source(case.bad), "dts", FOLDER)
    assert case.check not in warned(source(case.same), "dts", FOLDER)
    assert blob_of(case.bad) == blob_of(case.same)


def test_of_a_node_that_is_nowhere_there_is_no_blob():
    assert b"FATAL ERROR" in run(source(FATAL), "dts", "-i", FOLDER)


def test_each_case_and_each_check_of_dtc_has_a_row():
    assert len(SUITE) + len(SOURCE_ONLY_SUITE) >= 44
    rows = set().union(*(case.checks.split() for case in CASES.values()))
    rows |= {case.check for case in SOURCE_ONLY.values()} | NOTHING.keys()
    assert rows == set(CHECKS)


def test_dtc_proves_most_rows():
    """Otherwise the table would be a claim."""
    assert len(PROVEN) >= 0.9 * len(CASES)


DOCUMENTED = re.compile(r"^\| (`\w+`[^|]*) \| (`[^|]*`) \|$", re.M)
ALIKE = ("_property", "_is_cell")  # one row of the table is for all that end so


def test_the_table_of_names_in_the_documentation():
    text = (ROOT / "docs" / "devicetree.md").read_text().partition("## dtc's checks")[2]
    table = {left.split("`")[1]: set(right.split("`")[1::2])
             for left, right in DOCUMENTED.findall(text)}
    assert table == {check: ours(check) for check in table}
    assert {check for check in OURS if not check.endswith(ALIKE)} <= table.keys()
    assert {"interrupts_property", "interrupts_extended_is_cell"} <= table.keys()
    assert {end for end in ALIKE if f"others that end in `{end}`" in text} == set(ALIKE)


def test_each_name_of_ours_is_a_check():
    listed = hostshell("-c", "check -l", FOLDER / "clean.dts").output.splitlines()
    names = {line.split()[1] for line in listed}
    assert set().union(*(ours(check) for check in CHECKS if check not in NOTHING and
                         check not in {case.check for case in SOURCE_ONLY.values()})) <= names
