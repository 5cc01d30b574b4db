"""`sbi test`: what people and programs see of bugs that are known, and of what rows write."""

import json
import re
import xml.etree.ElementTree as xml

import jsonschema
import pytest

from rows import DYNAMIC_16
from stub import ANY, KINDS, LIES, word
from test_sbi_test import BASE, SCHEMA, STUB

ROW = "ipi/beyond-by-mask"
WHY = "answered 0 (success), not invalid parameter"
FIXED = "OpenSBI 1.7"
SOURCE = "lib/sbi/sbi_ipi.c leaves out harts that are not there"


@pytest.fixture(name="machine")
def _machine(boot):
    return boot(harts=2, firmware=DYNAMIC_16)


def test_known_for_people(machine):
    output = machine.run(f"sbi test {ROW}")
    assert output.splitlines()[1:] == [
        f"{ROW}  known: {WHY}", f"  fixed in {FIXED}: {SOURCE}",
        "0 pass, 0 fail, 1 known, 0 slow, 0 skipped"]
    assert max(len(line) for line in output.splitlines()) <= 80


def test_known_for_programs(machine):
    document = json.loads(machine.run(f"sbi test -j {ROW}"))
    jsonschema.validate(document, SCHEMA)
    row = document["results"][0]
    assert (row["fixed"], row["source"]) == (FIXED, SOURCE)
    assert "fixed" not in json.loads(machine.run("sbi test -j base/ids"))["results"][0]


def test_known_for_rigs(machine):
    assert machine.run(f"sbi test -o tap {ROW}").splitlines()[3:] == [
        f"ok 1 - {ROW} # SKIP known: {WHY}",
        "  ---", f'  fixed: "{FIXED}"', f'  source: "{SOURCE}"', "  ..."]
    case = xml.fromstring(machine.run(f"sbi test -o junit {ROW}"))[0]
    assert case.find("skipped").get("message") == WHY
    assert {entry.get("name"): entry.get("value") for entry in case.find("properties")} == {
        "fixed": FIXED, "source": SOURCE}


def test_what_rows_write_leaves_no_empty_lines(machine):
    """They write control characters; on the screen, nothing is seen of them."""
    quiet = machine.run("sbi test -q dbcn").replace("\r", "")
    assert re.fullmatch(r"OpenSBI 1\.6, SBI 2\.0, \d+ tests\n\d+ pass, .*\n", quiet)
    full = machine.run("sbi test dbcn/write")
    assert re.search(r"^dbcn/write[\r ]+\rdbcn/write  pass$", full, re.M), [full]
    assert "\n\n" not in full.replace("\r", "")


def test_a_bug_that_is_gone_is_reported(boot):
    """The stub says that it is OpenSBI 1.6, and has none of its bugs."""
    lies = [BASE, 1, ANY, ANY, KINDS["answer"], 0, 1,
            BASE, 2, ANY, ANY, KINDS["answer"], 0, 0x10006]
    args = [argument for i, value in enumerate(lies) for argument in word(LIES + 8 * i, value)]
    machine = boot(harts=2, **STUB, args=args)
    output = machine.run(f"sbi test -q {ROW}")
    assert output.startswith("OpenSBI 1.6, ")
    assert output.endswith(f"{ROW}  pass: although this firmware is known to fail\n"
                           "1 pass, 0 fail, 0 known, 0 slow, 0 skipped\n")
