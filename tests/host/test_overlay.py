"""Random edits, exported as an overlay's source, as its blob, and as a unified diff."""

import base64
import random
import struct
import subprocess

import pytest

from device_trees import OWN, name_of, real_trees
from hostshell import dtc, hostshell

# name-exact.dts is left out: libfdt confuses a node without unit address with an earlier sibling
# that has one.
OF_OURS = [OWN / name for name in ("cpu-map.dts", "pl011.dts", "ranges-two-levels.dts",
                                   "reserved.dts")]
TREES = real_trees() + OF_OURS
EDITS = 12


def words(rng):
    """A value, as `set` takes it."""
    return rng.choice([
        lambda: f'"{rng.choice(["okay", "disabled", "a,b c", "x", ""])}"',
        lambda: '"one" "two"',
        lambda: f"<{' '.join(str(rng.randrange(1 << 32)) for _ in range(rng.randrange(1, 6)))}>",
        lambda: f"[{rng.randbytes(rng.randrange(1, 9)).hex(' ')}]",
        lambda: "",
    ])()


def edits(paths, targets, rng):
    """Lines that add and change, but remove nothing. References are to targets."""
    lines, paths = [], list(paths)
    for number in range(EDITS):
        path = rng.choice(paths).rstrip("/")
        kind = rng.randrange(4)
        if kind == 0:
            lines.append(f"mk '{path}/new-{number}'")
            paths.append(f"{path}/new-{number}")
        elif kind == 1:
            target = rng.choice(targets)
            lines.append(f"set '{path}/memory-region' <&{{{target}}}>")
        else:
            name = rng.choice(["reg-names", "compatible", f"x,prop-{number}", "pins"])
            lines.append(f"set '{path}/{name}' {words(rng)}")
    return lines


def flat(blob):
    return dtc(blob, "dtb", "dts", "-s")


def fdtoverlay(base, overlay, tmp_path):
    """The result of fdtoverlay for two blobs, in a fixed order and form."""
    names = [tmp_path / name for name in ("base.dtb", "overlay.dtbo", "result.dtb")]
    names[0].write_bytes(base)
    names[1].write_bytes(overlay)
    subprocess.run(["fdtoverlay", "-i", names[0], "-o", names[2], names[1]], check=True,
                   capture_output=True)
    return flat(names[2].read_bytes())


def decoded(lines):
    """The blob that numbered lines hold."""
    numbered = [line.split() for line in lines.splitlines() if line[:1].isdigit()]
    return b"".join(base64.b64decode(words[1]) for words in numbered)


def run(tree, lines, *then):
    """Types the lines in a shell; returns the output of each of the last commands."""
    script = "\n".join([*lines, *(f"echo ---8<---\n{line}" for line in then)]) + "\n"
    result = hostshell(tree, stdin=script.encode("latin-1"))
    return result, *result.bytes.split(b"---8<---\n")[1:]


def prepared(tree, seed):
    original = dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()
    # Not /aliases, whose properties cannot be several strings.
    paths = [path for path in hostshell("-c", "find /", tree).output.splitlines()
             if path != "/aliases"]
    # Only what has a label or gets a new phandle can be referred to in an overlay.
    targets = hostshell("-c", "find / -not -p phandle", tree).output.splitlines()
    symbols = hostshell("-c", "cat -r /__symbols__/*", tree).output.splitlines()
    targets += [line.partition(": ")[2] for line in symbols]
    lines = edits(paths, targets, random.Random(f"{name_of(tree)} {seed}"))
    return original, lines


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_edits_come_back_as_an_overlay(tree, tmp_path):
    original, lines = prepared(tree, 1)
    result, edited, source, text = run(tree, lines, "dts /", "export dts", "export dtbo")
    assert (result.status, result.error) == (0, ""), lines
    wanted = flat(dtc(edited, "dts", "dtb"))
    assert fdtoverlay(original, dtc(source, "dts", "dtb"), tmp_path) == wanted
    assert fdtoverlay(original, decoded(text.decode()), tmp_path) == wanted
    result, source = run(tree, [f"overlay '{tmp_path}/overlay.dtbo'"], "dts /")
    assert (result.status, result.error) == (0, "")
    assert flat(dtc(source, "dts", "dtb")) == wanted


SYMBOLS = """/dts-v1/;
/ {
    intc: pic { phandle = <7>; #interrupt-cells = <1>; interrupt-controller; };
    bare { phandle = <8>; #clock-cells = <0>; };
    use { };
};"""


def test_references_to_the_old_tree_are_by_label_or_left_out(tmp_path):
    """On another board the label's phandle is another number; a number would be another node. The
    blob and the source say the same."""
    base = dtc(SYMBOLS.encode(), "dts", "dtb", "-@")
    file = tmp_path / "base.dtb"
    file.write_bytes(base)
    lines = ["set /use/interrupts-extended <&intc 1 &intc 2>", "mk /use/deep",
             "set /use/deep/interrupt-parent &intc", "set /use/clocks <&{/bare}>"]
    result, source, text = run(file, lines, "export dts", "export dtbo")
    lost = "1 difference cannot be "
    assert result.error == (f"export: {lost}written in this form; comments show which\n"
                            f"export: {lost}in an overlay; 'export dts' shows which\n")
    assert (b"\n// an overlay cannot set /use/clocks: it refers to a node without label in "
            b"/__symbols__ of the old tree: /bare\n") in source
    board = dtc(SYMBOLS.replace("<7>", "<42>").replace("<8>", "<7>").encode(), "dts", "dtb", "-@")
    wanted = flat(dtc(SYMBOLS.replace("<7>", "<42>").replace("<8>", "<7>").replace(
        "use { };", """use {
            interrupts-extended = <&intc 1 &intc 2>;
            deep { interrupt-parent = <&intc>; };
        };""").encode(), "dts", "dtb", "-@"))
    assert fdtoverlay(board, dtc(source, "dts", "dtb"), tmp_path) == wanted
    blob = decoded(text.decode())
    assert fdtoverlay(board, blob, tmp_path) == wanted
    assert b"&intc" in hostshell("-c", "dts /", "-", stdin=blob).bytes


def test_many_references_in_one_property(tmp_path):
    """To a new node and to one with a label, each 300 times."""
    new = SYMBOLS.replace("use { };", "use { memory-region = <" + "&n &intc " * 300 + ">; };"
                          "n: n { phandle = <9>; };")
    files = [tmp_path / "base.dtb", tmp_path / "new.dtb"]
    for file, source in zip(files, (SYMBOLS, new)):
        file.write_bytes(dtc(source.encode(), "dts", "dtb", "-@"))
    result = hostshell("-c", f"dt open {files[1]}; dt use 1; export dtbo", files[0])
    assert (result.status, result.error) == (0, "")
    text = hostshell("-c", "dts /", "-", stdin=decoded(result.output)).output
    assert text.count("&n ") == text.count("&intc") == 300


@pytest.mark.parametrize("tree", TREES[::6], ids=name_of)
def test_patch_applies_a_unified_diff(tree, tmp_path):
    _, lines = prepared(tree, 2)
    before = hostshell("-c", "dts /", tree).bytes
    result, after, patch = run(tree, lines, "dts /", "diff -u")
    assert (result.status, result.error) == (1, "")
    for name, text, options, wanted in (("before", before, [], after),
                                        ("after", after, ["-R"], before)):
        path = tmp_path / name
        path.write_bytes(text)
        done = subprocess.run(["patch", "-s", *options, "-o", tmp_path / "out", path], input=patch,
                              check=False, capture_output=True)
        assert (done.returncode, done.stdout) == (0, b""), patch
        assert (tmp_path / "out").read_bytes() == wanted


def paddings(blob):
    """The bytes between each property's value and the next token."""
    at, = struct.unpack_from(">I", blob, 8)
    while (token := struct.unpack_from(">I", blob, at)[0]) != 9:
        end = at + 4
        if token == 1:
            end = blob.index(b"\0", end) + 1
        elif token == 3:
            end = at + 12 + struct.unpack_from(">I", blob, at + 4)[0]
            yield blob[end:(end + 3) // 4 * 4]
        at = (end + 3) // 4 * 4


def test_what_fills_up_values_is_zero(tmp_path):
    """Nothing of the memory in which the overlay is made goes out with it."""
    file = tmp_path / "base.dtb"
    nodes = "".join(f"l{number}: node-{number} {{ }};" for number in range(8))
    file.write_bytes(dtc(f"/dts-v1/; / {{ {nodes} }};".encode(), "dts", "dtb", "-@"))
    lines = [line for number in range(8) for path in ["/" + "n" * (number + 1)]
             for line in (f"mk {path}", f"set {path}/memory-region <&l{number}>")]
    _, text = run(file, lines, "export dtbo")
    found = [*paddings(decoded(text.decode()))]
    assert {len(padding) for padding in found} == {0, 1, 2, 3}
    assert not any(map(any, found))
