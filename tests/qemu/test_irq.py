"""Interrupts: input arrives through each kind of controller, and stray and storming sources are
masked."""

import re
import time

import pexpect
import pytest

from devicetree import edited
from machine import NOWHERE
from rows import DYNAMIC_16, ICICLE_KIT, MODERN, SIFIVE_U, VIRTIO, VIRTIO_PCI, Row

APLIC = ("-machine", "aia=aplic")
IMSIC = ("-machine", "aia=aplic-imsic")
NUMA = (
    "-object", "memory-backend-ram,id=m0,size=128M", "-numa", "node,memdev=m0,cpus=0-1",
    "-object", "memory-backend-ram,id=m1,size=128M", "-numa", "node,memdev=m1,cpus=2-3")

# (row, controller, its address, this hart's context by the hart's number, source, driver)
CONTROLLERS = [
    (Row("plic"), "plic", "0xc000000", lambda hart: 2 * hart + 1, 10, "ns16550"),
    (Row("plic-4", harts=4, firmware=DYNAMIC_16), "plic", "0xc000000",
     lambda hart: 2 * hart + 1, 10, "ns16550"),
    (Row("aplic", args=APLIC), "aplic", "0xd000000", lambda hart: hart, 10, "ns16550"),
    (Row("aplic-4", harts=4, args=APLIC, firmware=DYNAMIC_16), "aplic", "0xd000000",
     lambda hart: hart, 10, "ns16550"),
    (Row("imsic", args=IMSIC), "aplic-msi", "0xd000000", lambda hart: hart, 10, "ns16550"),
    (Row("imsic-1.6", args=IMSIC, firmware=DYNAMIC_16), "aplic-msi", "0xd000000",
     lambda hart: hart, 10, "ns16550"),
    (Row("imsic-4", harts=4, args=IMSIC, firmware=DYNAMIC_16), "aplic-msi", "0xd000000",
     lambda hart: hart, 10, "ns16550"),
    (Row("imsic-guests", harts=2, args=("-machine", "aia=aplic-imsic,aia-guests=3"),
         firmware=DYNAMIC_16), "aplic-msi", "0xd000000", lambda hart: hart, 10, "ns16550"),
    (Row("virtio", **VIRTIO), "plic", "0xc000000", lambda hart: 2 * hart + 1, 8,
     "virtio-console"),
    (Row("virtio-modern-imsic", **VIRTIO, args=(*IMSIC, *MODERN), firmware=DYNAMIC_16),
     "aplic-msi", "0xd000000", lambda hart: hart, 8, "virtio-console"),
    # By the bridge's interrupt-map: the first pin of device 1.
    (Row("pci-serial", console="pci-serial",
         device=("-serial", NOWHERE, "-device", "pci-serial,chardev=line,addr=1")),
     "plic", "0xc000000", lambda hart: 2 * hart + 1, 33, "pci-serial"),
    (Row("pci-serial-aplic", console="pci-serial", args=APLIC,
         device=("-serial", NOWHERE, "-device", "pci-serial,chardev=line,addr=2")),
     "aplic", "0xd000000", lambda hart: hart, 34, "pci-serial"),
    (Row("virtio-pci", **VIRTIO_PCI), "plic", "0xc000000", lambda hart: 2 * hart + 1, 33,
     "virtio-console"),
    (Row("virtio-pci-aplic", **VIRTIO_PCI, args=APLIC), "aplic", "0xd000000",
     lambda hart: hart, 33, "virtio-console"),
    (Row("virtio-pci-imsic", **VIRTIO_PCI, args=IMSIC, firmware=DYNAMIC_16), "aplic-msi",
     "0xd000000", lambda hart: hart, 33, "virtio-console"),
    # Hart 0 is a monitor core without S-mode.
    (Row("sifive_u", **SIFIVE_U), "plic", "0xc000000", lambda hart: 2 * hart, 4, "sifive"),
    (Row("icicle", **ICICLE_KIT), "plic", "0xc000000", lambda hart: 2 * hart, 91, "ns16550"),
]


def hart_of(machine):
    return int(re.search(r"(?m)^Hart: +(\d+)", machine.banner).group(1))


def irq(machine):
    """The tables of `irq`: controllers and sources, each row a list of columns."""
    controllers, _, sources = machine.run("irq").partition("\n\n")
    assert controllers.split("\n")[0].split() == [
        "CONTROLLER", "ADDRESS", "CONTEXT", "SOURCES", "TAKEN", "STRAYS"]
    assert sources.split("\n")[0].split() == ["CONTROLLER", "SOURCE", "DEVICE", "COUNT", "STATE"]
    return [[line.split() for line in table.strip("\n").split("\n")[1:]]
            for table in (controllers, sources)]


@pytest.mark.parametrize("row, name, address, context, source, driver", CONTROLLERS,
                         ids=[row[0].id for row in CONTROLLERS])
def test_typing_comes_by_interrupt(boot, row, name, address, context, source, driver):
    machine = boot(row)
    (chip,), (line,) = irq(machine)
    assert chip[:3] == [name, address, str(context(hart_of(machine)))]
    assert line[:3] + line[4:] == [name, str(source), driver, "on"]
    assert chip[4] == line[3] and chip[5] == "0"
    before = int(line[3])
    for key in "echo 123":
        machine.press(key, re.escape(key.encode()))
    machine.type("\r")
    machine.expect(rb"\n123(?=\r?\n)")
    machine.prompt()
    (chip,), (line,) = irq(machine)
    # One key at a time, each after the echo of the last one: each has an interrupt.
    assert int(line[3]) - before >= 9
    assert (chip[4], chip[5], line[4]) == (line[3], "0", "on")


def test_a_group_of_its_own(boot):
    """IMSICs in two groups: the hart index for the APLIC includes the group's bits."""
    machine = boot(harts=4, firmware=DYNAMIC_16, ram="256M", args=IMSIC + NUMA)
    (chip,), (line,) = irq(machine)
    assert chip[0] == "aplic-msi" and chip[2] == str(hart_of(machine))
    assert machine.run("echo here") == "here\n"
    assert int(irq(machine)[1][0][3]) > int(line[3])


OFF = '/ { soc { plic@c000000 { status = "disabled"; }; }; };'
# Edits of virt's tree that make the UART's interrupt unusable.
UNUSABLE = [
    ("none", lambda text: re.sub(r"(serial@10000000 {[^}]*)\n\t+interrupts = [^\n]*", r"\1", text)),
    ("no context", lambda text: text.replace("0x0b 0x02 0x09>", "0x0b 0x02 0xffffffff>")),
    ("not known", lambda text: re.sub("sifive,plic-1.0.0|riscv,plic0", "example,pic", text)),
    ("disabled", lambda text: text + OFF),
]


@pytest.mark.parametrize("edit", [row[1] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE])
def test_without_a_usable_interrupt_it_is_polled(boot, edit):
    path = edited(Row("own"), edit, name="irq")
    machine = boot(firmware="stub", tree=path)
    assert machine.run("irq") == "no interrupt controller is in use: consoles are polled\n"
    assert machine.run("echo here") == "here\n"


# --- strays and storms ----------------------------------------------------------------------------

# Goldfish's clock: an alarm in the past, which raises source 11 until it is cleared.
ALARM = ["mw 0x10101c 1", "mw 0x101010 1", "mw 0x10100c 0", "mw 0x101008 1"]


def enable_at_plic(hart):
    return ["mw 0xc00002c 0", f"mw {0xc002080 + 0x100 * hart:#x} 0xc00", "mw 0xc00002c 1"]


def enable_at_aplic(hart):
    return ["mw 0xd00002c 6", f"mw 0xd00302c {hart << 18 | 1:#x}", "mw 0xd001edc 11"]


@pytest.mark.parametrize("name, args, enable", [
    ("plic", (), enable_at_plic), ("aplic", APLIC, enable_at_aplic)], ids=["plic", "aplic"])
def test_a_stray_is_masked_and_reported(boot, name, args, enable):
    """Its level stays high because it has no handler: it interrupts once each time that it is
    enabled."""
    machine = boot(harts=2, firmware=DYNAMIC_16, args=args)
    for strays in ("1", "2"):
        *commands, last = ALARM + enable(hart_of(machine))
        for command in commands:
            assert machine.run(command) == ""
        machine.type(last + "\r")
        machine.expect(rf"\nirq: {name} source 11 has no handler, masked(?=\r?\n)".encode())
        machine.prompt()  # shown anew below the news
        (chip,), (line,) = irq(machine)
        assert (chip[5], line[4]) == (strays, "on")
        assert machine.run("echo here") == "here\n"


def test_a_storm_is_masked_and_the_uart_polled(boot):
    """The source is inverted: from the next key on it is active while no byte waits."""
    machine = boot(firmware=DYNAMIC_16, args=APLIC)
    machine.type("mw 0xd000028 7\r")
    machine.expect(
        rb"\nirq: aplic source 10 \(ns16550\) stormed, masked; polled from now(?=\r?\n)")
    machine.prompt()
    assert machine.run("echo here") == "here\n"
    (chip,), (line,) = irq(machine)
    assert line[:3] + line[4:] == ["aplic", "10", "ns16550", "stormed"]
    assert chip[4] == line[3]
    assert machine.run("echo " + "there " * 10) == "there " * 9 + "there\n"
    assert irq(machine)[1][0][3] == line[3]


# --- an interrupt that never comes ----------------------------------------------------------------

SILENT = "irq: {} source 40 (ns16550) never came; polled from now"


@pytest.fixture(params=[("plic", "<40>", ()), ("aplic-msi", "<40 4>", IMSIC)],
                ids=["plic", "aplic-msi"])
def silent(boot, request):
    """The controller's name, and a machine whose tree has another source for the UART: one that
    never interrupts."""
    name, source, args = request.param
    path = edited(Row("own", args=args), lambda text: re.sub(
        r"(serial@10000000 {[^}]*)\n(\t+)interrupts = [^\n]*", rf"\1\n\2interrupts = {source};",
        text), name=f"irq-silent-{name}")
    return name, boot(tree=path, args=args)


def type_until_news(machine, news, keys="echo abcdefghijklmnopqrstuvwxyz"):
    """Types keys, each some time after the echo of the last one, until the news is shown; what was
    typed until then."""
    for typed, key in enumerate(keys, 1):
        machine.type(key)
        machine.expect(re.escape(key.encode()))
        time.sleep(0.1)  # a person's pause: the machine falls asleep
        try:
            machine.console.expect(re.escape(news.encode()), timeout=0.1)
            return keys[:typed]
        except pexpect.TIMEOUT:
            continue
    raise AssertionError("no news")


def test_an_interrupt_that_never_comes_is_reported(silent):
    name, machine = silent
    news = SILENT.format(name)
    typed = type_until_news(machine, news)
    # The prompt is shown anew, with what was typed.
    machine.expect(rb"\r?\n(?:\x1b\[[0-9;?]*[@-~])*/> " + re.escape(typed.encode()) + rb"(?!\S)")
    assert machine.keys("\x15echo here") == "here\n"
    assert news in machine.run("log").split("\n")
    assert irq(machine)[1] == [[name, "40", "ns16550", "0", "never", "came"]]
    shown = machine.run("console").split("\n")
    assert shown[1].split()[4:] == [name, "40", "/soc/serial@10000000"]
    assert shown[2] == "  polled: its interrupt never came"
    found = machine.findings("-c live-irq-silent")
    assert re.search(r"^warning live-irq-silent /soc/serial@10000000: the interrupt of this UART "
                     rf"is on and never came: {name} source 40; \d+ times polling found bytes; ",
                     " ".join(found.split())), found


def test_an_interrupt_that_comes_is_not_reported(boot):
    """Neither where keys come one by one, nor where they come in bursts."""
    machine = boot()
    for key in "echo":
        machine.type(key)
        machine.expect(key.encode())
        time.sleep(0.1)
    machine.type("\r")
    machine.prompt()
    for _ in range(20):
        machine.run("echo here")
    assert irq(machine)[1][0][4] == "on"
    assert "never came" not in machine.run("log") + machine.findings() + machine.run("console")
