"""`sbi test brs ebbr`: what profiles of platforms require, and that each row can fail."""

import pytest

from rows import DYNAMIC_16
from stub import lie
from test_sbi_test import BASE, DBCN, HSM, IPI, SRST, TIME, of, verdicts

PMU, RFNC = 0x504d55, 0x52464e43
STUB = {"firmware": "stub", "card": {"features": ["hsm", "ipi", "pmu"]}, "harts": 2}
NO_SSTC = ("-cpu", "rv64,sstc=off")
PROFILES = "brs ebbr"


def lacks(machine, extension):
    """What `sbi test` says of the profiles if firmware does not have the extension."""
    machine.run(lie(BASE, 3, argument=extension, value=0))
    results = verdicts(machine, PROFILES)
    machine.run(lie(0, 0))
    return results


def test_good_firmware(boot):
    machine = boot(harts=2, firmware=DYNAMIC_16)
    results = verdicts(machine, PROFILES)
    assert of(results, "fail", "skip", "known") == {}
    assert {row.split("/")[0] for row in results} == {"brs", "ebbr"}
    assert not of(verdicts(machine, "base"), "fail")
    everything = verdicts(machine)
    assert not everything.keys() & results.keys()  # only those that are asked for


def test_old_firmware(boot):
    machine = boot(harts=2, firmware="opensbi-1.1/fw_dynamic")
    failed = of(verdicts(machine, PROFILES), "fail")
    assert failed == {"brs/version": "it is SBI 1.0, not 2.0",
                      "ebbr/version": "it is SBI 1.0, not 2.0",
                      "ebbr/dbcn": "firmware does not have DBCN"}
    output = machine.run("sbi test -q brs")
    assert "brs/version  FAIL: it is SBI 1.0, not 2.0\n  BRS SBI_010: the SBI has version" in output
    assert max(len(line) for line in output.splitlines()) <= 80


@pytest.mark.parametrize("extension, rows", [
    (BASE, {"ebbr/base"}), (HSM, {"brs/hsm", "ebbr/hsm"}), (SRST, {"ebbr/srst"}),
    (DBCN, {"ebbr/dbcn"}), (TIME, {"brs/time"}), (IPI, {"brs/ipi"}), (PMU, {"brs/pmu"}),
])
def test_each_extension_is_missed(boot, extension, rows):
    machine = boot(**STUB, args=NO_SSTC)
    good = set(of(verdicts(machine, PROFILES), "fail"))
    assert good == {"brs/rfence"}  # which the stub never has
    assert set(of(lacks(machine, extension), "fail")) == good | rows


def test_what_makes_an_extension_needless(boot):
    machine = boot(**STUB)
    assert lacks(machine, TIME)["brs/time"] == ("skip", "TIME is not needed: all harts have Sstc")
    machine.run("set /cpus/cpu@1/riscv,isa rv64imafdc; rm /cpus/cpu@1/riscv,isa-extensions")
    assert lacks(machine, TIME)["brs/time"] == ("fail", "firmware does not have TIME")
    machine.run("undo all; mk /imsics; set /imsics/compatible riscv,imsics")
    assert lacks(machine, IPI)["brs/ipi"] == (
        "skip", "sPI is not needed: the machine has an IMSIC")
    assert lacks(machine, RFNC)["brs/rfence"][0] == "skip"
    machine.run("set /imsics/status disabled")
    assert lacks(machine, IPI)["brs/ipi"][0] == "fail"
    for hart in (0, 1):
        machine.run(f"rm /cpus/cpu@{hart}/riscv,isa-extensions; "
                    f"set /cpus/cpu@{hart}/riscv,isa rv64imafdc_sscsrind_ssccfg")
    assert lacks(machine, PMU)["brs/pmu"][0] == "skip"
    machine.run("rm /chosen/stdout-path")
    assert lacks(machine, DBCN)["ebbr/dbcn"][0] == "skip"


def test_a_hart_that_lacks_what_the_profile_requires(boot):
    machine = boot(harts=2, firmware=DYNAMIC_16, args=("-cpu", "rv64,f=false,d=false,h=false"))
    verdict, why = verdicts(machine, "brs")["brs/rva20s64"]
    assert verdict == "fail"
    assert why.startswith("hart ") and why.endswith(" does not have f")


def test_harts_that_differ(boot):
    machine = boot(**STUB)
    assert verdicts(machine, "brs")["brs/harts-alike"][0] == "pass"
    machine.run("rm /cpus/cpu@1/riscv,isa-extensions; set /cpus/cpu@1/riscv,isa rv64imafdc_zawrs")
    verdict, why = verdicts(machine, "brs")["brs/harts-alike"]
    assert verdict == "fail" and "unlike hart 0" in why
    machine.run("set /cpus/cpu@1/status disabled")
    assert verdicts(machine, "brs")["brs/harts-alike"][0] == "pass"
