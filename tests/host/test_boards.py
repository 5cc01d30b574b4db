"""`cpus` and `version -v` on a PC: the SoC and the core of each hart, by compatible."""

import json

import pytest

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


def test_harts_of_different_cores():
    blob = board('"a,b"', '"sifive,s7", "riscv"', '"sifive,u74-mc", "riscv"', '"x\x1by"')
    assert [hart["core"] for hart in json.loads(run(blob, "cpus -j"))["harts"]] == \
        ["sifive,s7", "sifive,u74-mc", "x\\x1by"]
    assert run(blob, "cpus | grep core").splitlines() == \
        ["core        sifive,s7", "core        sifive,u74-mc", "core        x\\x1by"]
