"""`sbi call`: any call of the firmware, its answer, and the calls that are refused."""

import json
import re

import pytest

from rows import DYNAMIC_16

ROW = re.compile(r"error (-?\d+) (\w.*\w)  value (0x[0-9a-f]+) (\d+)\n")


def answer(machine, call):
    """(error, name, value) of a call; checks that all that is shown agrees."""
    error, name, value, decimal = ROW.fullmatch(machine.run(f"sbi call {call}")).groups()
    assert int(value, 16) == int(decimal)
    return int(error), name, int(value, 16)


@pytest.mark.parametrize("firmware, version", [
    ("opensbi-1.1/fw_dynamic", 1 << 24), (DYNAMIC_16, 2 << 24), ("stub", 2 << 24)])
def test_answers(boot, firmware, version):
    machine = boot(firmware=firmware)
    shown = f"error 0 success  value {version:#x} {version}\n"
    machine.check([
        ("sbi call BASE 0; echo $?", f"{shown}0\n"),
        ("sbi call base 0", shown),
        ("sbi call 0x10 0", shown),
        ("sbi call 16 0", shown),
        ("sbi call BASE 3 0x10 || echo failed", "error 0 success  value 0x1 1\n"),
        ("sbi call BASE 3 0xb000000", "error 0 success  value 0x0 0\n"),
        ("sbi call BASE 0xbad; echo $?", "error -2 not supported  value 0x0 0\n1\n"),
        ("sbi call 0x8000000 0 && echo works", "error -2 not supported  value 0x0 0\n"),
        ("sbi call legacy 1 65", "Aerror 0 success  value 0x0 0\n"),
    ])
    document = json.loads(machine.run("sbi call BASE 0xbad -j"))
    assert document == {"answer": {"error": -2, "name": "not supported", "value": "0x0"}}


def test_arguments(boot):
    """Names and expressions, in all six registers; the stub returns them in turn."""
    machine = boot(firmware="stub", harts=2, card={"features": ["echo"]})
    for i, word in enumerate(["100", "0x100", "$ram", "$ram+8", "0xffffffffffffffff", "6"]):
        value = {"100": 100, "0x100": 256, "$ram": 1 << 31, "$ram+8": (1 << 31) + 8,
                 "6": 6}.get(word, (1 << 64) - 1)
        machine.check([
            (f"sbi call 0x09000000 {i} 100 0x100 $ram $ram+8 0xffffffffffffffff 6",
             f"error 0 success  value {value:#x} {value}\n")])


REFUSED = {  # EXT FID: why, and what to do
    "SRST 0 0 0": "it ends the machine; 'poweroff' and 'reboot' do that",
    "srst 0 0 0": "it ends the machine; 'poweroff' and 'reboot' do that",
    "0xffffffff53525354 0x100000000": "it ends the machine; 'poweroff' and 'reboot' do that",
    "legacy 8": "it ends the machine; 'poweroff' and 'reboot' do that",
    "8 0": "it ends the machine; 'poweroff' and 'reboot' do that",
    "legacy 0 1": "this program uses the timer; 'timer' and 'sleep' do, too",
    "TIME 0 1": "this program uses the timer; 'timer' and 'sleep' do, too",
    "HSM 0 1 $ram": "a hart would run what is at that address; 'hart start' starts one",
    "HSM 1": "it stops the hart that calls; 'hart stop' stops others",
    "HSM 3": "the hart that calls would sleep; 'hart suspend' suspends others",
    "DBCN 1 8 $image": "firmware would write to that memory; 'mem' lists what is in use",
}


def test_refused(boot):
    machine = boot(firmware=DYNAMIC_16)
    for call, why in REFUSED.items():
        words = " ".join(call.split()[:2])
        assert machine.run(f"sbi call {call}") == f"sbi: {words}: {why}, -f calls it anyway\n"
    assert answer(machine, "-f TIME 0 0xffffffffffffffff")[0] == 0
    assert answer(machine, "-f SRST 0 77 0")[:2] == (-3, "invalid parameter")
    machine.enter("sbi call -f SRST 0 0 0")
    assert machine.ends() == 0


@pytest.mark.parametrize("call, said", [
    ("NONE 0", "sbi: NONE: no such extension; 'sbi' lists the names, and a number is one, too\n"),
    ("legacy 16", "sbi: legacy 16: legacy calls are 0 to 15\n"),
    ("BASE 0 none", "sbi: none: "),
    ("BASE x", "sbi: x: "),
    ("BASE", "sbi: call: too few arguments\nusage: sbi call EXT FID [ARG ...]\n"),
    ("BASE 0 1 2 3 4 5 6 7",
     "sbi: call: too many arguments\nusage: sbi call EXT FID [ARG ...]\n"),
])
def test_wrong_use(boot, call, said):
    assert boot().run(f"sbi call {call}").startswith(said)


def test_other_harts(boot):
    machine = boot(firmware=DYNAMIC_16, harts=2)
    shown = machine.run("on all sbi call BASE 0")
    assert re.fullmatch(r"hart [01]: error 0 success  value 0x2000000 33554432\n", shown)


def test_trap(boot):
    """Firmware that reads a mask where there is no memory hands the trap back: it is contained."""
    machine = boot()
    assert machine.run("sbi call legacy 4 1", fault=True).startswith("trap: load access fault")
    assert machine.run("echo here") == "here\n"


def test_firmware_that_ruins_registers(boot):
    machine = boot(firmware="stub", card={"features": ["ruins"]})
    assert answer(machine, "BASE 0") == (0, "success", 2 << 24)
    assert machine.run("echo here") == "here\n"
