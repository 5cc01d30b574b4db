"""build/firstlight.bin, as it is, is started by UEFI and by what starts kernels and UEFI
applications: EDK2, systemd-boot, GRUB, U-Boot. QEMU's -kernel, OpenSBI and U-Boot's booti and go
are rows of rows.py."""

import re

import pytest

import uefi
from machine import FIRMWARE, IMAGE, Machine
from test_irq import irq

VENDORS = {"edk2": r"2\.7: \w.*EDK II", "u-boot": r"2\.\d+: Das U-Boot"}
MODEL = "Machine:  riscv-virtio,qemu"
UART = "Console:  ns16550, /soc/serial@10000000"
AT = 0x84000000  # unused RAM


def load(path):
    return ["-device", f"loader,file={path},addr={AT:#x},force-raw=on"]


@pytest.fixture
def keep(request):
    """Takes a machine to be closed, whose transcript is shown if the test fails."""
    machines = []
    request.node.machines = machines

    def take(machine):
        machines.append(machine)
        return machine

    yield take
    for machine in machines:
        machine.close()
    faults = [line for machine in machines for line in machine.faults()]
    assert not faults, f"faults that no test expects: {faults}"


def started_by(machine, who):
    assert re.search(rf"(?m)^ {{10}}started by UEFI {VENDORS[who]}$", machine.banner)


def knows_the_machine(machine, harts):
    assert MODEL in machine.banner and f"{UART} (stdout-path)" in machine.banner
    hart, = re.findall(rf"(?m)^Hart: +(\d+) \(the tree has {harts}, {harts} enabled\)$",
                       machine.banner)
    assert int(hart) < harts


def works(machine):
    """Interrupts, the clock, another console and back, memory, and the end."""
    (_,), (line,) = irq(machine)
    assert machine.run("echo here") == "here\n"
    assert int(irq(machine)[1][0][3]) > int(line[3])
    machine.run("console use -f sbi")
    assert machine.run("echo over SBI") == "over SBI\n"
    machine.run("console use -f ns16550")
    assert machine.run("echo back") == "back\n"
    assert machine.run("set /chosen/x 1; cat /chosen/x").endswith("<0x1>\n")
    assert "error" not in machine.findings("| grep -i 'no-map\\|timebase'")
    machine.enter("poweroff")
    assert machine.ends() == 0


def memory(machine):
    """What `mem` lists: {what: [(first byte, last byte)]}."""
    found = {}
    for first, last, what in re.findall(r"(?m)^ *0x(\w+)  +0x(\w+) .*?B  (.*)$",
                                        machine.run("mem")):
        found.setdefault(what, []).append((int(first, 16), int(last, 16)))
    return found


def check_memory(machine):
    """What firmware keeps is in RAM and apart from all that is ours."""
    found = memory(machine)
    (ram,), (space,) = found["RAM"], found["workspace"]
    firmware = [place for what, places in found.items() if what.startswith("firmware (UEFI)")
                for place in places]
    assert len(firmware) > 2
    for first, last in firmware:
        assert ram[0] <= first < last <= ram[1]
    ours = [space, *found["image"], *found["image: data"], *found["image: stacks"],
            *found["device tree"]]
    for index, (first, last) in enumerate(ours):
        assert ram[0] <= first < last <= ram[1]
        for other, end in [*firmware, *ours[index + 1:]]:
            assert last < other or end < first
    first, last = firmware[-1]
    assert f"mw: {first:#x}: firmware (UEFI) " in machine.run(f"mw {first:#x} 0")
    assert space[1] - space[0] > 16 << 20


# --- EDK2 -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("harts", [1, 4])
def test_edk2(keep, harts):
    machine = keep(uefi.edk2(uefi.esp("alone", {uefi.DEFAULT: IMAGE["bin"]}), harts=harts)).start()
    started_by(machine, "edk2")
    knows_the_machine(machine, harts)
    check_memory(machine)
    assert "mmode_resv" in machine.run("mem")
    works(machine)


def without_a_tree(machine):
    started_by(machine, "edk2")
    tables = re.search(r"UEFI has no device tree; ACPI tables: ([A-Z ]+)", machine.banner)[1]
    assert {"FACP", "APIC", "RHCT", "SPCR"} <= set(tables.split())
    assert "Memory:   512 MiB at 0x80000000\n" in machine.banner
    assert "Console:  sbi (DBCN) (no tree)" in machine.banner
    assert machine.run("ls") == "ls: there is no device tree\n"
    assert any(what == "firmware (UEFI) runtime code" for what in memory(machine))
    assert machine.run("echo here") == "here\n"


def test_edk2_without_a_tree(keep, trees):
    """QEMU's default: ACPI, no device tree. RAM is UEFI's word, and a tree can be brought along."""
    image = uefi.esp("alone", {uefi.DEFAULT: IMAGE["bin"]})
    machine = keep(uefi.edk2(image, acpi=True, args=load(trees("icicle")))).start()
    without_a_tree(machine)
    (first, last), = memory(machine)["workspace"]
    assert last - first > 16 << 20
    machine.run(f"dt open {AT:#x} mine; dt use 1")
    assert machine.run("set /model x; cat /model").endswith("\n\"x\"\n")
    machine.enter("poweroff")
    assert machine.ends() == 0


def test_boot_after_edk2(keep):
    """What UEFI has started starts a kernel, ourselves, with the tree that was edited."""
    image = uefi.esp("alone", {uefi.DEFAULT: IMAGE["bin"]})
    machine = keep(uefi.edk2(image, harts=2, args=load(IMAGE["bin"]))).start()
    machine.run("set /model edited")
    machine.enter(f"boot {AT:#x},{IMAGE['bin'].stat().st_size}")
    machine.start()
    assert re.search(r"(?m)^Machine:  edited$", machine.banner)
    assert "(the tree has 2, 2 enabled)" in machine.banner
    assert machine.run("cat /model") == '"edited"\n'


# --- boot loaders of UEFI -------------------------------------------------------------------------

INITRD = "a file that is no archive, and long enough to be told from others\n" * 100
OPTIONS = "console=sbi run=\"echo told; cat /chosen/linux,initrd-start\""


def check_told(machine):
    """Options became bootargs, and the initrd is in memory."""
    started_by(machine, "edk2")
    assert "Console:  sbi (DBCN) (bootargs console=)" in machine.banner
    assert re.search(r"(?m)^told\n<0x", machine.banner)
    assert "console=sbi" in machine.run("bootargs")
    (first, last), = memory(machine)["initrd"]
    assert last - first + 1 == len(INITRD)
    assert INITRD[:16] in machine.run(f"md.b {first:#x} 16")
    check_memory(machine)
    machine.run("console use -f ns16550")
    works(machine)


def test_systemd_boot(keep):
    machine = keep(uefi.edk2(uefi.esp("systemd-boot", {
        uefi.DEFAULT: uefi.SYSTEMD_BOOT,
        "firstlight.bin": IMAGE["bin"],
        "initrd": INITRD,
        "loader/loader.conf": "timeout 0\n",
        "loader/entries/firstlight.conf":
            f"title Firstlight\nlinux /firstlight.bin\ninitrd /initrd\noptions {OPTIONS}\n",
    }), harts=2)).start()
    check_told(machine)


def test_systemd_boot_without_a_tree(keep):
    """Options are not lost where there is no tree to enter them in."""
    machine = keep(uefi.edk2(uefi.esp("systemd-boot-acpi", {
        uefi.DEFAULT: uefi.SYSTEMD_BOOT,
        "firstlight.bin": IMAGE["bin"],
        "loader/loader.conf": "timeout 0\n",
        "loader/entries/firstlight.conf":
            'title Firstlight\nlinux /firstlight.bin\noptions quiet run="echo told"\n',
    }), acpi=True)).start()
    assert re.search(r"(?m)^told$", machine.banner)
    without_a_tree(machine)


def grub(command):
    return uefi.esp("grub", {
        uefi.DEFAULT: uefi.GRUB,
        "firstlight.bin": IMAGE["bin"],
        "initrd": INITRD,
        "EFI/debian/grub.cfg": f"{command}\nboot\n",
    })


def test_grub_linux(keep):
    quoted = OPTIONS.replace('"', '').replace("run=echo told; ", "'run=echo told; ") + "'"
    machine = keep(uefi.edk2(grub(f"linux /firstlight.bin {quoted}\ninitrd /initrd"))).start()
    check_told(machine)


def test_grub_chainloader(keep):
    machine = keep(uefi.edk2(grub("chainloader /firstlight.bin console=sbi"), harts=2)).start()
    started_by(machine, "edk2")
    assert "Console:  sbi (DBCN) (bootargs console=)" in machine.banner
    assert machine.run("bootargs") == "console=sbi\n"
    machine.run("console use -f ns16550")
    works(machine)


@pytest.mark.parametrize("command", ["linux", "chainloader"])
def test_grub_without_a_tree(keep, command):
    machine = keep(uefi.edk2(grub(f"{command} /firstlight.bin run=ls"), acpi=True)).start()
    assert "\nls: there is no device tree" in machine.banner
    without_a_tree(machine)


# --- U-Boot ---------------------------------------------------------------------------------------

def u_boot(version, args, firmware="opensbi-1.1", harts=1):
    return Machine(["-M", "virt", "-m", "256", "-smp", str(harts),
                    "-bios", str(FIRMWARE / firmware / "fw_dynamic.bin"),
                    "-kernel", str(FIRMWARE / f"u-boot-{version}" / "u-boot.bin"), *args])


def typed(machine, command):
    machine.expect(rb"stop autoboot")
    machine.type(" ")
    machine.expect(rb"\n=> $")
    machine.type(command + "\r")
    return machine.start()


@pytest.mark.parametrize("version, firmware, harts", [
    ("2025.01", "opensbi-1.1", 1), ("2025.01", "opensbi-1.6", 4), ("2023.01", "opensbi-1.1", 2)])
def test_u_boot_finds_it(keep, version, firmware, harts):
    """Nothing is typed: it looks for EFI/BOOT/BOOTRISCV64.EFI on disks."""
    image = uefi.esp("alone", {uefi.DEFAULT: IMAGE["bin"]})
    machine = keep(u_boot(version, uefi.disk(image), firmware, harts)).start()
    started_by(machine, "u-boot")
    knows_the_machine(machine, harts)
    check_memory(machine)
    works(machine)


@pytest.mark.parametrize("version", ["2023.01", "2025.01"])
def test_u_boot_bootefi(keep, version):
    machine = keep(u_boot(version, load(IMAGE["bin"]), harts=2))
    size = IMAGE["bin"].stat().st_size
    typed(machine, "setenv bootargs console=ttyS0 earlycon=sbi; "
                   f"bootefi {AT:#x}:{size:x} ${{fdtcontroladdr}}")
    started_by(machine, "u-boot")
    assert f"{UART} (bootargs console=)" in machine.banner
    assert machine.run("bootargs") == "console=ttyS0 earlycon=sbi\n"
    check_memory(machine)
    works(machine)


@pytest.mark.parametrize("make", [uefi.uimage, uefi.fit])
@pytest.mark.parametrize("version", ["2023.01", "2025.01"])
def test_u_boot_bootm(keep, version, make, tmp_path):
    """Images of U-Boot's own: not UEFI, the entry is the first byte."""
    image = make(tmp_path / "image")
    machine = keep(u_boot(version, load(image), harts=2))
    typed(machine, f"bootm {AT:#x} - ${{fdtcontroladdr}}")
    assert "started by" not in machine.banner
    assert MODEL in machine.banner and f"{UART} (stdout-path)" in machine.banner
    assert memory(machine)["image"][0][0] == 0x80400000
    works(machine)
