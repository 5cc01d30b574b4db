"""`check` on trees of real boards: it finds no error and no warning but those that are right."""

import pytest

from device_trees import name_of, real_trees
from hostshell import hostshell

# What U-Boot's fdtgrep leaves of a tree for its first stage, where references lead to nodes that it
# removed: true errors of those trees, with which U-Boot lives because it does not follow them.
PRUNED = {
    ("uboot-fit/visionfive2-spl.dtb", "refs-property"):
        "phandle 1 is the cache's, 0xe the pins', 0x1c a clock's: no node has them",
    ("uboot-fit/visionfive2-spl.dtb", "clocks-property"):
        "phandles 0x14 and 0x27 are other clock controllers': no node has them",
    ("uboot-fit/hifive-unleashed-spl.dtb", "refs-property"):
        "phandle 2 is the cache's: no node has it",
    ("uboot-fit/hifive-unmatched-spl.dtb", "refs-property"):
        "phandle 2 is the cache's: no node has it",
}
CAPITALS = "the name is region@BFC00000"
HTIF = "it has reg and no unit address"
# (tree, check): why the warning is right.
WARNINGS = {
    ("microchip/mpfs-icicle-kit.dtb", "unit-address-format"): CAPITALS,
    ("qemu-7.2/microchip-icicle-kit-append.dtb", "unit-address-format"): CAPITALS,
    ("qemu-7.2/virt-smp8-numa2-aclint.dtb", "simple-bus-reg"):
        "the first entry of reg is mtime, at 0x200bff8; the name has the address of mtimecmp",
    ("qemu-7.2-live/spike-after-opensbi.dtb", "unit-address-vs-reg"): HTIF,
    ("qemu-7.2/spike-smp8.dtb", "unit-address-vs-reg"): HTIF,
    ("qemu-7.2/spike-sockets.dtb", "unit-address-vs-reg"): HTIF,
    ("qemu-7.2/spike.dtb", "unit-address-vs-reg"): HTIF,
    ("qemu-7.2/spike32.dtb", "unit-address-vs-reg"): HTIF,
    ("uboot-fit/hifive-unmatched-uboot.dtb", "interrupt-provider"):
        "/soc/i2c@10030000/pmic@58 is an interrupt-controller without #interrupt-cells",
}


def findings(tree, severity):
    """{(tree, check)} of the findings of that severity."""
    result = hostshell("-c", "check -s warning", tree)
    *lines, sums = result.output.splitlines()
    assert result.error == "" and " errors, " in sums
    return {(name_of(tree), line.split()[1]) for line in lines if line.startswith(severity)}


def expected(table, tree):
    return {row for row in table if row[0] == name_of(tree)}


@pytest.mark.parametrize("tree", real_trees(), ids=name_of)
def test_no_false_error(tree):
    assert findings(tree, "error") == expected(PRUNED, tree)


@pytest.mark.parametrize("tree", real_trees(), ids=name_of)
def test_no_false_warning(tree):
    assert findings(tree, "warning") == expected(WARNINGS, tree)
