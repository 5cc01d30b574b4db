"""Each rule of `check` about OpenSBI's domains, as those of test_check_rules.py."""

import pytest

from test_check_rules import BOARD, findings, top

# The phandles of the domains' tree: dtc fills none in where a tree has errors.
CPU, MEMORY, DOMAIN = "<0x20>", "0x21", "<0x22>"
ROUND = 'base = <0 0x80100000>; order = <20>;'


def domains(region=ROUND, instance="", regions="<0x21 0x3f>", hart=f"opensbi-domain = {DOMAIN};",
            config='compatible = "opensbi,domain,config";', most=64):
    """OpenSBI's domains: one of one hart and one region, or of others where the texts say so."""
    return top(f"""cpus {{ cpu@0 {{ phandle = {CPU}; {hart} }}; }};
        chosen {{ opensbi-domains {{ {config}
            memory {{ compatible = "opensbi,domain,memregion"; phandle = <{MEMORY}>; {region} }};
            all {{ compatible = "opensbi,domain,memregion"; phandle = <0x23>; base = <0 0>;
                order = <{most}>; }};
            domain {{ compatible = "opensbi,domain,instance"; phandle = {DOMAIN};
                {instance} possible-harts = {CPU}; regions = {regions}; }};
        }}; }};""")


RV32 = top('cpus { cpu@0 { riscv,isa = "rv32imac"; }; };')


def region(text):
    return domains(region=text)


def instance(text):
    return domains(instance=text)


def regions(text, **more):
    return domains(regions=text, **more)


# Check: the tree where it must find something, and the one where it must not.
ROWS = [
    ("domain-config", domains(config=""), domains()),
    ("domain-property", instance("next-addr = <0x80100000>;"),
     instance("next-addr = <0 0x80100000>;")),
    ("domain-region", region("base = <0 0>; order = <2>;"), region("base = <0 0>; order = <3>;")),
    ("domain-reference", regions("<0x20 0x3f>"), regions("<0x21 0x3f>")),
    ("domain-of-hart", domains(hart="opensbi-domain = <0x21>;"), domains()),
    ("domain-boot-hart", domains(instance="boot-hart = <0x20>;", hart=""),
     instance("boot-hart = <0x20>;")),
    ("domain-hart", domains(hart=f"opensbi,domain = {DOMAIN};"), domains()),
    # As in OpenSBI's document, from when these bits were those of all modes.
    ("domain-machine-only", regions("<0x21 0x7>"), regions("<0x21 0xf>")),
    ("domain-permissions", regions("<0x21 0xbf>"), regions("<0x21 0x7f>")),
    ("domain-region-twice", regions("<0x21 0x3f>, <0x21 0x9>"),
     regions("<0x21 0x3f>, <0x23 0x9>")),
    ("domain-region-inside", regions("<0x21 0x3f>, <0x23 0x3f>"),
     regions("<0x21 0x3f>, <0x23 0x38>")),
    ("domain-next-addr", instance("next-addr = <0 0x80200000>;"),
     instance("next-addr = <0 0x801ffffe>;")),
    ("domain-next-arg1", instance("next-arg1 = <0 0x800fffff>;"),
     instance("next-arg1 = <0 0>;")),
    ("domain-next-mode", instance("next-mode = <3>;"), instance("next-mode = <0>;")),
    # A domain elsewhere, which OpenSBI does not find.
    ("domain-config", top('a { compatible = "opensbi,domain,instance"; };'),
     top('chosen { a { compatible = "opensbi,domain,config"; '
         'b { compatible = "opensbi,domain,instance"; }; }; };')),
    ("domain-property", region("base = <0 0>;"), region("base = <0 0>; order = <3>;")),
    ("domain-property", regions("<0x21 0x3f 0x23>"), regions("<0x21 0x3f 0x23 0>")),
    ("domain-region", region("base = <0 0x80080000>; order = <20>;"),
     region("base = <0 0x80080000>; order = <19>;")),
    # A region may have as many bits as a register, and the largest one only one base.
    ("domain-region", region("base = <0 0>; order = <65>;"), region("base = <0 0>; order = <64>;")),
    ("domain-region", domains("base = <0 0>; order = <33>;", most=32) + RV32,
     domains("base = <0 0>; order = <32>;", most=32) + RV32),
    ("domain-region", region("base = <0x80000000 0>; order = <64>;"),
     region("base = <0x80000000 0>; order = <63>;")),
    ("domain-reference", instance("boot-hart = <0x21>;"), instance("boot-hart = <0x20>;")),
    ("domain-reference", instance("possible-harts = <0x20 0x99>;"),
     instance("possible-harts = <0x20 0x20>;")),
    ("domain-reference", region(ROUND + "devices = <3 0x98>;"), region(ROUND + "devices = <3>;")),
    ("domain-boot-hart", instance("boot-hart = <0x20>; possible-harts;"),
     instance("boot-hart = <0x20>;")),
    ("domain-hart", instance("possible-harts;"), domains(hart="")),
    ("domain-permissions", regions("<0x21 0x37>"), regions("<0x21 0x9>")),
    # The smallest region with the address decides.
    ("domain-next-addr", regions("<0x21 9>, <0x23 0x3f>", instance="next-addr = <0 0x80100000>;"),
     regions("<0x21 0x3f>, <0x23 9>", instance="next-addr = <0 0x80100000>;")),
    ("domain-next-addr", domains(ROUND + "mmio;", "next-addr = <0 0x80100000>;"),
     domains(ROUND, "next-addr = <0 0x80100000>;")),
    ("domain-region-inside", regions("<0x23 0x3f>, <0x21 0x3f>"),
     domains(ROUND + "mmio;", regions="<0x23 0x3f>, <0x21 0x3f>")),
]


@pytest.mark.parametrize("check, bad, good", ROWS)
def test_rule(check, bad, good):
    found = findings(BOARD + bad, check)
    assert found and all(line.split()[1] == check and ": " in line for line in found)
    assert findings(BOARD + good, check) == []
