"""The second serial line of a machine, and the tables of `console`."""

import fcntl
import os

from pexpect.fdpexpect import fdspawn

from machine import PATIENCE, PROMPT, READ, plain

# The machine's first two serial lines: the Machine's, and the Line's.
TWO = ("-serial", "chardev:line", "-serial", "chardev:second")


class Line:
    """The other end of a machine's second line: two pipes, path.in and path.out.

    A pipe holds each byte as one byte, as for the first line (see machine.py), and loses nothing
    that was sent before it is read.
    """

    def __init__(self, path):
        self.args = ("-chardev", f"pipe,id=second,path={path}")
        for end in ("in", "out"):
            os.mkfifo(f"{path}.{end}")
        # Opened for both directions, so that neither side waits for the other one.
        self.keys = os.open(f"{path}.in", os.O_RDWR)
        self.output = os.open(f"{path}.out", os.O_RDWR)
        fcntl.fcntl(self.output, fcntl.F_SETPIPE_SZ, 1 << 20)
        self.transcript = bytearray()
        self.console = fdspawn(self.output, timeout=PATIENCE, maxread=READ)
        self.console.delaybeforesend = None
        self.console.logfile_read = self

    # pexpect's log: all that the machine sends.
    def write(self, data):
        self.transcript += data

    def flush(self):
        pass

    def type(self, keys):
        """Waits for QEMU to take them all; if they are many, call it in a thread."""
        os.write(self.keys, keys.encode())

    def expect(self, pattern, timeout=-1, window=None):
        """Waits for a regular expression; returns what came before it, as text."""
        self.console.expect(pattern, timeout=timeout, searchwindowsize=window)
        return plain(self.console.before)

    def run(self, command):
        self.type(command + "\r")
        _, newline, output = self.expect(PROMPT).partition("\n")
        return output + newline

    def story(self):
        """What was received, for the report of a failure."""
        return plain(bytes(self.transcript[-4000:]))

    def close(self):
        os.close(self.keys)
        os.close(self.output)


def own_names(table):
    """{NAME: the tests' name of the console}. QEMU 10 gives virt's UART an alias, 7.2 does not."""
    rows = [row.split() for row in table.partition("\n\n")[0].splitlines()[1:] if row[0] != " "]
    drivers = [row[2] for row in rows]
    return {row[0]: row[2] if row[2] == "ns16550" and drivers.count(row[2]) == 1 else row[0]
            for row in rows}


def states(table):
    """{NAME: STATE} of `console`'s first table."""
    rows = table.partition("\n\n")[0].splitlines()[1:]
    names = own_names(table)
    return {names[row.split()[0]]: row.split()[1] for row in rows if row[0] != " "}
