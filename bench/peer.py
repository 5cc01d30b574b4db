"""The peer, U-Boot in S-mode, measured from outside on the same machine.

virt's RTC tells virtual time to S-mode: what lies between two looks at it was executed in between.
U-Boot takes the commands from its tree (/config/bootcmd) at the point where its prompt would be.
"""

import re
import subprocess

import guest
import stub
from machine import FIRMWARE

LOOK = "md.l 101000 2"  # the RTC
SEEN = re.compile(rb"00101000: ([0-9a-f]{8}) ([0-9a-f]{8}) [^\n]*\n")
LARGE_AT = 0x90000000
CONFIG = """
/ {{
	config {{
		bootdelay = <0xfffffffe>;
		bootcmd = "{commands}";
	}};
}};
"""


def tree(virt):
    """The blob of virt's tree with the commands in it."""
    prints = [f"fdt addr {at}; {LOOK}; fdt print /; {LOOK}" for at in ("${fdtcontroladdr}",
                                                                       f"{LARGE_AT:#x}")]
    commands = "; ".join([LOOK, LOOK, *prints, "poweroff"])
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", virt], check=True,
                            capture_output=True, text=True).stdout
    path = guest.OUT / "u-boot.dtb"
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", path, "-"], check=True,
                   input=source + CONFIG.format(commands=commands), text=True)
    return path


def measure(version, virt, large):
    """U-Boot's figures; `virt` and `large` are blobs."""
    sent = guest.run([
        *stub.card(), "-dtb", tree(virt),
        "-device", f"loader,file={large},addr={LARGE_AT:#x},force-raw=on",
        "-kernel", FIRMWARE / f"u-boot-{version}" / "u-boot.bin"])
    looks = list(SEEN.finditer(sent))
    at = [int(look[2], 16) << 32 | int(look[1], 16) for look in looks]
    empty = at[1] - at[0]
    figures = {"prompt": at[0]}
    for name, first in (("virt", 2), ("large", 4)):
        size = looks[first + 1].start() - looks[first].end()
        figures[name] = (at[first + 1] - at[first] - empty, size)
    return figures
