"""OpenSBI and U-Boot choose the console that `console why --for` predicts.

Each tree is a variant of a machine's own tree. Both programs are started on it, and the serial line
on which each prints its banner is compared with the prediction that the host shell makes.
"""

import re
import socket
import subprocess
import time

import pytest

from devicetree import dtc, qemu_blob
from machine import BUILD, FIRMWARE, PATIENCE
from rows import Row

HOSTSHELL = BUILD / "hostshell-checked"
# machine: the UARTs' paths, in the order of QEMU's serial lines
UARTS = {"sifive_u": ["/soc/serial@10010000", "/soc/serial@10011000"],
         "virt": ["/soc/serial@10000000"]}
UART0, UART1 = UARTS["sifive_u"]
UART, = UARTS["virt"]
RM = "rm /chosen/stdout-path"
TO_1 = "set /chosen/stdout-path serial1:115200n8"

VARIANTS = {  # the machine, and what is changed in its tree
    "as-it-is": ("sifive_u", ""),
    "alias": ("sifive_u", TO_1),
    "no-stdout": ("sifive_u", RM),
    "no-unit-address": ("sifive_u", "set /chosen/stdout-path /soc/serial"),
    "nowhere": ("sifive_u", "set /chosen/stdout-path /soc/serial@1"),
    "alias-with-options": ("sifive_u", f"{TO_1}; set /aliases/serial1 {UART1}:9600"),
    "disabled": ("sifive_u", f"{TO_1}; set {UART1}/status disabled"),
    "first-disabled": ("sifive_u", f"{RM}; set {UART0}/status disabled; set {UART1}/bootph-all"),
    "bus-disabled": ("sifive_u", f"{TO_1}; set /soc/status disabled"),
    "unknown": ("sifive_u", f"{TO_1}; set {UART1}/compatible example,uart"),
    "all-unknown": ("sifive_u", f"set {UART0}/compatible a,b; set {UART1}/compatible a,b"),
    "no-reg": ("sifive_u", f"rm {UART0}/reg"),
    "alias-console": ("sifive_u", f"{RM}; set /aliases/console {UART1}"),
    "marked": ("sifive_u", f"{RM}; set {UART1}/bootph-all"),
    "marked-as-before": ("sifive_u", f"{RM}; set {UART1}/u-boot,dm-pre-reloc"),
    "both-marked": ("sifive_u", f"{RM}; set {UART0}/bootph-all; set {UART1}/bootph-all; "
                    f"set /aliases/serial0 {UART1}; set /aliases/serial1 {UART0}"),
    "marked-without-aliases": ("sifive_u", f"{RM}; set {UART0}/bootph-all; "
                               f"set {UART1}/bootph-all; rm /aliases"),
    "16550": ("virt", ""),
    "16550-no-clock": ("virt", f"rm {UART}/clock-frequency"),
    "16550-unknown-to-firmware": ("virt", f"set {UART}/compatible ns16450"),
}
PAIRS = {"old": ("1.1", "2023.01"), "new": ("1.6", "2025.01")}
LOOP = 64   # bytes: as far as an endless loop of either program reaches, about
PLACES = 6  # of that size, where two harts that have stopped are seen
LOOKS = 75  # at the program counters
BANNERS = {"opensbi": r"OpenSBI v", "u-boot": r"U-Boot 20\d\d"}


def variant(machine, edits):
    source = subprocess.run(
        [HOSTSHELL, "-", "-c", f"{edits}; dts /"],
        input=qemu_blob(Row("own", machine=machine, harts=2)), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=True).stdout.decode()
    return dtc(source[source.index("/dts-v1/"):], "dtb")


def predicted(blob, program, version):
    """The number of the serial line; None: no console."""
    story = subprocess.run([HOSTSHELL, "-", "-c", f"console why --for {program}"], input=blob,
                           stdout=subprocess.PIPE, check=True).stdout.decode()
    assert max(map(len, story.split("\n"))) <= 80
    found = (re.search(rf"^{program} {re.escape(version)}: (\S+)", story, re.M) or
             re.match(rf"{program}: (\S+)", story))
    paths = [path for row in UARTS.values() for path in row]
    path = found[1].rstrip(",")
    return path if path in paths else None


class Watched:
    """QEMU with a file for each serial line, and a monitor."""

    def __init__(self, machine, folder, args):
        self.lines = [folder / f"line{number}" for number in range(len(UARTS[machine]))]
        self.ours, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            ["qemu-system-riscv64", "-M", machine, "-display", "none", "-no-reboot",
             "-chardev", f"socket,id=monitor,fd={theirs.fileno()}", "-mon", "monitor",
             *[word for line in self.lines for word in ("-serial", f"file:{line}")], *args],
            pass_fds=[theirs.fileno()])
        theirs.close()
        self.ours.settimeout(PATIENCE)

    def says(self, pattern):
        """The lines on which that is."""
        return [number for number, line in enumerate(self.lines)
                if line.exists() and re.search(pattern, line.read_text("latin-1"))]

    def where(self):
        """The harts' program counters."""
        self.ours.sendall(b"info registers -a\n")
        text = b""
        while not text.endswith(b"(qemu) ") or b"f31" not in text:
            more = self.ours.recv(65536)
            if not more:
                raise ConnectionResetError
            text += more
        return [int(pc, 16) for pc in re.findall(rb"\bpc +(\w+)", text)]

    def ended(self):
        """It has stopped for good: QEMU is gone, or the harts are in an endless loop. (A sleeping
        one may wake up now and then.)"""
        seen = set()
        for _ in range(LOOKS):
            if self.process.poll() is not None:
                return True
            try:
                seen.update((hart, pc // LOOP) for hart, pc in enumerate(self.where()))
            except ConnectionError:
                self.process.wait(PATIENCE)
                return True
            if len(seen) > PLACES:
                return False
            time.sleep(0.02)
        return True

    def close(self):
        self.process.kill()
        self.process.wait()
        self.ours.close()


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("name", VARIANTS)
def test_programs_choose_what_is_predicted(name, pair, tmp_path):
    machine, edits = VARIANTS[name]
    opensbi, u_boot = PAIRS[pair]
    blob = variant(machine, edits)
    tree = tmp_path / "tree.dtb"
    tree.write_bytes(blob)
    wanted = {"opensbi": predicted(blob, "opensbi", opensbi),
              "u-boot": predicted(blob, "u-boot", u_boot)}
    if wanted["opensbi"] is None and opensbi != "1.1":
        wanted["u-boot"] = None  # OpenSBI starts nothing
    watched = Watched(machine, tmp_path, [
        "-smp", "2", "-dtb", str(tree), "-bios", f"{FIRMWARE}/opensbi-{opensbi}/fw_dynamic.bin",
        "-kernel", str(FIRMWARE / f"u-boot-{u_boot}" / "u-boot.bin")])
    try:
        while not all(map(watched.says, BANNERS.values())) and not watched.ended():
            time.sleep(0.2)  # each look at the harts holds them up
        seen = {program: [UARTS[machine][number] for number in watched.says(pattern)]
                for program, pattern in BANNERS.items()}
    finally:
        watched.close()
    assert seen == {program: [path] if path else [] for program, path in wanted.items()}
