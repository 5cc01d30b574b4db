"""Runs the transcripts of README.md and docs/, and writes into the pages what they show now.

A transcript is a fenced block with prompts: `/> ` is the image's under QEMU, `$ ` is a PC's. Those
of U-Boot and Linux, which `boot` starts, are `=> ` and `linux# `. The comment above it says what
comes before; the pages do not show that:

    <!-- transcript: COMMAND -->     commands of the PC, or the image's after `/> `, one a line
    <!-- transcript -->              nothing: it goes on where the block before it ended
    <!-- not run: WHY -->            it is no transcript, though it looks like one

`make run ...` starts a machine, in which the commands at `/> ` run. `peer: COMMAND`, among those of
the comment, is the program at the other end of the line while the block's first command runs.

A page has a folder of its own, in which build/, tools/, tests/ and .deps/ are the checkout's, and
terminal.log is what the machine has shown so far. Lines of dots stand for output that is left out:
before them as many lines are shown as there were, and after them output goes on with the first line
that begins with the same word (of the kernel's messages: after the time).

Usage: make transcripts
"""

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path
from threading import Thread

import pexpect

from machine import FIRMWARE, PROMPT, ROOT, Machine, plain
from sender import Both, Sender

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"(?ms)^(?:<!-- (transcript|not run)\b:?((?:(?!-->).)*)-->\n)?```\n(.*?)^```\n")
STEP = re.compile(r"(?m)^(\$|/\S*>|=>|linux#)(?: (.*))?\n"
                  r"((?:(?!(?:\$|/\S*>|=>|linux#)(?: |$)).*\n)*)")
DOTS = re.compile(r"(?m)^( *\.\.\.\n)")
KEY_WANTED = b"press any key here to use it\r\n"
ENDS = ("poweroff", "poweroff -f", "reboot")  # no prompt follows
# What `boot` started shows a prompt, or U-Boot wants a key.
STARTED = rb"(stop autoboot)|(?:^|\n)(?:=>|linux#|/\S*>) $"
STAMP = re.compile(r"^\[ *\d+\.\d+\] ")  # the time before each of Linux's messages
SECONDS = 300  # on a busy host
BIOS = FIRMWARE / "opensbi-1.1" / "fw_dynamic.bin"  # another QEMU has another one built in
# Without QEMU's own keys: Ctrl-A is a byte of YMODEM, too.
QEMU = '#!/bin/bash\nexec qemu-system-riscv64 "${@/#mon:stdio/stdio}"\n'

# What differs from one firmware, QEMU, version or size of the image to the next, or with how fast
# keys come. A page that differs from this day's output only so is not stale.
VOLATILE = [
    (r" {2,}", " "),  # columns are as wide as what is in them
    (r"OpenSBI v?[\d.]+(?:, SBI [\d.]+)?", "OpenSBI"),
    (r"Firstlight [\d.]+", "Firstlight"),
    (r"(?m)^(Tree: )0x\w+, \d+ bytes, \d+ nodes", r"\1"),
    (r"(?m)^((?:\* | )\d (?:handed over|copy of 0) )0x\w+ \d+ \d+", r"\1"),
    (r"(?m)^0x\w+ 0x\w+ [\d.]+ [KM]iB (image.*|device tree)$", r"\1"),
    (r"(?m)^\d+ bytes crc32 \w+ (riscv-virtio.dtb|firstlight.log)$", r"\1"),
    # QEMU 10's tree has an alias of the UART.
    (r"(?m)^serial0(?=[ :])", "ns16550"),
    (r"(?<=stdout-path )/soc/serial@10000000:", "serial0:"),
    # Linux, U-Boot and busybox are those of the day: their sizes, and what follows from them.
    (r"(?m)^\[ *\d+\.\d+\] ", "[] "),
    (r"(?m)^(size|memory|entry) [\d.]+ [KM]iB$", r"\1"),
    (r"(?m)^((?:kernel|segment|tree|initrd) )0x\w+ 0x\w+ 0x\w+ ", r"\1"),
    (r"(?<= to )0x\w+", ""),
    (r"(?m)^(a1: tree|initrd|initrd's last byte) 0x\w+$", r"\1"),
    (r"(?m)^(\+ /chosen/linux,initrd-\w+) <.*>$", r"\1"),
    (r"(?<=tree at )0x\w+", ""),
    (r"(?m)^((?:tree|initrd): at )0x\w+", r"\1"),
    (r"(?<=Working FDT set to )\w+", ""),
    (r"(?m)^0x\w+ \d+ bytes crc32 \w+ (?=initrd$)", ""),
    (r"U-Boot 2025\.01.*", "U-Boot 2025.01"),
    # Of `console`: bytes in and out, and the highest level of the ring.
    (r"(?m)^(\w+)(?: \d+){2}((?: \d+){4}) \d+(/\d+)$", r"\1\2\3"),
]


class Session:
    """The folder and the machine of a page."""

    def __init__(self, folder):
        self.folder, self.machine, self.peer = Path(folder), None, None
        for name in ("build", "tools", "tests", ".deps"):
            (self.folder / name).symlink_to(ROOT / name)
        (self.folder / "qemu").write_text(QEMU)
        (self.folder / "qemu").chmod(0o755)

    def prepare(self, commands):
        """The commands of the comment above a block."""
        self.peer = None
        for command in filter(None, map(str.strip, commands.splitlines())):
            word, _, rest = command.partition(": ")
            if word == "peer":
                self.peer = rest
            elif command.startswith("/> "):
                self.guest(command[3:])
            else:
                self.host(command)

    def host(self, command):
        """Runs a command of the PC; what it prints."""
        if command.startswith("make run"):
            return self.boot(dict(word.split("=", 1) for word in shlex.split(command)[2:]))
        return subprocess.run(["bash", "-c", command], cwd=self.folder, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=SECONDS).stdout

    def boot(self, variables):
        """Does what `make run` does with the image that was built; all until the prompt. Presses a
        key where one is asked for."""
        self.close()
        environment = {**os.environ, "BIOS": str(BIOS), **variables,
                       "QEMU": str(self.folder / "qemu")}
        self.machine = machine = Machine([], program=["tools/run", "build/firstlight.bin"],
                                         cwd=self.folder, env=environment)
        shown = ""
        while machine.expect(rb"%s|%s" % (KEY_WANTED, PROMPT), SECONDS)[0] == KEY_WANTED:
            shown += machine.before() + plain(KEY_WANTED)
            machine.type(" ")
        return shown + machine.before() + "\n"

    def guest(self, command, prompt="/>"):
        """Runs a command of the image, or of what it started; what it prints."""
        machine, peer, self.peer = self.machine, self.peer, None
        if peer:
            shown = self.with_peer(command, peer)
        elif command in ENDS:
            machine.enter(command)
            machine.expect(pexpect.EOF)
            shown = machine.before().partition("\n")[2]
        elif prompt in ("=>", "linux#"):
            machine.enter(command)
            machine.expect(STARTED, SECONDS)
            shown = machine.before().partition("\n")[2].rstrip("\r") + "\n"
        elif command.startswith("boot ") and " -n" not in command:
            shown = self.start(command)
        else:
            shown = machine.run(command, timeout=SECONDS)
        (self.folder / "terminal.log").write_text(plain(bytes(machine.transcript)))
        return shown

    def start(self, command):
        """`boot ...`; all that is shown until what it started has a prompt."""
        machine, shown = self.machine, ""
        machine.enter(command)
        while machine.expect(STARTED, SECONDS)[1]:
            shown += machine.before() + "stop autoboot"
            machine.type(" ")
        return (shown + machine.before()).partition("\n")[2] + "\n"

    def with_peer(self, command, peer):
        """The same, where the other end of the line is a program that answers."""
        machine = self.machine
        machine.enter(command)
        machine.expect(rb"ends it\.\r\n")
        shown = machine.before().partition("\n")[2] + "ends it.\n"
        sender = Sender(machine, ["bash", "-c", f"cd {self.folder} && {peer}"],
                        terminal=not peer.startswith("rb"))
        machine.console.logfile_read = Both(machine, sender)
        carrier = Thread(target=sender.carry_all)
        carrier.start()
        try:
            answer = machine.prompt(SECONDS)
        finally:
            machine.console.logfile_read = machine
            sender.close()
            carrier.join()
        # Without XMODEM's bytes: answers, or blocks, of which the last one is empty.
        return shown + re.sub(r"(?s)^[C\x06\x15\n]+|^.*\0\n", "", answer) + "\n"

    def prompt(self, old):
        """The prompt as it is now, where a page has `old`."""
        if not old.startswith("/"):
            return old
        return f"{self.machine.cwd if self.machine else '/'}>"

    def close(self):
        if self.machine:
            self.machine.close()
            self.machine = None


def begins(line):
    """The word that a line begins with."""
    return STAMP.sub("", line).split()[:1]


def shown(old, new):
    """`new`, with that left out which `old` leaves out by dots."""
    parts, lines, out = DOTS.split(old), new.splitlines(keepends=True), []
    for index in range(0, len(parts), 2):
        wanted = parts[index].splitlines()
        if index:
            out.append(parts[index - 1])
            while lines and wanted and begins(lines[0]) != begins(wanted[0]):
                del lines[0]
        count = len(wanted) if index < len(parts) - 1 or index and not wanted else len(lines)
        out += lines[:count]
        del lines[:count]
    return "".join(out)


def rewritten(block, session):
    """A block's text with what its commands print now."""
    text = ""
    for prompt, command, old in STEP.findall(block):
        text += session.prompt(prompt) + (f" {command}" if command else "") + "\n"
        if command:
            text += shown(old, session.host(command) if prompt == "$"
                          else session.guest(command, prompt))
    return text.rstrip("\n") + "\n"


def is_transcript(block):
    return STEP.search(block) is not None


def fresh(page):
    """A page's text with its transcripts as they are now."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(folder)

        def block(match):
            kind, commands, text = match.groups()
            if kind != "transcript":
                return match[0]
            session.prepare(commands)
            return match[0].replace(f"```\n{text}", f"```\n{rewritten(text, session)}")

        try:
            return BLOCK.sub(block, page)
        finally:
            session.close()


def lasting(page):
    """A page's text without what is volatile."""
    for pattern, instead in VOLATILE:
        page = re.sub(pattern, instead, page)
    return page


def main():
    for path in PAGES:
        page = path.read_text()
        new = fresh(page)
        print(f"{path.relative_to(ROOT)}: {'unchanged' if new == page else 'written'}")
        path.write_text(new)


if __name__ == "__main__":
    main()
