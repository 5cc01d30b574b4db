"""Every good tree: dts compiles back to the same tree, and the console is the expected one."""

import pytest

from hostshell import OWN, SHARED, dtc, good_trees, hostshell, name_of, rows

TREES = good_trees()

# The oracle's families, and the driver that serves each.
DRIVERS = {"ns16550": "ns16550", "dw-apb (8250)": "ns16550", "xscale": "xscale",
           "sifive": "sifive", "htif": "htif"}


def sorted_source(blob):
    """The tree in one order and form, whatever wrote it."""
    return dtc(blob, "dtb", "dts", "-s")


@pytest.mark.parametrize("tree", TREES, ids=name_of)
def test_dts_compiles_to_the_same_tree(tree):
    original = dtc(tree, "dts", "dtb") if tree.suffix == ".dts" else tree.read_bytes()
    result = hostshell("-c", "dts /", tree)
    assert (result.status, result.error) == (0, "")
    assert sorted_source(dtc(result.bytes, "dts", "dtb")) == sorted_source(original)


def paths(tree):
    """Every node's path but the root's, from the indentation of what `tree` shows."""
    found, trail = [], []
    for line in hostshell("-c", "tree /", tree).output.splitlines()[1:]:
        depth = (len(line) - len(line.lstrip())) // 2
        trail[depth - 1:] = [line.strip().rstrip("/")]
        found.append("/" + "/".join(trail))
    return found


@pytest.mark.parametrize("tree", sorted(OWN.glob("*.dts")), ids=name_of)
def test_dts_of_a_part_compiles(tree, tmp_path):
    """To a tree whose root holds that node alone, though references lead out of it."""
    part = tmp_path / "part.dtb"
    for path in paths(tree):
        source = hostshell("-c", f"dts '{path}'", tree)
        assert (source.status, source.error) == (0, "")
        part.write_bytes(dtc(source.bytes, "dts", "dtb"))
        assert paths(part)[0] == "/" + path.rsplit("/", 1)[1]
        again = hostshell("-c", "dts /", part)
        assert dtc(again.bytes, "dts", "dtb") == part.read_bytes()


def chosen_console(tree):
    """What `console` shows: node, driver and address; one row is the chosen one."""
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
    """Expectations: the shared oracle's where its families are driven, and the project's own."""
    shared = rows(SHARED / "ORACLE.tsv") if SHARED.exists() else []
    own = rows(OWN / "EXPECT.tsv") if OWN.joinpath("EXPECT.tsv").exists() else []
    return [(SHARED / row["file"], row["console"], DRIVERS[row["family"]], row["phys"])
            for row in shared if row["family"] in DRIVERS] + \
        [(OWN / row["file"], row["console"], row["family"], row["address"]) for row in own]


@pytest.mark.parametrize("tree, console, driver, address", oracle(),
                         ids=[name_of(row[0]) for row in oracle()])
def test_console_is_the_expected_one(tree, console, driver, address):
    expected = {"console": console, "driver": driver, "address": address}
    if console == "sbi":
        expected = {"console": "-", "driver": "sbi", "address": "-"}
    assert chosen_console(tree) == expected


def test_every_tree_has_an_expectation():
    assert {path for path, *_ in oracle()} == set(TREES)
