"""Copies of the image that do not switch their page tables on by themselves."""

import re
import subprocess


def made(image, folder):
    """{"bin": path, "elf": path} of copies in which protect_wanted is 0."""
    folder.mkdir(parents=True, exist_ok=True)
    names = subprocess.run(["riscv64-linux-gnu-nm", image["elf"]], check=True,
                           capture_output=True, text=True).stdout
    at = int(re.search(r"(?m)^(\w+) D protect_wanted$", names)[1], 16)
    copies = {}
    for kind, path in image.items():
        data = bytearray(path.read_bytes())
        # The ELF file's only segment that is loaded: the image, from address 0 on.
        where = at + (data.index(image["bin"].read_bytes()[:64]) if kind == "elf" else 0)
        assert data[where] == 1
        data[where] = 0
        copies[kind] = folder / path.name
        copies[kind].write_bytes(data)
    return copies
