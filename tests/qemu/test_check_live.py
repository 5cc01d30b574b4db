"""The part of check that compares the tree with the machine: each wrong entry of a tree is
found."""

import re

import pytest

from devicetree import dtc, qemu_blob
from machine import BUILD
from rows import Row

OWN = qemu_blob(Row("own", harts=2))
RESERVED = """reserved-memory {
    #address-cells = <2>; #size-cells = <2>; ranges;
    firmware@80000000 { reg = <0 0x80000000 0 0x200000>; no-map; };
};
"""
SOURCE = dtc(OWN, "dts").decode().replace("chosen {", RESERVED + "chosen {")


def swap(old, new):
    """An edit of a source; `old` is a pattern that matches once."""
    def edit(source):
        changed, times = re.subn(old, new, source)
        assert times == 1, old
        return changed
    return edit


# (id, edit of the source of virt's own tree with two harts, the line that reports it)
LIES = [
    ("timebase", swap("timebase-frequency = <0x989680>", "timebase-frequency = <0x1312d00>"),
     r"error +live-timebase +/cpus: .*: 20000000 Hz in the tree, about (9\d|10\d)\d{5} Hz by"),
    ("isa claimed", lambda source: source.replace("_sstc", "_sstc_zicond_zacas"),
     r"error +live-isa-traps +/cpus/cpu@\d: .*: zicond zacas;"),
    # QEMU 10 has it in riscv,isa-extensions, too.
    ("isa not claimed", lambda source: source.replace("_zba_zbb", "_zbb").replace('"zba", ', ""),
     r"note +live-isa-more +/cpus/cpu@\d: .*: zba"),
    ("hart unknown", swap(r"(?s)(cpu@1 {.*?)reg = <0x01>", r"\1reg = <0x09>"),
     r"(?=(?s:.*)error +live-hart-unknown +/cpus/cpu@1: .*: hart 9;)"
     r"(?s:.*)warning +live-hart-missing +/cpus: .*: hart 1;"),
    ("boot hart", lambda source: source.replace('"okay"', '"disabled"'),
     r"error +live-boot-hart +/cpus/cpu@\d: .*: its status is not okay"),
    ("ram", swap("reg = <0x00 0x80000000 0x00 0x8000000>",
                 "reg = <0x00 0x80000000 0x00 0x9000000>"),
     r"error +live-ram +/: .*: 0x88fffff8, load access fault"),
    ("uart dead", swap("serial@10000000 {", """serial@20000000 {
         compatible = "ns16550a"; reg = <0 0x40000000 0 0x100>; clock-frequency = <3686400>;
     };
     serial@10000000 {"""),
     r"error +live-uart-dead +/soc/serial@20000000: .*: its registers do not answer"),
    ("pmu", str,  # QEMU's own tree has the node
     r"warning +live-sbi-pmu +/pmu: "),
]


def check(boot, name, source):
    """The output of check. Firmware gets QEMU's tree, so only the image gets the wrong one; the
    stub, which has no PMU, reads no tree."""
    path = BUILD / "qemu" / f"live-{name}.dtb".replace(" ", "-")
    path.write_bytes(dtc(source, "dtb"))
    if name == "pmu":
        machine = boot(harts=2, firmware="stub", tree=path)
    else:
        machine = boot(harts=2, firmware="opensbi-1.6/fw_jump", by="relay", at=0x84000000,
                       given=path)
    return machine.run("check", timeout=60)


def test_the_tree_of_virt_is_right(boot):
    assert "live-" not in check(boot, "own", SOURCE)


@pytest.mark.parametrize("name, edit, line", LIES, ids=[row[0] for row in LIES])
def test_a_wrong_entry_is_found(boot, name, edit, line):
    text = check(boot, name, edit(SOURCE))
    assert re.search(line, text), text
