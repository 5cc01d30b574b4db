"""On every valid tree the output of dts compiles to the same tree, and the console is the expected
one."""

import pytest

from device_trees import DEBIAN, OWN, SHARED, debian_trees, good_trees, name_of
from hostshell import dtc, hostshell, rows

TREES = good_trees()

# The oracle's families of UARTs, and the driver of each.
DRIVERS = {"ns16550": "ns16550", "dw-apb (8250)": "ns16550", "xscale": "xscale",
           "sifive": "sifive", "htif": "htif"}


def sorted_source(blob):
    """The tree in a fixed order and form."""
    return dtc(blob, "dtb", "dts", "-s")


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_dts_compiles_to_the_same_tree(tree):
    original = dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()
    result = hostshell("-c", "dts /", tree)
    assert (result.status, result.error) == (0, "")
    assert sorted_source(dtc(result.bytes, "dts", "dtb")) == sorted_source(original)


def paths(shown):
    """Every node's path except the root's, from the indentation of the output of `tree`."""
    found, trail = [], []
    for line in shown.decode("latin-1").splitlines()[1:]:
        depth = (len(line) - len(line.lstrip())) // 2
        trail[depth - 1:] = [line.strip().rstrip("/")]
        found.append("/" + "/".join(trail))
    return found


MARK = "--8<--"


def each(tree, commands):
    """The output of each command, all from one run, because the program's start takes longer."""
    result = hostshell("-c", f"\necho {MARK}\n".join(commands), tree)
    assert (result.status, result.error) == (0, "")
    return result.bytes.split(MARK.encode() + b"\n")


@pytest.mark.parametrize("tree", sorted(OWN.glob("*.dts")), ids=name_of)
def test_dts_of_a_part_compiles(tree, tmp_path):
    """It compiles to a tree whose root holds that node alone, although references lead out of
    it."""
    wanted = paths(each(tree, ["tree /"])[0])
    parts = [dtc(source, "dts", "dtb")
             for source in each(tree, [f"dts '{path}'" for path in wanted])] if wanted else []
    commands = []
    for number, part in enumerate(parts):
        file = tmp_path / f"{number}.dtb"
        file.write_bytes(part)
        commands += [f"dt open {file}; dt use 1", "tree /", "dts /", "dt use 0; dt close 1"]
    shown = each(tree, commands)
    for number, (path, part) in enumerate(zip(wanted, parts, strict=True)):
        assert paths(shown[4 * number + 1])[0] == "/" + path.rsplit("/", 1)[1]
        assert dtc(shown[4 * number + 2], "dts", "dtb") == part


def chosen_console(tree):
    """(node, driver, address) of the console that `console` shows as chosen."""
    result = hostshell("-c", "console", tree)
    assert (result.status, result.error) == (0, "")
    assert max(map(len, result.output.splitlines())) <= 80
    found = [line.split() for line in result.output.splitlines() if line.split()[1] == "chosen"]
    assert len(found) == 1, result.output
    name, _, driver, address, _, node = found[0]
    if node.startswith("..."):
        story = hostshell("-c", f"console why {name}", tree).output
        whole = story.partition(": ")[2].partition(", driver ")[0]
        assert whole.endswith(node[3:])
        node = whole
    return {"console": node, "driver": driver, "address": address}


def oracle():
    """The expectations for the project's trees and Debian's boards, and those of the shared oracle
    for UARTs with a driver. Rows for trees that are not in TREES are left out."""
    shared = rows(SHARED / "ORACLE.tsv") if SHARED.exists() else []
    found = [(DEBIAN / row["file"], row["console"], row["driver"], row["address"])
             for row in rows(OWN / "BOARDS.tsv")] + \
        [(SHARED / row["file"], row["console"], DRIVERS[row["family"]], row["phys"])
         for row in shared if row["family"] in DRIVERS] + \
        [(OWN / row["file"], row["console"], row["family"], row["address"])
         for row in rows(OWN / "EXPECT.tsv")]
    return [row for row in found if row[0] in TREES]


@pytest.mark.parametrize("tree, console, driver, address", oracle(),
                         ids=[name_of(row[0]) for row in oracle()])
def test_console_is_the_expected_one(tree, console, driver, address):
    expected = {"console": console, "driver": driver, "address": address}
    if console == "sbi":
        expected = {"console": "-", "driver": "sbi", "address": "-"}
    assert chosen_console(tree) == expected


def test_every_tree_has_an_expectation():
    """Except for a few boards, which a newer Debian kernel may add."""
    without = set(TREES) - {path for path, *_ in oracle()}
    assert without <= set(debian_trees())
    assert len(without) < 10
