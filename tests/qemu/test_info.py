"""Commands about the machine: sbi, mem, version, bootargs."""

import json
import re

import pytest

from devicetree import edited
from rows import Row, ODD
from stub import lie

EXTENSIONS = {  # firmware: the extensions it has, by the specification's short names
    "opensbi-1.1/fw_dynamic": {"BASE", "TIME", "sPI", "RFNC", "HSM", "SRST", "PMU"},
    "opensbi-1.6/fw_dynamic": {"BASE", "TIME", "sPI", "RFNC", "HSM", "SRST", "PMU", "DBCN", "SSE",
                               "FWFT", "DBTR"},
    "stub": {"BASE", "TIME", "SRST", "DBCN"},
}
HEAD = {
    "opensbi-1.1/fw_dynamic": ("1.0", "1 OpenSBI", "1.1"),
    "opensbi-1.6/fw_dynamic": ("2.0", "1 OpenSBI", "1.6"),
    "stub": ("2.0", "32343 (unknown)", "0x1"),
}
STATES = {  # what extensions say of themselves, on QEMU's virt; counters differ by QEMU's version
    "opensbi-1.1/fw_dynamic": ["PMU  counters  N"],
    "opensbi-1.6/fw_dynamic": [
        "PMU  counters  N", "FWFT  misaligned delegated  N",
        *(f"FWFT  {what}  not supported" for what in (
            "landing pads", "shadow stacks", "double trap", "A and D by hardware",
            "masked pointer bits")),
        "DBTR  triggers  N"],
    "stub": [],
}


@pytest.mark.parametrize("firmware", EXTENSIONS)
def test_sbi(boot, firmware):
    shown, _, states = boot(firmware=firmware).run("sbi").partition("\n\nNAME ")
    lines = shown.splitlines()
    spec, implementation, version = HEAD[firmware]
    assert lines[:3] == [f"specification   {spec}", f"implementation  {implementation}",
                         f"version         {version}"]
    assert [re.fullmatch(r"(mvendorid|marchid|mimpid) +0x[0-9a-f]+", line)[1]
            for line in lines[3:6]] == ["mvendorid", "marchid", "mimpid"]
    assert lines[6] == "" and lines[7].split() == ["THERE", "NAME", "ID", "WHAT"]
    probed = [re.fullmatch(r"(yes|-) +(legacy \d|\w+) +0x([0-9a-f]+)  \S.*", line).groups()
              for line in lines[8:]]
    has = {name for answer, name, _ in probed if answer == "yes"}
    assert {name for name in has if not name.startswith("legacy")} == EXTENSIONS[firmware]
    assert {f"legacy {call}" for call in range(9)} <= has
    assert len({number for _, _, number in probed}) == len(probed) >= 24
    assert [re.sub(" \\d+$", " N", re.sub("  +", "  ", line))
            for line in states.splitlines()[1:]] == STATES[firmware]


def test_sbi_without_base(boot):
    machine = boot(firmware="stub", card={"features": ["no-base"]})
    assert machine.run("sbi") == (
        "specification   0.1\n"
        "no base extension, so no more is known; the legacy calls are assumed\n")


def regions(machine):
    """[(base, last, what)] of `mem`; checks that the sizes match."""
    head, *lines = machine.run("mem").splitlines()
    assert head.split() == ["BASE", "LAST", "SIZE", "WHAT"]
    found = []
    for line in lines:
        base, last, size, unit, what = re.fullmatch(
            r" *0x(\w+)  +0x(\w+)  +([\d.]+) (\S+)  (.*)", line).groups()
        base, last = int(base, 16), int(last, 16)
        bytes_shown = float(size) * 1024 ** ["B", "KiB", "MiB", "GiB"].index(unit)
        assert abs(bytes_shown - (last - base + 1)) <= 0.05 * bytes_shown
        found.append((base, last, what))
    assert [base for base, _, _ in found] == sorted(base for base, _, _ in found)
    return found


@pytest.mark.parametrize("row, size", [
    (Row("64M", ram="64M"), 64 << 20), (Row("1G", ram="1G"), 1 << 30),
    (Row("8G", ram="8G"), 8 << 30), (Row("odd", firmware="opensbi-1.1/fw_jump", by="relay", at=ODD),
                                     128 << 20)], ids=lambda value: getattr(value, "id", ""))
def test_mem(boot, row, size):
    machine = boot(row)
    found = {what: (base, last) for base, last, what in regions(machine)}
    assert found["RAM"] == (0x80000000, 0x80000000 + size - 1)
    assert found["reserved mmode_resv0@80000000"][0] == 0x80000000
    image, data, stacks, tree = (found[what] for what in (
        "image", "image: data", "image: stacks", "device tree"))
    assert image[0] == row.at and data[0] == image[1] + 1 and stacks[0] == data[1] + 1
    space = re.search(r"(?m)^ *0x(\w+) +0x(\w+) .*workspace$", machine.run("map"))
    assert found["workspace"] == tuple(int(word, 16) for word in space.groups())
    assert stacks[1] - image[0] < 1136 << 10, "more than tools/size-report allows"
    assert re.search(rf"(?m)^Tree: +{tree[0]:#x}, {tree[1] - tree[0] + 1} bytes,", machine.banner)


def test_mem_of_a_machine_with_two_banks(boot, trees):
    machine = boot(machine="microchip-icicle-kit", harts=5, serial=1, tree=trees("icicle"),
                   firmware="opensbi-1.6/fw_dynamic")
    banks = [(base, last) for base, last, what in regions(machine) if what == "RAM"]
    assert banks == [(0x80000000, 0xbfffffff), (0x1000000000, 0x103fffffff)]
    assert "Memory:   2048 MiB at 0x80000000 and elsewhere (mem)" in machine.banner


@pytest.mark.parametrize("count", [70, 300])
def test_memory_for_trees_is_never_reserved_memory(boot, count):
    """However many reserved ranges there are. The last is the end of RAM."""
    at = range(0x80300000, 0x80300000 + count * 0x2000, 0x2000)
    nodes = [f"a@{base:x} {{ reg = <0 {base:#x} 0 0x1000>; }};" for base in at]
    tree = edited(Row("own"), lambda text: text + f"""/ {{ reserved-memory {{
        #address-cells = <2>; #size-cells = <2>; ranges;
        {"".join(nodes)} z@84000000 {{ reg = <0 0x84000000 0 0x4000000>; }}; }}; }};""",
                  f"reserved-{count}")
    machine = boot(tree=tree)
    found = regions(machine)
    assert sum(what.startswith("reserved") for *_, what in found) > len(at)
    (begin, last), = [(base, last) for base, last, what in found if what == "workspace"]
    assert not [what for base, end, what in found
                if what.startswith("reserved") and base <= last and end >= begin]
    assert machine.run("find chosen") == "/chosen\n"  # the index is there


def test_initrd_is_listed(boot, tmp_path):
    """QEMU's -initrd writes its addresses into /chosen."""
    (tmp_path / "initrd").write_bytes(b"x" * 5000)
    machine = boot(args=("-initrd", str(tmp_path / "initrd")))
    base, last = next((base, last) for base, last, what in regions(machine) if what == "initrd")
    assert last - base + 1 == 5000
    assert machine.run(f"md.b {base:#x} 4") == f"{base:08x}:{' 78' * 4}{' ' * 38}xxxx\n"


def test_version(boot):
    machine = boot()
    assert re.fullmatch(r"Firstlight \d+\.\d+\.\d+\n", machine.run("version"))
    assert re.fullmatch(
        r"Firstlight \S+\ncompiler: .+\n"
        r"boot: \d+ instructions from _start to the prompt, and \d+ in firmware\n\n"
        r"compatible +riscv-virtio\ncore +riscv\ndesign +QEMU\n"
        r"mvendorid +0x0\nmarchid +0x[0-9a-f]+\nmimpid +0x[0-9a-f]+\n",
        machine.run("version -v"))


def test_quirks_by_the_id_of_the_vendor(boot):
    """T-Head's, where the tree names none of its cores."""
    machine = boot(firmware="stub")
    machine.run(lie(0x10, 4, value=0x5b7))
    assert [row["of"] for row in json.loads(machine.run("cpus -j"))["quirks"]] == ["thead,c9*"]
    assert json.loads(machine.run("version -v -j"))["board"]["vendor"] == "T-Head"


@pytest.mark.parametrize("features, known", [(["hsm"], True), (["all-harts", "no-base"], False)])
def test_the_core_of_another_hart(boot, features, known):
    """Each hart is asked itself. Firmware without the base extension has no answer."""
    machine = boot(Row("board", harts=2, firmware="stub", card={"features": features}))
    own = int(re.search(r"^Hart: +(\d+)", machine.banner, re.M)[1])
    board = json.loads(machine.run("cpus -j"))["board"]
    assert ("marchid" in board) == ("mvendorid" in board) == known
    assert board == json.loads(machine.run("version -v -j"))["board"]
    machine.run(f"set /cpus/cpu@{1 - own}/compatible other,core")
    there = machine.run(f"on {1 - own} version -v")
    assert re.search(r"^core +other,core$", there, re.M)
    assert ("marchid" in there) == known


@pytest.mark.parametrize("given", ["console=sbi", "quiet root=/dev/vda  rw", 'run="echo a"'])
def test_bootargs(boot, given):
    machine = boot(args=("-append", given))
    assert machine.run("bootargs") == f"{given}\n"


def test_bootargs_absent(boot):
    assert boot().run("bootargs") == "bootargs: /chosen/bootargs is absent\n"


def test_run_too_long(boot):
    machine = boot(args=("-append", f'run="echo {"x" * 600}"'))
    assert machine.banner.endswith("run=: longer than 512 characters, not run")
    assert machine.run("echo here") == "here\n"
