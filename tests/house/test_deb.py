"""The Debian package of the host shell and the image that `make deb` makes."""

import hashlib
import os
import re
import subprocess

import pytest

from source import ROOT, read

ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "DEBEMAIL", "DEBFULLNAME")}
VERSION = re.search(r"^VERSION := (.*)$", read("Makefile"), re.M)[1]
FILES = {
    "usr/bin/firstlight": "-rwxr-xr-x",
    "usr/share/doc/firstlight/changelog.gz": "-rw-r--r--",
    "usr/share/doc/firstlight/copyright": "-rw-r--r--",
    "usr/share/firstlight/firstlight.bin": "-rw-r--r--",
    "usr/share/firstlight/firstlight.bin.gz": "-rw-r--r--",
    "usr/share/firstlight/firstlight.elf": "-rw-r--r--",
    "usr/share/lintian/overrides/firstlight": "-rw-r--r--",
    "usr/share/man/man1/firstlight.1.gz": "-rw-r--r--",
}
FIELDS = ["Package", "Version", "Architecture", "Maintainer", "Installed-Size", "Depends",
          "Recommends", "Suggests", "Section", "Priority", "Description"]


def output(*command):
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True,
                          text=True).stdout


def make_deb():
    """The path of the package, from the line that says how to install it."""
    return ROOT / re.search(r"^(\S+\.deb): to install it", output("make", "deb"), re.M)[1]


@pytest.fixture(scope="module")
def package():
    return make_deb()


@pytest.fixture(scope="module")
def unpacked(package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unpacked")
    output("dpkg-deb", "-R", package, folder)
    return folder


def test_name_is_debians(package):
    architecture = output("dpkg", "--print-architecture").strip()
    assert package.name == f"firstlight_{VERSION}_{architecture}.deb"


def test_files_belong_to_root_and_have_their_modes(package):
    rows = [line.split() for line in output("dpkg-deb", "-c", package).splitlines()]
    assert {row[1] for row in rows} == {"root/root"}
    assert {row[0] for row in rows if row[0][0] == "d"} == {"drwxr-xr-x"}
    assert {row[5][2:]: row[0] for row in rows if row[0][0] != "d"} == FILES


def test_fields(package):
    fields = dict(re.findall(r"^([A-Z][\w-]+): (.*)$", output("dpkg-deb", "-f", package), re.M))
    assert list(fields) == FIELDS
    assert fields["Version"] == VERSION
    assert re.fullmatch(r"libc6 \(>= [\d.]+\), libfdt1 \(>= [\d.]+\), "
                        r"zlib1g \(>= [\d.:]+\)", fields["Depends"])
    assert re.fullmatch(r"\S.* <\S+@\S+>", fields["Maintainer"])


def test_program_runs(unpacked):
    assert output(unpacked / "usr" / "bin" / "firstlight", "--version") == f"firstlight {VERSION}\n"


def test_image_is_the_built_one(unpacked):
    image = unpacked / "usr" / "share" / "firstlight" / "firstlight.bin"
    assert image.read_bytes() == (ROOT / "build" / "firstlight.bin").read_bytes()


def test_sums_are_right_and_of_all_files(unpacked):
    rows = [line.split(maxsplit=1)
            for line in (unpacked / "DEBIAN" / "md5sums").read_text().splitlines()]
    assert {name for _, name in rows} >= FILES.keys()
    for digest, name in rows:
        assert hashlib.md5((unpacked / name).read_bytes()).hexdigest() == digest, name


def test_copyright_names_what_is_linked(unpacked):
    text = (unpacked / "usr" / "share" / "doc" / "firstlight" / "copyright").read_text()
    assert text.startswith(read("LICENSE"))
    for name in ("libfdt-dev", "picolibc-riscv64-unknown-elf", "zlib1g-dev"):
        assert f"\n--- {name} ---\n" in text


def test_two_packages_are_identical(package):
    before = package.read_bytes()
    package.unlink()
    assert make_deb().read_bytes() == before
