"""`survey` of what QEMU does not have: the block of cbo.zero, and a line with a rate, which is the
only clock beside the timebase."""
import re
import subprocess

import pytest

from scene import BUILD, ROOT, Run

SOURCE = (ROOT / "emulator/machine.dts").read_text()
BLOCK = "mmu-type =", 'riscv,cboz-block-size = <{}>; riscv,cbom-block-size = <{}>; mmu-type ='


def survey(name, source, command):
    """What the command prints, on a machine whose tree is `source`."""
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"survey-{name}.dtb"
    subprocess.run(["dtc", "-q", "-O", "dtb", "-o", path], input=source, text=True, check=True)
    done = Run([("/> ", "type", f"{command}; echo $?\r"), ("/> ", "type", "poweroff\r")],
               "--baud", 115200, dtb=path, name=f"survey-{name}")
    assert (done.status, done.unsent) == (0, 0), done.errors
    text = done.output.decode("latin-1").replace("\r\n", "\n")
    return text.partition("echo $?\n")[2].rpartition("/> ")[0]


def blocks(zero, manage):
    return SOURCE.replace(BLOCK[0], BLOCK[1].format(zero, manage))


def test_the_cache_block_is_right():
    text = survey("block", blocks(64, 64), "survey cache")
    assert re.search(r"(?m)^cache +cboz 64 bytes +cbo.zero clears 64 +right +sure$", text)
    assert re.search(r"(?m)^cache +cbom 64 bytes +cbo.zero clears 64 +right +likely$", text)
    assert "\n0\n" in text


@pytest.mark.parametrize("zero, manage, wrong", [(32, 64, 1), (128, 128, 2), (64, 16, 1)])
def test_a_wrong_cache_block_is_corrected(zero, manage, wrong):
    text = survey(f"block-{zero}-{manage}", blocks(zero, manage),
                  "survey -f cache; cat /cpus/cpu@0/riscv,cbo?-block-size")
    assert text.count(" wrong ") - text.count(": wrong in") == wrong
    assert f"{wrong} corrected in one edit" in text
    assert text.count("<0x40>") == 2 or text.count("<64>") == 2


@pytest.mark.parametrize("claim, verdict", [(16, "right +sure"), (64, "wrong +likely")])
def test_the_depth_of_the_fifo(claim, verdict):
    """As many bytes as fit at the line's rate."""
    source = SOURCE.replace("serial@10000000 {", f"serial@10000000 {{ fifo-size = <{claim}>;")
    assert re.search(rf"(?m)^fifo +fifo-size {claim} +16 bytes fit +{verdict}$",
                     survey(f"fifo-{claim}", source, "survey fifo"))


def test_the_timebase_by_the_line():
    text = survey("time", SOURCE, "survey timebase clock")
    assert re.search(r"(?m)^timebase +10000000 Hz +so by the line +right +likely$", text)
    assert re.search(r"(?m)^clock +1843200 Hz +so by the divisor +right +likely$", text)


def test_a_wrong_timebase_is_corrected():
    text = survey("time-wrong", SOURCE.replace("<10000000>", "<100000000>"),
                  "survey -f timebase; cat /cpus/timebase-frequency")
    assert re.search(r"(?m)^timebase +100000000 Hz +10000000 Hz by the line +wrong +likely$",
                     text)
    assert "<0x989680>" in text or "<10000000>" in text


def test_a_line_without_a_rate_corrects_no_timebase():
    """Its clock may be what is wrong."""
    text = survey("no-rate", SOURCE.replace(":115200n8", "").replace("<1843200>", "<18432000>"),
                  "survey -f timebase; cat /cpus/timebase-frequency")
    assert re.search(r"(?m)^timebase +10000000 Hz +\d+ Hz by the line +wrong +likely$", text)
    assert "nothing to correct\n" in text
    assert "<0x989680>" in text or "<10000000>" in text


def test_a_wrong_clock_is_not_a_wrong_timebase():
    """Both make the line's bytes take another time than expected."""
    text = survey("clock-wrong", SOURCE.replace("<1843200>", "<18432000>"),
                  "survey -f timebase clock; cat /soc/serial@10000000/clock-frequency")
    assert re.search(r"(?m)^clock +18432000 Hz +1843200 Hz by the divisor +wrong +likely$", text)
    assert re.search(r"(?m)^timebase +10000000 Hz +- +unknown +-$", text)
    assert "<1843200>" in text or "<0x1c2000>" in text
