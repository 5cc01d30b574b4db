"""The sender for `load`: lrzsz's sb or sx on a pseudoterminal, and the line to the machine."""

import os
import pty
import random
import re
import select
import socket
import subprocess
import time
import tty
from threading import Thread

from machine import PATIENCE


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

    def __init__(self, machine, command, noise=bytes, answers=bytes, terminal=True):
        """`noise` changes what the sender sends, `answers` what it receives. Without a terminal it
        has a socket: rb and rx end by flushing their terminal, and with it their last answer, if
        it is a pseudoterminal that was not read meanwhile."""
        self.machine, self.noise, self.answers = machine, noise, answers
        self.master, slave = pty.openpty() if terminal else map(
            socket.socket.detach, socket.socketpair())
        if terminal:
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
                    self.answer(self.answers(data))
                else:
                    self.carry()

    def answer(self, data):
        """Passes on what the machine sent, unless the sender has just gone."""
        try:
            os.write(self.master, data)
        except BrokenPipeError:
            pass

    def take(self):
        """What it wrote. That it closed a socket with bytes unread is reported once, before."""
        try:
            return os.read(self.master, 4096)
        except ConnectionResetError:
            return os.read(self.master, 4096)

    def carry(self):
        """Carries what the sender wrote; False: it has gone."""
        try:
            data = self.take()
        except OSError:
            return False
        if not data:
            return False
        self.sent += len(data)
        data = self.noise(data)
        while data:
            data = data[self.machine.process.stdin.write(data):]
        return True

    def carry_all(self):
        """Carries what the sender writes until it has gone, for a thread."""
        while self.carry():
            pass

    def send(self):
        """Runs it to its end; returns the exit status and its standard error."""
        self.pump(PATIENCE)
        assert self.process.poll() is not None, self.seen[-99:]
        while select.select([self.master], [], [], 0)[0] and self.carry():
            pass  # what it wrote last
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        os.close(self.master)


class Both:
    """What the machine sends, for its transcript and for the program at the other end."""

    def __init__(self, machine, sender):
        self.machine, self.sender = machine, sender

    def write(self, data):
        self.machine.write(data)
        self.sender.answer(self.sender.answers(data))

    def flush(self):
        pass


def receive(machine, line, command, **options):
    """Runs the line of the shell that sends, and then the command of lrzsz that receives; returns
    what the shell reported, and the command's exit status."""
    machine.enter(line)
    machine.expect(rb"Ctrl-C ends it\.\r\n")
    sender = Sender(machine, command, terminal=False, **options)
    machine.console.logfile_read = Both(machine, sender)
    carrier = Thread(target=sender.carry_all)
    carrier.start()
    try:
        answer = machine.prompt()
        status = sender.process.wait(PATIENCE)
    finally:
        machine.console.logfile_read = machine
        sender.close()
        carrier.join()
    # Without the blocks: the last one is empty, or EOT, or cancels.
    return re.sub(r"(?s)^.*[\0\x04\b]\n", "", answer + "\n"), status


def transfer(machine, line, command, **options):
    """Runs the line of the shell that waits for a transfer, and then the command of lrzsz; returns
    what the shell reported, and the command's exit status."""
    machine.enter(line)
    machine.expect(rb"Ctrl-C ends it\.\r\n")
    sender = Sender(machine, [str(word) for word in command], **options)
    try:
        status = sender.send()
        return machine.prompt().lstrip("C\n").rstrip("\n") + "\n", status
    finally:
        sender.close()
