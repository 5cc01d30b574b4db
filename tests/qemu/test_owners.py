"""`mw` and `call` leave memory in use alone, unless -f is given."""

import re

import pytest

from machine_code import symbol, write

CODE = 0x84000000  # unused RAM
OWNERS = ["image", "image: data", "image: stacks", "workspace", "device tree",
          "reserved mmode_resv0@80000000"]


@pytest.fixture
def machine(boot):
    return boot()


def place(machine, what):
    """First and last address of what `mem` lists so, as digits."""
    return re.search(rf"(?m)^ *0x(\w+)  +0x(\w+) .*  {what}$", machine.run("mem")).groups()


@pytest.mark.parametrize("what", OWNERS)
def test_mw_into_memory_in_use(machine, what):
    base, last = place(machine, what)
    use = "'set' edits trees, " if what in ("workspace", "device tree") else ""
    reason = f"{what} is there, 0x{base} to 0x{last}; {use}-f writes there anyway\n"
    readable = what != OWNERS[-1]
    before = machine.run(f"md.b 0x{base} 8") if readable else ""
    assert machine.run(f"mw.b 0x{last} 1") == f"mw: 0x{last}: {reason}"
    assert machine.run("echo $?") == "16\n"
    below = int(base, 16) - 4
    if what in ("image", "workspace"):  # the others follow each other
        assert machine.run(f"mw.l {below:#x} 0x01020304 2") == f"mw: {below:#x}: {reason}"
    assert not readable or machine.run(f"md.b 0x{base} 8") == before


def test_mw_with_f(machine):
    """The magic number of the tree, and back."""
    base, _ = place(machine, "device tree")
    assert machine.run(f"mw.b -f 0x{base} 0xd1; md.b 0x{base} 1").split()[1] == "d1"
    assert machine.run(f"mw.b -f 0x{base} 0xd0; md.b 0x{base} 1").split()[1] == "d0"


def test_mw_into_a_copy(machine):
    machine.run("set /x 1")
    copy = re.search(r"(?m)^\* 1 .* (0x\w+) +\d+ +\d+ +\d+$", machine.run("dt"))[1]
    assert f"mw: {copy}: workspace is there" in machine.run(f"mw {copy} 0")


def test_mw_into_a_tree_that_was_opened_where_it_is(boot, trees):
    tree = trees("icicle")
    last = CODE + tree.stat().st_size - 1
    machine = boot(args=("-device", f"loader,file={tree},addr={CODE:#x},force-raw=on"))
    assert machine.run(f"mw {CODE:#x} 0xedfe0dd0") == ""  # what is there
    machine.run(f"dt open {CODE:#x} mine")
    assert machine.run(f"mw {CODE:#x} 0xedfe0dd0") == (
        f"mw: {CODE:#x}: device tree mine is there, {CODE:#x} to {last:#x}; "
        "'set' edits trees, -f writes there anyway\n")
    assert place(machine, "device tree mine") == (f"{CODE:x}", f"{last:x}")


def test_registers_may_be_written(machine):
    """And unused RAM."""
    assert machine.run("mw.b 0x10000007 0x5a; md.b 0x10000007 1").split()[1] == "5a"  # scratch
    assert machine.run(f"mw {CODE:#x} 5; md {CODE:#x} 1").split()[1] == "00000005"


@pytest.mark.parametrize("offset, owner", [
    ("shell_run", "image"), ("__bss_start", "image: data"),
    ("_stack_bottom", "image: stacks")])
def test_call_into_the_image(machine, offset, owner):
    at = 0x80200000 + symbol(offset)
    base, last = place(machine, owner)
    assert machine.run(f"call {at:#x}") == (
        f"call: {at:#x}: {owner} is there, 0x{base} to 0x{last}; -f calls it anyway\n")
    assert machine.run("echo still here") == "still here\n"


@pytest.mark.parametrize("word", ["0x80200000", "$image", "_start", "80200000"])
def test_call_of_the_images_entry(machine, word):
    """It would start again on top of itself: a silent, dead machine."""
    assert machine.run(f"call {word}").endswith(
        "call: 0x80200000: this program's own entry, which never returns; 'boot' starts programs, "
        "-f calls it anyway\n")
    assert machine.run("echo $?") == "16\n"


def test_call_outside_of_ram(machine):
    assert machine.run("call 0x10000000") == (
        "call: 0x10000000: there is no RAM; -f calls it anyway\n")
    report = machine.run("call -f 0", fault=True)
    assert report.startswith("trap: instruction access fault")


def test_call_of_free_ram_and_with_f(machine):
    write(machine, CODE, "add a0, a0, a1; ret")
    assert machine.run(f"call {CODE:#x} 40 2") == "a0 = 0x2a\n"
    at = 0x80200000 + symbol("strlen")
    assert machine.run(f"call -f {at:#x} {CODE + 0x100:#x}").startswith("a0 = 0x")
