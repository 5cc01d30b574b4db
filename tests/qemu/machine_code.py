"""Machine code for tests that bring a machine down, and the image's symbols."""

import re
import subprocess

from machine import IMAGE, SCRATCH

CROSS = "riscv64-linux-gnu-"


def assemble(source):
    """Assembles a text to 32-bit words, without compressed instructions."""
    folder = SCRATCH
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([CROSS + "as", "-march=rv64ima_zicsr", "-mno-relax", "-o", folder / "code.o",
                    "-"], check=True, input=source + "\n", text=True)
    subprocess.run([CROSS + "ld", "-e", "0", "-Ttext=0", "-o", folder / "code.elf",
                    folder / "code.o"], check=True)  # for the places of labels
    subprocess.run([CROSS + "objcopy", "-O", "binary", folder / "code.elf", folder / "code.bin"],
                   check=True)
    code = (folder / "code.bin").read_bytes()
    return [int.from_bytes(code[at:at + 4], "little") for at in range(0, len(code), 4)]


def write(machine, address, source):
    """Writes code into RAM by `mw`, several words in each line."""
    words = [f"mw.l {address + 4 * index:#x} {word:#x}"
             for index, word in enumerate(assemble(source))]
    for begin in range(0, len(words), 8):
        assert machine.run("; ".join(words[begin:begin + 8])).count("\n") == 0


def symbols(*options):
    """The output of nm for the image."""
    return subprocess.run([CROSS + "nm", *options, IMAGE["elf"]], check=True, capture_output=True,
                          text=True).stdout


def symbol(name):
    """Offset of a symbol from the image's start."""
    table = symbols()
    base = int(re.search(r"(?m)^(\w+) \w _image_base$", table).group(1), 16)
    return int(re.search(rf"(?m)^(\w+) \w {name}$", table).group(1), 16) - base


def functions():
    """{offset: name} of the image's functions, in order; of several names, the last one."""
    rows = re.findall(r"(?m)^(\w{16}) [tT] ([^$.]\S*)$", symbols("-n"))
    return {int(offset, 16): name for offset, name in rows}
