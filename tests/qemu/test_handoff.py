"""The hand-off: what the next program finds, where the other harts are, and what is said when the
last copies go wrong."""

import re
import time

import pytest

from machine import PATIENCE, ROOT
from machine_code import assemble, symbol

RAM = 0x80000000
IMAGE = 0x80200000
PAYLOAD = 0x84000000
LIST = 0x84800000
SOURCE = 0x85000000
PLIC, UART, VIRTIO = 0xc000000, 0x10000000, 0x10001000
HEADER = (ROOT / "kernel/handoff/trampoline.h").read_text()
OFFSETS = {name: int(value) for name, value in
           re.findall(r"^#define (\w+) +\(?(-?\d+)", HEADER, re.M)}

# Firmware may change all registers in a call but sp, gp and tp. Prints a0, and uses SBI's legacy
# call, which all firmware here has.
PRINT = """
hex:	mv sp, a0
	mv gp, ra
	li tp, 60
1:	srl a0, sp, tp
	andi a0, a0, 15
	li t0, 10
	blt a0, t0, 2f
	addi a0, a0, 39
2:	addi a0, a0, 48
	li a6, 0
	li a7, 1
	ecall
	addi tp, tp, -4
	bgez tp, 1b
	jr gp
	.balign 8
kept:	.dword 0, 0, 0
"""


def letters(text):
    return "".join(f"li a0, '{letter}'\nli a6, 0\nli a7, 1\necall\n" for letter in text)


def reporter(values, first=""):
    """A program that prints the values, each "NAME=HEX " with what code puts into a0, and sleeps.
    It keeps its own a0 and a1 in memory."""
    body = "".join(letters(f"{name}=") + f"{fetch}\njal hex\n" + letters(" ")
                   for name, fetch in values.items())
    return (f"la t0, kept\nsd a0, (t0)\nsd a1, 8(t0)\n{first}\n{body}{letters('.')}"
            f"9: wfi\nj 9b\n{PRINT}")


def told(machine):
    """{name: value} of what the program prints."""
    machine.expect(rb"((?:\w+=[0-9a-f]{16} )+)\.")
    text = machine.console.match.group(1).decode()
    return {name: int(value, 16) for name, value in re.findall(r"(\w+)=(\w+)", text)}


def register(address, load="lwu"):
    return f"li t0, {address:#x}\n{load} a0, (t0)"


KEPT = "la t0, kept\nld a0, {}(t0)"


# --- the state of the hart and of the devices ----------------------------------------------------

HART = {
    "hart": KEPT.format(0),
    "tree": KEPT.format(8),
    **{name: f"csrr a0, {name}" for name in
       ("satp", "sie", "sip", "stvec", "sscratch", "sstatus")},
    # QEMU's virt: this hart's enabled sources, its threshold, what is pending for it; the UART's
    # IER; virtio's status.
    "enabled": register(PLIC + 0x2080),
    "threshold": register(PLIC + 0x201000),
    "pending": register(PLIC + 0x201004),
    "ier": register(UART + 1, "lbu"),
    "virtio": register(VIRTIO + 0x70),
}


def words(source):
    return b"".join(word.to_bytes(4, "little") for word in assemble(source))


@pytest.fixture
def loaded(boot, tmp_path):
    """Boots a machine with things in RAM: {address: bytes}."""

    def start(pieces, args=(), **row):
        for address, data in pieces.items():
            path = tmp_path / f"{address:x}"
            path.write_bytes(data)
            args = (*args, "-device", f"loader,file={path},addr={address:#x},force-raw=on")
        return boot(args=args, **row)

    return start


def go(machine, code, options):
    """Hands over to the program that is loaded, and returns what it prints."""
    machine.type(f"boot {PAYLOAD:#x},{len(code):#x} {options}\r")
    return told(machine)


@pytest.mark.parametrize("at", [PAYLOAD, IMAGE])
@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", "opensbi-1.6/fw_dynamic", "stub"])
def test_all_is_quiet(loaded, firmware, at):
    """Also where the program lies at the very place of the image."""
    code = words(reporter(HART))
    machine = loaded({PAYLOAD: code}, firmware=firmware)
    assert machine.run("irq").count("\n") > 2  # the UART's source is on
    machine.run("sleep 0.1")  # a timer was set
    seen = go(machine, code, f"-a {at:#x}")
    assert seen["hart"] == 0
    assert RAM < seen["tree"] < RAM + 0x8000000 and seen["tree"] % 8 == 0
    assert seen["stvec"] == at
    assert not seen["sstatus"] & (1 << 1 | 1 << 5 | 1 << 8 | 1 << 18 | 1 << 19)
    zero = set(HART) - {"hart", "tree", "stvec", "sstatus"}
    assert {name: seen[name] for name in zero} == dict.fromkeys(zero, 0)


APLIC_S = 0xd000000
AIA = {"domaincfg": register(APLIC_S), "source": register(APLIC_S + 4 * 10)}
MODES = [
    ("aplic", 0x80000000, {**AIA, "idelivery": register(APLIC_S + 0x4000)}),
    # QEMU's knows no other delivery then.
    ("aplic-imsic", 0x80000004, {
        **AIA, "eidelivery": "li t0, 0x70\ncsrw 0x150, t0\ncsrr a0, 0x151",
        "eie": "li t0, 0xc0\ncsrw 0x150, t0\ncsrr a0, 0x151"}),
]


@pytest.mark.parametrize("aia, domaincfg, values", MODES)
def test_interrupt_controllers_are_as_after_reset(loaded, aia, domaincfg, values):
    code = words(reporter(values))
    machine = loaded({PAYLOAD: code}, args=("-machine", f"aia={aia}"),
                     firmware="opensbi-1.6/fw_dynamic")
    assert machine.run("irq").count("\n") > 2
    assert go(machine, code, f"-a {IMAGE:#x}") == {
        **dict.fromkeys(values, 0), "domaincfg": domaincfg}


VIRTIO_MMIO, ECAM = 0x10008000, 0x30000000
BUSES = [
    ("virtio-serial-device", {"status": register(VIRTIO_MMIO + 0x70)}),
    ("virtio-serial-pci,addr=1", {"master": f"{register(ECAM + (1 << 15) + 4)}\nandi a0, a0, 4"}),
]


@pytest.mark.parametrize("device, values", BUSES)
def test_virtio_consoles_access_no_memory(loaded, tmp_path, device, values):
    """The program speaks by firmware, on another line than the console."""
    code = words(reporter(values))
    log = tmp_path / "uart"
    machine = loaded({PAYLOAD: code}, console="virtio-console", device=(
        "-serial", f"file:{log}", "-device", device, "-device", "virtconsole,chardev=line"))
    machine.type(f"boot {PAYLOAD:#x},{len(code):#x} -a {IMAGE:#x}\r")
    machine.expect(rb"Starting at")
    name, = values
    deadline = time.monotonic() + PATIENCE
    while b"=" not in log.read_bytes() or not log.read_bytes().endswith(b"."):
        assert time.monotonic() < deadline, log.read_bytes()
        machine.drain()
    assert log.read_bytes().endswith(f"{name}={0:016x} .".encode())


# --- other harts ---------------------------------------------------------------------------------

def own_hart(machine):
    return int(re.search(r"^Hart: +(\d+)", machine.banner, re.M).group(1))


# A hart's status by HSM: 0 started, 1 stopped.
STATUS = "li a0, {}\nli a6, 2\nli a7, 0x48534d\necall\nmv a0, a1"


@pytest.mark.parametrize("firmware", ["opensbi-1.1/fw_dynamic", "opensbi-1.6/fw_dynamic"])
def test_another_hart_enters(loaded, firmware):
    """The hart of the prompt is stopped then, and the program can start it."""
    code = words(reporter({"hart": KEPT.format(0), "sie": "csrr a0, sie",
                           **{f"h{hart}": STATUS.format(hart) for hart in range(4)}}))
    machine = loaded({PAYLOAD: code}, firmware=firmware, harts=4)
    other = (own_hart(machine) + 2) % 4
    assert go(machine, code, f"-H {other} -a {IMAGE:#x}") == {
        "hart": other, "sie": 0, **{f"h{hart}": int(hart != other) for hart in range(4)}}


# The harts count themselves; the one that is first waits until all are there.
LOTTERY = """
	la t0, count
	li t1, 1
	amoadd.w t2, t1, (t0)
	li t1, 1
	sll t1, t1, a0
	la t0, mask
	amoor.w zero, t1, (t0)
	bnez t2, park
	la t0, count
	li t1, 4
wait:	lw t2, (t0)
	bne t2, t1, wait
	la t0, kept
	sd a0, (t0)
	j enter
count:	.word 0
mask:	.word 0
park:	wfi
	j park
enter:
"""


@pytest.mark.parametrize("features", [
    ("all-harts",), ("all-harts", "ipi"), ("all-harts", "no-base"), ("all-harts", "ruins")])
@pytest.mark.parametrize("first", [None, 2])
def test_harts_without_hsm_enter_together(loaded, features, first):
    """They were asleep in the image, which is overwritten. One is first: the prompt's, or -H's. It
    has a head start, which a host that lets it wait may take from it: so three tries are made."""
    code = words(reporter({"hart": KEPT.format(0), "mask": "la t0, mask\nlwu a0, (t0)",
                           "sie": "csrr a0, sie", "sip": "csrr a0, sip"}, LOTTERY))
    option = "" if first is None else f" -H {first}"
    for _ in range(3):
        machine = loaded({PAYLOAD: code}, firmware="stub", harts=4, card={"features": features})
        hart = own_hart(machine) if first is None else first
        said = go(machine, code, f"-a {IMAGE:#x}{option}")
        if said["hart"] == hart:
            break
    assert said == {"hart": hart, "mask": 15, "sie": 0, "sip": 0}


# --- the trampoline by itself --------------------------------------------------------------------

def sums(to, start, data):
    """The two sums of kernel/handoff/handoff_sum.c."""
    count = 0 if (to | start) % 8 else len(data) // 8
    values = [int.from_bytes(data[8 * at:8 * at + 8], "little") for at in range(count)]
    first = second = 0
    for value in values + list(data[8 * count:]):
        first = (first + value) & (1 << 64) - 1
        second = (second + first) & (1 << 64) - 1
    return first, second


def listed(rows, console=3, reset=3):
    """The trampoline's list: rows of (to, from, size, zero, data). PAYLOAD is entered."""
    numbers = [0] * ((OFFSETS["LIST_ROW"] + OFFSETS["ROW_BYTES"] * len(rows)) // 8)
    for name, value in {"ENTRY": PAYLOAD, "OLD": (1 << 64) - 1, "CONSOLE": console,
                        "RESET": reset, "ROWS": len(rows)}.items():
        numbers[OFFSETS[f"LIST_{name}"] // 8] = value
    at = OFFSETS["LIST_ROW"] // 8
    for to, start, size, zero, data in rows:
        numbers[at:at + 6] = [to, start, size, zero, *sums(to, start, data)]
        at += OFFSETS["ROW_BYTES"] // 8
    return b"".join(number.to_bytes(8, "little") for number in numbers)


def call_trampoline(machine):
    machine.type(f"call -f {IMAGE + symbol('handoff_trampoline'):#x} 0 {LIST:#x}\r")


BEFORE = bytes((at * 37 + 11) % 255 + 1 for at in range(384))
PIECES = [  # to, from, both from SOURCE on, size, zero
    (256, 0, 64, 0),   # apart
    (256, 0, 61, 30),  # not of words alone
    (257, 1, 23, 9),   # bytes
    (8, 0, 40, 5),     # overlapping, up
    (0, 8, 40, 8),     # and down
    (3, 0, 33, 0),     # the same, in bytes
    (0, 3, 33, 1),
    (0, 0, 64, 8),     # in place
    (256, 0, 0, 17),   # nothing but zeros
]
DUMP = f"la t0, at\nld t1, (t0)\nld a0, (t1)\naddi t1, t1, 8\nsd t1, (t0)\n"


@pytest.mark.parametrize("to, start, size, zero", PIECES)
def test_copies(loaded, to, start, size, zero):
    after = bytearray(BEFORE)
    after[to:to + size] = BEFORE[start:start + size]
    after[to + size:to + size + zero] = bytes(zero)
    code = words(reporter({f"w{at}": DUMP for at in range(0, len(BEFORE), 8)})
                 + f"at: .dword {SOURCE:#x}\n")
    row = (SOURCE + to, SOURCE + start, size, zero, BEFORE[start:start + size])
    machine = loaded({PAYLOAD: code, SOURCE: BEFORE, LIST: listed([row])}, firmware="stub",
                     card={"features": ("ruins",)})
    call_trampoline(machine)
    seen = b"".join(word.to_bytes(8, "little") for word in told(machine).values())
    assert seen == after


FIRMWARES = [  # what it lacks, and whether it can do more than switch off
    ("opensbi-1.1/fw_dynamic", (), True),
    ("opensbi-1.6/fw_dynamic", (), True),
    ("stub", (), True),
    ("stub", ("ruins",), True),
    ("stub", ("no-dbcn", "ruins"), True),
    ("stub", ("dbcn-fails",), True),
    ("stub", ("no-base",), False),
]


@pytest.mark.parametrize("firmware, features, again", FIRMWARES)
@pytest.mark.parametrize("to, start, size, zero, told_of", [
    (0x1000, SOURCE, 64, 0, rb"copy 0x0 to 0x1000 differs"),  # virt's ROM
    (0x1000, SOURCE, 0, 64, rb"copy 0x0 to 0x1000 differs"),
    (SOURCE + 8, 0xf0000000, 64, 0, rb"copy 0x0 traps: cause 0x5, address 0xf0000000"),
    (0xf0000000, SOURCE, 64, 0, rb"copy 0x0 traps: cause 0x7, address 0xf0000038"),
])
def test_what_goes_wrong_is_said(loaded, firmware, features, again, to, start, size, zero,
                                 told_of):
    row = (to, start, size, zero, BEFORE[:size])
    machine = loaded({LIST: listed([row], reset=3 if again else 2), SOURCE: BEFORE},
                     firmware=firmware, card={"features": features})
    call_trampoline(machine)
    machine.expect(rb"\r?\nfirstlight: " + told_of + rb"; resetting\r?\n")
    if again:
        machine.start()
    else:
        assert machine.ends() == 0


def test_a_source_that_changed_is_seen(loaded):
    """The second of two rows, whose source the first one overwrites."""
    rows = [(SOURCE + 16, SOURCE, 32, 0, BEFORE[:32]),
            (SOURCE + 256, SOURCE + 16, 32, 0, BEFORE[16:48])]
    machine = loaded({LIST: listed(rows), SOURCE: BEFORE})
    call_trampoline(machine)
    machine.expect(rb"firstlight: copy 0x1 to 0x85000100 differs; resetting")
    machine.start()
