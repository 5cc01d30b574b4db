"""Measures the RAM that the image writes: pages of 4 KiB that differ from what the loader left.

Before reset all RAM from the image's start to QEMU's tree is filled: with the image, and after it
with a pattern, so that a page of written zeros counts, too. QEMU's monitor saves that RAM later.
"""

import json
import socket
import subprocess

import guest
import ours
from machine import IMAGE

BASE, SIZE, RAM = 0x80200000, 58 << 20, "64M"
PAGE = 4096
PATTERN = b"\xa5"
COMMANDS = ("echo hi", "dts /")  # the second one needs memory for an index of the tree


class Monitor:
    """QEMU's monitor, by QMP on a socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        self.lines = self.socket.makefile("r")
        self.lines.readline()  # the greeting
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        request = {"execute": command, "arguments": arguments}
        self.socket.sendall(json.dumps(request).encode())
        while "return" not in (answer := json.loads(self.lines.readline())):
            assert "error" not in answer, answer

    def memory(self):
        """The contents of RAM from the image's start."""
        path = guest.OUT / "ram"
        self.ask("pmemsave", val=BASE, size=SIZE, filename=str(path))
        return path.read_bytes()


def written(before, after):
    """Bytes of the pages that differ."""
    return sum(PAGE for at in range(0, SIZE, PAGE) if before[at:at + PAGE] != after[at:at + PAGE])


def whole():
    """Bytes from _image_base to _image_end: all that the image may write, apart from trees."""
    table = subprocess.run(["riscv64-linux-gnu-nm", IMAGE["elf"]], check=True, capture_output=True,
                           text=True).stdout.split("\n")
    at = {name: int(value, 16) for value, _, name in map(str.split, filter(None, table))}
    return at["_image_end"] - at["_image_base"]


def measure():
    """{event: bytes written before it}."""
    image = IMAGE["bin"].read_bytes()
    pattern, path = guest.OUT / "pattern", guest.OUT / "monitor"
    pattern.write_bytes(PATTERN * (SIZE - len(image)))
    path.unlink(missing_ok=True)
    machine = ours.start(ram=RAM, more=(
        "-qmp", f"unix:{path},server=on,wait=off",
        "-device", f"loader,file={pattern},addr={BASE + len(image):#x},force-raw=on"))
    before = image + pattern.read_bytes()
    try:
        machine.start(timeout=120)
        monitor = Monitor(path)
        figures = {"at the prompt": written(before, monitor.memory())}
        for command in COMMANDS:
            machine.run(command, timeout=120)
            figures[f"after {command}"] = written(before, monitor.memory())
    finally:
        machine.close()
    return figures


def print_all():
    """Prints how much is written, and how much can be; returns {when: bytes}."""
    figures = {**measure(), "all of the image's, stacks included": whole()}
    print("RAM written, in pages of 4 KiB, bytes")
    for when, size in figures.items():
        print(f"  {when:<42}{size:>12,}")
    return figures
