"""`dts` of a tree that is an overlay: dtc makes an equal overlay of it again."""

import pytest

from device_trees import ROOT
from hostshell import dtc, hostshell

CONSOLE = (ROOT / "tests" / "qemu" / "dts" / "console.dtso").read_text()

SOURCES = {
    "console.dtso": CONSOLE,
    "labels of its own and of the base": """
&i2c1 {
    status = "okay";
    clkgen: clock@5 {
        reg = <5>;
        #clock-cells = <0>;
        interrupts-extended = <&plic 3>, <&gpio 4 5>;
    };
    two: x@6 { clocks = <&clkgen>, <&gpio 1>; odd = [01 02 03 04], <&clkgen>, [05 06]; };
};
&{/soc/uart} { c = <&two>; text = "a", "b"; };
/ { fragment-x { target-path = "/"; __overlay__ { n { a = <&other 1 2>, <3>; }; }; }; };
""",
    "a node here is called like a label of the base": """
&gpio { child: gpio { x = <&child>; y = <&gpio>; }; };
""",
    "no reference but the target": "&uart0 { status = \"disabled\"; };",
    "no reference at all": "&{/} { x = <1>; };",
    "a label without a reference": "&{/} { label: x { reg = <1>; }; };",
    "a reference between fragments": """
/ {
    fragment@0 { target = <&soc>; one: __overlay__ { n: node { }; }; };
    fragment@1 { target = <&n>; __overlay__ { clocks = <&n>, <&one>; }; };
};
""",
}


def printed(blob):
    result = hostshell("-c", "dts /", "-", stdin=blob)
    assert (result.status, result.error) == (0, "")
    return result.bytes


@pytest.mark.parametrize("options", [[], ["-@"]], ids=["", "symbols"])
@pytest.mark.parametrize("name", SOURCES)
def test_an_overlay_comes_back_with_its_references(name, options):
    source = SOURCES[name]
    if "/dts-v1/" not in source:
        source = "/dts-v1/;\n/plugin/;\n" + source
    blob = dtc(source.encode(), "dts", "dtb", *options)
    text = printed(blob)
    assert text.startswith(b"/dts-v1/;\n/plugin/;\n\n")
    assert b"_fixups__" not in text and b"0xffffffff" not in text
    assert dtc(text, "dts", "dtb") == blob


# What dtc does not make: fixups without the cells that they name, in all kinds.
ODD = {
    'x = "a";': "they hold what is not PATH:PROPERTY:OFFSET",
    'x = "/n:p:0";': "they name a node that does not exist",
    'x = "/fragment@0/__overlay__:q:0";': "they name a cell that does not exist",
    'x = "/fragment@0/__overlay__:p:12";': "they name a cell that does not exist",
    'x = "/fragment@0/__overlay__:p:2";': "they name a cell that is not 0xffffffff",
    'x = "/fragment@0/__overlay__:p:4";': "they name a cell that is not 0xffffffff",
    'x = "/fragment@0/__overlay__:p:0", "/fragment@0/__overlay__:p:0";':
        "they name a cell twice",
    'x-y = "/fragment@0/__overlay__:p:0";': "they name what is not a label",
    'x = [61];': "they hold what is not PATH:PROPERTY:OFFSET",
}
ODD_LOCAL = {
    "fragment@1 { };": "they name a node that does not exist",
    "fragment@0 { x = <0>; };": "they name a cell without the phandle of a node",
    "fragment@0 { target-path = <0>; };": "they name a cell without the phandle of a node",
    "fragment@0 { __overlay__ { p = [00]; }; };": "they hold what is not an offset",
}


@pytest.mark.parametrize("fixups, local, why",
                         [(text, "", why) for text, why in ODD.items()] +
                         [("", text, why) for text, why in ODD_LOCAL.items()])
def test_odd_fixups_are_printed_as_they_are(fixups, local, why):
    """The reason is in a comment, and dtc makes the same bytes."""
    source = f"""/dts-v1/;
/ {{
    fragment@0 {{
        target-path = "/";
        __overlay__ {{ p = <0xffffffff 1 2>; n {{ phandle = <1>; }}; }};
    }};
    __fixups__ {{ {fixups} }};
    __local_fixups__ {{ {local} }};
}};
"""
    blob = dtc(source.encode(), "dts", "dtb", "-f")
    text = printed(blob)
    assert f"fixups cannot be written as references: {why}. */".encode() in text
    assert b"/plugin/" not in text
    assert dtc(text, "dts", "dtb", "-f") == blob


def test_a_part_of_an_overlay_and_raw_source():
    blob = dtc(("/dts-v1/; /plugin/;" + SOURCES["no reference but the target"]).encode(),
               "dts", "dtb")
    for command in ("dts -x /", "dts /fragment@0"):
        text = hostshell("-c", command, "-", stdin=blob).bytes
        assert b"/plugin/" not in text and b"target = <0xffffffff>;" in text
    assert dtc(hostshell("-c", "dts -x /", "-", stdin=blob).bytes, "dts", "dtb", "-f") == blob
