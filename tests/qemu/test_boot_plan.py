"""`boot -n`: what it would do, for people and as JSON, without doing any of it."""

import json

import boot_files as files
import jsonschema
import pytest

from machine import ROOT
from rows import Row

SCHEMA = json.loads((ROOT / "docs" / "schema" / "boot-plan.json").read_text())
AT = 0x84001000  # not where an Image can run


@pytest.fixture
def machine(boot, tmp_path):
    path = tmp_path / "image"
    path.write_bytes(files.image())
    machine = boot(Row("plan", args=("-device", f"loader,file={path},addr={AT:#x},force-raw=on")))
    machine.run("set /model edited | grep nothing")
    return machine


def plan(machine, line):
    document = json.loads(machine.run(line))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    return document


def test_plan_as_json(machine):
    document = plan(machine, f"boot -n -v -j {AT:#x},0x10000 -b 'console=ttyS0 x'")
    kernel, tree = document["pieces"]
    assert document["kernel"]["kind"] == "Image"
    assert (kernel["what"], kernel["from"], kernel["how"]) == ("kernel", hex(AT), "copied first")
    assert int(kernel["to"], 16) % 0x200000 == 0
    assert document["kernel"]["entry"] == kernel["to"]
    assert document["told"]["tree"] == tree["to"]
    assert document["told"]["model"] == "edited"
    assert document["told"]["bootargs"] == "console=ttyS0 x"
    changed = {(row["path"], row.get("property")) for row in document["differences"]}
    assert changed == {("/", "model"), ("/chosen", "bootargs")}


def test_the_tree_in_use_and_its_journal_stay(machine):
    before = machine.run("history -e; dts /chosen")
    plan(machine, f"boot -n -j {AT:#x},0x10000 -b other -i 0x85000000,0x1000")
    assert machine.run("history -e; dts /chosen") == before


def test_over_this_program(machine):
    piece = plan(machine, f"boot -n -j {AT:#x},0x10000 -a 0x80200000")["pieces"][0]
    assert (piece["how"], piece["over"]) == ("copied at the end", "image")


def test_a_copy_that_does_not_stay_is_found(boot):
    """Before anything is quiet: the prompt stays. Without a tree nothing says where RAM is; at this
    address there is QEMU's ROM, which takes stores and keeps nothing."""
    machine = boot(firmware="stub", card={"a1": 0})
    machine.run("fill 0x84000000,0x100 0x13")
    output = " ".join(machine.run("boot -f 0x84000000,0x100 -a 0x2000").split())
    assert "0x2000: what was copied there reads back differently; that is no RAM" in output
    assert machine.run("echo still here") == "still here\n"
