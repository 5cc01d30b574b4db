#!/usr/bin/python3
"""Debian's Linux with a user space of one program, for tests that boot it from the image's prompt.

The files are those that tools/deps unpacks: the kernel, a flat Image, and busybox, linked
statically.

Usage: linux.py FILE     writes the initrd, compressed by gzip
"""

import gzip
import re
import stat
import sys
from pathlib import Path

from machine import ROOT, SCRATCH

LINUX = ROOT / ".deps" / "linux"
KERNEL = next((LINUX / "kernel").glob("vmlinux-*"))
BUSYBOX = LINUX / "busybox" / "busybox"
VERSION = KERNEL.name.partition("-")[2]
PROMPT = rb"linux# $"
SECONDS = 300  # under TCG on a busy host; an idle one takes 10 to 15

INIT = """#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
while printf 'linux# ' && read -r line; do
	eval "$line"
done
"""
APPLETS = ("cat", "dmesg", "grep", "ls", "mount", "poweroff", "sh", "tr", "xxd")


def newc(entries):
    """A cpio archive of the format that Linux reads (Documentation/driver-api/early-userspace/
    buffer-format.rst): entries are (name, mode, content)."""
    made = b""
    for inode, (name, mode, content) in enumerate([*entries, ("TRAILER!!!", 0, b"")], 1):
        words = [inode, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0]
        head = b"070701" + b"".join(b"%08x" % word for word in words) + name.encode() + b"\0"
        for part in (head, content):
            made += part + bytes(-len(part) % 4)
    return made


def archive():
    """The initrd: its init shows a prompt."""
    links = [(f"bin/{name}", stat.S_IFLNK | 0o777, b"busybox") for name in APPLETS]
    folders = [(name, stat.S_IFDIR | 0o755, b"") for name in ("bin", "dev", "proc", "sys")]
    return newc([*folders, *links, ("init", stat.S_IFREG | 0o755, INIT.encode()),
                 ("bin/busybox", stat.S_IFREG | 0o755, BUSYBOX.read_bytes())])


def initrd():
    """The path of the initrd."""
    path = SCRATCH / "initrd.cpio"
    if not path.exists():
        write(path, archive())
    return path


def zipped():
    """The path of the kernel, compressed by gzip: quickly rather than well."""
    path = SCRATCH / f"{KERNEL.name}.gz"
    if not path.exists():
        write(path, gzip.compress(KERNEL.read_bytes(), compresslevel=1, mtime=0))
    return path


def write(path, data):
    """Writes a file in one step: tests of other processes may want it, too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.rename(path)


def loader(path, address):
    """QEMU's arguments that put a file into RAM."""
    return ("-device", f"loader,file={path},addr={address:#x},force-raw=on")


class Linux:
    """Linux on a machine that has just been told to boot it."""

    def __init__(self, machine):
        self.machine = machine
        started = rb"(?=Linux version %s )|\nboot: ([^\r\n]*)\r" % re.escape(VERSION.encode())
        refused = machine.expect(started, SECONDS)[1]
        assert not refused, refused
        self.log = machine.before()
        machine.expect(PROMPT, SECONDS)
        self.log += machine.before()

    def run(self, command):
        """Runs a command of busybox; its output."""
        self.machine.type(command + "\r")
        self.machine.expect(PROMPT, SECONDS)
        return self.machine.before().partition("\n")[2]

    def tree(self, path):
        """A property of the tree that Linux was given, as text."""
        return self.run(f"cat /proc/device-tree{path}; echo").rstrip("\n").rstrip("\0")

    def harts(self):
        return int(self.run("grep -c ^processor /proc/cpuinfo"))

    def boot_hart(self):
        """The hart that Linux was started on: its first processor."""
        return int(re.search(r"^hart\s*: (\d+)$", self.run("cat /proc/cpuinfo"), re.MULTILINE)[1])


if __name__ == "__main__":
    write(Path(sys.argv[1]), gzip.compress(archive(), mtime=0))
