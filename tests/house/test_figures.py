"""The figures in the pages are near to what is counted now. All of them come from scripts."""
import re
import subprocess

import pytest

import structure
from source import ROOT, having, read

NEAR = 0.05  # of a figure: each commit changes the sizes a little
BUILD = ROOT / "build"


def numbers(text):
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def far(shown, counted):
    """Whether the figures differ by more than NEAR, and by more than one."""
    return len(shown) != len(counted) or any(
        abs(one - other) > max(1, NEAR * other) for one, other in zip(shown, counted))


def ram():
    report = subprocess.run(["tools/size-report", BUILD / "firstlight.elf",
                             BUILD / "firstlight.bin"], cwd=ROOT, check=False, text=True,
                            capture_output=True, env={"NM": "riscv64-linux-gnu-nm",
                                                      "PATH": "/usr/bin:/bin"}).stdout
    return numbers(report.splitlines()[1])[0]


def lines(folder):
    return sum(read(path).count("\n") for path in having(".c", ".h", under=[folder])
               if path.count("/") == 1)


# The page, the figure's place, what is counted now, and what writes it.
BENCH = "make bench, then bench/readme"
ROWS = [
    ("README.md", r"flat image, bytes \| ([\d,]+)",
     lambda: (BUILD / "firstlight.bin").stat().st_size, BENCH),
    ("README.md", r"firstlight\.bin\.gz` \| ([\d,]+)",
     lambda: (BUILD / "firstlight.bin.gz").stat().st_size, BENCH),
    ("README.md", r"RAM that it needs .* \| ([\d,]+)", ram, BENCH),
    ("emulator/README.md", r"([\d,]+) lines of C", lambda: lines("emulator"), "by hand"),
]


@pytest.mark.parametrize("page, pattern, count, by", ROWS, ids=[row[1] for row in ROWS])
def test_figure(page, pattern, count, by):
    shown, = re.findall(pattern, read(page))
    assert not far(numbers(shown), [count()]), f"{page}: stale: {count():,} now; {by}"


def test_the_structure():
    page = read("ARCHITECTURE.md")
    for what, figure in structure.figures().items():
        (_, shown), = structure.row(what).findall(page)
        assert not far(numbers(shown), numbers(figure)), \
            f"ARCHITECTURE.md: {what}: stale: {figure} now; tests/house/structure.py writes it"


@pytest.mark.parametrize("shown, counted, is_far", [
    ("1,000", "1,049", False), ("1,000", "1,060", True), ("10", "11", False), ("10", "12", True),
    ("491, 50,391", "491, 50,400", False), ("1", "1, 2", True), ("9 (`a/`)", "9 (`b/`)", False),
])
def test_what_is_near(shown, counted, is_far):
    assert far(numbers(shown), numbers(counted)) == is_far
