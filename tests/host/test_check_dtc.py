"""`check` finds all that dtc finds, and more: on trees with one mistake each, and on real ones."""

import re
from collections import defaultdict
from functools import lru_cache

import pytest

from dtc_cases import ours
from dtc_warnings import complaints
from device_trees import OWN, good_trees
from hostshell import dtc, hostshell

TREES = sorted((OWN / "check").glob("*.dts"))
MISTAKES = [tree for tree in TREES if tree.stem != "clean"]
HEAD = re.compile(r"/\* (/\S*): [^\n]+\. \*/\n")
FINDING = re.compile(r"(error|warning|note) +([a-z0-9-]+) +(/.*?): .+")

# dtc's check, and the node that dtc reports, if we report the node that must be changed.
BLAMED_ELSEWHERE = {
    "obsolete_chosen_interrupt_controller": "the root",
    "interrupts_property": "the parent that is no controller, not the device that has it",
    "unique_unit_address": "the first of the two",
    "unique_unit_address_if_enabled": "the first of the two",
}
# Mistakes that dtc does not check.
BEYOND_DTC = {
    "chosen-stdout-nowhere": "stdout-path",
    "clocks-names": "names-count",
    "cpu-no-timebase": "timebase-missing",
    "cpu-twice": "cpu-reg-duplicate",
    "irq-0": "interrupt-source",
    "irq-beyond": "interrupt-source",
    "irq-cells-no-controller": "interrupt-provider",
    "irq-map-cut": "interrupt-map",
    "irq-map-mask-cut": "interrupt-map",
    "irq-map-nowhere": "interrupt-map",
    "memory-overlap": "memory-overlap",
    "names-more": "names-count",
    "reserved-outside": "reserved-outside-ram",
    "root-no-compatible": "root-compatible",
    "status-word": "status-value",
}


@lru_cache(maxsize=4)
def blob_of(tree):
    """Compiles the tree; -f, because dtc refuses to write a blob with some of the mistakes."""
    return dtc(tree, "dts", "dtb", "-f")


def place(tree):
    """The node that the first line names."""
    return HEAD.match(tree.read_text())[1]


@lru_cache(maxsize=4)
def findings(blob):
    """{path: {check}} of the findings; asserts the form of each line, and the sums."""
    result = hostshell("-c", "check -v", "-", stdin=blob)
    *lines, sums = result.output.splitlines()
    found, counts = defaultdict(set), {"error": 0, "warning": 0, "note": 0}
    for line in lines:
        severity, check, path = FINDING.fullmatch(line).groups()
        found[path].add(check)
        counts[severity] += 1
    words = [f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items()]
    assert sums.startswith(", ".join(words) + "; ") and result.error == ""
    assert result.status == (1 if counts["error"] or counts["warning"] else 0)
    return found


def unfound(blob, wrong=None):
    """dtc's complaints that `check` does not have at the same node; `wrong`: the tree's mistake."""
    found = findings(blob)
    return {(check, path) for check, path in complaints(blob)
            if not ours(check) & found[path]
            and not (check in BLAMED_ELSEWHERE and ours(check) & found[wrong])}


@pytest.mark.parametrize("tree", MISTAKES, ids=lambda tree: tree.stem)
def test_first_line_names_a_node_of_the_tree(tree):
    assert f"\t{place(tree).rpartition('/')[2] or '/'} {{\n".encode() in \
        dtc(blob_of(tree), "dtb", "dts", "-f").replace(b"\n/ {", b"\n\t/ {")


def test_dtc_finds_most_of_them():
    """Otherwise the comparison with dtc would prove little."""
    assert complaints(blob_of(OWN / "check" / "clean.dts")) == set()
    found = {check for tree in MISTAKES for check, _ in complaints(blob_of(tree))}
    assert len(MISTAKES) > 100 and len(found) > 55


def test_a_good_tree_has_no_findings():
    result = hostshell("-c", "check -v", OWN / "check" / "clean.dts")
    assert re.fullmatch(r"0 errors, 0 warnings, 0 notes; (\d+) checks, "
                        r"\d+ not run: no machine here\n", result.output)
    assert int(re.search(r"; (\d+)", result.output)[1]) >= 60
    assert (result.status, result.error) == (0, "")


@pytest.mark.parametrize("tree", MISTAKES, ids=lambda tree: tree.stem)
def test_a_mistake_is_found(tree):
    """check finds what dtc finds, at the node that is wrong; if dtc finds nothing, the check of the
    file's name."""
    blob = blob_of(tree)
    assert unfound(blob, place(tree)) == set()
    expected = {BEYOND_DTC[tree.stem]} if tree.stem in BEYOND_DTC else \
        set().union(*(ours(check) for check, _ in complaints(blob)))
    assert expected & findings(blob)[place(tree)]


# Mistakes that dtc finds since version 1.7.
LATER = {"interrupt_provider", "interrupt_map"}


def test_dtc_does_not_find_what_is_beyond_dtc():
    for name in BEYOND_DTC:
        found = complaints(blob_of(OWN / "check" / f"{name}.dts"))
        assert {check for check, _ in found} <= LATER, name


# Checks of dtc that find more than mistakes.
STRICT = {
    "node_name_chars_strict": "the specification allows '_', and names of bindings have it",
    "property_name_chars_strict": "the same",
    "interrupt_provider": "#address-cells is needed only where an interrupt-map reads it",
}
# Nodes that dtc takes for devices.
NO_DEVICES = {
    "/__symbols__": "labels",
    "/binman": "how U-Boot's tool puts an image together; its binding has names such as @fdt-SEQ",
}
# Warnings of dtc about real trees, and why they are not mistakes.
NO_MISTAKES = {
    ("deprecated_gpio_property", "/usbvbus"): "regulator-fixed's binding calls it gpio",
    ("chosen_node_stdout_path", "/chosen"): "linux,stdout-path is old, and what the tree shows",
}


def test_real_trees():
    left = set()
    for tree in good_trees():
        blob = dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()
        left |= {(check, path) for check, path in unfound(blob) if check not in STRICT
                 and "/".join(path.split("/")[:2]) not in NO_DEVICES}
    assert left <= NO_MISTAKES.keys()
