"""diff: what it prints for trees of real boards and for hostile ones, its status, and -x."""

import itertools
import json
import re

import jsonschema
import pytest

from device_trees import DEBIAN, ROOT, debian_trees
from hostile_names import NAMES, blob, cells
from hostshell import dtc, hostshell

COLUMNS = 80
MARS, STAR64 = (DEBIAN / "starfive" / f"jh7110-{board}.dtb"
                for board in ("milkv-mars", "pine64-star64"))
# All of it is real: what the sources of the two boards have in common is not here.
MARS_AND_STAR64 = """\
~ /compatible  "pine64,star64", ... -> "milkv,mars", ...
~ /model  "Pine64 Star64" -> "Milk-V Mars"
~ /soc/ethernet@16030000/mdio/ethernet-phy@0/motorcomm,rx-clk-drv-microamp
    <0xb5e> -> <0xf82>
+ /soc/ethernet@16030000/mdio/ethernet-phy@0/tx-internal-delay-ps  <0x5dc>
~ /soc/ethernet@16040000/status  "okay" -> "disabled"
- /soc/ethernet@16040000/phy-handle  <&ethernet_phy_1>
- /soc/ethernet@16040000/phy-mode  "rgmii-id"
- /soc/ethernet@16040000/starfive,tx-use-rgmii-clk
- /soc/ethernet@16040000/assigned-clocks  <&clock_controller_13020000 105>
- /soc/ethernet@16040000/assigned-clock-parents
    <&clock_controller_13020000 101>
- /soc/ethernet@16040000/mdio/  2 nodes
~ /soc/pcie@940000000/status  "disabled" -> "okay"
- /aliases/ethernet1  "/soc/ethernet@16040000"
"""


# Under Nix there are no trees of boards.
with_boards = pytest.mark.parametrize("boards", [(MARS, STAR64)] if debian_trees() else [],
                                      ids=["mars-star64"] if debian_trees() else [])


def diff(tree, other, line, columns=COLUMNS):
    """What a line prints where the tree is in use and the other is open as number 1."""
    result = hostshell("-w", str(columns), "-c", f"dt open {other} other; {line}", tree)
    first, _, result.output = result.output.partition("\n")
    assert first == "tree 1: other; 'dt use 1' selects it"
    return result.status, result.output, result.error


@with_boards
def test_two_boards_with_one_soc_differ_in_what_their_sources_say(boards):
    assert diff(*boards, "diff 1") == (1, MARS_AND_STAR64, "")


def test_the_page_shows_it():
    page = (ROOT / "docs" / "devicetree.md").read_text()
    assert f"\ntree 1: star; 'dt use 1' selects it\n{MARS_AND_STAR64}```\n" in page


@with_boards
def test_an_allow_list_makes_them_equal(boards):
    globs = ["/compatible", "/model", "/soc/ethernet@*", "*/pcie@940000000/status", "ethernet1"]
    options = " ".join(f"-x '{glob}'" for glob in globs)
    assert diff(*boards, f"diff -q {options} 1") == (0, "", "")
    assert diff(*boards, f"diff {options} 1") == (0, "", "")
    assert diff(*boards, "diff -q 1") == (1, "", "")
    for left in range(len(globs)):
        some = " ".join(f"-x '{glob}'" for glob in globs[:left] + globs[left + 1:])
        assert diff(*boards, f"diff -q {some} 1") == (1, "", "")


def test_no_line_of_two_boards_is_too_long():
    """Lines end at 80 columns, unless they are one word. -l has a line for each difference."""
    folders = {path.parent for path in debian_trees()}
    for folder in sorted(folders):
        for tree, other in itertools.combinations(sorted(folder.glob("*.dtb")), 2):
            status, output, error = diff(tree, other, "diff 1")
            lines = output.splitlines()
            assert (status, error) == (1, "")
            for line in lines:
                assert len(line) <= COLUMNS or " " not in line[2:].strip(), line
                assert re.match(r"[-+~] /\S|    \S", line), line
            whole = diff(tree, other, "diff -l 1", 0)[1].splitlines()
            assert [line.split()[:2] for line in whole] == \
                [line.split()[:2] for line in lines if line[0] != " "]


SCHEMA = json.loads((ROOT / "docs" / "schema" / "diff.json").read_text())


def differences(tree, other, line):
    """What `line` reports with -j, which fits its schema."""
    status, output, error = diff(tree, other, line + " -j")
    document = json.loads(output)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (status, error) == (bool(document["differences"]), "")
    return document["differences"]


def as_line(row):
    """A line of `diff -l`, from its row."""
    line = {"added": "+ ", "removed": "- ", "changed": "~ "}[row["change"]]
    if row["kind"] == "memreserve":
        return line + "/memreserve/"
    line += row["path"].rstrip("/") + "/"
    if row["kind"] == "node":
        return f"{line}  {row['nodes']} node{'s' if row['nodes'] > 1 else ''}"
    line += row["property"]
    values = [row[key] for key in ("old", "new") if key in row]
    return line + ("  " if values else "") + " -> ".join(values)


def test_programs_get_what_people_see():
    folders = {path.parent for path in debian_trees()}
    for folder in sorted(folders):
        first, *others = sorted(folder.glob("*.dtb"))
        for other in others:
            rows = differences(first, other, "diff 1")
            assert [as_line(row) for row in rows] == \
                diff(first, other, "diff -l 1", 0)[1].splitlines()


def test_a_rehearsed_overlay_is_reported(tmp_path):
    tree, overlay = tmp_path / "tree.dtb", tmp_path / "overlay.dtbo"
    tree.write_bytes(source((1, 2, 3), 'status = "disabled";'))
    overlay.write_bytes(dtc(b'/dts-v1/; /plugin/; &{/u} { status = "okay"; new { }; };',
                            "dts", "dtb", "-f"))
    result = hostshell("-c", f"overlay -n -j {overlay}", tree)
    document = json.loads(result.output)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert (result.status, result.error, document["differences"]) == (0, "", [
        {"change": "changed", "kind": "property", "path": "/u", "property": "status",
         "old": '"disabled"', "new": '"okay"'},
        {"change": "added", "kind": "node", "path": "/u/new", "nodes": 1}])
    refused = hostshell("-c", f"overlay -j {overlay}", tree)
    assert (refused.output, refused.error) == ("usage: overlay [-n] [-l] [-j] ADDRESS|FILE|TREE\n",
                                               "overlay: -j is for -n\n")


def test_source_and_status_are_no_report(tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    for path, user in zip(paths, ("x = <1>;", "x = <1>, <%s>;" % " ".join(["2"] * 50))):
        path.write_bytes(source((1, 2, 3), user))
    for option in "uq":
        status, output, error = diff(*paths, f"diff -{option} -j 1")
        assert (status, output) == (22, "usage: diff [-l] [-q] [-u] [-x GLOB]... [-j] [TREE]\n")
        assert error == f"diff: -j cannot be used with -{option}\n"
    whole = diff(*paths, "diff -u 1", 0)
    assert max(map(len, whole[1].splitlines())) > COLUMNS  # as patch needs them
    assert diff(*paths, "diff -u 1") == whole


def test_a_file_is_given_whole_lines(tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    for path, byte in zip(paths, b"ba"):
        path.write_bytes(blob([(b"long", bytes([byte] * 99 + [0]))]))
    assert diff(*paths, f"diff 1 > {tmp_path / 'file'}") == (1, "", "")
    assert (tmp_path / "file").read_text() == f'~ /long  "{"a" * 99}" -> "{"b" * 99}"\n'


def source(phandles, user):
    """A tree whose nodes a, b and c have these phandles."""
    nodes = "".join(f"{name} {{ phandle = <{number}>; #clock-cells = <1>; }};"
                    for name, number in zip("abc", phandles))
    return dtc(f"/dts-v1/; / {{ {nodes} u {{ {user} }}; }};".encode(), "dts", "dtb", "-f")


CASES = [
    # The same nodes by other numbers.
    ("clocks = <1 7>, <2 8>; next-level-cache = <3>;",
     "clocks = <3 7>, <1 8>; next-level-cache = <2>;", ""),
    # The same numbers of other nodes.
    ("clocks = <1 7>;", "clocks = <1 7>;", "~ /u/clocks  <&a 7> -> <&b 7>\n"),
    ("clocks = <1 7>;", "clocks = <3 8>;", "~ /u/clocks  <&a 7> -> <&a 8>\n"),
    ("clocks = <1 7>;", "clocks = <3 7>, <3 8>;", "~ /u/clocks  <&a 7> -> <&a 7>, <&a 8>\n"),
    ("clocks = <0>, <1 7>;", "clocks = <0>, <3 7>;", ""),
    # What cannot be read is compared as it is.
    ("clocks = <9 1>;", "clocks = <9 1>;", ""),
    ("clocks = <9 1>;", "clocks = <9 3>;", "~ /u/clocks  <0x9 0x1> -> <0x9 0x3>\n"),
    ("clocks = <1>;", "clocks = <1>;", ""),
    ("clocks = [00 01 02];", "clocks = [00 01 03];", "~ /u/clocks  [00 01 02] -> [00 01 03]\n"),
    ("clocks;", "clocks = <3 1>;", "~ /u/clocks  <> -> <&a 1>\n"),
    ("x = <1>;", "x = <3>;", "~ /u/x  <0x1> -> <0x3>\n"),
    ("phandle = <8>;", "linux,phandle = <9>; phandle = <9>;", ""),
    ("", "phandle = <9>;", ""),
]


@pytest.mark.parametrize("old,new,printed", CASES)
def test_references_mean_nodes(old, new, printed, tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    paths[0].write_bytes(source((3, 1, 2), new))
    paths[1].write_bytes(source((1, 2, 3), old))
    assert diff(*paths, "diff 1") == (1 if printed else 0, printed, "")
    assert diff(*paths, "diff -q 1") == (1 if printed else 0, "", "")
    assert diff(*paths, "diff 0") == diff(*paths, "diff -q 0") == (0, "", "")


def chain(depth, phandle):
    """Nodes in each other, each with a reference to the outermost."""
    tree = []
    for level in range(depth):
        tree = [(b"next-level-cache", cells(phandle)), (b"n%d" % level, tree)]
    return blob([(b"top", [(b"phandle", cells(phandle)), *tree])])


def wide(phandle, reverse):
    """Very many nodes and references, and each reference in one list, too."""
    numbers = range(phandle, phandle + 3000)
    nodes = [(b"n%d" % (number - phandle),
              [(b"phandle", cells(number)), (b"x-supply", cells(number))]) for number in numbers]
    return blob([(b"cpus", cells(*numbers)), *(reversed(nodes) if reverse else nodes)])


@pytest.mark.parametrize("new,old", [
    (chain(300, 1), chain(300, 2)), (wide(1, False), wide(5000, True)),
], ids=["deep", "wide"])
def test_large_trees_with_other_phandles_are_equal(new, old, tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    for path, tree in zip(paths, (new, old)):
        path.write_bytes(tree)
    assert diff(*paths, "diff 1") == (0, "", "")


def test_hostile_names_are_escaped_and_can_be_left_out(tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    for path, byte in zip(paths, b"ab"):
        names = [(name, [(name, bytes([byte]) * 40)]) for name in NAMES]
        path.write_bytes(blob([(b"top", names), *names]))
    status, output, error = diff(*paths, "diff -l 1", 0)
    lines = output.splitlines()
    assert (status, error, len(lines)) == (1, "", 2 * len(NAMES) - 2)  # a phandle is left out
    assert re.fullmatch(r"[\n -~]*", output)
    assert len(differences(*paths, "diff 1")) == len(lines)
    assert diff(*paths, "diff -l -x top 1", 0)[1].splitlines() == \
        [line for line in lines if not line.startswith("~ /top/")]
    assert diff(*paths, "diff -q -x / 1") == (0, "", "")


def test_a_path_as_printed_leaves_it_out(tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    paths[0].write_bytes(source((1, 2, 3), "s { d { }; };"))
    paths[1].write_bytes(source((1, 2, 3), "t; r = \"x\"; v { };"))
    _, output, _ = diff(*paths, "diff 1")
    assert output == '- /u/t\n- /u/r  "x"\n- /u/v/  1 node\n+ /u/s/  2 nodes\n'
    for line in output.splitlines():
        path = line.split()[1]
        others = output.replace(line + "\n", "")
        assert diff(*paths, f"diff -x {path} 1") == (1, others, "")


def test_the_reserve_map_can_be_left_out(tmp_path):
    paths = [tmp_path / "new.dtb", tmp_path / "old.dtb"]
    for path, size in zip(paths, (4096, 8192)):
        path.write_bytes(dtc(f"/dts-v1/; /memreserve/ 0 {size}; / {{ }};".encode(), "dts", "dtb"))
    assert diff(*paths, "diff 1") == (1, "~ /memreserve/\n", "")
    assert differences(*paths, "diff 1") == [{"change": "changed", "kind": "memreserve"}]
    assert diff(*paths, "diff -x /memreserve/ 1") == (0, "", "")
