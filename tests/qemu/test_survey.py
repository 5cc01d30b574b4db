"""survey: right trees are all right, and each tree made wrong on purpose is found and corrected."""

import json
import re
import subprocess
import sys

import jsonschema
import pytest

from devicetree import dtc, flat, qemu_blob
from machine import ROOT, SCRATCH
from rows import DYNAMIC_16, ICICLE_KIT, SIFIVE_U, Row
from stub import lie
from test_irq import SILENT, type_until_news

RULES = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/schema/survey.json").read_text()))
FIRMWARE = "opensbi-1.6/fw_jump"
PMU = 0x504d55  # the extension


def survey(machine, words=""):
    """The rows of `survey -j`."""
    text = machine.run(f"survey -j {words}")
    document = json.loads(text[text.index('{"facts"'):])
    RULES.validate(document)
    return document["facts"]


def given(boot, name, text, harts, **fields):
    """A machine whose firmware has QEMU's own tree, and whose image has the one of `text`."""
    path = SCRATCH / f"survey-{name}.dtb"
    path.write_bytes(dtc(text, "dtb"))
    return boot(harts=harts, firmware=FIRMWARE, by="relay", at=0x84000000, given=path, **fields)


def swap(old, new):
    """An edit of a source; `old` is a pattern that matches once."""
    def edit(source):
        changed, times = re.subn(old, new, source)
        assert times == 1, old
        return changed
    return edit


RESERVED = """reserved-memory {
    #address-cells = <2>; #size-cells = <2>; ranges;
    mmode_resv@80000000 { reg = <0 0x80000000 0 0x60000>; no-map; };
};
"""


def source(harts):
    text = dtc(qemu_blob(Row("own", harts=harts)), "dts").decode()
    text = text.replace("serial@10000000\";", "serial@10000000:115200n8\";")
    return text.replace("chosen {", RESERVED + "chosen {")


HART = ["reg", "compatible", "device_type", "mmu-type", "riscv,isa", "status",
        "interrupt-controller/compatible", "interrupt-controller/#interrupt-cells"]

# (id, harts, edit of the right source, the wrong fact, its node, properties that are corrected)
LIES = [
    ("memory too big", 1, swap("reg = <0x00 0x80000000 0x00 0x8000000>",
                               "reg = <0x00 0x80000000 0x00 0x9000000>"),
     "ram", "/memory@80000000", ["/memory@80000000/reg"]),
    ("reservation missing", 1, lambda text: text.replace(RESERVED, ""),
     "reserved", "/", ["/reserved-memory/mmode_resv@80000000/reg",
                       "/reserved-memory/mmode_resv@80000000/no-map"]),
    ("hart missing", 2, swap(r"(?s)\tcpu@1 {.*?};.*?};", ""),
     "harts", "/cpus", [f"/cpus/cpu@1/{name}" for name in HART]),
    ("isa claims v", 1, swap('riscv,isa = "rv64imafdch', 'riscv,isa = "rv64imafdcvh'),
     "isa", "/cpus/cpu@0", ["/cpus/cpu@0/riscv,isa"]),
    ("isa of the other hart claims v", 2, swap(r'(?s)(cpu@1 {.*?riscv,isa = "rv64imafdch)',
                                               r"\1v"),
     "isa", "/cpus/cpu@1", ["/cpus/cpu@0/riscv,isa", "/cpus/cpu@1/riscv,isa"]),
    ("timebase off by 10", 1, swap("timebase-frequency = <0x989680>",
                                   "timebase-frequency = <0x5f5e100>"),
     "timebase", "/cpus", ["/cpus/timebase-frequency"]),
    ("timebase too slow", 1, swap("timebase-frequency = <0x989680>",
                                  "timebase-frequency = <0xf4240>"),
     "timebase", "/cpus", ["/cpus/timebase-frequency"]),
    # Nearly twice as fast is not taken for twice.
    ("timebase off by a little more than 2", 1, swap("timebase-frequency = <0x989680>",
                                                     "timebase-frequency = <4900000>"),
     "timebase", "/cpus", ["/cpus/timebase-frequency"]),
    ("wrong interrupt", 1, swap(r"(serial@10000000 {[^}]*)interrupts = <0x0a>",
                                r"\1interrupts = <0x28>"),
     "irq", "/soc/serial@10000000", ["/soc/serial@10000000/interrupts"]),
    ("shift wrong", 1, swap("serial@10000000 {", "serial@10000000 { reg-shift = <2>;"),
     "uart", "/soc/serial@10000000", []),
    ("shift and width wrong", 1, swap(
        "serial@10000000 {", "serial@10000000 { reg-shift = <2>; reg-io-width = <4>;"),
     "uart", "/soc/serial@10000000", []),
    # Firmware's divisor and the tree's rate show the clock, where the tree has the rate.
    ("clock off by 10", 1, swap("(serial@.*\n\t*clock-frequency = )[^;]*", r"\1<36864000>"),
     "clock", "/soc/serial@10000000", ["/soc/serial@10000000/clock-frequency"]),
    ("clock off", 1, swap("(serial@.*\n\t*clock-frequency = )[^;]*", r"\1<24000000>"),
     "clock", "/soc/serial@10000000", ["/soc/serial@10000000/clock-frequency"]),
    ("fifo too deep", 1, swap("serial@10000000 {", "serial@10000000 { fifo-size = <32>;"),
     "fifo", "/soc/serial@10000000", []),
    ("fifo not that deep", 1, swap("serial@10000000 {", "serial@10000000 { tx-fifo-size = <8>;"),
     "fifo", "/soc/serial@10000000", []),
    ("pmu event that nothing counts", 1, swap("mhpmcounters = <", "mhpmcounters = <3 3 0x7fff8 "),
     "pmu", "/pmu", ["/pmu/riscv,event-to-mhpmcounters"]),
    ("pmu event on other counters", 1, swap("0x10019 0x10019 0x7fff8", "0x10019 0x10019 8"),
     "pmu", "/pmu", []),
]


def wrong(rows):
    return [(row["fact"], row.get("node")) for row in rows if row["verdict"] == "wrong"]


# --- right trees ----------------------------------------------------------------------------------

ROWS = [Row("virt"), Row("virt-1.6", firmware=DYNAMIC_16, harts=4),
        Row("sifive_u", **SIFIVE_U), Row("icicle", **ICICLE_KIT, ram="2G")]


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_right_tree_is_right(boot, row):
    machine = boot(row)
    rows = survey(machine)
    assert wrong(rows) == [], rows
    right = {row["fact"] for row in rows if row["verdict"] == "right"}
    assert {"ram", "reserved", "harts", "isa", "uart", "irq"} <= right
    assert ("timebase" in right) == (row.machine == "virt")  # the others have no second clock
    text = machine.run("survey ram harts; echo $?")
    assert text.startswith("FACT ") and text.endswith("\n0\n")
    assert max(map(len, text.split("\n"))) <= 80
    assert machine.run("survey -f harts") == machine.run("survey harts") + "nothing to correct\n"


# --- wrong trees ----------------------------------------------------------------------------------

@pytest.mark.parametrize("name, harts, edit, fact, node, fixed", LIES, ids=[row[0] for row in LIES])
def test_a_wrong_tree_is_corrected(boot, name, harts, edit, fact, node, fixed):
    own = source(harts)
    machine = given(boot, name.replace(" ", "-"), edit(own), harts)
    if fact == "irq":  # the message that it never came would come in the middle of a line
        type_until_news(machine, SILENT.format("plic"))
        machine.type("\x15echo here\r")
        machine.expect(rb"\nhere(?=\r\n)")
        machine.prompt()
    assert wrong(survey(machine)) == [(fact, node)]
    assert machine.run("survey; echo $?").endswith("\n1 correction: 'survey -f' writes it\n1\n")
    before = machine.run("dts /")
    assert machine.run("survey -f").endswith(
        "\ntree 1 (copy of 0) is in use now: edits go there\n"
        "1 corrected in one edit: 'diff' shows it, 'undo' takes it back,\n"
        "'export dts' prints the tree, 'boot' passes it on\n")
    right, now = flat(own), flat(machine.run("dts /"))
    assert [now[path] for path in fixed] == [right[path] for path in fixed]
    if fact == "uart":  # whose distance and width are the driver's own
        assert {path for path in now if path.startswith(node)} == \
            {path for path in right if path.startswith(node)}
    assert wrong(survey(machine)) == []
    assert "survey -f" in machine.run("undo")
    assert machine.run("dts /") == before


def test_all_at_once(boot):
    """One edit for all of them, and one undo."""
    text = own = source(1)
    # A UART that does not answer cannot ring, and its clock is not measured.
    alone = ("timebase too slow", "timebase off by a little more than 2",
             "pmu event on other counters", "shift and width wrong", "wrong interrupt",
             "clock off by 10", "clock off", "fifo too deep", "fifo not that deep")
    several = [row for row in LIES if row[1] == 1 and row[0] not in alone]
    for row in several:
        text = row[2](text)
    machine = given(boot, "several", text, 1)
    assert wrong(survey(machine)) == [row[3:5] for row in several]
    before = machine.run("dts /")
    assert f"{len(several)} corrected in one edit" in machine.run("survey -f")
    right, now = flat(own), flat(machine.run("dts /"))
    for row in several:
        assert [now[path] for path in row[5]] == [right[path] for path in row[5]], row[0]
    machine.run("undo")
    assert machine.run("dts /") == before


def test_what_cannot_be_corrected_is_named(boot):
    """The others are corrected. reg is longer than a correction may be."""
    text = swap("reg = <0x00 0x80000000 0x00 0x8000000>",
                f"reg = <0x00 0x80000000 0x00 0x9000000 {'0 0 0 0 ' * 40}>")(source(1))
    text = swap('riscv,isa = "rv64imafdch', 'riscv,isa = "rv64imafdcvh')(text)
    machine = given(boot, "too-long", text, 1)
    before = machine.run("cat /memory@80000000/reg")
    assert wrong(survey(machine, "ram isa")) == \
        [("ram", "/memory@80000000"), ("isa", "/cpus/cpu@0")]
    assert machine.run("survey -f ram isa").endswith(
        "\nsurvey: ram in memory@80000000: the property is too short, or too long, for that\n"
        "tree 1 (copy of 0) is in use now: edits go there\n"
        "1 corrected in one edit: 'diff' shows it, 'undo' takes it back,\n"
        "'export dts' prints the tree, 'boot' passes it on\n")
    assert machine.run("cat /memory@80000000/reg") == before
    assert wrong(survey(machine, "ram isa")) == [("ram", "/memory@80000000")]
    assert re.search(r" for that\n[1-9]\d*\n$", machine.run("survey -f ram; echo $?"))


def test_harts_that_are_alike_have_one_row(boot):
    machine = boot(Row("harts", harts=3, firmware=DYNAMIC_16))
    rows = survey(machine, "isa")
    assert [(row["verdict"], row["alike"]) for row in rows] == [("right", 2)]
    assert re.search(r", and 2 others +right +sure\n$", machine.run("survey isa"))
    machine.run("set /cpus/cpu@1/riscv,isa rv64imafdc; set /cpus/cpu@2/riscv,isa rv64imafdcv")
    rows = survey(machine, "isa")
    assert len(rows) == 3 and [row["verdict"] for row in rows].count("wrong") == 1


def test_a_hart_that_does_not_start(boot):
    """It is named, and the others are measured."""
    machine = boot(Row("stays", harts=2, firmware=DYNAMIC_16))
    own = int(re.search(r"^Hart: +(\d+)", machine.banner, re.M)[1])
    machine.run(f"set /cpus/cpu@{1 - own}/reg <9>")
    assert [(row["verdict"], row["node"], row["measured"]) for row in survey(machine, "isa")][1:] \
        == [("unknown", f"/cpus/cpu@{1 - own}", "firmware does not know it")]


def test_a_hart_whose_reg_is_wrong(boot):
    """Its name is not free for the one that is missing, and other corrections are made."""
    text = swap(r"(cpu@1 {[^}]*?)reg = <0x01>", r"\1reg = <0x07>")(source(2))
    machine = given(boot, "wrong-reg", text, 2)
    assert sorted(wrong(survey(machine, "harts"))) == [("harts", "/cpus"), ("harts", "/cpus/cpu@1")]
    assert "\n1 corrected in one edit" in machine.run("survey -f harts")
    assert machine.run("cat /cpus/cpu@1/status") == '"disabled"\n'


def test_the_last_event(boot):
    machine = given(boot, "last-event", source(1), 1)
    machine.run("set /pmu/riscv,event-to-mhpmcounters <3 3 8>; rm /pmu/riscv,event-to-mhpmevent")
    assert wrong(survey(machine, "pmu")) == [("pmu", "/pmu")]
    assert "\n1 corrected in one edit" in machine.run("survey -f pmu")
    assert "mhpmcounters" not in machine.run("dts /pmu")


# Firmware's counter is not there, or does not count; or it cannot match a counter that runs.
NOT_THE_TREE = [
    (["pmu-stray"], "echo", "1 1 8"),
    (["pmu-still"], "echo", "0x10000 0x10000 16"),
    ([], lie(PMU, 2, error=-2), "1 1 1"),
]


@pytest.mark.parametrize("features, before, claim", NOT_THE_TREE, ids=["stray", "still", "running"])
def test_what_counters_show_is_not_always_of_the_tree(boot, features, before, claim):
    machine = boot(firmware="stub", args=("-icount", "shift=0"),
                   card={"features": ["pmu", "ipi", *features]})
    machine.run(f"set /pmu/riscv,event-to-mhpmcounters <{claim}>; rm /pmu/riscv,event-to-mhpmevent")
    machine.run(before)
    rows = survey(machine, "pmu")
    assert [row["verdict"] for row in rows] == ["unknown"], rows
    assert machine.run("survey -f pmu").endswith("\nnothing to correct\n")


# --- FIFOs ----------------------------------------------------------------------------------------

def test_the_depth_of_a_fifo(boot):
    machine = boot()
    for name, sure in (("fifo-size", "sure"), ("tx-fifo-size", "likely")):
        for depth, verdict in ((16, "right"), (15, "wrong"), (64, "wrong")):
            machine.run(f"set /soc/serial/{name} <{depth}>")
            row, = survey(machine, "fifo")
            assert (row["claim"], row["verdict"]) == (f"{name} {depth}", verdict)
            assert row["confidence"] == ("likely" if depth > 16 else sure)
            assert row["measured"] == "16 bytes fit"
        assert "\n1 corrected in one edit" in machine.run("survey -f fifo")
        assert machine.run(f"cat /soc/serial/{name}") == "<0x10>\n"
        machine.run(f"rm /soc/serial/{name}")
    assert survey(machine, "fifo") == []
    counters = json.loads(machine.run("console -j"))["counters"]
    assert not any(row.get("overruns") for row in counters), counters


def test_a_fifo_that_is_off(boot):
    """FCR is written 0: one byte fits, whatever the part has."""
    machine = boot()
    machine.run("set /soc/serial/fifo-size <16>; mw.b -f 0x10000002 0")
    row, = survey(machine, "fifo")
    assert (row["verdict"], row["measured"]) == \
        ("unknown", "one byte fits: firmware may have left the FIFO off")


# --- virtio devices -------------------------------------------------------------------------------

MODERN = ("-global", "virtio-mmio.force-legacy=false")
VIRTIO = ("-device", "virtio-rng-device", "-device", "virtio-blk-device,drive=none",
          "-drive", "if=none,id=none,driver=null-co,size=1M",
          "-device", "virtio-net-device,netdev=n", "-netdev", "user,id=n",
          "-device", "virtio-balloon-device")
TYPES = {4: "right", 2: "right", 1: "right", 5: "unknown"}


def virtio_rows(machine, words=""):
    """The verdict of each device, by its type: the registers say which it is."""
    rows = [row for row in survey(machine, f"irq {words}") if "virtio" in row["node"]]
    return {int(machine.run(f"md {row['node']}.reg[0]+8 1").split()[1], 16): row for row in rows}


@pytest.mark.parametrize("args", [(), MODERN, ("-machine", "aia=aplic"), (*MODERN, "-smp", "2")],
                         ids=["legacy", "modern", "aplic", "two harts"])
def test_virtio_devices_ring(boot, args):
    machine = boot(args=(*args, *VIRTIO))
    rows = virtio_rows(machine)
    assert {kind: row["verdict"] for kind, row in rows.items()} == TYPES, rows
    for row in rows.values():  # each is reset
        assert machine.run(f"md {row['node']}.reg[0]+0x70 1").split()[1] == "00000000"
    assert virtio_rows(machine) == rows


@pytest.mark.parametrize("args", [(), MODERN], ids=["legacy", "modern"])
def test_a_wrong_interrupt_of_a_virtio_device_is_corrected(boot, args):
    machine = boot(args=(*args, *VIRTIO))
    right = virtio_rows(machine)
    for kind, row in right.items():
        machine.run(f"set {row['node']}/interrupts <{9 + kind}>")
    rows = virtio_rows(machine)
    assert {kind: row["verdict"] for kind, row in rows.items()} == \
        {kind: "wrong" if TYPES[kind] == "right" else TYPES[kind] for kind in TYPES}
    assert "\n3 corrected in one edit" in machine.run("survey -f irq")
    assert {kind: row for kind, row in virtio_rows(machine).items() if kind != 5} == \
        {kind: row for kind, row in right.items() if kind != 5}


def test_an_extended_interrupt_is_corrected(boot):
    machine = boot(args=VIRTIO[:2])
    right = virtio_rows(machine)[4]
    node = right["node"]
    machine.run(f"set {node}/interrupts-extended <&plic 77>; rm {node}/interrupts")
    row = virtio_rows(machine)[4]
    assert (row["claim"], row["verdict"]) == ("plic 77", "wrong")
    machine.run("survey -f irq")
    assert virtio_rows(machine)[4] == right


# --- where little can be measured -----------------------------------------------------------------

@pytest.fixture
def busy():
    """Two processes that use all the time they get."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for loop in loops:
        loop.kill()
        loop.wait()


@pytest.mark.parametrize("args", [(), ("-icount", "shift=1")], ids=["host", "icount"])
def test_no_false_error_on_a_busy_host(boot, busy, args):
    machine = boot(args=args)
    for _ in range(3):
        assert wrong(survey(machine)) == []


@pytest.mark.parametrize("facts", ["", "fifo fifo"])
def test_type_ahead_is_kept(boot, facts):
    machine = boot()
    machine.run("set /soc/serial/fifo-size <16>")
    lines = [f"echo {i}" for i in range(20)]
    machine.type(f"survey {facts} | wc -l\r" + "".join(line + "\r" for line in lines))
    for i in range(20):
        machine.expect(rf"echo {i}\r\n{i}(?=\r\n)")
    machine.prompt()


def test_ctrl_c(boot):
    machine = boot()
    machine.type("survey ram ram; survey\r")
    machine.expect(rb"survey\r\n")
    machine.type("\x03")
    assert machine.prompt().endswith("^C")
    assert machine.run("echo $?") == "130\n"


def test_ctrl_c_leaves_interrupts_as_they_were(boot):
    machine = boot()
    for _ in range(12):
        machine.type("survey irq\r")
        machine.expect(rb"survey irq\r\n")
        machine.type("\x03\x03echo here\r")
        machine.expect(rb"\nhere(?=\r\n)")
        machine.prompt()
    assert re.search(r"\nplic +10  ns16550 +\d+  on\n$", machine.run("irq"))
    assert [row["verdict"] for row in survey(machine, "irq")] == ["right"]


def test_the_reason_of_what_has_no_node(boot):
    machine = boot()
    assert machine.run("rm /cpus; survey timebase").endswith(
        "\ntimebase: not measurable here: the tree has no timebase-frequency\n")


def test_errors(boot):
    boot().check([
        ("survey ram nothing; echo $?",
         "survey: nothing: no such fact; 'help survey' lists them\n2\n"),
        ("survey -x", "survey: no option -x\nusage: survey [-f] [-j] [FACT...]\n"),
    ])
