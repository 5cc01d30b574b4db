"""Words for the M-mode stub of tests/firmware: which features it takes away or spoils."""

import re

from machine import BUILD, ROOT

BIOS = BUILD / "firmware" / "stub.bin"
HEADER = (ROOT / "tests" / "firmware" / "stub.h").read_text()
FEATURES = {
    name.lower().replace("_", "-"): 1 << int(bit)
    for name, bit in re.findall(r"STUB_(\w+) = 1 << (\d+)", HEADER)
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


def relay(address, at=0x80200000):
    """QEMU's arguments for four instructions that go from `at`, where all firmware enters, to
    `address`: lui t0; addi t0; slli t0, t0, 2; jr t0."""
    quarter = address >> 2
    low = (quarter & 0xfff) - ((quarter & 0x800) << 1)
    high = (quarter - low) >> 12
    code = [high << 12 | 0x2b7, (low & 0xfff) << 20 | 0x28293, 0x229293, 0x28067]
    return word(at, code[0] | code[1] << 32) + word(at + 8, code[2] | code[3] << 32)
