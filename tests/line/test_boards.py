"""Other boards' trees: the image boots with each of them, with its console over SBI, because the
devices that the tree names are not there."""
import pytest

from scene import ROOT, Run, tree

# One of each maker's; tests/web boots them all.
TREES = sorted({path.parent: path for path in (ROOT / ".deps/trees").glob("*/*.dtb")}.values())
ONE = ROOT / ".deps/trees/allwinner/sun20i-d1-nezha.dtb"


def run(path, command, *options):
    done = Run([("/> ", "type", f"{command}\r"), ("/> ", "type", "poweroff\r")], "--board",
               "--baud", 1_000_000, *options, dtb=path, name=f"board-{path.stem}")
    assert (done.status, done.unsent, done.errors) == (0, 0, "")
    return done, done.output.decode("latin-1").replace("\r\n", "\n")


def test_there_are_trees():
    assert len(TREES) > 5


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_the_image_boots_with_a_boards_tree(path):
    _, text = run(path, "echo $?-ok")
    assert "\nConsole:  sbi (DBCN)" in text
    assert "\n0-ok\n" in text


def test_the_emulators_own_tree_keeps_its_uart():
    _, text = run(tree("irq"), "console")
    assert "\nConsole:  ns16550, /soc/serial@10000000 (stdout-path)\n" in text


def test_without_that_option_the_board_is_silent():
    done = Run([("/> ", "type", "poweroff\r")], "--seconds", 1, dtb=ONE, name="board-silent")
    assert (done.status, done.output) == (1, b"")


@pytest.mark.parametrize("hz", [24_000_000, 1_000_000, 32768])
def test_a_second_is_one_with_every_timebase(hz, tmp_path):
    blob = ONE.read_bytes()
    was = (24_000_000).to_bytes(4, "big")
    assert blob.count(was) > 0
    path = tmp_path / "board.dtb"
    path.write_bytes(blob.replace(was, hz.to_bytes(4, "big")))
    without, _ = run(path, "echo", "--timebase", hz)
    slept, _ = run(path, "sleep 1", "--timebase", hz)
    assert 1.0e9 <= slept.ns - without.ns < 1.1e9
