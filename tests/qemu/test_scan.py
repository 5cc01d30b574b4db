"""scan: what memory may be read and written, against what firmware says of it when it starts."""

import json
import re

import jsonschema
import pytest

from machine import ROOT
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

CTRL_C = "\x03"
ROWS = [Row("virt-1.1"), Row("virt-1.6", firmware=DYNAMIC_16), Row("virt-4", harts=4),
        Row("virt-8", harts=8, firmware=DYNAMIC_16), Row("sifive_u-1.1", **SIFIVE_U),
        Row("sifive_u-1.6", **SIFIVE_U, firmware=DYNAMIC_16), Row("icicle-1.1", **ICICLE_KIT),
        Row("icicle-1.6", **ICICLE_KIT, firmware=DYNAMIC_16)]
# OpenSBI 1.1: "0x0-0xfff (I)"; 1.6: "0x0-0xfff M: (I,R,W) S/U: (R,W)". What is last counts for S.
REGION = re.compile(rb"Domain0 Region\d+ +: 0x([0-9a-f]+)-0x([0-9a-f]+) [^\r]*\(([^()]*)\)\r")
RULES = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/schema/scan.json").read_text()))


def forbidden(machine):
    """The ranges that OpenSBI's start-up lines forbid to S-mode, merged."""
    ranges = []
    for base, last, flags in REGION.findall(bytes(machine.transcript)):
        if b"R" not in flags.split(b","):
            ranges.append([int(base, 16), int(last, 16)])
    return merged(ranges)


def merged(ranges):
    found = []
    for base, last in sorted(ranges):
        if found and base <= found[-1][1] + 1:
            found[-1][1] = max(last, found[-1][1])
        else:
            found.append([base, last])
    return found


def scan(machine, words=""):
    """The rows of `scan -j`, with numbers."""
    text = machine.run(f"scan -j {words}")
    document = json.loads(text[text.index('{"ranges"'):])
    RULES.validate(document)
    return numbered(document["ranges"])


def numbered(rows):
    for row in rows:
        row.update({key: int(row[key], 16) for key in ("base", "last", "size")})
    assert all(row["size"] == row["last"] - row["base"] + 1 for row in rows)
    assert all(one["last"] < other["base"] for one, other in zip(rows, rows[1:]))
    return rows


def at(rows, address):
    return next(row for row in rows if row["base"] <= address <= row["last"])


# --- the map --------------------------------------------------------------------------------------

@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_what_firmware_forbids(boot, row):
    """Exactly what OpenSBI's start-up lines name faults in RAM, and of devices at least that."""
    machine = boot(row)
    named = forbidden(machine)
    assert named
    ram = [one for one in scan(machine, "0x80000000,0x8000000") if one["tree"] != "this image"]
    assert merged([one["base"], one["last"]] for one in ram if one["access"] == "faults") == \
        [one for one in named if one[0] >= 0x80000000]
    for one in ram:
        assert (one["access"], one["tree"]) in [("faults", "firmware"), ("writable", "RAM")]
        assert "note" not in one
    low = scan(machine, "-d 0x2000000,0x10000")
    for base, last in named:
        if base < 0x80000000:
            assert at(low, base) == at(low, last) and at(low, base)["access"] == "faults"
    assert machine.run("echo here") == "here\n"


def test_virt(boot):
    machine = boot()
    image = int(re.search(r"^ *(0x[0-9a-f]+) .* image: stacks$", machine.run("map"), re.M)[1], 16)
    rows = scan(machine)
    assert (rows[0]["base"], rows[-1]["last"]) == (0, 0xffffffff)
    assert all(one["last"] + 1 == other["base"] for one, other in zip(rows, rows[1:]))
    assert at(rows, 0x10000000) == {"base": 0x10000000, "last": 0x100000ff, "size": 0x100,
                                    "access": "not tried", "tree": "device",
                                    "name": "serial@10000000"}
    assert at(rows, 0x80000000) == {"base": 0x80000000, "last": 0x8007ffff, "size": 0x80000,
                                    "access": "faults", "cause": 5, "tree": "firmware",
                                    "name": "mmode_resv0@80000000"}
    assert at(rows, image)["tree"] == "this image"
    assert at(rows, 0x87ffffff)["access"] == "writable"
    assert at(rows, 0x88000000) == {"base": 0x88000000, "last": 0xffffffff, "size": 0x78000000,
                                    "access": "faults", "cause": 5, "tree": "nothing"}
    text = machine.run("scan").splitlines()
    assert re.fullmatch(" +BASE +LAST +SIZE  ACCESS        TREE", text[0])
    assert len(text) == 1 + len(rows) and max(map(len, text)) <= 80
    assert "0x80000000  0x8007ffff    512 KiB  access fault  mmode_resv0@80000000" in text
    assert "0x10001000  0x10008fff     32 KiB  not tried     virtio_mmio@10001000 ..." in text


def test_peek_and_poke_of_every_page(boot):
    """Of virt's first 4 GiB, devices too: what is read is written back."""
    machine = boot(firmware=DYNAMIC_16)
    rows = scan(machine, "-d -w 0,0x100000000 0x1000")
    named = forbidden(machine)
    writable = [[0x1000, 0xffff], [0x100000, 0x101fff], [0x3000000, 0x300ffff],
                [0xc000000, 0xc5fffff], [0x10000000, 0x100000ff], [0x10001000, 0x10008fff],
                [0x10100000, 0x10100017], [0x20000000, 0x23ffffff],
                [0x30000000, 0x7fffffff], [named[-1][1] + 1, 0x87ffffff]]
    assert merged([one["base"], one["last"]] for one in rows
                  if one["access"] == "writable" or one["tree"] == "this image") == writable
    assert {one["access"] for one in rows} == {"writable", "faults", "readable"}
    assert machine.run("echo still here") == "still here\n"


def test_peek_and_poke_of_sifive_u(boot):
    machine = boot(Row("sifive_u", **SIFIVE_U))
    rows = scan(machine, "-d -w 0,0x100000000 0x1000")
    for address, access in [(0, "faults"), (0x1000, "writable"), (0x2000000, "faults"),
                            (0x2010000, "writable"), (0x10010000, "writable"),
                            (0x10091000, "faults"), (0x20000000, "writable"),
                            (0x80000000, "faults"), (0x87ffffff, "writable"),
                            (0x88000000, "faults")]:
        assert at(rows, address)["access"] == access, hex(address)
    assert machine.run("echo still here") == "still here\n"


@pytest.mark.parametrize("row", [Row("virt", harts=4, firmware=DYNAMIC_16),
                                 Row("stub", firmware="stub", harts=8)], ids=["virt", "stub"])
def test_memory_is_as_it_was(boot, row):
    machine = boot(row)
    machine.run("mw.q 0x84000000 0x123456789abcdef0 0x2000")
    before = machine.run("md.q 0x84000000 0x2000"), machine.run("md.q 0x80210000 0x400")
    scan(machine)
    scan(machine, "-w 0x80000000,0x8000000 0x100")
    assert (machine.run("md.q 0x84000000 0x2000"), machine.run("md.q 0x80210000 0x400")) == before


def test_a_second_window(boot):
    """The icicle kit's RAM is also at 0xc0000000, which the tree does not say."""
    machine = boot(Row("icicle", **ICICLE_KIT))
    rows = scan(machine, "0x80000000,0x80000000 0x1000000")
    assert at(rows, 0xc0000000) == {"base": 0xc0000000, "last": 0xffffffff, "size": 0x40000000,
                                    "access": "mirror", "mirror_of": "0x80000000",
                                    "tree": "nothing"}
    assert re.search(r"^0xc0000000  0xffffffff +1 GiB  mirror of 0x80000000  nothing$",
                     machine.run("scan 0x80000000,0x80000000 0x1000000"), re.M)


def test_firmware_without_protection(boot):
    """The tests' firmware sets no PMP, and the tree does not know of it."""
    rows = scan(boot(firmware="stub"), "0x80000000,0x8000000")
    assert rows[0] == {"base": 0x80000000, "last": 0x801fffff, "size": 0x200000,
                       "access": "writable", "tree": "perhaps firmware", "note": "not protected"}


def test_ram_that_is_not_what_the_tree_says(boot):
    """Flash, which does not keep what is written, and nothing at all."""
    machine = boot(firmware=DYNAMIC_16)
    machine.run("set /memory@80000000/reg "
                "<0 0x20000000 0 0x1000000 0 0x80000000 0 0x10000000>")
    assert scan(machine, "0x20000000,0x1000000") == [
        {"base": 0x20000000, "last": 0x20ffffff, "size": 0x1000000, "access": "stuck",
         "tree": "RAM"}]
    assert at(scan(machine, "0x80000000,0x20000000"), 0x8fffffff) == {
        "base": 0x88000000, "last": 0x8fffffff, "size": 0x8000000, "access": "faults", "cause": 5,
        "tree": "RAM", "note": "not reserved"}
    assert re.search(r"^0x88000000  0x8fffffff +128 MiB  access fault  RAM, not reserved$",
                     machine.run("scan 0x80000000,0x20000000"), re.M)
    assert machine.run("echo here") == "here\n"


# --- scan -r --------------------------------------------------------------------------------------

@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", DYNAMIC_16])
def test_what_is_missing_is_reserved(boot, firmware):
    """In one edit, which can be undone; and nothing is missing then."""
    machine = boot(firmware=firmware)
    (base, last), = [one for one in forbidden(machine) if one[0] >= 0x80000000]
    assert machine.run("scan -r 0x80000000,0x8000000").endswith(
        "\n/reserved-memory: 0 more in the tree that 'boot' passes\n")
    machine.run("rm /reserved-memory")
    found = scan(machine, "0x80000000,0x8000000")[0]
    assert (found["base"], found["last"], found["note"]) == (base, last, "not reserved")
    assert machine.run("scan -r 0x80000000,0x8000000").endswith(
        "\n/reserved-memory: 1 more in the tree that 'boot' passes\n")
    assert machine.run("dts /reserved-memory").endswith(f"""
	reserved-memory {{
		#address-cells = <0x2>;
		#size-cells = <0x2>;
		ranges;

		mmode_resv@{base:x} {{
			reg = <0x0 {base:#x} 0x0 {last - base + 1:#x}>;
			no-map;
		}};
	}};
}};
""")
    assert "note" not in scan(machine, "-r 0x80000000,0x8000000")[0]
    assert "scan -r 0x80000000,0x8000000" in machine.run("undo")
    assert machine.run("ls /reserved-memory").startswith("ls: /reserved-memory: no such node")


# --- scan -s -------------------------------------------------------------------------------------

@pytest.mark.parametrize("row", [Row("virt-4", harts=4, firmware=DYNAMIC_16),
                                 Row("virt-8", harts=8, firmware=DYNAMIC_16),
                                 Row("sifive_u", **SIFIVE_U)], ids=["virt-4", "virt-8", "sifive_u"])
def test_on_another_hart(boot, row):
    """It finds the same; in the image, each hart's pages that it must not touch are its own."""
    machine = boot(row)
    here, there = ([one for one in scan(machine, words + "0x80000000,0x10000000")
                    if one["tree"] != "this image"] for words in ("", "-s "))
    assert here == there and len(here) == 4


# --- on N scan ----------------------------------------------------------------------------------

@pytest.mark.parametrize("row", [Row("virt-4", harts=4, firmware=DYNAMIC_16),
                                 Row("virt-8", harts=8), Row("sifive_u", **SIFIVE_U),
                                 Row("icicle", **ICICLE_KIT)], ids=lambda row: row.id)
def test_each_hart(boot, row):
    """All find the same, one after the other, and memory is as it was."""
    machine = boot(row)
    words = "0x80000000,0x8000000"
    machine.run("mw.q 0x84000000 0x123456789abcdef0 0x2000")
    before = machine.run("crc32 0x84000000 0x10000")
    here = [one for one in scan(machine, words) if one["tree"] != "this image"]
    text = machine.run(f"on all scan -j {words}")
    found = {}
    for hart, rest in re.findall(r"^hart (\d+): (.*\n)", text, re.M):
        found[hart] = found.get(hart, "") + rest
    assert len(found) == (row.harts if row.machine == "virt" else 4) - 1
    assert text.count("\n") == sum(rest.count("\n") for rest in found.values())
    for rest in found.values():
        RULES.validate(json.loads(rest))
        rows = numbered(json.loads(rest)["ranges"])
        assert [one for one in rows if one["tree"] != "this image"] == here
    assert machine.run("crc32 0x84000000 0x10000") == before
    hart = next(iter(found))
    lines = machine.run(f"on {hart} scan {words}").splitlines()
    assert re.fullmatch(" +BASE +LAST +SIZE  ACCESS        TREE", lines[0])
    assert len(lines) > len(here) and max(map(len, lines)) <= 80
    assert [one for one in scan(machine, words) if one["tree"] != "this image"] == here


def test_what_another_hart_cannot_do(boot):
    machine = boot(harts=2)
    hart = next(row["hart"] for row in json.loads(machine.run("hart -j"))["harts"]
                if row.get("here") != "runs the shell")
    usage = "usage: scan [-d] [-w] [-r] [-s] [-j] [RANGE] [STEP]\n"
    tree = machine.run("dts / | wc")
    machine.check([
        (f"on {hart} scan -r; echo $?",
         "scan: -r edits the tree, and only the shell's hart does: type it without 'on'\n1\n"),
        ("on all scan -j -r",
         "scan: -r edits the tree, and only the shell's hart does: type it without 'on'\n"),
        (f"on {hart} scan -s",
         "scan: -s chooses another hart by itself: type it without 'on'\n"),
        (f"on {hart} scan 0x80000000",
         f"scan: 0x80000000: give its size: ADDRESS,SIZE\n{usage}"),
        (f"on {hart} scan 0,0x1000 3",
         f"scan: 3: a step is a power of 2, and at least 4\n{usage}"),
        ("dts / | wc", tree),
    ])


def test_a_hart_that_is_lost(boot):
    """The others scan, also at once."""
    machine = boot(firmware="stub", harts=4, card={"features": ["hsm", "hang"]})
    words = "0x84000000,0x10000"
    here = machine.run(f"scan {words}")
    assert machine.run("on -t 300 1 scan 0x80180000,0x20000; echo $?") == (
        "scan: hart 1: lost, last access at 0x80190000\n116\n")
    assert machine.run(f"on 2 scan {words}") == here == machine.run(f"scan {words}")
    text = machine.run(f"on all scan {words}")
    assert [text.count(f"hart {hart}: ") for hart in (2, 3)] == [here.count("\n")] * 2


def test_a_bus_that_hangs(boot):
    """It costs a hart, and what was found until then is shown. Then there is no other."""
    machine = boot(firmware="stub", harts=2, card={"features": ["hsm", "hang"]})
    assert machine.run("scan -s 0x80180000,0x20000; echo $?") == (
        "scan: hart 1: lost, last access at 0x80190000\n"
        "      BASE        LAST    SIZE  ACCESS    TREE\n"
        "0x80180000  0x8018ffff  64 KiB  writable  perhaps firmware, not protected\n"
        "0x80190000  0x80190003     4 B  hangs     perhaps firmware\n"
        "116\n")
    assert machine.run("scan -s; echo $?") == \
        "scan: no other hart can be used: it is lost: its last job did not end\n19\n"
    assert boot().run("scan -s") == "scan: no other hart can be used: there is no other\n"


# --- the rest -------------------------------------------------------------------------------------

def test_ctrl_c(boot):
    machine = boot()
    for words in ("0,0x100000000 0x100", "0x80000000,0x8000000 4", "-w 0,0x8000000000 0x1000"):
        machine.type(f"scan {words}\r")
        machine.expect(rb"scan [^\r]*\r\n")
        machine.listen(0.3)
        machine.type(CTRL_C)
        assert machine.prompt().endswith("^C")
        assert machine.run("echo $?") == "130\n"


def test_errors(boot):
    usage = "usage: scan [-d] [-w] [-r] [-s] [-j] [RANGE] [STEP]\n"
    boot().check([
        ("scan 0x80000000", f"scan: 0x80000000: give its size: ADDRESS,SIZE\n{usage}"),
        ("scan 0x80000000,0", f"scan: 0x80000000,0: the size is 0; give it 1 or more\n{usage}"),
        ("scan 0,0x1000 3", f"scan: 3: a step is a power of 2, and at least 4\n{usage}"),
        ("scan 0,0x1000 2", f"scan: 2: a step is a power of 2, and at least 4\n{usage}"),
        ("scan 0,0x1000 0", f"scan: 0: a step is a power of 2, and at least 4\n{usage}"),
        ("scan 0,0x1000 x", f"scan: x: not a number\n{usage}"),
        ("scan -x", f"scan: no option -x\n{usage}"),
        ("scan 1 2 3", f"scan: too many arguments\n{usage}"),
        ("scan 0xffffffffffffff00,0x100",
         "              BASE                LAST   SIZE  ACCESS        TREE\n"
         "0xffffffffffffff00  0xffffffffffffffff  256 B  access fault  nothing\n"),
    ])
