"""`save`: what it writes is the tree in use, for dtc's programs as for this one."""

import subprocess
from errno import EDOM, EINVAL, ENOENT, ENOSPC

import pytest

from hostshell import dtc, hostshell
from terminal import Terminal

EDITS = """\
set /model "Another board"
mk /soc/new@20000000
set /soc/new@20000000/reg <0 0x20000000 0 0x100>
disable serial0
"""
REMOVAL = "rm /soc/serial@10001000"


def saved(board, folder, name, edits=""):
    """Saves the board after the edits: (the run's result, what the file contains)."""
    path = folder / name
    result = hostshell(board, stdin=f"{edits}\nsave '{path}'\n".encode())
    return result, path.read_bytes()


def normal(blob):
    return dtc(blob, "dtb", "dts", "-s")


def test_a_blob_has_every_byte_of_the_tree(board, tmp_path):
    result, blob = saved(board, tmp_path, "a b.dtb")
    assert result == (0, f"{tmp_path}/a b.dtb: {len(blob)} bytes\n", "")
    assert blob == board.read_bytes()


def test_an_edited_tree_is_saved_as_export_shows_it(board, tmp_path):
    result, blob = saved(board, tmp_path, "x.dtb", EDITS)
    assert (result.status, result.error) == (0, "")
    shown = subprocess.run(["fdtdump", tmp_path / "x.dtb"], check=True, capture_output=True).stdout
    assert b'model = "Another board";' in shown and b"new@20000000 {" in shown
    assert hostshell("-c", "dts /", tmp_path / "x.dtb").bytes == dts(board)
    assert len(blob) == int.from_bytes(blob[4:8], "big")


def dts(board):
    """What `dts /` prints after the edits."""
    return hostshell(board, stdin=f"{EDITS}dts / > /dev/stderr\n".encode()).error.encode()


def test_source_is_what_dts_prints_and_dtc_makes_the_tree_of_it(board, tmp_path):
    result, source = saved(board, tmp_path, "x.dts", EDITS)
    assert result.output.endswith(f"/x.dts: {len(source)} bytes\n")
    assert source == dts(board)
    saved(board, tmp_path, "x.dtb", EDITS)
    assert normal(dtc(source, "dts", "dtb")) == normal((tmp_path / "x.dtb").read_bytes())


def test_the_overlay_makes_the_edited_tree_of_the_old_one(board, tmp_path):
    result, overlay = saved(board, tmp_path, "x.dtbo", EDITS)
    assert result.output.endswith(f"/x.dtbo: {len(overlay)} bytes\n")
    subprocess.run(["fdtoverlay", "-i", board, "-o", tmp_path / "y.dtb", tmp_path / "x.dtbo"],
                   check=True)
    saved(board, tmp_path, "x.dtb", EDITS)
    assert normal((tmp_path / "y.dtb").read_bytes()) == normal((tmp_path / "x.dtb").read_bytes())


def test_what_an_overlay_cannot_say_is_counted(board, tmp_path):
    result, overlay = saved(board, tmp_path, "x.dtbo", EDITS + REMOVAL)
    assert (result.status, result.error) == \
        (1, "save: 1 difference cannot be in an overlay; 'export dts' shows which\n")
    assert overlay == saved(board, tmp_path, "y.dtbo", EDITS)[1]


def test_a_file_that_exists_is_overwritten(board, tmp_path):
    (tmp_path / "x.dtb").write_bytes(b"x" * 100000)
    assert saved(board, tmp_path, "x.dtb")[1] == board.read_bytes()


def test_the_message_follows_a_redirection_and_the_file_does_not(board, tmp_path):
    result = hostshell("-c", f"save {tmp_path}/x.dtb > {tmp_path}/said", board)
    assert result == (0, "", "")
    assert (tmp_path / "x.dtb").read_bytes() == board.read_bytes()
    assert (tmp_path / "said").read_text().startswith(f"{tmp_path}/x.dtb: ")


@pytest.mark.parametrize("form", ["dtb", "dts", "dtbo"])
def test_a_full_disk_is_reported(form, board, tmp_path):
    full = tmp_path / f"full.{form}"
    full.symlink_to("/dev/full")
    assert hostshell("-c", f"save {full}", board) == \
        (ENOSPC, "", f"save: {full}: No space left on device; the file is incomplete\n")


@pytest.mark.parametrize("name, why, status", [
    ("/nowhere/x.dtb", "No such file or directory", ENOENT),
    *[(name, "which form? The name must end with .dtb, .dts or .dtbo", EDOM)
      for name in ("x", "x.dtbx", "x.dtb.gz", "/dev/full")],
])
def test_refusals(name, why, status, board):
    assert hostshell("-c", f"save {name}", board) == (status, "", f"save: {name}: {why}\n")


def test_a_name_is_needed(board):
    result = hostshell("-c", "save", board)
    assert (result.status, result.output) == (EINVAL, "usage: save FILE\n")


def test_ctrl_c_leaves_the_old_file(board, tmp_path):
    path = tmp_path / "x.dts"
    path.write_text("old")
    terminal = Terminal(board)
    try:
        terminal.type(f"save {path}\r\x03")
        terminal.wait(lambda lines: lines[-2:] == ["^C", "/> "])
        assert path.read_text() == "old"
        terminal.type(f"save {path}\r")
        terminal.wait(lambda lines: lines[-2].endswith(" bytes") and lines[-1] == "/> ")
        assert path.read_bytes() == hostshell("-c", "dts /", board).bytes
    finally:
        terminal.child.close(force=True)
