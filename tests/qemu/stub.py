"""QEMU's arguments for the M-mode stub of tests/firmware: which features it lacks or breaks."""

import re

from machine import BUILD, ROOT

BIOS = BUILD / "firmware" / "stub.bin"
HEADER = (ROOT / "tests" / "firmware" / "stub.h").read_text()
FEATURES = {
    name.lower().replace("_", "-"): 1 << int(bit)
    for name, bit in re.findall(r"STUB_(\w+) = 1L? << (\d+)", HEADER)
}
CARD = int(re.search(r"STUB_CARD = (\w+)", HEADER).group(1), 16)


LIES = CARD + 4 * 8  # of the card: struct stub_lie
KINDS = {
    name.lower(): index
    for index, name in enumerate(re.findall(r"STUB_LIE_(\w+),", HEADER))
}
ANY = int(re.search(r"STUB_LIE_ANY = (\w+)", HEADER).group(1), 16)  # a lie's argument


def lie(extension, function, argument=ANY, second=ANY, kind="answer", error=0, value=0, slot=0):
    """The command that changes the card, of a payload at work: what becomes of calls."""
    words = [extension, function, argument, second, KINDS[kind], error % 2 ** 64, value]
    return "; ".join(f"mw.q -f {LIES + 56 * slot + 8 * i:#x} {word:#x}"
                     for i, word in enumerate(words))


def word(address, value):
    """QEMU's arguments that put a 64-bit word into RAM at each reset."""
    return ["-device", f"loader,addr={address:#x},data-len=8,data={value:#x}"]


def card(features=(), payload=0, a1=None, boot_hart=0):
    """QEMU's arguments for the stub and its card. `a1` None: the tree's address."""
    bits = sum(FEATURES[name] for name in features)
    if a1 is not None:
        bits |= FEATURES["a1-given"]
    words = [bits, payload, a1 or 0, boot_hart]
    args = ["-bios", str(BIOS)]
    for index, value in enumerate(words):
        args += word(CARD + 8 * index, value)
    return args


def load(register, value):
    """Three instructions that put `value`, a multiple of 4, into a register: lui; addi; slli."""
    quarter = value >> 2
    low = (quarter & 0xfff) - ((quarter & 0x800) << 1)
    high = (quarter - low) >> 12
    same = register << 15 | register << 7
    return [high << 12 | register << 7 | 0x37, (low & 0xfff) << 20 | same | 0x13,
            2 << 20 | same | 0x1013]


def relay(address, at=0x80200000, a1=None):
    """QEMU's arguments for a few instructions that jump from `at`, where firmware enters, to
    `address`, with a new a1 if it is given."""
    jump, nop = 0x28067, 0x13
    code = [*([] if a1 is None else load(11, a1)), *load(5, address), jump, nop]
    return [argument for i in range(0, len(code) - 1, 2)
            for argument in word(at + 4 * i, code[i] | code[i + 1] << 32)]
