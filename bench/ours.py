"""The image's figures, as it counts them itself: `version -v` and `cost`."""

import re

import guest
from rows import Row

BOOT = re.compile(r"boot: (\d+) instructions from _start to the prompt, and (\d+) in firmware")
COST = re.compile(r"(\d+) instructions, (\d+) in firmware, (\d+) bytes sent")


def count(pattern, text):
    found = pattern.search(text)
    assert found, text[-500:]
    return tuple(map(int, found.groups()))


def measure(**row):
    """{"prompt": instructions, "firmware": instructions, "dts": (instructions, bytes)}."""
    machine = Row("exact", args=guest.EXACT, ram=guest.RAM, **row).boot()
    try:
        machine.start(timeout=120)
        prompt, firmware = count(BOOT, machine.run("version -v"))
        spent, _, sent = count(COST, machine.run("dts /; cost", timeout=120))
    finally:
        machine.close()
    return {"prompt": prompt, "firmware": firmware, "dts": (spent, sent)}
