"""The choice of the console on odd trees: a UART or SBI; `console why` shows each step."""

import re

import pytest

from devicetree import dtc, qemu_blob
from machine import NOWHERE, SCRATCH, whole
from rows import Row

UART = "serial@10000000"
UART_REG = "0x00 0x10000000 0x00 0x100"
TREE_AT = 0x86000000
SAME = "ns16550 at 0x10000000"


def moved(address):
    """An edit that gives the UART another address."""
    reg = f"{address >> 32:#x} {address & 0xffffffff:#x} 0x00 0x100"
    return lambda text: text.replace(UART_REG, reg).replace(UART, f"serial@{address:x}")


def stdout(path):
    return lambda text: re.sub('stdout-path = ".*"', f'stdout-path = "{path}"', text)


ALIASES = '/ { aliases { serial0 = "/soc/serial@10000000"; console = "/soc/serial@10000000"; }; };'
DISABLED = '/ { soc { serial@10000000 { status = "disabled"; }; }; };'
BUS = """
/ {
	bridge@60000000 {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0x0 0x0 0x10000000 0x1000>;

		serial@0 {
			compatible = "example,uart", "ns16550a";
			reg = <0x0 0x100>;
			reg-shift = <0>;
			reg-io-width = <1>;
			clock-frequency = <3686400>;
		};
	};
};
"""

# (id, edit of virt's tree, the console, the reason in the banner, a line of `console why`)
TREES = [
    ("as it is", lambda text: text + "\n", SAME, "stdout-path",
     'stdout-path: "/soc/serial@10000000"'),
    ("no stdout-path", lambda text: re.sub("stdout-path = .*;", "", text), SAME, "first enabled",
     "stdout-path: not given"),
    ("no /chosen", lambda text: text + "/ { /delete-node/ chosen; };", SAME, "first enabled",
     "stdout-path: not given"),
    ("options", stdout("/soc/serial@10000000:115200n8"), SAME, "stdout-path",
     'stdout-path: "/soc/serial@10000000:115200n8"'),
    ("alias", lambda text: stdout("console:115200")(text) + ALIASES, SAME, "stdout-path",
     'stdout-path: "console:115200"'),
    ("dangling, serial0", lambda text: stdout("uart0:115200")(text) + ALIASES, SAME,
     "alias serial0", 'stdout-path: "uart0:115200" names no node; ignored'),
    ("dangling", stdout("/soc/uart@1"), SAME, "first enabled",
     'stdout-path: "/soc/uart@1" names no node; ignored'),
    ("linux,stdout-path", lambda text: text.replace("stdout-path", "linux,stdout-path"), SAME,
     "linux,stdout-path", 'linux,stdout-path: "/soc/serial@10000000"'),
    ("not a UART", stdout("/soc/plic@c000000"), SAME, "first enabled", None),
    ("below ranges", lambda text: stdout("/bridge@60000000/serial@0")(text) + BUS, SAME,
     "stdout-path", "  ns16550a: driver ns16550, 0x10000000 shift 0 width 1"),
    ("disabled, though named", lambda text: text + DISABLED, "SBI", "no usable UART",
     "  ns16550a: driver ns16550, not usable: it, or a bus above it, is disabled"),
    ("disabled", lambda text: stdout("nothing")(text) + DISABLED, "SBI", "no usable UART",
     'stdout-path: "nothing" names no node; ignored'),
    ("not known", lambda text: text.replace("ns16550a", "example,uart"), "SBI", "no usable UART",
     None),
    ("no reg", lambda text: text + "/ { soc { serial@10000000 { /delete-property/ reg; }; }; };",
     "SBI", "no usable UART", None),
    ("in RAM", moved(0x84000000), "SBI", "no usable UART",
     "ns16550 at 0x84000000 refused: its address overlaps RAM"),
    ("nothing there", moved(0x50000000), "SBI", "no usable UART",
     "ns16550 at 0x50000000 failed: its registers do not answer"),
    ("faults", moved(0x90000000000), "SBI", "no usable UART",
     "ns16550 at 0x90000000000 failed: its registers fault"),
    ("never ready", moved(0x3000), "SBI", "no usable UART",
     "ns16550 at 0x3000 failed: took no output within a second"),
]


@pytest.fixture(scope="module")
def own_tree():
    """QEMU's tree as 7.2 makes it; 10 also gives the UART an alias, which is another row."""
    text = dtc(qemu_blob(Row("own")), "dts").decode()
    return re.sub(r"\n\taliases {[^}]*};\n", "\n", text)


def edited(own_tree, edit):
    text = edit(own_tree)
    assert text != own_tree
    path = SCRATCH / "edited.dtb"
    path.write_bytes(dtc(text, "dtb"))
    return path


@pytest.mark.parametrize("edit, chosen, reason, step", [row[1:] for row in TREES],
                         ids=[row[0] for row in TREES])
def test_choice(boot, own_tree, edit, chosen, reason, step):
    # Not by -dtb: QEMU would repair /chosen.
    machine = boot(firmware="stub", card={"a1": TREE_AT}, args=(
        "-device", f"loader,file={edited(own_tree, edit)},addr={TREE_AT:#x},force-raw=on"))
    name = re.escape("sbi (DBCN)") if chosen == "SBI" else r"ns16550, /\S+"
    assert re.search(rf"(?m)^Console:  {name} \({re.escape(reason)}\)$", machine.banner)
    why = machine.run("console why").splitlines()
    assert why[-1] == f"chosen: {chosen} ({reason})"
    assert step is None or step in why, why
    failure = (step or "").partition(" failed: ")[2]
    assert re.findall(r"(?m)^console: ns16550(?: at \S+)?: (.*); going on", machine.banner) == (
        [failure] if failure else [])
    used = re.findall(r"(?m)^\S+ +both +(ns16550|sbi \(DBCN\)) ", machine.run("console"))
    assert used == ["sbi (DBCN)" if chosen == "SBI" else "ns16550"]


# (console=, the console, why)
ASKED = [
    ("sbi", "SBI", "bootargs console="),
    ("/soc/serial@10000000", SAME, "bootargs console="),
    ("serial0", SAME, "bootargs console="),
    ("ns16550", SAME, "bootargs console="),
    ("ttyS0,115200n8", SAME, "bootargs console="),
    ("ttyS1", SAME, "stdout-path"),
    ("nonsense", SAME, "stdout-path"),
    ("/soc/nosuch", SAME, "stdout-path"),
    ("ttyS0", SAME, "bootargs console="),
    ("hvc0", "SBI", "bootargs console="),
]


@pytest.mark.parametrize("console, chosen, reason", ASKED, ids=[row[0] for row in ASKED])
def test_console_of_bootargs(boot, own_tree, console, chosen, reason):
    tree = edited(own_tree, lambda text: text + ALIASES)
    machine = boot(tree=tree, console=console)
    why = machine.run("console why").splitlines()
    assert why[0].startswith(f'bootargs console="{console}"')
    assert why[-1] == f"chosen: {chosen} ({reason})"
    assert machine.run("bootargs") == f"console={console}\n"


def test_list(boot):
    assert re.fullmatch(
        "NAME     STATE  DRIVER        ADDRESS     IRQ      NODE\n"
        "(serial0|ns16550)  both   ns16550       0x10000000  plic 10  /soc/serial@10000000\n"
        "sbi      idle   sbi \\(legacy\\)  -           polled   -\n\n"
        "NAME     BYTES-IN  BYTES-OUT  OVERRUN  FRAME  PARITY  BREAK  RING-HIGH\n"
        "\\1 +8 +[0-9]+        0      0       0      0   +[0-9]/65536\n"
        "sbi +0 +[0-9]+        0      0       0      0      0/512\n", boot().run("console"))


# QEMU's arguments for two virtio consoles on PCI; no one reads their lines.
TWO_VIRTIO = sum((("-chardev", f"null,id={id}", "-device", f"virtio-serial-pci,id=card-{id}",
                   "-device", f"virtconsole,bus=card-{id}.0,chardev={id}") for id in "ab"), ())


def test_long_names_stay_in_their_columns(boot):
    """What does not fit is a row below."""
    machine = boot(device=("-serial", "chardev:line", *TWO_VIRTIO))
    listed, _ = machine.run("console").split("\n\n")
    title, *rows = listed.splitlines()
    begins = [match.start() for match in re.finditer(r"\S+", title)]
    for row in rows:
        assert len(row) <= 80
        assert row[0] == " " or all(row[at] != " " and row[at - 1:at] in ("", " ")
                                    for at in begins if at < len(row))
    assert "virtio-console.1  idle   virtio-console  0x" in listed


def test_reasons_fit_the_terminal_whatever_the_name(boot):
    why = boot(console="hvc0", device=("-serial", "chardev:line", *TWO_VIRTIO)).run("console why")
    assert "\nvirtio-console.1: not chosen: a key was pressed on another console\n" in whole(why)
    assert all(len(line) <= 80 for line in why.splitlines())


def test_a_console_on_pci_has_its_own_drivers_name(boot):
    machine = boot(console="virtio-console",
                   device=("-serial", NOWHERE, "-device", "virtio-serial-pci",
                           "-device", "virtconsole,chardev=line"))
    shown = machine.run("console why virtio-console").splitlines()
    assert shown.pop(2).startswith("address       0x")
    assert shown == [
        "console       virtio-console", "node          /soc/pci@30000000",
        "driver        virtio-console", "compatible    pci-host-ecam-generic",
        "chosen        bootargs console="]


def test_list_with_a_failed_console(boot, own_tree):
    tree = edited(own_tree, moved(0x3000))
    machine = boot(firmware="stub", card={"a1": TREE_AT}, args=(
        "-device", f"loader,file={tree},addr={TREE_AT:#x},force-raw=on"))
    shown = machine.banner.split("\n")
    assert sum("Hello" in row for row in shown) == 1
    assert "console: ns16550 at 0x3000: took no output within a second; going on with " \
        "sbi (DBCN)" in shown
    assert machine.run("console").split("\n")[1:4] == [
        "ns16550  failed  ns16550     0x3000   plic 10  /soc/serial@3000",
        "  took no output within a second",
        "sbi      both    sbi (DBCN)  -        polled   -"]


def test_two_uarts(boot):
    """sifive_u has two; the second is the console if bootargs name it."""
    machine = boot(machine="sifive_u", harts=2, serial=1, console="/soc/serial@10011000")
    assert "Console:  sifive, /soc/serial@10011000 (bootargs console=)" in machine.banner
    assert machine.run("echo here") == "here\n"
    states = re.findall(r"(?m)^\S+ +(\w+) +sifive .* (/\S+)$", machine.run("console"))
    assert dict((path, state) for state, path in states) == {
        "/soc/serial@10011000": "both", "/soc/serial@10010000": "idle"}


def test_log_holds_the_banner(boot):
    machine = boot()
    assert machine.run("log").strip("\n") == machine.banner.strip("\n")


def test_firmware_without_a_console_sends_no_bytes(boot):
    """What its console takes goes nowhere, so that nothing is counted."""
    machine = boot(firmware="stub", card={"features": ["no-dbcn", "no-legacy-console"]})
    shown = machine.run("console")
    row = r"(?m)^sbi +no +sbi \(none\) +- +polled +-\n +this firmware has no console$"
    assert re.search(row, shown)
    assert len(re.findall(r"(?m)^sbi ", shown)) == 1
