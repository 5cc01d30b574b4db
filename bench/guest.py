"""Runs QEMU with exact counts: -icount shift=0, one instruction takes one nanosecond of virtual
time.

sleep=off: virtual time does not follow the host's clock while the guest waits. Where counts must be
exact, nothing is typed, and the output goes to a file, which never blocks.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "bench"
OUT.mkdir(parents=True, exist_ok=True)
EXACT = ("-icount", "shift=0,sleep=off", "-rtc", "clock=vm,base=1970-01-01")
RAM = "512M"  # U-Boot needs some for the large tree

sys.path.insert(0, str(ROOT / "tests" / "qemu"))
sys.path.append(str(ROOT / "tests" / "host"))


def virt_tree():
    """Makes the blob of QEMU's virt and returns its path."""
    path = OUT / "virt.dtb"
    subprocess.run(["qemu-system-riscv64", "-M", f"virt,dumpdtb={path}", "-m", RAM, "-display",
                    "none"], check=True, capture_output=True)
    return path


def run(args, seconds=300):
    """Runs a machine from reset until it powers off, and returns the bytes that it sends."""
    line = OUT / "serial"
    done = subprocess.run(
        ["qemu-system-riscv64", "-M", "virt", "-m", RAM, *EXACT, *map(str, args), "-display",
         "none", "-monitor", "none", "-serial", f"file:{line}"],
        check=False, capture_output=True, timeout=seconds)
    sent = line.read_bytes()
    if done.returncode:
        sys.exit(f"bench: QEMU failed: {done.stderr.decode()}\n{sent[-2000:].decode()}")
    return sent
