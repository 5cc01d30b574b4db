"""The sender for `load`: lrzsz's sb or sx on a pseudoterminal, and the line to the machine."""

import os
import pty
import random
import select
import subprocess
import time
import tty


class Noise:
    """Damages what the sender sends: flips a bit of a byte or drops the byte. It does so to one
    byte in `often` on average, and to the same ones in each run."""

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
    """A program of lrzsz on a pseudoterminal; `send` carries its bytes to and from the machine."""

    def __init__(self, machine, command, noise=bytes, answers=bytes):
        """`noise` changes what the sender sends, `answers` what it receives."""
        self.machine, self.noise, self.answers = machine, noise, answers
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave,
                                        stderr=subprocess.PIPE)
        os.close(slave)
        self.seen = bytearray()  # what the machine sent
        self.sent = 0

    def pump(self, seconds):
        """Carries bytes in both directions for that time, or until the sender ends."""
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
        """Runs it to its end; returns the exit status and its standard error."""
        self.pump(seconds)
        assert self.process.poll() is not None, f"after {seconds} s: {self.seen[-99:]}"
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        os.close(self.master)
