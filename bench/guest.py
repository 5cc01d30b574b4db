"""One run of QEMU from reset to power-off with exact counts; what came over the serial line.

-icount shift=0: one instruction takes one nanosecond of virtual time. The serial line goes to a
file, which is never busy, and nothing is typed: both would bring the host's clock into the counts.
"""

import subprocess
import sys

from folders import OUT, ROOT

sys.path.insert(0, str(ROOT / "tests" / "qemu"))

CLOCK = ["-icount", "shift=0,sleep=off", "-rtc", "clock=vm,base=1970-01-01"]


def run(args, seconds=120):
    """Bytes that the machine sent until it powered off."""
    line = OUT / "serial"
    done = subprocess.run(
        ["qemu-system-riscv64", "-M", "virt", *CLOCK, *map(str, args), "-display", "none",
         "-monitor", "none", "-serial", f"file:{line}"],
        check=False, capture_output=True, timeout=seconds)
    sent = line.read_bytes()
    if done.returncode:
        sys.exit(f"bench: QEMU failed: {done.stderr.decode()}\n{sent[-2000:].decode()}")
    return sent
