"""Measures the image by its own counters: `version -v` and `time -j`."""

import re

import guest
from rows import Row

BOOT = re.compile(r"boot: (\d+) instructions from _start to the prompt, and (\d+) in firmware")
# The tasks on each tree; `room` is the first edit, which makes a copy; `no room` needs none.
TASKS = {
    "print": "dts /",
    "list": "ls /soc",
    "get": "cat {node}/compatible",
    "room": "set /chosen/bootargs an-example-of-what-is-longer",
    "set": "set /chosen/bootargs example",
}
PROTECTED = re.compile(r'"protection":"on",.*"instructions":(\d+)')
COST = re.compile(r'"time":{"instructions":(\d+),"in_firmware":(\d+),"bytes":(\d+)')


def count(pattern, text):
    found = pattern.search(text)
    assert found, text[-500:]
    return tuple(map(int, found.groups()))


def start(more=(), ram=guest.RAM, **row):
    """Starts a machine with exact counts; `more`: further arguments for QEMU."""
    return Row("exact", args=(*guest.EXACT, *more), ram=ram, **row).boot()


def costs(commands, **row):
    """{command: (instructions, bytes)}."""
    machine = start(**row)
    try:
        machine.start(timeout=120)
        return {command: count(COST, machine.run(f"{command}; time -j", timeout=120))[::2]
                for command in commands}
    finally:
        machine.close()


def loaded(blobs, others=()):
    """A machine at its prompt that has opened `blobs` as trees 1 and up and uses the first one.
    `others` are in its memory, unopened."""
    machine = start(firmware="stub",
                    more=[word for blob in (*blobs, *others) for word in blob.args()])
    machine.start(timeout=120)
    for number, blob in enumerate(blobs, 1):
        assert f"tree {number}: " in machine.run(f"dt open {blob.at:#x}"), blob.name
    machine.run("dt use 1")
    return machine


def asked(machine, command):
    """(instructions, output) of a command."""
    *lines, cost = machine.run(f"{command}; time -j", timeout=120).splitlines(keepends=True)
    return count(COST, cost)[0], "".join(lines)


def workbench(trees):
    """{tree's name: {task: (instructions, text)}}."""
    figures = {}
    for tree in trees:
        machine = loaded([tree])
        try:
            figures[tree.name] = {task: asked(machine, command.format(node=tree.node()))
                                  for task, command in TASKS.items()}
        finally:
            machine.close()
    return figures


def overlay(overlays, name):
    """{"cost": (instructions, text), "kept": the base is unchanged, "done": the overlay was
    applied}."""
    machine = loaded([overlays["base"]], [overlays[name]])
    try:
        before = machine.run("dts /")
        cost = asked(machine, f"overlay {overlays[name].at:#x}")
        after = machine.run("dts /")
    finally:
        machine.close()
    return {"cost": cost, "kept": before == after, "done": "example,sensor" in after}


def boot(**row):
    """(instructions to the prompt, in firmware on the way there)."""
    machine = start(**row)
    try:
        machine.start(timeout=120)
        return count(BOOT, machine.run("version -v"))
    finally:
        machine.close()


def measure(**row):
    """{"prompt": instructions, "firmware": instructions, "dts": (instructions, bytes)}."""
    machine = start(**row)
    try:
        machine.start(timeout=120)
        prompt, firmware = count(BOOT, machine.run("version -v"))
        spent, _, sent = count(COST, machine.run("dts /; time -j", timeout=120))
    finally:
        machine.close()
    return {"prompt": prompt, "firmware": firmware, "dts": (spent, sent)}
