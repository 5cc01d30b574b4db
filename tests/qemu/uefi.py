"""UEFI machines: EDK2 under QEMU, FAT images, and what their boot loaders are told."""

import functools
import re
import subprocess
import zlib

from machine import FIRMWARE, IMAGE, ROOT, SCRATCH, Machine

DEFAULT = "EFI/BOOT/BOOTRISCV64.EFI"
SYSTEMD_BOOT = FIRMWARE / "systemd-boot" / "systemd-bootriscv64.efi"
GRUB = FIRMWARE / "grub" / "grubriscv64.efi"
EDK2 = FIRMWARE / "edk2"


@functools.cache
def qemu():
    """The words that start QEMU 10, which EDK2 needs: the system's, else the one that tools/deps
    has unpacked, with the libraries that it needs and this system lacks."""
    version = subprocess.run(["qemu-system-riscv64", "--version"], check=True, capture_output=True,
                             text=True).stdout
    if int(re.search(r"version (\d+)", version)[1]) >= 10:
        return ["qemu-system-riscv64"]
    folder = ROOT / ".deps" / "qemu"
    loader, = folder.glob("libc/ld-linux*.so.*")
    system = "/usr/lib/x86_64-linux-gnu"
    libraries = ":".join([*sorted(str(path) for path in folder.iterdir()), system])
    return [str(loader), "--library-path", libraries, str(folder / "program/qemu-system-riscv64")]


def esp(name, files):
    """A FAT image build/qemu/NAME.esp with {path: file or text}."""
    folder = SCRATCH / f"{name}.files"
    folder.mkdir(parents=True, exist_ok=True)
    pairs = []
    for number, (path, content) in enumerate(files.items()):
        if isinstance(content, str):
            source = folder / str(number)
            source.write_text(content)
            content = source
        pairs.append(f"{content}={path}")
    image = folder.with_suffix(".esp")
    subprocess.run([ROOT / "tools" / "esp", image, *pairs], check=True)
    return image


def disk(image):
    return ["-drive", f"file={image},if=none,format=raw,id=esp,snapshot=on",
            "-device", "virtio-blk-device,drive=esp"]


def edk2(image, acpi=False, harts=1, args=()):
    """A machine whose firmware is EDK2, with that disk. Enter ends its wait for a key."""
    flash = []
    for unit, name in enumerate(("CODE", "VARS")):  # what is written to them is thrown away
        flash += ["-drive", f"if=pflash,unit={unit},format=raw,snapshot=on,"
                            f"file={EDK2 / f'RISCV_VIRT_{name}.fd'}"]
    machine = Machine(None, program=[
        *qemu(), "-M", f"virt,acpi={'on' if acpi else 'off'}", *flash,
        "-m", "512", "-smp", str(harts), "-bios", str(FIRMWARE / "opensbi-1.6/fw_dynamic.bin"),
        "-display", "none", "-monitor", "none", "-chardev", "stdio,id=line",
        "-serial", "chardev:line", *disk(image), *args])
    machine.expect(rb"Press ESCAPE within")
    machine.type("\r")
    return machine


def uimage(path):
    """firstlight.bin as a legacy uImage that is loaded at 0x80400000 (U-Boot, include/image.h)."""
    data = IMAGE["bin"].read_bytes()

    def header(crc):
        numbers = [0x27051956, crc, 0, len(data), 0x80400000, 0x80400000, zlib.crc32(data)]
        # Linux, RISC-V, kernel, not compressed
        return b"".join(n.to_bytes(4, "big") for n in numbers) + bytes([5, 26, 2, 0]) + bytes(32)

    path.write_bytes(header(zlib.crc32(header(0))) + data)
    return path


def fit(path):
    """firstlight.bin in a FIT, the tree-shaped image of U-Boot, for the same address."""
    source = f"""/dts-v1/;
        / {{
            description = "Firstlight";
            timestamp = <0>;
            #address-cells = <1>;
            images {{ kernel {{
                data = /incbin/("{IMAGE['bin']}");
                type = "kernel"; arch = "riscv"; os = "linux"; compression = "none";
                load = <0x80400000>; entry = <0x80400000>;
            }}; }};
            configurations {{ default = "only"; only {{ kernel = "kernel"; }}; }};
        }};"""
    subprocess.run(["dtc", "-q", "-O", "dtb", "-o", path, "-"], input=source, text=True, check=True)
    return path
