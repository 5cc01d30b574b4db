"""What commands report with -j on machines: one document that parses and fits its schema, and says
what people are shown."""

import json

import jsonschema
import pytest

from machine import ROOT
from reports import MACHINE_REPORTS
from rows import DYNAMIC_16, SIFIVE_U, SPIKE, Row

ROWS = [Row("virt", firmware=DYNAMIC_16), Row("stub", firmware="stub"),
        Row("imsic", args=("-machine", "aia=aplic-imsic"), firmware=DYNAMIC_16),
        Row("sifive_u", **SIFIVE_U), Row("spike", **SPIKE)]


def report(machine, schema, command):
    """The document of the command, which fits its schema."""
    text = machine.run(f"{command} -j")
    document = json.loads(text)
    rules = json.loads((ROOT / "docs" / "schema" / f"{schema}.json").read_text())
    jsonschema.Draft202012Validator(rules).validate(document)
    return document


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_documents(boot, row):
    machine = boot(row)
    for schema, lines in MACHINE_REPORTS.items():
        for line in lines:
            report(machine, schema, line)


def test_what_irq_counts(boot):
    machine = boot()
    found = report(machine, "irq", "irq")
    (chip,), (line,) = found["controllers"], found["sources"]
    assert (chip["driver"], chip["address"], chip["strays"]) == ("plic", "0xc000000", 0)
    assert (line["address"], line["source"], line["device"], line["state"]) == \
        ("0xc000000", 10, "ns16550", "on")
    assert chip["taken"] == line["count"] > 0
    assert report(machine, "irq", "irq /soc/serial@10000000")["interrupts"][0]["specifier"] == [10]


def test_what_the_log_holds(boot):
    machine = boot()
    found = report(machine, "log", "log")["log"]
    assert found == {"lost": 0, "lines": machine.run("log").split("\n")[:-1]}
    assert "Hello, world from Firstlight " in found["lines"][1]


def test_what_the_firmware_has(boot):
    found = report(boot(firmware=DYNAMIC_16), "sbi", "sbi")
    assert (found["firmware"]["specification"], found["firmware"]["name"],
            found["firmware"]["version"]) == ("2.0", "OpenSBI", "1.6")
    assert [row["id"] for row in found["extensions"] if row["name"] == "DBCN" and row["there"]] == \
        ["0x4442434e"]


def test_firmware_without_base(boot):
    machine = boot(firmware="stub", card={"features": ["no-base"]})
    assert report(machine, "sbi", "sbi") == {"firmware": {"specification": "0.1"}}


def test_what_a_console_test_measures(boot):
    machine = boot(firmware=DYNAMIC_16)
    found = report(machine, "console-test", "console test 0x10000000")["loopback"]
    assert (found["sent"], found["back"], found["differ"]) == (256, 256, 0)
    line, _, document = machine.run("console test sbi -j").rpartition("{\"line\":")
    assert " !\"#$%&'()*" in line
    assert json.loads('{"line":' + document)["line"]["sent"] == 97


def test_a_verb_that_reports_nothing_has_no_document(boot):
    assert boot().run("console flow sbi -j").startswith("console: flow: no option -j\n")
