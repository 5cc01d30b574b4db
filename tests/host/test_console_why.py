"""`console why` names what was not probed, and explains NAME whatever NAME is."""

import pytest

from device_trees import ROOT
from hostshell import dtc, hostshell

TREE = """/dts-v1/;
/ {
	#address-cells = <1>;
	#size-cells = <1>;
	aliases { serial4 = "/apb/serial@1000"; };
	chosen { stdout-path = "/serial@3000"; };
	apb {
		#address-cells = <1>;
		#size-cells = <1>;
		ranges;
		status = "dis\\x1babled";
		serial@1000 { compatible = "ns16550a"; reg = <0x1000 0x100>; };
	};
	serial@2000 { compatible = "acme,old", "ns16550a"; reg = <0x2000 0x100>; status = "fail"; };
	serial@3000 { compatible = "ns16550a"; reg = <0x3000 0x100>; };
	serial@4000 { compatible = "fsl,imx6q-uart"; reg = <0x4000 0x100>; };
	%s
};
"""
VIRTIO = "%s@%x { compatible = \"virtio,mmio\"; reg = <0x%x 0x100>; };"
NOT_PROBED = "not chosen    not probed: only a probe shows whether it is a console\n"
ANYHOW = "; console= in bootargs takes it all the same\n"
NS16550 = "driver        ns16550\ncompatible    ns16550a\n"


def virtio(*nodes):
    return "".join(VIRTIO % (name, at, at) for name, at in nodes)


@pytest.fixture
def why(tmp_path):
    """Runs `console why NAME` on TREE with more nodes."""
    def run(name="", nodes=""):
        path = tmp_path / "tree.dtb"
        path.write_bytes(dtc((TREE % nodes).encode(), "dts", "dtb"))
        result = hostshell("-w", "0", "-c", f"console why {name}", path)
        assert result.error == "" or not result.output
        return result.error or result.output
    return run


NAMES = [
    ("sbi", "console       sbi\ndriver        sbi\n"
     "not chosen    a console that has a driver comes first\n"),
    ("/apb/serial@1000", "node          /apb/serial@1000\n" + NS16550 +
     'not chosen    disabled: /apb has status "dis\\x1babled"' + ANYHOW),
    ("/serial@2000", "node          /serial@2000\n" + NS16550 +
     'not chosen    disabled: its status is "fail"' + ANYHOW),
    ("/serial@4000", "node          /serial@4000\nnot chosen    known, not driven: "
     "fsl,imx6q-uart (NXP i.MX UART, known to U-Boot and Linux)\n"),
    ("/apb", "node          /apb\nnot chosen    the node has no compatible\n"),
    ("virtio-console", "console       virtio-console\nnode          /virtio_mmio@8000\n"
     "address       0x8000\ndriver        virtio-console\ncompatible    virtio,mmio\n" +
     NOT_PROBED),
    ("nonsense", "console: nonsense: no such console; 'console' lists them\n"),
]


@pytest.mark.parametrize("name, story", NAMES, ids=[row[0] for row in NAMES])
def test_name(why, name, story):
    assert why(name, virtio(("virtio_mmio", 0x8000))) == story


def test_by_an_alias(why):
    assert why("serial4") == why("/apb/serial@1000")


def test_sbi_is_chosen(tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc(ROOT / "tests/dts/no-uart.dts", "dts", "dtb"))
    assert hostshell("-c", "console why sbi", path).output == (
        "console       sbi\ndriver        sbi\nchosen        no usable UART\n")


# Devices, and the line that names those that were not probed.
UNPROBED = [
    ([("virtio_mmio", 0x8000)], "1 virtio device not probed: /virtio_mmio@8000"),
    ([("virtio_mmio", 0x8000), ("virtio_mmio", 0x7000)],
     "2 virtio devices not probed: /virtio_mmio@8000 to @7000"),
    ([("virtio_mmio", 0x8000), ("virtio", 0x7000), ("virt", 0x6000)],
     "3 virtio devices not probed: /virtio_mmio@8000, ..."),
    ([("a-name-of-thirty-one-characters", 0x8000), ("a-name-of-thirty-one-characters", 0x7000)],
     "2 virtio devices not probed: /a-name-of-thirty-one-characters@8000 to @7000"),
]


@pytest.mark.parametrize("nodes, line", UNPROBED, ids=[row[1] for row in UNPROBED])
def test_what_was_not_probed(why, nodes, line):
    assert why("", virtio(*nodes)).endswith(f"\n{line}\nchosen: ns16550 at 0x3000 (stdout-path)\n")


UART = "serial@%x { compatible = \"ns16550a\"; reg = <0x%x 0x100>; status = \"%s\"; };"


@pytest.mark.parametrize("more, line", [
    ("", "2 disabled UARTs ignored: /apb/serial@1000 to @2000"),
    (UART % (0x5000, 0x5000, "okay"), "2 disabled UARTs ignored: /apb/serial@1000 to @2000"),
    ("a" + UART % (0x5000, 0x5000, "fail"), "3 disabled UARTs ignored: /apb/serial@1000, ..."),
], ids=["two", "another is enabled", "other names"])
def test_what_is_disabled(why, more, line):
    shown = why("", more).splitlines()
    assert [text for text in shown if "disabled" in text] == [line]
    assert shown[-1].startswith("chosen: ")


def test_a_long_path_is_shown(why):
    bus = "a-bus-with-a-long-name%d { #address-cells = <1>; #size-cells = <1>; ranges; "
    nodes = bus % 1 + bus % 2 + bus % 3 + virtio(("virtio_mmio", 0x8000)) + "}; }; };"
    path = "".join(f"/a-bus-with-a-long-name{i}" for i in (1, 2, 3))
    assert why("", nodes).splitlines()[-2] == \
        f"1 virtio device not probed: {path}/virtio_mmio@8000"


NAME = "a console= may be the name of what only a probe finds"
INPUT = "HTIF or SBI is all there is, and may have no input"
TWO = "2 virtio devices not probed: /soc/virtio@10002000 to @10001000"
# A source of tests/dts, and the end of `console why`: what the image would probe, and for what.
PROBED = [
    ("probe-hvc0", ["bootargs console=hvc0: SBI", NAME, TWO, "chosen: SBI (bootargs console=)"]),
    ("probe-ttys1", ["bootargs console=ttyS1: perhaps the name of what only a probe finds", NAME,
                     "1 PCI host bridge not probed: /soc/pci@30000000",
                     "chosen: ns16550 at 0x10000000 (stdout-path)"]),
    ("probe-htif", [INPUT, TWO, "chosen: htif at 0x1000000 (first enabled)"]),
    ("no-uart", ["chosen: SBI (no usable UART)"]),
    ("bootargs-hvc0", ["chosen: SBI (bootargs console=)"]),
]


@pytest.mark.parametrize("source, said", PROBED, ids=[row[0] for row in PROBED])
def test_what_the_image_would_probe(tmp_path, source, said):
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc(ROOT / f"tests/dts/{source}.dts", "dts", "dtb"))
    story = hostshell("-w", "0", "-c", "console why", path).output.splitlines()
    lines = [line.removeprefix("to be probed first: ") for line in story]
    assert [line for line in lines if line in said] == said
    probed = [line for line in story if line.startswith("to be probed first: ")]
    assert len(probed) == (NAME in said or INPUT in said)


def test_names_that_are_not_listed_take_no_room(tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc(ROOT / "tests/dts/probe-hvc0.dts", "dts", "dtb"))
    assert hostshell("-c", "console", path).output.splitlines()[:2] == [
        "NAME     STATE   DRIVER   ADDRESS     IRQ  NODE",
        "ns16550  -       ns16550  0x10000000  -    /soc/serial@10000000"]


def test_a_word_of_bootargs(tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc(ROOT / "tests/dts/probe-hvc0.dts", "dts", "dtb"))
    assert hostshell("-c", "console why hvc0", path).output == (
        'bootargs console="hvc0": Linux\'s name for SBI\'s or a virtio console\n'
        "bootargs console=hvc0: SBI\n")
    assert hostshell("-c", "console why hvc", path).status != 0


def test_after_an_edit_the_choice_is_that_on_the_first_tree(tmp_path):
    path = tmp_path / "tree.dtb"
    path.write_bytes(dtc((TREE % "").encode(), "dts", "dtb"))
    edit = "set /chosen/stdout-path /serial@2000; console why"
    result = hostshell("-c", edit, path)
    first = "this is the choice on tree 0; tree 1, which is in use, does not change it\n"
    assert first in result.output
    assert first not in hostshell("-c", "console why", path).output
    assert "chosen: ns16550 at 0x3000 (stdout-path)\n" in result.output
