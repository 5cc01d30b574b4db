"""Runs the program on a pseudoterminal: types keys and checks the screen."""

import re
import time

import pexpect

from hostshell import PROGRAM, SECONDS

ROWS, COLUMNS = 24, 80
SEQUENCE = re.compile(r"\x1b\[(\d*)([A-Za-z])")


class Screen:
    """A terminal that scrolls without a limit and knows the sequences that shell/line/line_draw.c
    sends."""

    def __init__(self):
        self.lines, self.row, self.column, self.rest = [""], 0, 0, ""

    def feed(self, text):
        text, self.rest = self.rest + text, ""
        while text:
            sequence = SEQUENCE.match(text)
            if sequence:
                self.obey(int(sequence[1] or 1), sequence[2])
                text = text[sequence.end():]
            elif text[0] == "\x1b" and len(text) < 8:
                self.rest = text  # an unfinished sequence
                return
            else:
                self.put(text[0])
                text = text[1:]

    def obey(self, count, letter):
        if letter in "AB":
            self.row += count if letter == "B" else -count
        elif letter == "C":
            self.column += count
        elif letter == "J":
            self.lines[self.row:] = [self.lines[self.row][:self.column]]
        elif letter == "H":
            self.lines, self.row, self.column = [""], 0, 0
        else:
            raise AssertionError(f"an unknown sequence: ESC [ {count} {letter}")

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            self.row += 1
        elif character == "\b":
            self.column -= 1
        elif character == "\t":
            self.column = min(self.column // 8 * 8 + 8, COLUMNS - 1)
        elif character == "\a":
            pass
        else:
            assert " " <= character <= "~", f"{character!r} on the screen"
            if self.column == COLUMNS:
                self.row, self.column = self.row + 1, 0
            self.extend()
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[:self.column] + character + line[self.column + 1:]
            self.column += 1
        self.extend()

    def extend(self):
        while len(self.lines) <= self.row:
            self.lines.append("")


class Terminal:
    """The program on a terminal. Its greeting is removed from the screen."""

    def __init__(self, tree):
        self.child = pexpect.spawn(str(PROGRAM), [tree.name], cwd=str(tree.parent),
                                   dimensions=(ROWS, COLUMNS), timeout=SECONDS)
        self.screen = Screen()
        self.wait(lambda lines: lines[-1] == "/> ")
        self.greeting = self.screen.lines.pop(0)
        self.screen.row -= 1

    def read(self):
        """Reads what was sent; False if nothing was sent for a while."""
        try:
            self.screen.feed(self.child.read_nonblocking(65536, 0.05).decode("latin-1"))
            return True
        except pexpect.TIMEOUT:
            return False

    def wait(self, condition):
        """Waits until the screen's lines fulfil the condition and nothing more comes; returns the
        lines."""
        end = time.monotonic() + SECONDS
        while self.read() or not condition(self.screen.lines):
            assert time.monotonic() < end, self.screen.lines
        return self.screen.lines

    def type(self, keys):
        self.child.send(keys)

    def shows(self, keys, *lines):
        """Types keys; checks that these become the screen's last lines. A failure shows the
        screen."""
        self.type(keys)
        try:
            self.wait(lambda screen: screen[-len(lines):] == list(lines))
        except AssertionError:
            assert self.screen.lines[-len(lines):] == list(lines)

    def shows_only(self, keys, *lines):
        """The same for the whole screen since the first prompt."""
        self.shows(keys, *lines)
        assert self.screen.lines == list(lines)

    def end(self):
        """Waits for the program to end by itself; returns its exit status."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus
