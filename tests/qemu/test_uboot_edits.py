"""U-Boot runs the commands that `export uboot` prints, and gets the edited tree.

U-Boot prints strings unescaped, so none of them has a character that must be escaped in source.
"""

import subprocess
from pathlib import Path

from devicetree import dtc, flat, qemu_blob
from machine import BUILD, FIRMWARE, ROOT
from rows import Row

HOSTSHELL = ROOT / "build" / "hostshell-checked"
AT = 0x90000000
EDITS = """\
set /chosen/stdout-path "/soc/serial@10000000:115200n8"
set /chosen/bootargs "it's $HOME; a=b"
set /chosen/line-names "$HOME; #a" "second"
set /soc/serial@10000000/#address-cells <1>
set /soc/serial@10000000/clocks <&/soc/rtc@101000>
set /soc/serial@10000000/flag
set /soc/serial@10000000/mac [01 02 03 04 05]
mk -p /soc/new@1/child
set /soc/new@1/child/compatible "a,b" "c"
rm /soc/rtc@101000/interrupts
rm /soc/test@100000
"""
CONFIG = """
/ {{
	config {{
		bootdelay = <0xfffffffe>;
		bootcmd = "{commands}";
	}};
}};
"""


def shell(blob, then):
    done = subprocess.run([HOSTSHELL, blob], input=f"{EDITS}echo ---8<---\n{then}\n", check=True,
                          capture_output=True, text=True)
    return done.stdout.partition("---8<---\n")[2]


def uboot(blob, commands):
    """The tree that U-Boot prints after the commands."""
    commands = "; ".join([f"fdt addr {AT:#x}", *commands, "echo ---8<---", "fdt print /",
                          "echo ---8<---", "poweroff"])
    commands = commands.replace("\\", "\\\\").replace('"', '\\"')
    control = BUILD / "qemu" / "u-boot.dtb"
    control.write_bytes(dtc(dtc(qemu_blob(Row("own")), "dts").decode() +
                            CONFIG.format(commands=commands), "dtb"))
    done = subprocess.run(
        ["qemu-system-riscv64", "-M", "virt", "-m", "512M", "-display", "none", "-monitor", "none",
         "-serial", "stdio", "-bios", BUILD / "firmware" / "stub.bin", "-dtb", control,
         "-device", f"loader,file={blob},addr={AT:#x},force-raw=on",
         "-kernel", FIRMWARE / "u-boot-2025.01" / "u-boot.bin"],
        check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    return done.stdout.decode("latin-1").replace("\r", "").split("---8<---\n")[1]


def test_uboot_makes_the_same_tree():
    blob = Path(BUILD / "qemu" / "edited-by-u-boot.dtb")
    blob.write_bytes(qemu_blob(Row("own")))
    lines = shell(blob, "export uboot").splitlines()
    assert any("$HOME" in line for line in lines)
    assert max(map(len, lines)) <= 1000
    made = uboot(blob, lines)
    assert flat("/dts-v1/;\n" + made) == flat(shell(blob, "dts /"))
