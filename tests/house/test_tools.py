"""The scripts in tools/: each row of a table is an input and the expected output."""
import re
import shutil
import struct
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from source import ROOT


def run(*command, text="", cwd=ROOT, **environment):
    return subprocess.run(command, cwd=cwd, input=text, check=False, capture_output=True,
                          text=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment})


def symbols(*rows):
    text = "".join(f"{address:016x} {kind} {name}\n" for address, kind, name in rows)
    return run("tools/symbols", text=text)


def table(done):
    """The (offset, name) rows of tools/symbols' output."""
    assert (done.returncode, done.stderr) == (0, "")
    form = (r'\t\.section \.symbols, "a"\n((?:\t\.4byte \d+, \d+\n)*)'
            r'\t\.section \.symbol_names, "a"\n((?:\t\.string "[^"]*"\n)*)'
            r'\t\.section \.note\.GNU-stack, "", @progbits\n')
    rows, names = re.fullmatch(form, done.stdout).groups()
    block = "".join(name + "\0" for name in re.findall('"(.*)"', names))
    return [(int(at), block[int(name):].partition("\0")[0])
            for at, name in re.findall(r"(\d+), (\d+)", rows)]


@pytest.mark.parametrize("rows, expected", [
    ([], []),
    ([(0, "T", "a"), (8, "t", "b")], [(0, "a"), (8, "b")]),
    # Only functions, not the assembler's labels.
    ([(0, "T", "a"), (4, "t", ".L1"), (4, "t", "$x"), (8, "D", "d"), (8, "r", "r")], [(0, "a")]),
    # The last name at an address.
    ([(0, "T", "_image_base"), (0, "T", "_start")], [(0, "_start")]),
    # Hexadecimal 1e12 and 1e0, which awk would take for decimal numbers.
    ([(0x1E0, "T", "a"), (0x1E12, "T", "b"), (0x2000, "T", "c")],
     [(0x1E0, "a"), (0x1E12, "b"), (0x2000, "c")]),
    # Two functions with the same name, and a name that is a prefix of another.
    ([(0, "T", "uart_read"), (2, "T", "uart"), (4, "T", "uart")],
     [(0, "uart_read"), (2, "uart"), (4, "uart")]),
    # Far apart, and a long name.
    ([(8, "T", "a" * 100), (0x1000008, "T", "far")], [(8, "a" * 100), (0x1000008, "far")]),
])
def test_symbols(rows, expected):
    assert table(symbols(*rows)) == expected


def test_symbols_refuses():
    done = symbols((8, "T", "a"), (0, "T", "b"))
    assert done.returncode == 1
    assert "b: out of order" in done.stderr


NONE, RELATIVE, TLS_TPREL64, R_64 = 0, 3, 11, 2 | 1 << 32
LOADED, AT = 0x1000, 0x100   # the segment: its address, and its offset in the file


def linked(path, rows, size=0x80):
    """Writes an ELF file of a segment of `size` ones and of relocations (address, type, addend)."""
    head = struct.pack("<4s4B8xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 0, 3, 243, 1, 0, 0x40, 0x78, 0,
                       0x40, 0x38, 1, 0x40, 1, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 7, AT, LOADED, LOADED, size, size, 0x1000)
    section = struct.pack("<IIQQQQIIQQ", 0, 4, 2, 0, AT + size, 24 * len(rows), 0, 0, 8, 24)
    path.write_bytes((head + segment + section).ljust(AT, b"\0") + b"\1" * size +
                     b"".join(struct.pack("<QQq", *row) for row in rows))
    return path


ROWS = [(LOADED + 0x58, RELATIVE, 0x65598), (LOADED, RELATIVE, 0), (4, NONE, 0),
        (0x30, TLS_TPREL64, 0), (LOADED + 8, RELATIVE, 0x2e)]


def test_addresses(tmp_path):
    done = run("tools/addresses", str(linked(tmp_path / "elf", ROWS)))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.findall(r"\.half (\S+)", done.stdout) == ["512", "1", "10"]


def test_addresses_fills(tmp_path):
    before, after = linked(tmp_path / "elf", ROWS), tmp_path / "filled"
    done = run("tools/addresses", str(before), str(after))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    expected = bytearray(before.read_bytes())
    for address, value in ((0, 0), (8, 0x2e), (0x58, 0x65598)):
        struct.pack_into("<Q", expected, AT + address, value)
    assert after.read_bytes() == expected


@pytest.mark.parametrize("row, why", [
    ((0x80008, RELATIVE, 0), "0x80008, after 0x8: boot/relocate.S cannot reach it"),
    ((12, RELATIVE, 0), "0xc, after 0x8: boot/relocate.S cannot reach it"),
    ((16, R_64, 0), "0x10: relocation 0x100000002: boot/relocate.S does not apply it"),
    ((16, TLS_TPREL64, 8), "does not apply it"),
])
def test_addresses_refuses(tmp_path, row, why):
    done = run("tools/addresses", str(linked(tmp_path / "elf", [(8, RELATIVE, 0), row])))
    assert (done.returncode, done.stdout) == (1, "") and why in done.stderr


@pytest.mark.parametrize("address", [LOADED - 8, LOADED - 1, LOADED + 0x79])
def test_addresses_outside(tmp_path, address):
    done = run("tools/addresses", str(linked(tmp_path / "elf", [(address, RELATIVE, 0)])),
               str(tmp_path / "filled"))
    assert done.returncode == 1
    assert f"{address:#x}: lies in no segment of the file" in done.stderr


def test_addresses_of_nothing(tmp_path):
    """A link without -pie must not make an image that jumps to where it was linked."""
    done = run("tools/addresses", str(linked(tmp_path / "elf", [])))
    assert done.returncode == 1 and "no rows" in done.stderr
    (tmp_path / "elf").write_text("!<arch>")
    done = run("tools/addresses", str(tmp_path / "elf"))
    assert done.returncode == 1 and "is no ELF file" in done.stderr


def size_report(tmp_path, file_bytes, end, missing=""):
    rows = {"_image_base": 0, "_image_end": end}
    fake_nm = tmp_path / "nm"
    fake_nm.write_text("#!/bin/sh\n" + "".join(
        f"echo {value:016x} R {name}\n" for name, value in rows.items() if name != missing))
    fake_nm.chmod(0o755)
    image = tmp_path / "image"
    image.write_bytes(b"x" * file_bytes)
    return run("tools/size-report", "elf", str(image), NM=str(fake_nm))


@pytest.mark.parametrize("file_bytes, end, status, over", [
    (770048, 1163264, 0, 0),
    (770049, 1163264, 1, 1),
    (770048, 1163265, 1, 1),
    (770049, 1163265, 1, 2),
])
def test_size_report(tmp_path, file_bytes, end, status, over):
    done = size_report(tmp_path, file_bytes, end)
    assert (done.returncode, done.stdout.count("OVER BUDGET")) == (status, over)
    assert f"{file_bytes} bytes of  770048" in done.stdout
    assert f"{end} bytes of 1163264" in done.stdout


def test_size_report_needs_its_symbols(tmp_path):
    done = size_report(tmp_path, 1, 1, missing="_image_end")
    assert done.returncode == 1
    assert "no symbol _image_end" in done.stderr


@pytest.mark.parametrize("arguments, why", [
    (["out"], "usage: esp OUT FILE=PATH..."),
    (["out", "README.md"], "README.md: FILE=PATH is expected"),
    (["out", "missing=a/b"], "missing: cannot be copied to a/b"),
])
def test_esp_refuses(tmp_path, arguments, why):
    done = run("tools/esp", str(tmp_path / arguments[0]), *arguments[1:])
    assert done.returncode == 1 and f"tools/esp: {why}" in done.stderr


def test_esp(tmp_path):
    done = run("tools/esp", str(tmp_path / "out"), "LICENSE=a/b/c.txt", "README.md=readme",
               "LICENSE=a/b/d.txt")
    assert (done.returncode, done.stderr) == (0, "")
    copied = subprocess.run(["mtype", "-i", tmp_path / "out", "::/a/b/d.txt"], check=True,
                            capture_output=True).stdout
    assert copied == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize("arguments, why", [
    ([], "which set?"),
    (["run", "fly"], "fly: there is no such set"),
])
def test_deps_refuses(arguments, why):
    done = run("tools/deps", *arguments)
    assert done.returncode == 1
    assert why in done.stderr


def test_deps_is_silent_if_nothing_is_missing():
    assert (done := run("tools/deps", "test")).returncode == 0
    assert (done.stdout, done.stderr) == ("", "")


def test_deps_leaves_nix_alone(tmp_path):
    done = run("tools/deps", "test", FIRSTLIGHT_NIX="1", DEPS=str(tmp_path / "deps"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "deps").exists()


# A fake apt-get: knows one mirror, and downloads packages of version $VERSION with $FILES; zlib's
# is of $ZLIB_VERSION.
APT_GET = r"""#!/bin/sh
case " $* " in
*" indextargets "*) echo http://mirror.invalid/debian ;;
*" update "*) [ -z "$OFFLINE" ] || { echo "E: no way to mirror.invalid" >&2; exit 100; } ;;
*" download "*)
	case "$*" in *zlib1g-dev*) VERSION=${ZLIB_VERSION:-1:1.3.1-1} ;; esac
	[ -z "$DOWNLOADS" ] || echo "$*" >>"$DOWNLOADS"
	mkdir -p pkg/DEBIAN
	printf 'Package: x\nVersion: %s\nArchitecture: all\nMaintainer: x\nDescription: x\n' \
		"$VERSION" >pkg/DEBIAN/control
	for file in $FILES; do
		mkdir -p "pkg/$(dirname "$file")"
		echo content >"pkg/$file"
	done
	dpkg-deb --build pkg x.deb >/dev/null
	rm -r pkg
	;;
esac
"""
LIBFDT = ("usr/include/fdt.h usr/include/libfdt.h usr/include/libfdt_env.h "
          "usr/lib/riscv64-linux-gnu/libfdt.a")
ZLIB = "usr/include/zconf.h usr/include/zlib.h usr/lib/riscv64-linux-gnu/libz.a"


def deps_run(tmp_path, **environment):
    """Runs tools/deps for tmp_path/deps, with no package installed and a fake apt-get."""
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "apt-get").write_text(APT_GET)
    (programs / "apt-get").chmod(0o755)
    return run("tools/deps", "run", PATH=f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin",
               DEPS=str(tmp_path / "deps"), **environment)


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_deps_unpacks_and_then_is_silent(tmp_path):
    done = deps_run(tmp_path, VERSION="1.7.9-1", FILES=f"{LIBFDT} {ZLIB} usr/share/doc/x")
    assert done.returncode == 0, done.stderr
    assert "from libfdt-dev of Debian trixie" in done.stdout
    whole = sorted([".lock", "riscv64/.package", *(f"riscv64/{file}" for file in LIBFDT.split()),
                    "zlib/.package", *(f"zlib/{file}" for file in ZLIB.split())])
    assert tree(tmp_path / "deps") == whole
    done = deps_run(tmp_path, OFFLINE="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# A fake apt-cache: the metapackage depends on $DEPENDS.
APT_CACHE = """#!/bin/sh
[ -z "$DEPENDS" ] || printf 'Package: x\\nDepends: %s (= 1)\\nSize: 112600000\\n' "$DEPENDS"
"""
KERNEL = "linux-image-6.12.999-riscv64"


def deps_trees(tmp_path, checkout=ROOT, missing=("trees",), **environment):
    """Runs `tools/deps test` where only the trees (or other folders) are missing, with fakes of
    apt-get and apt-cache."""
    programs, deps = tmp_path / "bin", tmp_path / "deps"
    programs.mkdir(exist_ok=True)
    for name, text in (("apt-get", APT_GET), ("apt-cache", APT_CACHE)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    if not deps.exists():
        shutil.copytree(ROOT / ".deps", deps, ignore=shutil.ignore_patterns(*missing))
    return run("tools/deps", "test", cwd=checkout, DEPS=str(deps),
               PATH=f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin", **environment)


def test_deps_takes_the_trees_of_the_kernel_package(tmp_path):
    """It takes the package on which the metapackage depends, prints the size first, and unpacks
    nothing else."""
    files = f"usr/lib/{KERNEL}/acme/board.dtb boot/config usr/lib/{KERNEL}/acme/notes"
    done = deps_trees(tmp_path, VERSION="6.12.999-1", DEPENDS=KERNEL, FILES=files)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"from {KERNEL} of Debian trixie, a download of 112.6 MB\n" in done.stdout
    trees = tmp_path / "deps" / "trees"
    assert tree(trees) == [".package", "acme/board.dtb"]
    assert (trees / ".package").read_text() == "linux-image-riscv64 6.12.999-1 trixie\n"
    done = deps_trees(tmp_path, OFFLINE="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_deps_downloads_once_what_two_rows_take_files_of(tmp_path):
    log = tmp_path / "downloads"
    done = deps_trees(tmp_path, missing=("trees", "kernel"), VERSION="6.12.999-1", DEPENDS=KERNEL,
                      FILES=f"usr/lib/{KERNEL}/acme/board.dtb boot/vmlinux-6.12.999",
                      DOWNLOADS=str(log))
    assert (done.returncode, done.stderr) == (0, "")
    assert len(log.read_text().splitlines()) == 1
    assert tree(tmp_path / "deps" / "trees") == [".package", "acme/board.dtb"]
    assert tree(tmp_path / "deps" / "linux" / "kernel") == [".package", "vmlinux-6.12.999"]


def test_deps_does_not_expand_its_patterns(tmp_path):
    """The patterns are not expanded to files of the checkout that match, such as those of `make
    run`."""
    checkout = tmp_path / "checkout"
    (checkout / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "deps", checkout / "tools")
    (checkout / "build").mkdir()
    (checkout / "build" / "run.dtb").touch()
    done = deps_trees(tmp_path, checkout, VERSION="6.12.999-1", DEPENDS=KERNEL,
                      FILES=f"usr/lib/{KERNEL}/acme/board.dtb")
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(tmp_path / "deps" / "trees") == [".package", "acme/board.dtb"]


@pytest.mark.parametrize("depends, why", [
    ("", "linux-image-riscv64: release trixie does not have it"),
    (KERNEL, f"{KERNEL} 6.12.999-1: does not hold what is expected"),
])
def test_deps_without_the_trees(tmp_path, depends, why):
    done = deps_trees(tmp_path, VERSION="6.12.999-1", DEPENDS=depends, FILES="boot/vmlinux")
    assert done.returncode == 1
    assert why in done.stderr
    assert not (tmp_path / "deps" / "trees").exists()


@pytest.mark.parametrize("environment, why", [
    ({"OFFLINE": "1"}, "Tried: http://mirror.invalid/debian."),
    ({"VERSION": "2.0-1", "FILES": LIBFDT}, "has version 2.0-1, where 1.7.* is expected"),
    ({"VERSION": "1.7.2-1", "FILES": "usr/include/fdt.h"}, "does not hold what is expected"),
])
def test_deps_failure_changes_nothing(tmp_path, environment, why):
    """What is there but incomplete is fetched again; a failure is reported and changes nothing."""
    half = tmp_path / "deps" / "riscv64" / ".package"
    half.parent.mkdir(parents=True)
    half.write_text("libfdt-dev 1.7.2-2+b1 trixie\n")
    done = deps_run(tmp_path, **environment)
    assert done.returncode == 1
    assert why in done.stderr
    assert tree(tmp_path / "deps") == [".lock", "riscv64/.package"]


@pytest.mark.parametrize("machine", ["virt", "sifive_u", "spike", "microchip-icicle-kit"])
def test_run_starts_each_machine(tmp_path, machine):
    """A fake QEMU prints its arguments; the files that they name exist."""
    program = tmp_path / "qemu"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    done = run("tools/run", "image", MACHINE=machine, QEMU=str(program), BIOS="", DTB="",
               ARGS="-d  int,guest_errors")
    assert (done.returncode, done.stderr) == (0, "")
    words = done.stdout.splitlines()
    assert words[words.index("-M") + 1] == machine
    assert words[words.index("-d") + 1] == "int,guest_errors"
    for option in ("-bios", "-dtb"):
        assert (option in words) == (machine == "microchip-icicle-kit")
        assert option not in words or (ROOT / words[words.index(option) + 1]).exists()


# A fake make: the parts called bad-... fail with output like that of pytest and cmocka.
MAKE = """#!/bin/sh
echo "output of $2"
case $2 in
bad-*)
	echo 'FAILED tests/x.py::test_x'
	echo '[  FAILED  ] 2 test(s), listed below:'
	echo '[  FAILED  ] test_y'
	exit 2
	;;
esac
"""


@pytest.mark.parametrize("parts, status, summary", [
    (["good", "fine"], 0, "All 2 parts passed: good fine.\n"),
    (["bad-one", "good", "bad-two"], 1,
     "2 of 3 parts failed. Each can be run alone:\n" + "".join(
         f"  make {part:14} its output: build/test/{part}.log\n"
         "    FAILED tests/x.py::test_x\n    [  FAILED  ] test_y\n"
         for part in ("bad-one", "bad-two"))),
])
def test_all_parts_run_and_are_summed_up(tmp_path, parts, status, summary):
    script = tmp_path / "tools" / "test-parts"
    script.parent.mkdir()
    shutil.copy(ROOT / "tools" / "test-parts", script)
    (tmp_path / "make").write_text(MAKE)
    (tmp_path / "make").chmod(0o755)
    done = run(str(script), *parts, PATH=f"{tmp_path}:/usr/sbin:/usr/bin:/sbin:/bin")
    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.endswith("\n\n" + summary)
    for part in parts:
        assert f"output of {part}\n" in (tmp_path / "build" / "test" / f"{part}.log").read_text()
        word = "FAILED after" if part.startswith("bad") else "passed in"
        assert re.search(rf"^=== make {part} {word} \d+ s$", done.stdout, re.M)


def test_figures_in_readme_are_the_script_s():
    """README.md has the rows that bench/readme writes, in its form: change the script, not them."""
    loader = SourceFileLoader("readme", str(ROOT / "bench" / "readme"))
    readme = module_from_spec(spec_from_loader("readme", loader))
    loader.exec_module(readme)
    text = (ROOT / "README.md").read_text()
    assert readme.names(text) == [name for name, *_ in readme.ROWS]
    table = text.split(readme.BEGIN)[1].split(readme.END)[0]
    assert re.fullmatch(r"(?:\| [^|]+ \|(?: (?:[\d,.]+|[\d.]+ to [\d,]+ x|[\d.]+ x)? \|){3}\n)+",
                        table.removeprefix(readme.HEAD))
