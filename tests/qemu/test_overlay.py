"""A board with a wrong console is repaired by an overlay: tried, applied and exported.

The board is dts/board.dts, the overlay dts/console.dtso: the example of docs/devicetree.md.
"""

import subprocess

import pytest

from devicetree import flat
from machine import ROOT, SCRATCH

AT = 0x84000000
DTS = ROOT / "tests" / "qemu" / "dts"
DTLINES = ROOT / "tools" / "dtlines"
COPY = "tree 1 (copy of 0) is in use now: edits go there\n"
CHANGES = ('~ /chosen/stdout-path  "serial9:115200n8" -> "serial0:115200n8"\n'
           '+ /soc/serial@10009000/status  "disabled"\n')


def compiled(name, text=None):
    """The path of a blob with labels, of a source in dts/ or of `text`."""
    text = text or (DTS / name).read_text()
    path = SCRATCH / f"{name}.blob"
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["dtc", "-q", "-@", "-O", "dtb", "-o", path, "-"], check=True,
                   input=text.encode())
    return path


@pytest.fixture
def board(boot):
    """Boots the board with an overlay at AT; it hunts for a console, and a key is pressed."""
    def start(overlay):
        machine = boot(tree=compiled("board.dts"), ram="512M", prompt=False, args=(
            "-device", f"loader,file={overlay},addr={AT:#x},force-raw=on"))
        machine.expect(rb"press any key here to use it\r\n")
        machine.type(" ")
        return machine.start()

    return start


def exported(machine, form="dtb"):
    """The blob that `export` prints, extracted from the whole log by tools/dtlines."""
    log = machine.run(f"export {form}")
    done = subprocess.run([DTLINES, "-d", "-"], input=log.encode(), check=True,
                          capture_output=True)
    return done.stdout


def fdtoverlay(base, overlay, tmp_path):
    """The result of fdtoverlay for two blobs."""
    paths = [tmp_path / name for name in ("base", "overlay", "result")]
    paths[0].write_bytes(base)
    paths[1].write_bytes(overlay)
    subprocess.run(["fdtoverlay", "-i", paths[0], "-o", paths[2], paths[1]], check=True,
                   capture_output=True)
    return paths[2].read_bytes()


def test_the_walk(board, tmp_path):
    """check finds the mistakes; the overlay is tried, applied, and exported as an equal overlay."""
    machine = board(compiled("console.dtso"))
    original = exported(machine)
    found = machine.findings("-e").splitlines()
    assert found[0] == ("error    stdout-path        /chosen: stdout-path names no node: "
                        '"serial9:115200n8" (nearest: /soc/serial@10000000); '
                        'set /chosen/stdout-path PATH to that of a UART')
    assert found[1].startswith("error    live-uart-dead     /soc/serial@10009000: ")
    assert found[2].startswith("2 errors, ")
    machine.check([
        (f"overlay -n {AT:#x}", CHANGES),
        (f"overlay {AT:#x}", COPY.replace("1", "2")),
        ("diff", CHANGES),
        ("history -e", f"* 1  overlay {AT:#x}\n"),
        ("undo", f"undone: overlay {AT:#x}\n"),
        ("diff", ""),
        ("redo", f"done again: overlay {AT:#x}\n"),
        ("diff", CHANGES),
    ])
    # What was not edited is printed equally for both trees.
    changed = [line.strip() for line in machine.run("diff -u").splitlines() if line[0] in "+-"]
    assert [line.replace("\t", "") for line in changed[2:]] == [
        '-stdout-path = "serial9:115200n8";', '+stdout-path = "serial0:115200n8";',
        '+status = "disabled";']
    assert machine.findings("-e").startswith("0 errors, ")
    working = exported(machine)
    made = fdtoverlay(original, exported(machine, "dtbo"), tmp_path)
    assert flat(made) == flat(working) != flat(original)
    assert flat(fdtoverlay(original, compiled("console.dtso").read_bytes(), tmp_path)) == flat(made)


# (id, overlay, the message)
BROKEN = [
    ("label", '&uart0 { label = "a"; };\n&uart7 { status = "okay"; };',
     "fragment@1: target &uart7: no label uart7 in /__symbols__ (did you mean uart0?)"),
    ("reference", "&uart0 { clocks = <&osc 1>; };",
     "fragment@0/__overlay__: clocks &osc: no label osc in /__symbols__"),
    ("path", '&{/chosen} { a; };\n&{/soc/nothing} { status = "okay"; };',
     "fragment@1: target-path /soc/nothing: no such node"),
]


@pytest.mark.parametrize("text, said", [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_overlay_changes_nothing(board, text, said):
    machine = board(compiled("broken.dtso", f"/dts-v1/;\n/plugin/;\n{text}\n"))
    before = machine.run("dts /")
    for command in ("overlay -n", "overlay"):
        assert machine.run(f"{command} {AT:#x}") == f"overlay: {said}\n"
        assert machine.run("diff 0") == ""
    assert machine.run("dts /") == before
    # Neither does it change an edited tree or its journal.
    machine.run("set /chosen/x 1")
    edited = machine.run("dts /")
    assert machine.run(f"overlay {AT:#x}") == f"overlay: {said}\n"
    assert machine.run("dts /") == edited
    assert machine.run("history -e") == "* 1  set /chosen/x 1\n"
