"""Measures the peer, U-Boot in S-mode, from outside on the same machine.

virt's RTC shows virtual time to S-mode: the difference of two reads is the instructions between
them. U-Boot takes the commands from its tree (/config/bootcmd) when its prompt would come.
"""

import re
import subprocess

import edits
import guest
import libfdt
import stub
from machine import FIRMWARE

LOOK = "md.l 101000 2"  # the RTC
SEEN = re.compile(rb"00101000: ([0-9a-f]{8}) ([0-9a-f]{8}) [^\n]*\n")
CONFIG = """
/ {{
	config {{
		bootdelay = <0xfffffffe>;
		bootcmd = "{commands}";
	}};
}};
"""
# The tasks on each tree. Its blob has no room: `set` needs `room` first.
TASKS = {
    "print": "fdt print /",
    "list": "fdt list /soc",
    "get": "fdt get value v {node} compatible; echo $v",
    "no room": "fdt set /chosen bootargs a-longer-value-than-there-is-room-for-in-what-was-made",
    "room": "fdt resize 4096",
    "set": "fdt set /chosen bootargs example",
}


def commanded(commands):
    """Makes virt's tree with the commands in it, and returns its path."""
    source = subprocess.run(["dtc", "-q", "-I", "dtb", "-O", "dts", guest.virt_tree()], check=True,
                            capture_output=True, text=True).stdout
    path = guest.OUT / "u-boot.dtb"
    subprocess.run(["dtc", "-q", "-I", "dts", "-O", "dtb", "-o", path, "-"], check=True,
                   input=source + CONFIG.format(commands=commands), text=True)
    return path


def looks(sent):
    """(instructions before the first read of the RTC, [(instructions, text) between two reads])."""
    seen = list(SEEN.finditer(sent))
    at = [int(look[2], 16) << 32 | int(look[1], 16) for look in seen]
    return at[0], [(after - before, sent[one.end():two.start()].decode("latin-1"))
                   for before, after, one, two in zip(at, at[1:], seen, seen[1:])]


def measure(version, trees, overlays):
    """{"prompt": instructions, "overlay": text, tree's name: {task: (instructions, text)},
    "edits": {what: (instructions, text)}}."""
    steps, edited = [LOOK], edits.peer_tree()
    for each in trees:
        steps += [f"fdt addr {each.at:#x}", LOOK]
        for command in TASKS.values():
            steps += [command.format(node=each.node()), LOOK]
    steps += [f"fdt addr {edited.at:#x}", LOOK]
    for command in edits.PEER_STEPS.values():
        steps += [command, LOOK]
    apply = f"fdt addr {overlays['base'].at:#x}; fdt apply {overlays['overlay'].at:#x}"
    tree = commanded("; ".join([LOOK, *steps, apply, LOOK, "poweroff"]))
    sent = guest.run([
        *stub.card(), "-dtb", tree,
        *[word for blob in (*trees, edited, *overlays.values()) for word in blob.args()],
        "-kernel", FIRMWARE / f"u-boot-{version}" / "u-boot.bin"])
    prompt, between = looks(sent)
    figures, empty = {"prompt": prompt}, between[0][0]
    rest = iter(between[1:])
    for each in trees:
        next(rest)
        figures[each.name] = {task: (spent - empty, text.replace("\r\n", "\n"))
                              for task, (spent, text) in zip(TASKS, rest)}
    next(rest)
    figures["edits"] = {what: (spent - empty, text)
                        for what, (spent, text) in zip(edits.PEER_STEPS, rest)}
    figures["overlay"] = next(rest)[1]
    return figures


def libfdt_leaves(overlays, name, room):
    """(the base is still a valid tree after libfdt's try to apply the overlay, the overlay was
    applied).

    U-Boot's `fdt apply` calls the same function, but this build of U-Boot does not have it.
    """
    blob = overlays["base"].path.read_bytes()
    base = bytearray(len(blob) + room)
    libfdt.fdt_open_into(bytearray(blob), base, len(base))
    done = libfdt.fdt_overlay_apply(base, bytearray(overlays[name].path.read_bytes())) == 0
    return libfdt.fdt_check_header(base) == 0, done
