"""The files of `make install`, and the man page, which has all texts of the program's help."""

import os
import re
import subprocess

import pytest

from hostshell import ROOT, dtc

# The tests may run under make; its flags must not reach this make.
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
IMAGES = ["firstlight.bin", "firstlight.bin.gz", "firstlight.elf"]
FILES = {"bin/firstlight", "share/man/man1/firstlight.1",
         *(f"share/firstlight/{name}" for name in IMAGES)}


def make(target, root):
    subprocess.run(["make", "--no-print-directory", target, f"DESTDIR={root}", "PREFIX=/opt/x"],
                   cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder for PREFIX; its path has a blank."""
    root = tmp_path_factory.mktemp("system") / "all of it"
    make("install", root)
    return root / "opt" / "x"


@pytest.fixture(scope="module")
def firstlight(installed, tmp_path_factory):
    """Runs command lines in the installed program; returns the output."""
    tree = tmp_path_factory.mktemp("tree") / "empty.dtb"
    tree.write_bytes(dtc(b"/dts-v1/; / { };", "dts", "dtb"))

    def run(commands):
        return subprocess.run([installed / "bin" / "firstlight", "-c", commands, tree], check=True,
                              capture_output=True, text=True).stdout
    return run


@pytest.fixture(scope="module")
def page(installed):
    """The man page as a person reads it."""
    path = installed / "share" / "man" / "man1" / "firstlight.1"
    text = subprocess.run(["mandoc", "-T", "ascii", path], check=True,
                          capture_output=True, text=True).stdout
    return re.sub(".\b", "", text)


def test_installs_all_and_nothing_else(installed):
    assert files(installed.parent.parent) == {f"opt/x/{name}" for name in FILES}


@pytest.mark.parametrize("name", IMAGES)
def test_installs_the_image(name, installed):
    assert (installed / "share" / "firstlight" / name).read_bytes() == \
        (ROOT / "build" / name).read_bytes()


def test_the_program_is_not_a_checked_one(firstlight, installed):
    assert firstlight("pwd") == "/\n"
    assert b"libasan" not in (installed / "bin" / "firstlight").read_bytes()


def test_uninstall_removes_what_install_put_there(tmp_path):
    make("install", tmp_path)
    make("uninstall", tmp_path)
    assert files(tmp_path) == set()
    assert not (tmp_path / "opt" / "x" / "share" / "firstlight").exists()
    make("uninstall", tmp_path)


def test_the_page_has_no_warning(installed):
    """mandoc, which checks syntax and style, has no warning."""
    path = installed / "share" / "man" / "man1" / "firstlight.1"
    done = subprocess.run(["mandoc", "-T", "lint", path], check=False, capture_output=True,
                          text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def part(page, heading):
    """The text below a heading, which is given with its indentation."""
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^ {{0,3}}\S|\Z)", page, re.M | re.S)
    assert found, heading
    return found[1].split()


def test_the_page_says_what_help_says_of_each_command(firstlight, page):
    names = re.findall(r"^[* ] ([a-z]+) ", firstlight("help -a"), re.M)
    assert len(names) > 40
    for name in names:
        text = firstlight(f"help {name}").removeprefix("usage: ")
        text = re.sub(r"^example: ", "Example: ", text, flags=re.M)
        assert part(page, f"   {name}") == text.split()


def test_the_page_says_how_a_line_is_read(firstlight, page):
    assert part(page, "SYNTAX") == firstlight("help syntax").split()


def test_the_page_says_what_the_programs_help_says(installed, page):
    text = subprocess.run([installed / "bin" / "firstlight", "--help"], check=True,
                          capture_output=True, text=True).stdout
    usage, about, *sections = text.split("\n\n")
    assert part(page, "SYNOPSIS") == usage.removeprefix("usage: ").split()
    assert part(page, "DESCRIPTION") == about.split()
    assert len(sections) >= 4
    for section in sections:
        heading, _, body = section.partition(":\n")
        assert part(page, heading.upper()) == body.split()


def test_the_page_has_the_version(installed, page):
    version = subprocess.run([installed / "bin" / "firstlight", "--version"], check=True,
                             capture_output=True, text=True).stdout.split()[1]
    assert page.splitlines()[-1].startswith(f"Firstlight {version} ")
