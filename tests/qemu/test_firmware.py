"""Odd firmware: what is wrong with its arguments or missing is reported, and the shell starts.

Firmware that only lacks an extension is a row of rows.py; here are the other cases.
"""

import time

import pytest

from devicetree import qemu_blob
from machine import IMAGE, SCRATCH, rows_of
from machine_code import symbol
from rows import HIGH, Row

TREE_AT = 0x82000000

# (id, a1, the banner's line about it)
BAD_TREES = [
    ("null", 0, "a1 is 0: firmware handed over no tree"),
    ("misaligned", 0x80000004, "a1 = 0x80000004 is misaligned: a tree starts at a multiple of 8"),
    ("odd", 0x80000001, "a1 = 0x80000001 is misaligned: a tree starts at a multiple of 8"),
    ("outside RAM", 0xffff000000000000,
     "a1 = 0xffff000000000000 cannot be read: load access fault at 0xffff000000000000"),
    ("beyond RAM", 0x88000000,
     "a1 = 0x88000000 cannot be read: load access fault at 0x88000000"),
    ("no tree", 0x83000000, "a1 = 0x83000000: bad magic 0x00000000, a device tree has 0xd00dfeed"),
]


@pytest.mark.parametrize("name, a1, said", BAD_TREES, ids=[row[0] for row in BAD_TREES])
@pytest.mark.parametrize("features", [(), ("no-dbcn",)], ids=["dbcn", "legacy"])
def test_no_tree(boot, features, name, a1, said):
    machine = boot(firmware="stub", card={"a1": a1, "features": features})
    kind = "legacy" if features else "DBCN"
    assert rows_of(machine.banner)[1:] == [
        "Machine:  unknown: no tree", "Hart:     0",
        "Firmware: SBI implementation 32343, SBI 2.0", "Tree:     none", f"          {said}",
        "Memory:   unknown", f"Console:  sbi ({kind}) (no tree)", "Type 'help'.", ""]
    machine.check([
        ("ls", "ls: there is no device tree\n"),
        ("pwd", "pwd: there is no device tree\n"),
        ("bootargs", "bootargs: there is no device tree\n"),
        ("console why", "chosen: SBI (no tree)\n"),
        ("md.b 0x84000000 1", f"84000000: 00{' ' * 47}.\n"),
    ])
    machine.enter("poweroff")
    assert machine.ends() == 0


def test_misaligned_tree_is_moved(boot, trees):
    """A valid tree at an address that is not a multiple of 8 is moved and used."""
    tree = trees("icicle")
    machine = boot(firmware="stub", card={"a1": TREE_AT + 4}, console="sbi", args=(
        "-device", f"loader,file={tree},addr={TREE_AT + 4:#x},force-raw=on"))
    assert f"moved from {TREE_AT + 4:#x}, where it was misaligned" in machine.banner
    assert machine.run("cat /model") == '"Microchip PolarFire-SoC Icicle Kit"\n'


def test_tree_after_the_flat_image(boot):
    """A tree where .bss and the stacks will be is moved first."""
    at = 0x80200000 + (IMAGE["bin"].stat().st_size + 7) // 8 * 8
    blob = SCRATCH / "after.dtb"
    blob.write_bytes(qemu_blob(Row("virt")))
    machine = boot(firmware="stub", card={"a1": at}, args=(
        "-device", f"loader,file={blob},addr={at:#x},force-raw=on"))
    assert f"moved from {at:#x}, where the image's own memory is" in machine.banner
    assert machine.run("cat /model") == '"riscv-virtio,qemu"\n'


def test_header_of_no_bytes_after_the_flat_image(boot):
    """A header whose totalsize is 0 is no tree, and nothing is moved."""
    at = 0x80200000 + symbol("efi_started")  # in .bss, which is cleared; only UEFI writes there
    blob = SCRATCH / "empty.dtb"
    blob.write_bytes(bytes.fromhex("d00dfeed") + bytes(36))
    machine = boot(firmware="stub", card={"a1": at}, args=(
        "-device", f"loader,file={blob},addr={at:#x},force-raw=on"))
    assert f"a1 = {at:#x}: bad magic 0x00000000" in machine.banner
    assert machine.run("echo here") == "here\n"


@pytest.mark.parametrize("version", ["2023.01", "2025.01"])
def test_go_without_a_tree(boot, version):
    """U-Boot's `go ADDR`: a0 and a1 are argc and argv."""
    machine = boot(u_boot=version, by="go", at=HIGH)
    assert rows_of(machine.banner)[1:] == [
        "Machine:  unknown: no tree", "Hart:     0 by U-Boot's tp",
        "Firmware: OpenSBI 1.1, SBI 1.0", "Tree:     none",
        "          started by `go` without a tree; `go ADDR DTB` hands one over",
        "Memory:   unknown", "Console:  sbi (legacy) (no tree)", "Type 'help'.", ""]
    assert machine.run("echo here") == "here\n"
    machine.enter("poweroff")
    assert machine.ends() == 0


def test_all_harts_at_once(boot):
    """Any hart may win; no other one touches memory or the console."""
    winners = set()
    for _ in range(8):
        machine = boot(firmware="stub", harts=8, card={"features": ["all-harts"]})
        assert bytes(machine.transcript).count(b"Hello, world") == 1
        winners.add(machine.banner.split("Hart:")[1].split()[0])
        assert machine.run("echo here") == "here\n"
        machine.close()
    assert winners <= set("01234567")


@pytest.mark.parametrize("features", [("stop-returns",), ("stop-hangs",)], ids=lambda f: f[0])
@pytest.mark.parametrize("command, said", [
    ("poweroff", b"switching off; if nothing follows, the machine is halted\r\n"),
    ("reboot", b"rebooting; if no banner follows, the machine is halted\r\n")])
def test_a_machine_that_does_not_stop(boot, features, command, said):
    """What the person must do is printed before firmware is called; then the hart sleeps."""
    machine = boot(firmware="stub", card={"features": features})
    machine.enter(command)
    machine.expect(said)
    if features == ("stop-hangs",):
        return  # the stub spins
    machine.drain(0.3)
    used = machine.cpu_seconds()
    time.sleep(1)
    assert machine.cpu_seconds() - used < 0.1


@pytest.mark.parametrize("command, first", [
    ("poweroff", "switching off; if nothing follows, the machine is halted\n"),
    ("reboot", "rebooting; if no banner follows, the machine is halted\n")])
def test_firmware_that_refuses_to_stop(boot, command, first):
    shell = boot(firmware="stub", card={"features": ["stop-returns"]})
    assert shell.run(command) == (
        f"{first}{command}: firmware refused: failed (SBI error -1); the machine runs on\n")
    without = boot(firmware="stub", card={"features": ["no-base"]})
    if command == "reboot":  # there is no legacy call for it
        assert without.run(command) == (
            "reboot: firmware refused: not supported (SBI error -2); the machine runs on\n")


@pytest.mark.parametrize("row", [
    Row("ns16550"), Row("sbi", console="sbi"), Row("1.6", firmware="opensbi-1.6/fw_dynamic"),
    Row("sifive_u", machine="sifive_u", harts=2), Row("elf", image="elf"),
], ids=lambda row: row.id)
def test_reboot(boot, row):
    """The banner is printed again, and no state of the first run is left."""
    machine = boot(row)
    machine.check([("cd /soc", ""), ("echo before", "before\n")])
    for _ in range(2):
        machine.enter("reboot")
        machine.start()
        assert machine.cwd == "/"
        assert machine.run("history") == "1  history\n"


def test_getchar_that_waits(boot):
    """Old firmware's getchar returns only with a key: the shell works nevertheless."""
    machine = boot(firmware="stub", console="sbi",
                   card={"features": ["no-base", "getchar-waits"]})
    machine.check([("echo one", "one\n"), ("pwd", "/\n")])
    machine.type("echo a\recho b\recho c\r")
    machine.expect(rb"\r?\nc\r?\n")
    assert machine.before() == "echo a\na\n/> echo b\nb\n/> echo c"


@pytest.mark.parametrize("console", ["", "sbi"])
def test_no_timer_and_no_clock(boot, console):
    """Waits end by counting, and Ctrl-C ends a command at its output; only a silent loop cannot be
    ended."""
    machine = boot(firmware="stub", console=console,
                   card={"features": ["no-timer", "time-traps"]})
    machine.enter("md.b 0x80200000 0x10000000")
    machine.drain(0.2)
    machine.type("\x03")
    assert machine.prompt().endswith("^C")
    assert machine.run("echo here") == "here\n"


@pytest.mark.parametrize("features", [(), ("no-dbcn",), ("no-base",)], ids=str)
def test_line_ends_over_sbi(boot, features):
    """Only OpenSBI inserts CR before LF; for other firmware the image must."""
    machine = boot(firmware="stub", console="sbi", card={"features": features})
    machine.run("help")
    sent = bytes(machine.transcript)
    assert sent.count(b"\n") > 20
    assert sent.count(b"\n") == sent.count(b"\r\n")


@pytest.mark.parametrize("console", [None, "sbi"])
@pytest.mark.parametrize("features", [("ruins",), ("ruins", "no-dbcn")], ids="+".join)
def test_firmware_that_ruins_registers(boot, features, console):
    """It may change a0 and a1 only; this one changes all that a hart can do without."""
    machine = boot(firmware="stub", card={"features": features}, **({"console": console} if console
                                                                    else {}))
    machine.check([("echo here", "here\n"),
                   ("md.b 0x84000000 1", f"84000000: 00{' ' * 47}.\n")])
    assert "specification   2.0" in machine.run("sbi")
    machine.enter("poweroff")
    assert machine.ends() == 0
