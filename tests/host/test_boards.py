"""`cpus` and `version -v` on a PC: the SoC and the core of each hart, by compatible."""

import json

import pytest

from device_trees import real_trees
from hostshell import dtc, hostshell


def board(root, *harts):
    nodes = "".join(f'cpu@{i} {{ device_type = "cpu"; reg = <{i}>; compatible = {core}; }};'
                    for i, core in enumerate(harts))
    return dtc(f"/dts-v1/; / {{ compatible = {root}; cpus {{ #address-cells = <1>; "
               f"#size-cells = <0>; {nodes} }}; }};".encode(), "dts", "dtb", "-f")


def run(blob, command):
    result = hostshell("-w", "80", "-c", command, "/dev/stdin", stdin=blob)
    assert (result.status, result.error) == (0, "")
    return result.output


@pytest.mark.parametrize("root, found", [
    ('"a,b", "starfive,jh7110"', {"compatible": "starfive,jh7110"}),
    ('"a,b"', {"compatible": "a,b"}),
    ('""', {"compatible": ""})])
@pytest.mark.parametrize("command", ["cpus", "version -v"])
def test_soc(command, root, found):
    assert json.loads(run(board(root, '"riscv"'), f"{command} -j"))["board"] == found


def quirks(blob, command="version -v"):
    return json.loads(run(blob, f"{command} -j"))["quirks"]


# The folder of a real tree, or its first letters, and what its quirks belong to.
QUIRKS = {
    "allwinner/": ["thead,c9*"],
    "microchip/mpfs-": ["microchip,mpfs"],
    "qemu-7.2/microchip-icicle": ["microchip,mpfs"],
    "qemu-7.2-live/microchip-icicle": ["microchip,mpfs"],
    "sophgo/cv": ["thead,c9*"],
    "sophgo/sg2042-": ["sophgo,sg2042"] * 3 + ["thead,c9*"],
    "starfive/jh7110-": ["starfive,jh7110"],
    "uboot-fit/visionfive2-": ["starfive,jh7110"],
    "thead/": ["thead,th1520", "thead,c9*"],
}


def test_quirks_of_real_trees():
    seen = set()
    for path in real_trees():
        kind = next((kind for kind in QUIRKS if f"{path.parent.name}/{path.name}"
                     .startswith(kind)), None)
        seen.add(kind)
        assert [row["of"] for row in quirks(path.read_bytes())] == QUIRKS.get(kind, []), path
    assert seen >= {"microchip/mpfs-", "starfive/jh7110-", None}


@pytest.mark.parametrize("command", ["cpus", "version -v"])
def test_a_quirk_has_its_source(command):
    blob = board('"a,b", "sophgo,sg2042"', '"riscv"')
    assert quirks(blob, command)[-1] == {
        "quirk": "OpenSBI 1.3 has crashed here", "of": "sophgo,sg2042",
        "source": "https://github.com/sophgo/opensbi/issues/23"}
    assert run(blob, command).endswith(
        "\nquirk   OpenSBI 1.3 has crashed here\nof      sophgo,sg2042\n"
        "source  https://github.com/sophgo/opensbi/issues/23\n")


def test_quirks_of_few():
    """A row for each whose name it is, in the root's or a hart's list; nothing for other names."""
    assert [row["of"] for row in quirks(board('"spacemit,k1"', '"mips,p8700"', '"thead,c908"'))] \
        == ["spacemit,k1"] * 2 + ["thead,c9*", "mips,p8700"]
    assert quirks(board('"mips,p8700", "spacemit,k2"', '"sophgo,sg2042"')) == []


def test_harts_of_different_cores():
    blob = board('"a,b"', '"sifive,s7", "riscv"', '"sifive,u74-mc", "riscv"', '"x\x1by"')
    assert [hart["core"] for hart in json.loads(run(blob, "cpus -j"))["harts"]] == \
        ["sifive,s7", "sifive,u74-mc", "x\\x1by"]
    assert run(blob, "cpus | grep core").splitlines() == \
        ["core        sifive,s7", "core        sifive,u74-mc", "core        x\\x1by"]
