"""Machines with a second line, and what `console` lists of all of them."""

import fcntl
import os

from pexpect.fdpexpect import fdspawn

from machine import PROMPT, READ, plain

# The machine's first two serial lines: ours, and the one at which a Line sits.
TWO = ("-serial", "chardev:line", "-serial", "chardev:second")


class Line:
    """The other end of a machine's second line: two pipes, path.in and path.out.

    As the first line's output they hold a byte a byte (see machine.py), and nothing is lost for
    nobody was there yet.
    """

    def __init__(self, path):
        self.args = ("-chardev", f"pipe,id=second,path={path}")
        for end in ("in", "out"):
            os.mkfifo(f"{path}.{end}")
        # For both, that neither side waits for the other to come.
        self.keys = os.open(f"{path}.in", os.O_RDWR)
        self.output = os.open(f"{path}.out", os.O_RDWR)
        fcntl.fcntl(self.output, fcntl.F_SETPIPE_SZ, 1 << 20)
        self.transcript = bytearray()
        self.console = fdspawn(self.output, timeout=20, maxread=READ)
        self.console.delaybeforesend = None
        self.console.logfile_read = self

    # pexpect's log: all that the machine sends.
    def write(self, data):
        self.transcript += data

    def flush(self):
        pass

    def type(self, keys):
        """Waits for QEMU to take them all: for a thread of its own, where they are many."""
        os.write(self.keys, keys.encode())

    def expect(self, pattern, timeout=-1, window=None):
        """Waits for a regular expression; what came before it, as text."""
        self.console.expect(pattern, timeout=timeout, searchwindowsize=window)
        return plain(self.console.before)

    def run(self, command):
        self.type(command + "\r")
        _, newline, output = self.expect(PROMPT).partition("\n")
        return output + newline

    def story(self):
        """What was seen, for a failure's report."""
        return plain(bytes(self.transcript[-4000:]))

    def close(self):
        os.close(self.keys)
        os.close(self.output)


def own_names(table):
    """NAME: how the tests call it. QEMU 10 names virt's only UART by an alias, 7.2 does not."""
    rows = [row.split() for row in table.partition("\n\n")[0].splitlines()[1:] if row[0] != " "]
    drivers = [row[2] for row in rows]
    return {row[0]: row[2] if row[2] == "ns16550" and drivers.count(row[2]) == 1 else row[0]
            for row in rows}


def states(table):
    """NAME: STATE of `console`'s first table."""
    rows = table.partition("\n\n")[0].splitlines()[1:]
    names = own_names(table)
    return {names[row.split()[0]]: row.split()[1] for row in rows if row[0] != " "}
