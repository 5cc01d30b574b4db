"""The scripts in tools/: each table's rows are an input and what must come out."""
import itertools
import shutil
import string
import subprocess

import pytest

from source import ROOT


def run(*command, text="", **environment):
    return subprocess.run(command, cwd=ROOT, input=text, check=False, capture_output=True,
                          text=True, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **environment})


def symbols(*rows):
    text = "".join(f"{address:016x} {kind} {name}\n" for address, kind, name in rows)
    return run("tools/symbols", text=text)


def table(done):
    """The (offset, name) rows of what tools/symbols wrote."""
    assert (done.returncode, done.stderr) == (0, "")
    parts = {}
    for line in done.stdout.splitlines():
        if line.endswith(":"):
            part = parts[line[:-1]] = []
        elif line.startswith("\t.byte "):
            part += [ord(value[1]) if value[0] == "'" else int(value)
                     for value in line[len("\t.byte "):].split(", ")]
    assert list(parts) == ["symbols_letters", "symbols_pairs", "symbols_start", "symbols_end"]
    letters, pairs, data, rest = parts.values()
    assert rest == [] and max([0, *letters, *pairs, *data]) < 256
    texts = [chr(letter) for letter in letters]
    for left, right in zip(pairs[::2], pairs[1::2]):
        texts.append(texts[left] + texts[right])
    assert len(texts) <= 256

    rows, at, place, name = [], iter(data), 0, ""
    for byte in at:
        distance = byte & 127
        while byte & 128:
            byte = next(at)
            distance = distance << 7 | byte & 127
        shared, codes = divmod(next(at), 16)
        codes = codes or next(at)
        place += 2 * distance
        assert shared <= len(name)
        name = name[:shared] + "".join(texts[next(at)] for _ in range(codes))
        rows.append((place, name))
    return rows


@pytest.mark.parametrize("rows, expected", [
    ([], []),
    ([(0, "T", "a"), (8, "t", "b")], [(0, "a"), (8, "b")]),
    # Only functions, and no labels of the assembler.
    ([(0, "T", "a"), (4, "t", ".L1"), (4, "t", "$x"), (8, "D", "d"), (8, "r", "r")], [(0, "a")]),
    # The last name of a place.
    ([(0, "T", "_image_base"), (0, "T", "_start")], [(0, "_start")]),
    # Both are 1e12 and 1e0 hexadecimal, and awk would take them for numbers.
    ([(0x1E0, "T", "a"), (0x1E12, "T", "b"), (0x2000, "T", "c")],
     [(0x1E0, "a"), (0x1E12, "b"), (0x2000, "c")]),
    ([(0xFFFFFFFE, "T", "a")], [(0xFFFFFFFE, "a")]),
    # What a name shares with the one before it is written once; one character always is.
    ([(0, "T", "uart_read"), (2, "T", "uart_write"), (4, "T", "uart"), (6, "T", "uart")],
     [(0, "uart_read"), (2, "uart_write"), (4, "uart"), (6, "uart")]),
    # More than 15 characters alike, and more than 15 codes.
    ([(0, "T", "abcdefghijklmnopqrstuvwxyz_0"), (2, "T", "abcdefghijklmnopqrstuvwxyz_1")],
     [(0, "abcdefghijklmnopqrstuvwxyz_0"), (2, "abcdefghijklmnopqrstuvwxyz_1")]),
])
def test_symbols(rows, expected):
    assert table(symbols(*rows)) == expected


# Names in which pairs come often enough to be worth a code, alone and inside of each other; and how
# many codes that takes, which says that it is the same on every host.
PAIRED = {
    "alike": ([f"{letter}_console_start" for letter in "abcdefgh"], 28),
    "one letter": (["a" * length for length in range(1, 78)], 18),
    "all letters": ([f"{digit}{letter}_{letter}" for digit in string.digits
                     for letter in string.ascii_letters], 167),
    "more than there are codes": ([f"{one}{two}{three}" * 2 for one, two, three in
                                   itertools.product(string.ascii_letters[:16], repeat=3)], 256),
}


@pytest.mark.parametrize("names, codes", PAIRED.values(), ids=PAIRED.keys())
def test_symbols_of_pairs(names, codes):
    done = symbols(*((2 * place, "T", name) for place, name in enumerate(names)))
    assert table(done) == [(2 * place, name) for place, name in enumerate(names)]
    assert done.stdout.split("symbols_start:")[0].count(".byte") == codes
    assert done.stdout.split("symbols_pairs:\n")[1].startswith("\t.byte ")


@pytest.mark.parametrize("rows, why", [
    ([(1 << 32, "T", "far")], "far: lies at 0x0000000100000000, beyond 32 bits"),
    ([(8, "T", "a"), (0, "T", "b")], "b: out of order"),
])
def test_symbols_refuses(rows, why):
    done = symbols(*rows)
    assert done.returncode == 1
    assert why in done.stderr


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
    (196608, 655360, 0, 0),
    (196609, 655360, 1, 1),
    (196608, 655361, 1, 1),
    (196609, 655361, 1, 2),
])
def test_size_report(tmp_path, file_bytes, end, status, over):
    done = size_report(tmp_path, file_bytes, end)
    assert (done.returncode, done.stdout.count("OVER BUDGET")) == (status, over)
    assert f"{file_bytes} bytes of  196608" in done.stdout
    assert f"{end} bytes of  655360" in done.stdout


def test_size_report_needs_its_symbols(tmp_path):
    done = size_report(tmp_path, 1, 1, missing="_image_end")
    assert done.returncode == 1
    assert "no symbol _image_end" in done.stderr


@pytest.mark.parametrize("arguments, why", [
    ([], "which set?"),
    (["run", "fly"], "fly: there is no such set"),
])
def test_deps_refuses(arguments, why):
    done = run("tools/deps", *arguments)
    assert done.returncode == 1
    assert why in done.stderr


def test_deps_is_silent_where_all_is_there():
    assert (done := run("tools/deps", "test")).returncode == 0
    assert (done.stdout, done.stderr) == ("", "")


def test_deps_leaves_nix_alone(tmp_path):
    done = run("tools/deps", "test", FIRSTLIGHT_NIX="1", DEPS=str(tmp_path / "deps"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not (tmp_path / "deps").exists()


# Stands for apt-get: knows one mirror, and gives packages of version $VERSION with $FILES.
APT_GET = r"""#!/bin/sh
case " $* " in
*" indextargets "*) echo http://mirror.invalid/debian ;;
*" update "*) [ -z "$OFFLINE" ] || { echo "E: no way to mirror.invalid" >&2; exit 100; } ;;
*" download "*)
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


def deps_run(tmp_path, **environment):
    """tools/deps run into tmp_path/deps, with nothing installed by hand and a stub of apt-get."""
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    (programs / "apt-get").write_text(APT_GET)
    (programs / "apt-get").chmod(0o755)
    return run("tools/deps", "run", PATH=f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin",
               DEPS=str(tmp_path / "deps"), **environment)


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_deps_unpacks_and_then_is_silent(tmp_path):
    done = deps_run(tmp_path, VERSION="1.7.9-1", FILES=f"{LIBFDT} usr/share/doc/x")
    assert done.returncode == 0, done.stderr
    assert "from libfdt-dev of Debian trixie" in done.stdout
    whole = sorted([".lock", "riscv64/.package", *(f"riscv64/{file}" for file in LIBFDT.split())])
    assert tree(tmp_path / "deps") == whole
    done = deps_run(tmp_path, OFFLINE="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# Stands for apt-cache: the metapackage depends on $DEPENDS.
APT_CACHE = """#!/bin/sh
[ -z "$DEPENDS" ] || printf 'Package: x\\nDepends: %s (= 1)\\nSize: 112600000\\n' "$DEPENDS"
"""
KERNEL = "linux-image-6.12.999-riscv64"


def deps_trees(tmp_path, **environment):
    """tools/deps test, where only the trees are missing, with stubs of apt-get and apt-cache."""
    programs, deps = tmp_path / "bin", tmp_path / "deps"
    programs.mkdir(exist_ok=True)
    for name, text in (("apt-get", APT_GET), ("apt-cache", APT_CACHE)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    if not deps.exists():
        shutil.copytree(ROOT / ".deps", deps, ignore=shutil.ignore_patterns("trees"))
    return run("tools/deps", "test", PATH=f"{programs}:/usr/sbin:/usr/bin:/sbin:/bin",
               DEPS=str(deps), **environment)


def test_deps_takes_the_trees_of_the_kernel_s_package(tmp_path):
    """Of the one that its metapackage depends on now, with its size told before; no kernel."""
    files = f"usr/lib/{KERNEL}/acme/board.dtb boot/vmlinux usr/lib/{KERNEL}/acme/notes"
    done = deps_trees(tmp_path, VERSION="6.12.999-1", DEPENDS=KERNEL, FILES=files)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"from {KERNEL} of Debian trixie, a download of 112.6 MB\n" in done.stdout
    trees = tmp_path / "deps" / "trees"
    assert tree(trees) == [".package", "acme/board.dtb"]
    assert (trees / ".package").read_text() == "linux-image-riscv64 6.12.999-1 trixie\n"
    done = deps_trees(tmp_path, OFFLINE="1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


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
def test_deps_fails_whole(tmp_path, environment, why):
    """What is there and not whole is fetched anew; a failure is told, and leaves it as it was."""
    half = tmp_path / "deps" / "riscv64" / ".package"
    half.parent.mkdir(parents=True)
    half.write_text("libfdt-dev 1.7.2-2+b1 trixie\n")
    done = deps_run(tmp_path, **environment)
    assert done.returncode == 1
    assert why in done.stderr
    assert tree(tmp_path / "deps") == [".lock", "riscv64/.package"]


@pytest.mark.parametrize("machine", ["virt", "sifive_u", "spike", "microchip-icicle-kit"])
def test_run_starts_each_machine(tmp_path, machine):
    """By a QEMU that only prints what it was given; files it names are there."""
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
