"""`csr`: which control and status registers a hart has, what they are, and what may be written."""

import json
import re
import subprocess

import pytest

from machine import ROOT, SCRATCH
from machine_code import CROSS
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row

# Names that binutils 2.40 does not have. Numbers: RISC-V Privileged Architecture 20250508, 2.2 (CSR
# listing), and for ssp and jvt the unprivileged table there.
UNKNOWN = {
    "ssp": 0x011, "jvt": 0x017,  # Zicfiss, Zcmt
    "scountinhibit": 0x120,      # Smcdeleg/Ssccfg
    "sctrctl": 0x14e, "sctrstatus": 0x14f, "sctrdepth": 0x15f, "vsctrctl": 0x24e,  # Ssctr
    "sireg2": 0x152, "sireg3": 0x153, "sireg4": 0x155, "sireg5": 0x156, "sireg6": 0x157,
    "vsireg2": 0x252, "vsireg3": 0x253, "vsireg4": 0x255, "vsireg5": 0x256, "vsireg6": 0x257,
    "srmcfg": 0x181,             # Ssqosid
}


def listed(machine, *words):
    """{name: value} of what is listed; several that read alike are each there."""
    found = {}
    for row in json.loads(machine.run(" ".join(["csr", "-j", *words])))["csrs"]:
        match = re.fullmatch(r"(\w+?)(\d+)\.\.(\d+)", row["name"])
        number = int(row["number"], 16)
        names = [row["name"]] if not match else \
            [f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1)]
        for index, name in enumerate(names):
            found[name] = (number + index, row["value"], row["extension"])
    return found


def value(machine, name):
    """What it reads as; it is there."""
    return int(json.loads(machine.run(f"csr -j {name}"))["csrs"][0]["value"], 16)


def fields(machine, name):
    found = json.loads(machine.run(f"csr -j {name}"))["fields"]
    return {row["name"]: (int(row["value"], 16), row.get("means")) for row in found}


def assembled(name):
    """The number that the assembler knows a CSR by; None: it has no such name."""
    made = SCRATCH / "csr.o"
    done = subprocess.run([CROSS + "gcc", "-march=rv64gcv_zicsr", "-mabi=lp64d", "-c", "-x",
                           "assembler", "-o", made, "-"], text=True, capture_output=True,
                          input=f".option arch, +h, +zkr, +sstc, +smstateen\ncsrr a0, {name}\n")
    if done.returncode:
        done = subprocess.run([CROSS + "as", "-mno-csr-check", "-march=rv64gcv_zicsr", "-o", made,
                               "-"], text=True, capture_output=True, input=f"csrr a0, {name}\n")
    if done.returncode:
        return None
    code = subprocess.run([CROSS + "objcopy", "-O", "binary", made, "/dev/stdout"],
                          check=True, capture_output=True).stdout
    return int.from_bytes(code[:4], "little") >> 20


def test_numbers_are_the_assemblers(boot):
    rows = listed(boot())
    wrong = {}
    for name, (number, *_) in rows.items():
        known = assembled(name)
        if (UNKNOWN.get(name) if known is None else known) != number:
            wrong[name] = (number, known)
    assert not wrong
    assert set(UNKNOWN) <= set(rows), "a row that no CSR needs"


def test_the_kernel_has_each_row():
    """One in kernel/csr_slots.S for each number of the table."""
    slots = re.findall(r"0x[0-9a-f]+", (ROOT / "kernel/csr_slots.S").read_text())
    numbers = [int(number, 16) for number in slots]
    assert len(set(numbers)) == len(numbers)
    rows = (ROOT / "shell/machine/cpu/csr_rows.c").read_text()
    wanted = []
    for row in re.findall(r"\{\s*(\.number[^}]*)\}", rows):
        first = int(re.search(r"number = (0x\w+)", row)[1], 16)
        count = int((re.search(r"count = (\d+)", row) or [0, "1"])[1])
        own = range(first, first + count)
        wanted += [*own, *(number + 0x100 for number in own if "twin" in row)]
    assert sorted(numbers) == sorted(wanted)


# Machine, and CSRs of which each is there or absent.
MACHINES = [
    (Row("virt-1.1"), {"stimecmp": True, "senvcfg": True, "hstatus": True, "vstart": False,
                       "fcsr": True, "siselect": False, "ssp": False}),
    (Row("virt-1.6-v", firmware=DYNAMIC_16, args=("-cpu", "rv64,v=true")),
     {"vstart": True, "vlenb": True, "stimecmp": True}),
    (Row("virt-1.6-bare", firmware=DYNAMIC_16, args=("-cpu", "rv64,h=false,sstc=false")),
     {"stimecmp": False, "hstatus": False, "vsatp": False, "satp": True}),
    (Row("virt-no-f", firmware=DYNAMIC_16, args=("-cpu", "rv64,f=false,d=false,h=false")),
     {"fcsr": False, "sstatus": True}),
    (Row("imsic", firmware=DYNAMIC_16, args=("-machine", "aia=aplic-imsic")),
     {"siselect": True, "stopei": True, "stopi": True, "hvictl": True}),
    (Row("sifive_u", **SIFIVE_U), {"sstatus": True, "stimecmp": False, "hstatus": False,
                                   "vl": False}),
    (Row("icicle", **ICICLE_KIT, firmware=DYNAMIC_16), {"sstatus": True, "hstatus": False}),
    (Row("stub", firmware="stub"), {"sstatus": True}),
]


@pytest.mark.parametrize("row, expected", MACHINES, ids=[row.id for row, _ in MACHINES])
def test_what_is_there(boot, row, expected):
    machine = boot(row)
    found = listed(machine)
    assert {name: found[name][1] != "absent" for name in expected} == expected
    assert found["seed"][1] == "not read"
    assert max(map(len, machine.run("csr").split("\n"))) < 80
    assert machine.run("trap load; echo $?", fault=True).endswith("14\n")  # traps are as before


def test_counters_that_firmware_lacks_are_not_read(boot):
    """OpenSBI hangs in their emulation."""
    machine = boot(firmware=DYNAMIC_16)
    found = listed(machine, "hpmcounter")
    assert len(found) == 29
    assert found["hpmcounter3"][1] not in ("absent", "not read")
    assert found["hpmcounter31"][1] == "not read"
    assert machine.run("csr hpmcounter31; echo $?").endswith("not read  Zihpm\n1\n")
    assert int(listed(machine, "cycle")["cycle"][1], 16) > 0


@pytest.mark.parametrize("protection", ["on", "off"])
def test_satp(boot, protection):
    machine = boot()
    assert machine.run(f"protect {protection}") == ""
    modes = {"on": (8, "Sv39"), "off": (0, "Bare")}
    assert fields(machine, "satp")["MODE"] == modes[protection]
    found = listed(machine)
    assert found["satp"][1] != "absent"
    assert machine.run("protect on") == ""


def test_fields_are_decoded(boot):
    machine = boot(args=("-cpu", "rv64,v=true"))
    assert machine.run("csr 0x180") == machine.run("csr satp")
    assert machine.run("csr scounteren") == """\
NUMBER  NAME        VALUE  EXTENSION
 0x106  scounteren  0x7    S

FIELD  BITS  VALUE  MEANS
CY        0    0x1  -
TM        1    0x1  -
IR        2    0x1  -
HPM    31:3    0x0  -
"""
    assert fields(machine, "sstatus")["UXL"] == (2, "64 bits")
    assert fields(machine, "sstatus")["SIE"] == (1, None)
    assert fields(machine, "vtype")["vill"] == (1, None)
    assert listed(machine, "ssc").keys() == {"sscratch"}
    # this program's last trap is an absent CSR
    assert machine.run("csr stopei | wc -l; csr scause | grep -c illegal").split()[0] == "2"


def test_writes(boot):
    machine = boot()
    assert machine.run("csr scounteren 5") == (
        "NUMBER  NAME        VALUE  EXTENSION\n"
        " 0x106  scounteren  0x5    S\nwas 0x7\n")
    assert json.loads(machine.run("csr -j senvcfg 0xffff"))["write"] == {
        "was": "0x0", "ignored": f"{0xffff ^ value(machine, 'senvcfg'):#x}"}
    assert "  did not take (WARL) 0x" in machine.run("csr senvcfg 0xffff")
    # a unit's register keeps its value, and sstatus is as before
    before = value(machine, "sstatus")
    assert machine.run("csr frm 3").endswith("was 0x0\n")
    assert fields(machine, "fcsr")["frm"] == (3, None)
    assert value(machine, "sstatus") & 0x22 == before & 0x22
    assert machine.run("csr -f sscratch 0x%x" % value(machine, "sscratch")).count("was") == 1


REFUSALS = [
    ("csr satp 0", "satp: the shell's addresses depend on it; -f writes it anyway", 16),
    ("csr stvec 0", "stvec: the shell's traps depend on it; -f writes it anyway", 16),
    ("csr sscratch 0", "sscratch: the shell's traps depend on it; -f writes it anyway", 16),
    ("csr sstatus 0", "sstatus: the shell's traps depend on it; -f writes it anyway", 16),
    ("csr sie 0", "sie: the shell's interrupts depend on it; -f writes it anyway", 16),
    ("csr sip 2", "sip: the shell's interrupts depend on it; -f writes it anyway", 16),
    ("csr stimecmp 0", "stimecmp: the shell's timer depends on it; -f writes it anyway", 16),
    ("csr seed 1", "seed: a write takes entropy away; -f writes it anyway", 16),
    ("csr cycle 0", "cycle: read-only", 13),
    ("csr ssp 0", "ssp: absent", 19),
    ("csr mstatus", "mstatus: no such CSR of S-mode; 'csr' lists all", 2),
    ("csr 0x300", "0x300: no such CSR of S-mode; 'csr' lists all", 2),
    ("csr hpm 1", "hpm: no such CSR of S-mode; 'csr' lists all", 2),
]


def test_refusals(boot):
    machine = boot()
    for command, message, status in REFUSALS:
        assert machine.run(command) == f"csr: {message}\n", command
        assert machine.run("echo $?") == f"{status}\n", command


def test_other_harts(boot):
    machine = boot(harts=2, firmware=DYNAMIC_16)
    here = int(re.search(r"(?m)^ *(\d+) .*runs the shell", machine.run("hart"))[1])
    there = 1 - here
    assert "absent" in machine.run(f"on {there} csr")
    lines = [machine.run(f"{on}csr sscratch").split("\n")[1].split()
             for on in ("", f"on {there} ")]
    assert lines[0][:2] == lines[1][:2] == ["0x140", "sscratch"]
    assert lines[0][2] != lines[1][2]
