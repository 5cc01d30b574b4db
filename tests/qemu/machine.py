"""One machine under QEMU: its console byte by byte, its shell, its process."""

import fcntl
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pexpect
from pexpect.fdpexpect import fdspawn

import unprotected

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
FIRMWARE = ROOT / ".deps" / "firmware"
# What tests make. `make qemu-test` runs two processes, each of which has a folder of its own.
SCRATCH = BUILD / "qemu" / os.environ.get("TEST_SLOT", "0")
SCRATCH.mkdir(parents=True, exist_ok=True)
IMAGE = {"bin": BUILD / "firstlight.bin", "elf": BUILD / "firstlight.elf"}
# PROTECT=off: all machines run an image that does not switch its page tables on by itself.
PROTECTED = os.environ.get("PROTECT") != "off"
if not PROTECTED:
    IMAGE = unprotected.made(IMAGE, SCRATCH / "unprotected")

PATIENCE = 300  # seconds, for each event: a host may be slow and busy
READ = 16384  # bytes at a time; a window for `expect` must be larger
# A serial line whose output is discarded. With "null" QEMU 10's SiFive UART stays full for ever.
NOWHERE = "file:/dev/null"

# Terminal control sequences of the line editor; no test here checks them.
CONTROL = re.compile(rb"\x1b\[[0-9;?]*[@-~]|\x07")
PROMPT = rb"\r?\n(?:\x1b\[[0-9;?]*[@-~])*(/[^\s>]*)> (?:\x1b\[[0-9;?]*[@-~])*$"
# A fault that no test expects. `run(..., fault=True)` excludes its output from the search.
FAULT = re.compile(rb"(?im)^[^\r\n]*(?:\b(?:trap|panic): |sbi_trap_error)[^\r\n]*")


def plain(data):
    """Console bytes as text, without terminal control; lines end with LF."""
    return CONTROL.sub(b"", data).replace(b"\r\n", b"\n").decode("utf-8", "backslashreplace")


def rows_of(banner):
    """The banner's rows; a note below a row is a row of its own, whatever its length."""
    assert max(map(len, banner.split("\n"))) < 80
    return re.sub(r"(\n {10}.*)\n {10}", r"\1 ", banner).split("\n")


def whole(text):
    """The text with the lines that were wrapped at words, for 80 columns, in one piece again."""
    lines = []
    row = ""
    for line in text.split("\n"):
        words = line.split()
        if line.startswith("  ") and words and len(row) + 1 + len(words[0]) > 80:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
        row = line
    return "\n".join(lines)


def joined(text, command):
    """The text with whole(...) messages of the command."""
    name = re.escape(re.split(r"[ .]", command)[0])  # mw of mw.b
    message = re.compile(rf"(?m)^(?:{name}|shell): .*(?:\n  .*)*")
    return message.sub(lambda match: whole(match[0]), text)


class Machine:
    """Starts QEMU with `args`. The console is serial line number `serial`, or the device that the
    arguments `device` attach to the character device "line".

    `slow`: for QEMU's HTIF, which holds one received byte; the next one overwrites it.
    `program`: the words of a command that starts QEMU so that the console is its standard input and
    output, instead of all these; `process`: how to start it.
    """

    def __init__(self, args, serial=0, slow=False, device=(), program=None, **process):
        self.slow = slow
        self.errors = tempfile.TemporaryFile()
        self.command = program or [
            "qemu-system-riscv64", *args, "-display", "none", "-monitor", "none",
            "-chardev", "stdio,id=line", *["-serial", NOWHERE] * serial,
            *(device or ["-serial", "chardev:line"]),
        ]
        self.process = subprocess.Popen(self.command, bufsize=0, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.errors, **process)
        # Some of QEMU's UARTs drop what the other side does not take at once. A pipe holds each
        # byte as one byte; a socket or a terminal holds only a few hundred writes.
        fcntl.fcntl(self.process.stdout, fcntl.F_SETPIPE_SZ, 1 << 20)
        self.transcript = bytearray()
        self.expected_faults = []
        self.banner = ""
        self.cwd = "/"
        self.console = fdspawn(self.process.stdout.fileno(), timeout=PATIENCE, maxread=READ)
        self.console.delaybeforesend = None
        self.console.logfile_read = self

    # pexpect's log: all that the machine sends.
    def write(self, data):
        self.transcript += data

    def flush(self):
        pass

    # --- raw ------------------------------------------------------------------------------------

    def type(self, keys):
        """Sends keys unchanged."""
        if isinstance(keys, str):
            keys = keys.encode()
        self.process.stdin.write(keys)

    def type_all(self, text):
        """Sends all of a long text; waits for QEMU to take it, so call it in a thread."""
        left = text.encode()
        while left:
            left = left[self.process.stdin.write(left):]

    def expect(self, pattern, timeout=-1, window=None):
        """Waits for a regular expression and returns the match. Fails with the transcript."""
        try:
            self.console.expect(pattern, timeout=timeout, searchwindowsize=window)
        except (pexpect.TIMEOUT, pexpect.EOF, ConnectionError) as error:
            raise AssertionError(
                f"{type(error).__name__} while waiting for {pattern!r}") from None
        return self.console.match

    def before(self):
        """What came before the last match, as text."""
        return plain(self.console.before)

    def listen(self, seconds):
        """Whatever arrives in that time, as text."""
        self.drain(seconds)
        self.expect(rb"(?s).*\Z", timeout=0)
        return plain(self.console.after)

    def story(self):
        """All that was received, for the report of a failure."""
        self.errors.seek(0)
        return "\n".join([
            "$ " + " ".join(map(str, self.command)),
            plain(bytes(self.transcript[-4000:])),
            self.errors.read().decode(errors="replace"),
        ])

    # --- the shell -------------------------------------------------------------------------------

    def prompt(self, timeout=-1):
        """Waits for the prompt; returns what came before it, as text. Keeps the current node's
        path."""
        match = self.expect(PROMPT, timeout, window=400)
        self.cwd = match.group(1).decode()
        return self.before()

    def start(self, timeout=-1):
        """Waits for the banner and the first prompt."""
        self.expect(rb"(?=Hello, world from Firstlight)", timeout)
        self.early = self.before()
        self.banner = self.prompt(timeout)
        return self

    def findings(self, options=""):
        """What `check` prints, its lines as they are before they are wrapped."""
        return re.sub(r"\n {9,}", " ", self.run(f"check {options}".strip()))

    def run(self, command, fault=False, timeout=-1):
        """Runs a command line; its whole output, with LF at each line's end. Messages are joined
        again."""
        begin = len(self.transcript)
        typed = self.enter(command)
        output = typed + self.prompt(timeout)
        if fault:
            self.expected_faults.append((begin, len(self.transcript)))
        echo, newline, output = output.partition("\n")
        if len(command) < 70:
            assert echo == command, f"typed {command!r}, saw {echo!r}"
        return joined(output, command) + newline  # the last newline is before the prompt

    def enter(self, line):
        """Types a line; returns the part of its echo that was waited for and is read already."""
        if not self.slow:
            self.type(line + "\r")
            return ""
        for key in line:
            self.press(key, re.escape(key.encode()))
        self.press("\r", rb"(?=\r?\n)")
        return line

    def press(self, key, echo):
        """Types a key, and again while no echo comes: QEMU's HTIF also loses a key that arrives
        just when the guest clears the word of the key before it."""
        for _ in range(5):
            self.type(key)
            try:
                self.console.expect(echo, timeout=2)
                return
            except pexpect.TIMEOUT:
                continue
        raise AssertionError(f"no echo of {key!r}")

    def keys(self, keys):
        """Types keys and Enter; the output below the edited line."""
        self.type(keys)
        self.type("\r")
        line, newline, output = self.prompt().partition("\n")
        return output + newline

    def check(self, commands):
        """Runs rows of (command, whole output)."""
        for command, expected in commands:
            assert self.run(command) == expected, command

    # --- the process ------------------------------------------------------------------------------

    def ends(self, timeout=PATIENCE):
        """QEMU's exit status, or None if it still runs."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None and time.monotonic() < deadline:
            self.drain()
        return self.process.poll()

    def drain(self, seconds=0.05):
        """Reads pending output into the transcript, so that QEMU does not wait for the tests."""
        try:
            self.console.expect(pexpect.EOF, timeout=seconds)
        except (pexpect.TIMEOUT, ConnectionError):
            pass

    def cpu_seconds(self):
        """Processor time that QEMU has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()

    def faults(self):
        """Lines about faults that no test expects."""
        seen = bytearray(self.transcript)
        for begin, end in self.expected_faults:
            seen[begin:end] = b"\n" * (end - begin)
        return [line.decode(errors="replace") for line in FAULT.findall(bytes(seen))]
