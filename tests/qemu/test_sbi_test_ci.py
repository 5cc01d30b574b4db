"""The lines of docs/machine.md that a CI runs: exactly those, and their status."""

import re
import subprocess

import pytest

from machine import ROOT
from stub import ANY, KINDS, LIES, card, word
from test_sbi_test import BASE

PAGE = (ROOT / "docs" / "machine.md").read_text()
LINES = re.search(r"```sh\n(firmware=.*\n(?:.*\n)*?)```", PAGE)
# The stub answers an error for its version.
LIE = [BASE, 2, ANY, ANY, KINDS["answer"], 2 ** 64 - 2, 0]
WRONG = " ".join(card(["hsm", "ipi"])[1:] + [
    argument for i, value in enumerate(LIE) for argument in word(LIES + 8 * i, value)])


def run(lines):
    return subprocess.run(["bash", "-c", lines], cwd=ROOT, capture_output=True, text=True,
                          check=False)


def test_good_firmware():
    done = run(LINES[1])
    assert done.returncode == 0, done.stdout[-2000:]
    assert re.search(r"\d+ pass, 0 fail, ", done.stdout)


def test_firmware_that_fails():
    lines, times = re.subn(r"^firmware=.*", f"firmware='{WRONG}'", LINES[1])
    assert times == 1
    done = run(lines)
    assert "base/implementation-version  FAIL: " in done.stdout
    assert done.returncode == 1, done.stdout[-2000:]


@pytest.mark.parametrize("wanted", ["timeout ", "-bios $firmware", "poweroff 1"])
def test_the_lines(wanted):
    assert len(LINES[1].splitlines()) == 3 and wanted in LINES[1]
