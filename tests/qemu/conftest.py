"""Fixtures: machines that are ended after each test and whose transcripts must be free of
faults."""

import subprocess
import sys

import pytest

from lines import TWO, Line
from machine import ROOT, SCRATCH
from rows import TREES, Row

# Shared with tests/host: trees, and commands over them.
sys.path.append(str(ROOT / "tests" / "host"))


@pytest.fixture(scope="session")
def trees():
    """Compiles dts/NAME.dts of this folder and returns the path of the .dtb."""
    made = {}

    def tree(name, text=None):
        if name not in made:
            folder = SCRATCH
            folder.mkdir(parents=True, exist_ok=True)
            source = folder / f"{name}.dts"
            source.write_text(text or (ROOT / "tests/qemu/dts" / f"{name}.dts").read_text())
            made[name] = folder / f"{name}.dtb"
            subprocess.run(["dtc", "-q", "-O", "dtb", "-o", made[name], source], check=True)
        return made[name]

    return tree


@pytest.fixture
def boot(request, trees):
    """Boots a Row (or Row's keywords) to the prompt; `prompt=False` returns at once."""
    machines = []
    request.node.machines = machines

    def start(row=None, prompt=True, **fields):
        row = row or Row("test", **fields)
        if row.machine in TREES:
            trees(TREES[row.machine].stem)
        machine = row.boot()
        machines.append(machine)
        return machine.start() if prompt else machine

    yield start
    for machine in machines:
        machine.close()
    faults = [line for machine in machines for line in machine.faults()]
    assert not faults, f"faults that no test expects: {faults}"
    for machine in machines:
        assert b"\r\r\n" not in machine.transcript, "a carriage return too many"


@pytest.fixture
def two(request, boot, tmp_path):
    """Boots a machine with two serial lines: the first is the Machine's, the second is a Line."""
    lines = []
    request.node.lines = lines

    def start(prompt=True, args=(), **fields):
        line = Line(tmp_path / f"line{len(lines)}")
        lines.append(line)
        row = {"machine": "sifive_u", "harts": 2, "device": TWO, **fields}
        return boot(**row, args=(*args, *line.args), prompt=prompt), line

    yield start
    for line in lines:
        line.close()


def pytest_sessionfinish(session, exitstatus):
    """`make qemu-test` runs one file after the other: -k may choose no test of a file."""
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and session.config.option.keyword:
        session.exitstatus = pytest.ExitCode.OK


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.failed:
        for machine in getattr(item, "machines", []):
            report.sections.append(("console", machine.story()))
        for line in getattr(item, "lines", []):
            report.sections.append(("second line", line.story()))


@pytest.fixture
def busy():
    """Two processes that use all the time they get."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()
