"""`isa`: which extensions a hart has, by trying them, beside what the tree and the profiles say."""

import json
import re
import subprocess

import pytest

import uefi
from devicetree import dtc, qemu_blob
from machine import FIRMWARE, IMAGE, SCRATCH, Machine
from rows import DYNAMIC_16, SIFIVE_U, Row
from test_started_by import keep  # noqa: F401 (a fixture)

# --- QEMU 10, which knows most extensions and can leave them out ----------------------------------


def modern(keep, cpu, firmware="opensbi-1.6", machine="virt"):
    return keep(Machine(None, program=[
        *uefi.qemu(), "-M", machine, "-cpu", cpu, "-display", "none", "-monitor", "none",
        "-serial", "stdio", "-bios", str(FIRMWARE / firmware / "fw_dynamic.bin"),
        "-kernel", str(IMAGE["bin"])])).start()


def listed(cpu):
    """The names in riscv,isa-extensions that QEMU makes for the cpu."""
    dump = SCRATCH / "isa-cpu.dtb"
    subprocess.run([*uefi.qemu(), "-M", f"virt,dumpdtb={dump}", "-cpu", cpu, "-display", "none"],
                   check=True, capture_output=True)
    text = dtc(dump.read_bytes(), "dts").decode()
    value = re.search(r"isa-extensions = (.*);", text)[1]
    return set(re.findall(r"[a-z]\w*", value.replace("\\0", " ")))


def report(machine, options=""):
    """The document, without what firmware complains about before it."""
    return json.loads(re.sub(r"^[^{]*", "", machine.run(f"isa -j {options}")))


def probed(machine, options="-t"):
    found = report(machine, f"-a {options}")["extensions"]
    return {row["extension"]: row["probed"] for row in found}


# Each can be left out of QEMU's cpu "max" without others. No two of them are left out of the same
# machines: a row cannot answer for another one's extension.
SWITCHES = """
    h zicbom zicboz zicfilp zicond zmmul zaamo zabha zacas zalrsc zawrs zfa zfbfmin zfh
    zcb zba zbb zbc zbkb zbkc zbkx zbs zknd zkne zknh zksed zksh zvbb zvbc zve64d zvfbfwma zvfh
    zvfhmin zvkb zvkg zvkned zvknha zvknhb zvksed zvksh ssaia ssccfg sscofpmf ssnpm sstc svinval v
""".split()
BITS = 6
MAX = ["max", *("max," + ",".join(f"{name}=off" for number, name in enumerate(SWITCHES, 1)
                                  if number >> bit & 1) for bit in range(BITS))]
CPUS = [
    "rv64,zve32x=on,elen=32", "rv64,zve64x=on,zvbb=on", "rv64,v=on,vlen=512,zicbom=off",
    # numbers in x registers; C without doubles, whose place others take
    "rv64,f=off,d=off,zfa=off,h=off,zfinx=on,zdinx=on,zhinx=on",
    "rv64,d=off,zcmp=on,zcmt=on,zcb=on",
]
# Where an extension is left out, another one still has its instructions.
INCLUDED = {"zbkc": ["zbc"], "zvkb": ["zvbb"], "zvknha": ["zvknhb"], "zmmul": ["m"],
            "zfhmin": ["zfh"], "zaamo": ["a"], "zalrsc": ["a"]}
# QEMU's trees do not have these names, or not only where they work; OpenSBI 1.6 has no Ssctr.
UNNAMED = {"zicclsm", "svbare", "sv39", "ss1p12", "ssctr", "supm"}


def has(names, name):
    return name in names or any(whole in names for whole in INCLUDED.get(name, ()))


@pytest.mark.parametrize("cpu", [*MAX, *CPUS])
def test_what_qemu_leaves_out_is_absent(keep, cpu):  # noqa: F811
    names = listed(cpu)
    found = probed(modern(keep, cpu))
    wrong = {name: how for name, how in found.items()
             if name not in UNNAMED and how != "not decidable" and not name.startswith("zvl")
             and (how == "yes") != has(names, name)}
    assert not wrong
    length = int((re.search(r"vlen=(\d+)", cpu) or [0, 128])[1]) * bool(names & {"v", "zve32x"})
    assert [found[f"zvl{bits}b"] == "yes" for bits in (128, 256, 512)] == \
        [length >= bits for bits in (128, 256, 512)]


def test_encodings_of_a_vendor(keep):  # noqa: F811
    found = probed(modern(keep, "thead-c906"))
    assert {found[f"xthead{name}"] for name in ("ba", "bb", "bs", "condmov", "mac")} == {"yes"}
    assert (found["zba"], found["v"], found["ss1p12"]) == ("no", "no", "no")


# --- trees, on the system's QEMU ------------------------------------------------------------------


def tree_with(old, new, **fields):
    """virt's own tree with an edit of its source; firmware gets QEMU's tree."""
    source = dtc(qemu_blob(Row("isa", **fields)), "dts").decode()
    source = re.sub(r"\n.*riscv,isa-(extensions|base) = .*", "", source)
    path = SCRATCH / "isa-edited.dtb"
    path.write_bytes(dtc(re.sub(old, new, source), "dtb"))
    return {"by": "relay", "at": 0x84000000, "given": path, "firmware": "opensbi-1.6/fw_jump",
            **fields}


def verdicts(machine):
    found = report(machine)
    return ({row["extension"]: row["verdict"] for row in found["extensions"]},
            [row["command"] for row in found["edits"]])


def test_a_tree_that_claims_vectors(boot):
    """What is shown; the status; the command can be typed, and -f does the same."""
    machine = boot(**tree_with(r'riscv,isa = "rv64[a-z]*', 'riscv,isa = "rv64imafdcvh'))
    text = machine.run("isa")
    assert re.search(r"(?m)^v +vectors +no +isa +wrong$", text), text
    assert machine.run("echo $?") == "1\n"
    found, (command,) = verdicts(machine)
    assert found == dict.fromkeys(("v", "zve32x", "zve32f", "zve64x", "zve64d", "zvl128b"), "wrong")
    assert f"type: {command}\n" in machine.run("isa | grep type:")
    assert command.startswith('set /cpus/cpu@0/riscv,isa "rv64imafdch_')
    machine.run(command)
    assert verdicts(machine) == ({}, [])
    machine.run("undo")
    assert verdicts(machine) == (found, [command])
    machine.run("isa -f")
    assert verdicts(machine) == ({}, [])
    assert machine.run("isa | tail -1; echo $?").endswith("\n0\n")


def test_a_tree_that_lacks_some(boot):
    machine = boot(**tree_with("_zba_zbb", ""))
    found, (command,) = verdicts(machine)
    assert found == {"zba": "not listed", "zbb": "not listed"}
    assert command.endswith('_zba_zbb"')
    assert machine.run("isa | grep -c 'not listed'; isa; echo $?").endswith("\n0\n")


# Whose trees are right.
MACHINES = [
    Row("virt-1.1"),
    Row("virt-1.6", firmware=DYNAMIC_16),
    Row("virt-v", firmware=DYNAMIC_16, args=("-cpu", "rv64,v=true")),
    Row("bare", firmware=DYNAMIC_16, args=("-cpu", "rv64,zba=false,zbb=false,h=false,sstc=false")),
    Row("sifive_u", **SIFIVE_U),
    Row("stub", firmware="stub"),
]


@pytest.mark.parametrize("row", MACHINES, ids=[row.id for row in MACHINES])
def test_right_trees(boot, row):
    machine = boot(row)
    found, edits = verdicts(machine)
    if row.id == "virt-v":  # QEMU 7.2 runs these without listing them
        found = {name: how for name, how in found.items() if not name.startswith("zvfh")}
        edits = []
    if row.id == "stub":  # which leaves menvcfg.STCE as it is
        assert found.pop("sstc") == "wrong" and edits.pop()
        assert "sstc: missing, or firmware has not set menvcfg.STCE\n" in machine.run("isa")
    assert (found, edits) == ({}, [])
    lines = machine.run("isa -a").split("\n")
    assert max(len(line) for line in lines if not line.startswith("type: ")) <= 80
    missing = {row["profile"]: row["missing"] for row in report(machine)["profiles"]}
    assert missing["RVA20U64"] == [] and len(missing) == 6
    assert ("v" in missing["RVA23U64"]) == (row.id != "virt-v")
    assert ("zba" in missing["RVA22U64"]) == (row.id in ("bare", "sifive_u"))
    assert machine.run("trap load; echo $?", fault=True).endswith("14\n")  # traps are as before


def test_other_harts(boot):
    machine = boot(harts=2, firmware=DYNAMIC_16)
    here = int(re.search(r"(?m)^ *(\d+) .*runs the shell", machine.run("hart"))[1])
    text = machine.run(f"on {1 - here} isa")
    assert re.search(rf"hart +{1 - here}\nnode +/cpus/cpu@{1 - here}\n", text), text
    assert "edits the tree" in machine.run(f"on {1 - here} isa -f")


def test_profiles_of_a_cpu_that_meets_them(keep):  # noqa: F811
    found = {row["profile"]: row["missing"] for row in report(modern(keep, "rva23s64"))["profiles"]}
    assert found == {name: [] for name in found}
