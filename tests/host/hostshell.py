"""Runs the host shell for tests."""

import os
import subprocess
from pathlib import Path

from device_trees import ROOT

PROGRAM = Path(os.environ.get("HOSTSHELL", ROOT / "build" / "hostshell-checked")).resolve()
WHOLE = ["-w", "0"]
SECONDS = 120  # more than any command needs on any tree, under sanitizers on a slow machine


class Result:
    """What a run left: its status, standard output and standard error, as text."""

    def __init__(self, done):
        self.status, self.bytes = done.returncode, done.stdout
        self.output = done.stdout.decode("latin-1")
        self.error = done.stderr.decode("latin-1")
        assert "Sanitizer" not in self.error and "runtime error" not in self.error, self.error

    def __eq__(self, other):
        return (self.status, self.output, self.error) == other

    def __repr__(self):
        return repr((self.status, self.output, self.error))


def hostshell(*arguments, stdin=b"", seconds=SECONDS):
    """Runs the program, which wraps no lines unless `arguments` say so. A Result equals a tuple
    (status, output, error)."""
    return Result(subprocess.run([PROGRAM, *WHOLE, *arguments], input=stdin, capture_output=True,
                                 timeout=seconds, check=False))


def together(*arguments, stdin=b""):
    """The same with standard error mixed into the output: returns a tuple (status, text)."""
    done = subprocess.run([PROGRAM, *WHOLE, *arguments], input=stdin, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=SECONDS, check=False)
    return done.returncode, done.stdout.decode("latin-1")


def dtc(source, form, to, *options):
    """Runs dtc on a file, or on bytes as its standard input; returns its output."""
    given = {"input": source} if isinstance(source, bytes) else {}
    name = "-" if given else source
    return subprocess.run(["dtc", "-q", "-I", form, "-O", to, *options, name], check=True,
                          capture_output=True, **given).stdout


def rows(path):
    """A table's rows as dictionaries; its first line names the columns."""
    lines = [line for line in path.read_text().splitlines() if line and line[0] != "#"]
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:]]
