"""U-Boot runs the commands that `export uboot` prints, and gets the edited tree.

U-Boot prints strings unescaped, so none of them has a character that must be escaped in source.
"""

import re
import subprocess
from pathlib import Path

import pexpect

from devicetree import dtc, flat, qemu_blob
from hostile_names import NAMES, blob, cells, contents
from machine import BUILD, FIRMWARE, PATIENCE, ROOT, SCRATCH
from rows import Row


HOSTSHELL = ROOT / "build" / "hostshell-checked"
AT = 0x90000000
PROMPT = "\r\n=> "
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
/ {
	config {
		bootdelay = <0xffffffff>;
	};
};
"""


def shell(blob, then):
    done = subprocess.run([HOSTSHELL, blob], input=f"{EDITS}echo ---8<---\n{then}\n", check=True,
                          capture_output=True, text=True)
    return done.stdout.partition("---8<---\n")[2]


class UBoot:
    """U-Boot's prompt, with a tree at AT."""

    def __init__(self, blob):
        control = SCRATCH / "u-boot.dtb"
        control.write_bytes(dtc(dtc(qemu_blob(Row("own")), "dts").decode() + CONFIG, "dtb"))
        self.child = pexpect.spawn(
            "qemu-system-riscv64",
            ["-M", "virt", "-m", "512M", "-display", "none", "-monitor", "none", "-serial", "stdio",
             "-bios", str(BUILD / "firmware" / "stub.bin"), "-dtb", str(control),
             "-device", f"loader,file={blob},addr={AT:#x},force-raw=on",
             "-kernel", str(FIRMWARE / "u-boot-2025.01" / "u-boot.bin")],
            timeout=PATIENCE, encoding="latin-1")
        self.child.delaybeforesend = None
        self.child.expect_exact(PROMPT)
        self.run(f"fdt addr {AT:#x}")

    def run(self, line):
        """What the line prints."""
        self.child.send(line + "\r")
        self.child.expect_exact(PROMPT)
        return self.child.before.replace("\r", "").partition("\n")[2]


def test_uboot_makes_the_same_tree():
    blob = Path(SCRATCH / "edited-by-u-boot.dtb")
    blob.write_bytes(qemu_blob(Row("own")))
    lines = shell(blob, "export uboot").splitlines()
    assert any("$HOME" in line for line in lines)
    assert max(map(len, lines)) <= 1000
    uboot = UBoot(blob)
    for line in lines:
        uboot.run(line)
    assert flat("/dts-v1/;\n" + uboot.run("fdt print /")) == flat(shell(blob, "dts /"))


BUS = [(b"#address-cells", cells(1)), (b"#size-cells", cells(0))]


def old_tree(name):
    return [*BUS, (b"keep", [(name, [(b"reg", cells(1)), (b"inside", [])])]),
            (b"go", [(name, cells(1)), (name, [(b"reg", cells(1))])])]


def new_tree(name):
    return [*BUS, (b"keep", [(name, b"it's\0a\\\";b\0"),
                             (name, [(b"reg", cells(2)), (b"inside", [(name, b"")])])]),
            (b"go", []), (b"add", [(name, [(b"deeper", [(name, cells(1))])])])]


DUMP = re.compile(r"^([0-9a-f]{8}): ((?:[0-9a-f]{2,8} )+)", re.MULTILINE)


def dumped(text):
    """The bytes that `md.b` printed."""
    return b"".join(bytes.fromhex(row[1]) for row in DUMP.findall(text))


def exported(old, new, name):
    files = [SCRATCH / f"{name}-{which}.dtb" for which in ("old", "new")]
    for file, tree in zip(files, (old, new)):
        file.write_bytes(tree)
    done = subprocess.run([HOSTSHELL, "-c", f"dt open {files[1]} | grep nothing; dt use 1; "
                           "export uboot", files[0]], capture_output=True, check=False)
    assert re.fullmatch(rb"[\n -~]*", done.stdout)
    return files[0], done.stdout.decode().splitlines()


def test_names_are_not_commands():
    """Every name that can be typed is quoted so that U-Boot makes the same tree; of the others, the
    edits are left out, and comments show them. No line prints anything, nor does one reset."""
    typable = [number for number, name in enumerate(NAMES)
               if re.fullmatch(rb"[ -~]+", name) and b"/" not in name]
    old, new = (blob([(b"n%d" % number, make(name)) for number, name in enumerate(NAMES)])
                for make in (old_tree, new_tree))
    file, lines = exported(old, new, "hostile")
    uboot = UBoot(file)
    for line in lines:
        assert uboot.run(line) == "", line
    uboot.run("fdt header get size totalsize")
    made = contents(dumped(uboot.run(f"md.b {AT:#x} $size")))
    wanted = contents(new)
    comments = [line for line in lines if line.startswith("#")]
    assert len(comments) > 3 * (len(NAMES) - len(typable))
    for number in typable:
        below = (b"", b"n%d" % number)
        assert ({path: props for path, props in made.items() if path[:2] == below} ==
                {path: props for path, props in wanted.items() if path[:2] == below}), NAMES[number]
