"""The paste at line rate: what is sent to the image, how it is run, what must come out.

As a program it searches for the highest rate without a loss, by interrupt and polled, and writes
both into README.md.
"""
import functools
import os
import pathlib
import random
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "line"
MACHINE = ROOT / "build" / "emulator"
CHECKED = ROOT / "build" / "emulator-checked"  # under ASan and UBSan
IMAGE = ROOT / "build" / "firstlight.bin"

PASTE = 64 << 10
LAST = "echo all-done-$?"  # its echo differs from its output
LAST_OUTPUT = "all-done-0"
FIRST = "echo hi"
FIRST_MOST = 10_000  # instructions from Enter to the next prompt
ECHO_MOST = 1_900    # from a key's interrupt to its echo
KEYS = "echo the quick brown fox jumps over the lazy dog"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CONTROL = re.compile(r"\x1b\[[0-9;?]*[@-~]|\x07")

FAST_CLOCK = 24_000_000
TREES = ["irq", "polled"]  # how the image learns of input
STEP = 1.1  # between the rates that `highest` tells apart
README = ROOT / "README.md"
SHOWN = {"irq": re.compile(r"(up to )([\d,]+)(\sbaud\sby\sinterrupt)"),  # the rates there
         "polled": re.compile(r"(up to )([\d,]+)(\sbaud\spolled)")}


@functools.cache
def tree(name):
    """The emulator's tree compiled; for "polled" without the UART's interrupt, for "fast" with a
    UART whose clock allows 1,500,000 baud."""
    text = (ROOT / "emulator/machine.dts").read_text()
    if name == "fast":
        text = text.replace("<1843200>", f"<{FAST_CLOCK}>")
    if name == "polled":
        text, gone = re.subn(r"\t+interrupt(s|-parent) = <(10|&plic)>;\n", "", text)
        assert gone == 2
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{name}.dtb"
    # Tests of another file may be reading it, and another thread of this one may be making it.
    made = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    subprocess.run(["dtc", "-q", "-O", "dtb", "-o", made], input=text, text=True, check=True)
    made.rename(path)
    return path


@functools.cache
def lines_of(size):
    """Lines of 10 to 500 characters, the last one LAST; `size` bytes with their ends.

    Of each two, one prints all that it has, the other its number only.
    """
    numbers = random.Random(size)
    lines, left = [], size - len(LAST) - 1
    while left:
        length = numbers.choice([10, numbers.randint(11, 80), numbers.randint(80, 500), 500])
        # What remains after this line must be nothing, or long enough for another line.
        if left - 1 - length < 11:
            length = left - 1 if left - 1 <= 500 else left - 12
        length = min(length, 500)
        comment = " # " if len(lines) % 2 and length > 12 else ""
        head = f"echo {len(lines):04d}{comment}"
        lines.append(head + "".join(numbers.choices(LETTERS, k=length - len(head))))
        left -= length + 1
    assert all(10 <= len(line) <= 500 for line in lines)
    return [*lines, LAST]


def printed_by(line):
    """What the line, executed, prints."""
    return LAST_OUTPUT if line == LAST else line.split(" ")[1]


def executed(output):
    """What the lines printed, in its order, out of all that came over the line."""
    text = CONTROL.sub("", output.decode("latin-1").replace("\r\n", "\n"))
    return re.findall(rf"(?m)^(\d{{4}}[a-z]*|{LAST_OUTPUT})$", text)


class Run:
    """One run of the machine: its figures as attributes, and its output."""

    def __init__(self, scripts, *options, image=IMAGE, dtb=None, machine=MACHINE, name="run"):
        BUILD.mkdir(parents=True, exist_ok=True)
        command = [machine, "--image", image, "--output", BUILD / f"{name}.out", *options]
        if dtb:
            command += ["--dtb", dtb]
        for number, (when, how, text, *baud) in enumerate(scripts):
            path = BUILD / f"{name}.in{number}"
            path.write_bytes(text.encode() if isinstance(text, str) else text)
            command += [*(["--baud", *baud] if baud else []), "--when", when, f"--{how}", path]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                              timeout=250, check=False)
        self.status, self.errors = done.returncode, done.stderr
        self.figures = {key: int(value) for key, value in
                        (pair.split("=") for pair in done.stdout.split())}
        self.output = (BUILD / f"{name}.out").read_bytes()

    def __getattr__(self, name):
        return self.figures[name]


def paste(mode, baud, trigger=8, busy=20, size=PASTE, name=None, options=(), machine=MACHINE):
    """`dts /` is typed, `busy` times, and as soon as it prints, the lines come without a pause."""
    scripts = [("/> ", "type", "; ".join(["dts /"] * busy) + "\r"),
               ("/dts-v1/;", "send", "".join(line + "\r" for line in lines_of(size))),
               (f"{LAST_OUTPUT}\r\n/> ", "type", "poweroff\r")]
    return Run(scripts, "--baud", baud, "--trigger", trigger, *options, dtb=tree(mode),
               machine=machine, name=name or f"{mode}-{baud}-{trigger}-{busy}")


def keys(mode, baud, trigger):
    """Two lines typed at the sleeping prompt, key by key."""
    steps = [("/> ", "type", f"{KEYS}\rpoweroff\r")]
    return Run(steps, "--baud", baud, "--trigger", trigger,
               dtb=tree(mode), name=f"keys-{mode}-{baud}-{trigger}")


def first_command():
    """The first command, typed at a line so fast that its own time does not count."""
    steps = [("/> ", "type", f"{FIRST}\r"), ("/> ", "type", "poweroff\r")]
    return Run(steps, "--baud", 1_000_000_000, "--trigger", 1, dtb=tree("irq"), name="first")


def faults(run, size=PASTE):
    """What went wrong in a paste; none where all is well."""
    expected = [printed_by(line) for line in lines_of(size)]
    found = executed(run.output)
    wrong = [(want, got) for want, got in zip(expected, found) if want != got]
    return [text for text, is_so in [
        (run.errors, run.status),
        (f"{run.overruns} bytes lost on the line", run.overruns),
        (f"{run.tx_lost} bytes written into a full FIFO", run.tx_lost),
        ("the line's rate was changed", run.rate_writes),
        (f"{len(found)} lines executed of {len(expected)}", len(found) != len(expected)),
        (f"not in order, or not as sent: {wrong[:1]}", wrong),
        (f"{run.read} bytes read of {run.figures['in']}", run.read != run.figures["in"]),
    ] if is_so]


def highest(mode, trigger=8, low=1_000_000, high=200_000_000):
    """The highest rate, within STEP, at which a paste has no fault; 0: `low` has one."""
    if faults(paste(mode, low, trigger, name=f"search-{mode}")):
        return 0
    while high > low * STEP:
        middle = int((low * high) ** 0.5)
        if faults(paste(mode, middle, trigger, name=f"search-{mode}")):
            high = middle
        else:
            low = middle
    return low


def main():
    text = README.read_text()
    with ThreadPoolExecutor(2) as pool:
        for mode, rate in zip(TREES, pool.map(highest, TREES)):
            print(f"{mode}: 64 KiB pasted without a loss at up to {rate} baud")
            text = SHOWN[mode].sub(lambda match, rate=rate: f"{match[1]}{rate:,}{match[3]}", text)
    README.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
