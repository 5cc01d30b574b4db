"""The other side of `load`: lrzsz's sb and sx at a terminal of their own, and the line between."""

import os
import pty
import random
import select
import subprocess
import time
import tty


class Noise:
    """Flips bits of bytes and leaves bytes out, of those that come from the sender: one of `often`
    on the average, the same ones in each run."""

    def __init__(self, often, seed=1):
        self.numbers = random.Random(seed)
        self.often = often
        self.done = 0

    def __call__(self, data):
        out = bytearray()
        for byte in data:
            if self.numbers.random() * self.often >= 1:
                out.append(byte)
                continue
            self.done += 1
            if self.numbers.random() < 0.5:
                out.append(byte ^ 1 << self.numbers.randrange(8))
        return bytes(out)


class Sender:
    """A program of lrzsz, whose terminal is the machine's line; `send` is the line."""

    def __init__(self, machine, command, noise=bytes, answers=bytes):
        """`noise` changes what the sender sends, `answers` what it hears."""
        self.machine, self.noise, self.answers = machine, noise, answers
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave,
                                        stderr=subprocess.PIPE)
        os.close(slave)
        self.seen = bytearray()  # what the machine sent
        self.sent = 0

    def pump(self, seconds):
        """Carries bytes both ways for that time, or until the sender is done."""
        deadline = time.monotonic() + seconds
        output = self.machine.process.stdout.fileno()
        while self.process.poll() is None and time.monotonic() < deadline:
            for fd in select.select([self.master, output], [], [], 0.05)[0]:
                if fd == output:
                    data = os.read(output, 4096)
                    self.seen += data
                    os.write(self.master, self.answers(data))
                else:
                    self.carry()

    def carry(self):
        try:
            data = os.read(self.master, 4096)
        except OSError:  # the sender has gone
            return
        self.sent += len(data)
        data = self.noise(data)
        while data:
            data = data[self.machine.process.stdin.write(data):]

    def send(self, seconds=120):
        """To the end; the exit status, and what it said on standard error."""
        self.pump(seconds)
        assert self.process.poll() is not None, f"after {seconds} s: {self.seen[-99:]}"
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        os.close(self.master)
