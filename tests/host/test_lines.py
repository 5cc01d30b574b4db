"""Trees as lines: `export dtb` and `paste dtb` of the shell, tools/dtlines on the PC."""

import re
import subprocess
import sys

import pytest

from device_trees import ROOT, good_trees, name_of
from hostshell import dtc, hostshell
from terminal import Terminal

DTLINES = ROOT / "tools" / "dtlines"
BYTES = 42


def dtlines(*arguments, stdin=b""):
    """(status, output, error) of the tool."""
    done = subprocess.run([sys.executable, DTLINES, *arguments], input=stdin, check=False,
                          capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


def good(*arguments, stdin=b""):
    status, output, error = dtlines(*arguments, stdin=stdin)
    assert (status, error) == (0, "")
    return output


def blob_of(path):
    """A tree's bytes, without padding after its size."""
    blob = dtc(path, "dts", "dtb") if path.suffix == ".dts" else path.read_bytes()
    return blob[:int.from_bytes(blob[4:8], "big")]


@pytest.fixture(scope="session")
def lines(board):
    """The board's lines, with the first and the last one."""
    rows = good(board).splitlines()
    assert len(rows) == len(blob_of(board)) // BYTES + 3
    return rows


@pytest.mark.parametrize("tree", good_trees(), ids=name_of)
def test_every_tree_is_read_back(tree):
    """The shell and the tool print the same lines; both make the tree from them again."""
    blob = blob_of(tree)
    made = good("-", stdin=blob)
    assert max(map(len, made.splitlines())) <= 72
    assert good("-d", "-", stdin=made) == blob
    result = hostshell(tree, stdin=b"export dtb\npaste dtb again\n" + made)
    assert (result.status, result.error) == (0, "")
    assert result.bytes[:len(made)] == made
    count = len(made.splitlines()) - 2
    assert re.fullmatch(rf"{count} lines, 0 others ignored\n"
                        rf"tree 1: {len(blob)} bytes, \d+ nodes; next: dt use 1\n",
                        result.output[len(made):])


def test_chosen_lines(board, lines):
    """The shell, with the numbers in the form of `missing:`, and the tool print the same lines."""
    chosen = [lines[0], lines[3], *lines[7:10], lines[-1]]
    for words in ("3 7-9", "3,7-9"):
        assert good("--only", words, board).splitlines() == chosen
    shell = hostshell("-c", "export dtb 3 7-9", board)
    assert shell.bytes.splitlines() == chosen


def test_a_terminal_s_log(board, lines):
    """Prompts, echo, colours, times in front, CR LF, damaged and doubled lines, two tries."""
    log = [b"/> export dtb", lines[0], *lines[1:9], lines[7][:20], b"^C", b"/> export dtb\r",
           b"\x1b[32m" + lines[0] + b"\x1b[0m\r", b"[12:00:01] " + lines[1] + b" \r", lines[1],
           *lines[2:], b"/> "]
    assert good("-d", "-", stdin=b"\n".join(log)) == blob_of(board)


OTHER = b"/dts-v1/; / { model = \"another\"; };"


def test_the_kind_chooses_among_blobs(board, lines):
    """A log has the tree, an overlay, and the tree again: each is found by its kind, though its
    lines have the same numbers as the other's."""
    overlay = dtc(OTHER, "dts", "dtb")
    rows = good("--kind", "dtbo", "-", stdin=overlay).splitlines()
    for log in ([*lines, *rows], [*rows, *lines], [*lines, *rows, *lines]):
        text = b"\n".join(log)
        assert good("-d", "--kind", "dtbo", "-", stdin=text) == overlay
        assert good("-d", "--kind", "dtb", "-", stdin=text) == blob_of(board)
    assert good("-d", "-", stdin=b"\n".join([*lines, *rows])) == overlay
    for log, why in ((lines, "no first line of a dtbo was found: it begins with '=dtbo '"),
                     ([*lines, *rows[1:]], "no first line of a dtbo was found"),
                     ([rows[0], *lines], "missing: 1-")):
        status, output, error = dtlines("-d", "--kind", "dtbo", "-", stdin=b"\n".join(log))
        assert (status, output) == (1, b"")
        assert error.startswith(f"dtlines: {why}")

BAD_LOGS = [
    (lambda rows: rows[:3] + rows[4:], "missing: 3"),
    (lambda rows: rows[1:3] + rows[7:], "missing: 3-6"),
    (lambda rows: [rows[0], *rows[2:9]], "missing: 1 9-"),
    (lambda rows: rows[:5] + [rows[5].replace(b" ", b"  ", 1)] + rows[6:], "missing: 5"),
    (lambda rows: rows[1:-1], "missing: the first line or the last"),
    (lambda rows: [b"hello"], "no lines of a tree were found"),
    (lambda rows: [], "no lines of a tree were found"),
    (lambda rows: rows[:1] + good("-", stdin=dtc(OTHER, "dts", "dtb")).splitlines()[1:2]
     + rows[2:], "no line is missing, but they are of different trees"),
]


@pytest.mark.parametrize("change, why", BAD_LOGS, ids=[row[1] for row in BAD_LOGS])
def test_what_is_wrong_is_named(lines, change, why, tmp_path):
    out = tmp_path / "out.dtb"
    status, output, error = dtlines("-d", "-o", out, "-", stdin=b"\n".join(change(lines)))
    assert (status, output) == (1, b"")
    assert error.startswith(f"dtlines: {why}")
    assert not out.exists()


USAGE = [
    (["nowhere.dtb"], "nowhere.dtb: No such file or directory"),
    (["-"], "-: empty file"),
    (["-d", "--only", "1", "-"], "--only: choose lines when they are made, not with -d"),
    (["--only", "0", "BOARD"], "--only 0: 0: not lines of 1 to "),
    (["--only", "3-2", "BOARD"], "--only 3-2: 3-2: not lines of 1 to "),
    (["--only", "1,x", "BOARD"], "--only 1,x: x: not lines of 1 to "),
    (["-o", "/nowhere/x", "BOARD"], "/nowhere/x: No such file or directory"),
    ([], "the following arguments are required: file"),
]


@pytest.mark.parametrize("arguments, why", USAGE, ids=[row[1] for row in USAGE])
def test_wrong_usage(board, arguments, why):
    status, output, error = dtlines(*(str(board) if word == "BOARD" else word
                                      for word in arguments))
    assert (status, output) == (2, b"")
    assert why in error


# --- paste ------------------------------------------------------------------------------------

def paste(board, *rows):
    return hostshell(board, stdin=b"\n".join([b"paste dtb x", *rows, b""]))


def success(board, noise):
    blob = blob_of(board)
    lines = (len(blob) + BYTES - 1) // BYTES
    return (f"{lines} lines, {noise} others ignored\n"
            f"tree 1: {len(blob)} bytes, 10 nodes; next: dt use 1\n")


def test_paste_asks_for_bad_lines(board, lines):
    """Only bad lines are sent again, here between the first and the last line, as the tool prints
    them."""
    bad = [*lines[:3], lines[3][:30] + b"?" + lines[3][31:], *lines[4:7], *lines[10:]]
    again = good("--only", "3,7-9", board).splitlines()
    assert paste(board, *bad, b"some noise", *again) == (
        0, "missing: 3 7-9\n" + success(board, 2), "")


def test_paste_in_any_order(board, lines):
    assert paste(board, *reversed(lines[:-1]), *lines[1:4], lines[-1]) == (
        0, success(board, 0), "")


def test_paste_starts_over_for_another_tree(board, lines):
    """After a line of another tree's frame, earlier lines do not count."""
    other = good("-", stdin=dtc(OTHER, "dts", "dtb")).splitlines()
    assert paste(board, *other[:2], *lines) == (0, success(board, 0), "")


@pytest.mark.parametrize("rows, output, error", [
    ([b"."], "missing: the first line or the last, which begin with '='\n",
     "stopped before all lines came"),
    ([], "missing: the first line or the last, which begin with '='\n",
     "stopped before all lines came"),
])
def test_paste_given_up(board, rows, output, error):
    assert paste(board, *rows) == (5, output, f"paste: {error}\n")


def test_what_is_pasted_must_be_a_tree(board):
    garbage = good("-", stdin=b"no tree").splitlines()
    assert paste(board, *garbage) == (
        5, "", "paste: not a device tree: shorter than a device tree's header\n")
    assert hostshell("-c", "paste x", board) == (
        33, "", "paste: x: write 'dtb': nothing else can be pasted\n")


def test_many_missing_lines_are_not_all_listed(board):
    """Of 8000 lines every second one is missing: eight rows list some, and a ninth counts the
    others."""
    blob = b"\xd0\x0d\xfe\xed" + (8000 * BYTES).to_bytes(4, "big") + bytes(8000 * BYTES - 8)
    rows = good("-", stdin=blob).splitlines()
    result = paste(board, rows[0], *rows[1:-1:2], rows[-1])
    rows = result.output.splitlines()
    assert result.status == 5 and len(rows) == 2 * 9
    assert all(row.startswith("missing:") and len(row) <= 80 for row in rows)
    numbers = sum(len(row.split()) - 1 for row in rows[:8])
    assert rows[8] == f"missing: and {4000 - numbers} more lines"


def test_at_a_terminal(board, lines):
    """Nothing is echoed; silence lists the missing lines; the marks of a paste do not matter;
    Ctrl-C cancels."""
    terminal = Terminal(board)
    hello = "Paste the lines now. A line with '.' alone, or Ctrl-C, ends it."
    terminal.shows_only("paste dtb x\r", "/> paste dtb x", hello, "")
    terminal.type("\x1b[200~" + b"\r".join([*lines[:4], *lines[5:-1]]).decode() + "\x1b[201~")
    terminal.shows("", hello, "missing: 4", "")
    terminal.type(lines[4].decode() + "\r")
    terminal.shows("", "missing: 4", *success(board, 0).splitlines(), "/> ")
    terminal.shows("paste dtb\r", "/> paste dtb", hello, "")
    terminal.shows("x\r\x03", hello, "^C", "/> ")
    terminal.shows("echo $?\r", "/> echo $?", "130", "/> ")
    terminal.child.close(force=True)
