"""docs/conformance.md is what tools/conformance writes now: a column of it, and its rows' names."""

import json
import re
import subprocess

from machine import ROOT

PAGE = (ROOT / "docs" / "conformance.md").read_text()
FIRMWARE = "opensbi-1.6"


def table(text):
    """{title: {row: cell}}"""
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in text.splitlines() if line.startswith("|")]
    titles = rows[0][1:]
    return {title: {row[0]: row[i + 1] for row in rows[2:]} for i, title in enumerate(titles)}


def conformance(*words):
    return subprocess.run([ROOT / "tools" / "conformance", *words], capture_output=True, text=True,
                          check=False)


def test_a_column_is_what_firmware_answers_now():
    done = conformance(FIRMWARE)
    assert done.returncode == 0, done.stderr
    now = table(done.stdout)
    assert len(now) == 1
    title, cells = now.popitem()
    assert table(PAGE)[title] == cells, "stale; `make conformance` writes it anew"


def test_all_firmware_that_is_fetched_has_a_column():
    fetched = re.findall(r"\|firmware/opensbi-([\d.]+)", (ROOT / "tools" / "deps").read_text())
    assert list(table(PAGE)) == [f"OpenSBI {version}" for version in fetched]


def test_known_bugs_are_named(boot):
    machine = boot(harts=4, firmware=f"{FIRMWARE}/fw_dynamic")
    known = [row for row in json.loads(machine.run("sbi test -j"))["results"]
             if row["verdict"] == "known"]
    assert known
    for row in known:
        fixed = f"Fixed in {row['fixed']}" if "fixed" in row else "Not fixed yet"
        line = f"- `{row['extension']}/{row['test']}`: {row['why']}. {fixed}: {row['source']}."
        assert line in PAGE


def test_another_word_is_refused():
    done = conformance("opensbi-0.0")
    assert done.returncode == 1
    assert done.stderr.startswith(f"conformance: the operand is one of: opensbi-1.1 {FIRMWARE}")
