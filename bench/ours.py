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


def start(**row):
    """A machine with exact counts, at its prompt."""
    return Row("exact", args=guest.EXACT, ram=guest.RAM, **row).boot()


def costs(commands, **row):
    """{command: (instructions, bytes)}."""
    machine = start(**row)
    try:
        machine.start(timeout=120)
        return {command: count(COST, machine.run(f"{command}; cost", timeout=120))[::2]
                for command in commands}
    finally:
        machine.close()


def measure(**row):
    """{"prompt": instructions, "firmware": instructions, "dts": (instructions, bytes)}."""
    machine = start(**row)
    try:
        machine.start(timeout=120)
        prompt, firmware = count(BOOT, machine.run("version -v"))
        spent, _, sent = count(COST, machine.run("dts /; cost", timeout=120))
    finally:
        machine.close()
    return {"prompt": prompt, "firmware": firmware, "dts": (spent, sent)}
