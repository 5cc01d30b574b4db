"""`poweroff STATUS`: the device of the tree that ends the machine, and the status it passes."""

import re

import pytest

from devicetree import edited
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, SPIKE, Row

ANNOUNCED = "switching off; if nothing follows, the machine is halted\n"
NEXT = "the machine runs on; 'poweroff' alone asks the firmware\n"
NO_DEVICE = ("poweroff: the tree has no device that takes a status: no enabled sifive,test0 or "
             f"syscon-poweroff; {NEXT}")
NO_STATUS = f"it passes no status: only a test finisher (sifive,test0) does; {NEXT}"
FINISHER = r'compatible = "sifive,test1\\0sifive,test0\\0syscon";'


def changed(pattern, instead):
    """An edit of a tree's source."""
    return lambda text: re.sub(pattern, instead, text)


# The machine's tree without its finisher, but with the register in the same place.
SYSCON = changed(FINISHER, 'compatible = "syscon";')


def at(address):
    """The finisher elsewhere."""
    return changed(r"(test@100000 \{[^}]*reg = <0x0+ )0x100000", rf"\g<1>{address:#x}")


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", DYNAMIC_16, "stub"])
@pytest.mark.parametrize("status", [0, 1, 77, 255])
def test_status(boot, firmware, status):
    machine = boot(firmware=firmware)
    machine.enter(f"poweroff {status}")
    assert machine.ends() == status
    assert ANNOUNCED.strip().encode() in machine.transcript


def test_without_a_status_as_before(boot):
    machine = boot()
    machine.enter("poweroff")
    assert machine.ends() == 0


@pytest.mark.parametrize("line, status", [
    ("md 0x80200000 1 && poweroff 0 || poweroff 1", 0),
    ("md 0x10000008 1 && poweroff 0 || poweroff 1", 1),
    ("cat /none; poweroff $?", 2),
])
def test_lines_at_boot(boot, line, status):
    """The way of a CI: the bootargs' command line, and the status of the emulator."""
    machine = boot(args=("-append", f'run="{line}"'), prompt=False)
    assert machine.ends() == status


@pytest.mark.parametrize("row", [Row("sifive_u", **SIFIVE_U), Row("spike", **SPIKE),
                                 Row("icicle", **ICICLE_KIT)], ids=lambda row: row.id)
def test_no_device(boot, row):
    machine = boot(row)
    machine.check([("poweroff 0", NO_DEVICE), ("poweroff 3; echo $?", f"{NO_DEVICE}2\n")])


def test_no_tree(boot):
    machine = boot(firmware="stub", card={"a1": 0})
    assert machine.run("poweroff 0") == \
        f"poweroff: no tree was handed over, which would name a device for it; {NEXT}"


@pytest.mark.parametrize("word, said", [
    ("256", "poweroff: 256: a status is 0 to 255\n"),
    ("0x100", "poweroff: 0x100: a status is 0 to 255\n"),
])
def test_wrong_status(boot, word, said):
    assert boot().run(f"poweroff {word}") == said


def test_the_tree_in_use_does_not_count(boot):
    """An edit changes a copy; the machine is what was handed over."""
    machine = boot()
    machine.run("rm /soc/test@100000")
    assert machine.run("ls /soc/test@100000").startswith("ls: ")
    machine.enter("poweroff 9")
    assert machine.ends() == 9


SWITCHES = {
    "value": SYSCON,
    "disabled": changed(FINISHER, r'compatible = "sifive,test0"; status = "disabled";'),
    "mask-and-value": lambda text: SYSCON(text).replace(
        "value = <0x5555>;", "value = <0x5555>; mask = <0xffff>;"),
    "mask-alone": lambda text: SYSCON(text).replace("value = <0x5555>;", "mask = <0x5555>;"),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_syscon_poweroff(boot, name):
    """A tree whose only device is a syscon-poweroff: it ends the machine, and passes no status."""
    machine = boot(firmware="stub",
                   given=edited(Row("virt"), SWITCHES[name], f"poweroff-{name}"))
    assert machine.run("poweroff 1") == f"poweroff: /poweroff: {NO_STATUS}"
    machine.enter("poweroff 0")
    assert machine.ends() == 0


WRONG = {  # edit, what is said
    "faults": (at(0x40000), f"{ANNOUNCED}poweroff: /soc/test@100000: store access fault; {NEXT}"),
    "RAM": (at(0x84000000),
            f"poweroff: /soc/test@100000: its address is RAM, not a device; {NEXT}"),
    "beyond": (lambda text: re.sub("offset = <[^>]*>", "offset = <0xffe>", SYSCON(text)),
               f"poweroff: /poweroff: its register is not within its reg; {NEXT}"),
    "nothing": (at(0x100004),
                f"{ANNOUNCED}poweroff: /soc/test@100000: written, without an effect; {NEXT}"),
    "image": (at(0x80200000), "poweroff: /soc/test@100000: its address is memory in use ('mem' "
              f"lists it); {NEXT}"),
    "no-reg": (changed(r"(test@100000 \{[^}]*)reg = <[^>]*>;", r"\1"),
               f"poweroff: /soc/test@100000: no reg; {NEXT}"),
    "no-regmap": (lambda text: re.sub("regmap = <[^>]*>", "regmap = <0x77>", SYSCON(text)),
                  f"poweroff: /poweroff: no node has its regmap's phandle; {NEXT}"),
    "no-offset": (lambda text: re.sub(r"(\tpoweroff \{[^}]*)offset = <[^>]*>;", r"\1",
                                      SYSCON(text)),
                  f"poweroff: /poweroff: it has no offset; {NEXT}"),
    "no-value": (lambda text: SYSCON(text).replace("value = <0x5555>;", ""),
                 f"poweroff: /poweroff: it has neither value nor mask; {NEXT}"),
    "big-endian": (changed(FINISHER, 'compatible = "syscon"; big-endian;'),
                   "poweroff: /poweroff: registers that are big endian, or not of 1, 2 or 4 bytes, "
                   f"are not supported; {NEXT}"),
}


@pytest.mark.parametrize("name", WRONG)
def test_device_that_does_not_work(boot, name):
    """It is refused with the reason, and the machine runs on."""
    edit, said = WRONG[name]
    machine = boot(firmware="stub", given=edited(Row("virt"), edit, f"poweroff-{name}"))
    assert machine.run("poweroff 0", fault=name == "faults") == said
    assert machine.run("echo still here") == "still here\n"
