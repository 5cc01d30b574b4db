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
