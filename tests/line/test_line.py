"""64 KiB pasted at line rate into a 16550 with 16 bytes of FIFO: the image loses none of it."""
from concurrent.futures import ThreadPoolExecutor

import pytest

import scene

# How it learns of input, baud, trigger, how often `dts /` prints before the first line is run.
# 60 times is longer than the paste: all of it has to wait in the ring.
ROWS = [
    ("polled", 115200, 8, 20),
    ("polled", 921600, 8, 60),
    ("polled", 1_000_000, 14, 20),
    ("irq", 115200, 8, 20),
    ("irq", 921600, 14, 20),
    ("irq", 3_000_000, 1, 20),
    ("irq", 3_000_000, 8, 60),
    ("irq", 3_000_000, 14, 20),
]


@pytest.fixture(scope="module")
def runs():
    """All rows' runs, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(ROWS, pool.map(lambda row: scene.paste(*row), ROWS)))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "-".join(map(str, row)))
def test_nothing_is_lost(runs, row):
    run = runs[row]
    assert scene.faults(run) == []
    assert run.figures["in"] > scene.PASTE
    # The line was busy: at least as long as the paste takes on it.
    assert run.ns > scene.PASTE * 10 * 1_000_000_000 / row[1]
    assert (run.interrupts > 1000) == (row[0] == "irq")


def test_highest_rates(capsys):
    with ThreadPoolExecutor(2) as pool:
        rates = dict(zip(scene.TREES, pool.map(scene.highest, scene.TREES)))
    with capsys.disabled():
        print(f"\n64 KiB pasted without a loss, highest rate: by interrupt {rates['irq']} baud, "
              f"polled {rates['polled']} baud")
    assert rates["irq"] >= 3_000_000
    assert rates["polled"] >= 1_300_000
    for mode, rate in rates.items():
        shown = int(scene.SHOWN[mode].search(scene.README.read_text())[2].replace(",", ""))
        assert 1 / scene.STEP ** 2 < rate / shown < scene.STEP ** 2, "stale: `make line` writes it"


# Baud, trigger: above 1, the part tells of a lone byte only after the time of four more.
@pytest.mark.parametrize("baud, trigger", [
    (115200, 1), (115200, 8), (115200, 14), (3_000_000, 1), (3_000_000, 14)])
def test_a_key_is_echoed_within_a_millisecond(baud, trigger, capsys):
    """From its stop bit to the start bit of its echo, where the hart slept."""
    run = scene.keys("irq", baud, trigger)
    part = 4 * 10 * 1_000_000_000 // baud if trigger > 1 else 0
    with capsys.disabled():
        print(f"\necho by interrupt, {baud} baud, trigger {trigger}: {run.echo_ns / 1000:.1f} us, "
              f"{(run.echo_ns - part) / 1000:.1f} us of them ours")
    assert run.status == 0, run.errors
    assert f"\r\n/> {scene.KEYS}\r\n".encode() in run.output
    assert run.read == len(scene.KEYS + "\rpoweroff\r") <= run.interrupts
    assert run.echo_ns < 1_000_000
    assert 0 < run.echo_ns - part <= scene.ECHO_MOST


def test_the_first_command_takes_no_longer_than_others():
    run = scene.first_command()
    assert run.status == 0, run.errors
    assert b"hi\r\n/> " in run.output
    assert 0 < run.answer_ns <= scene.FIRST_MOST


def test_a_late_echo_is_seen():
    """The measure itself: a hart that looks each 15 ms."""
    run = scene.keys("polled", 115200, 8)
    assert run.interrupts == 0
    assert 1_000_000 < run.echo_ns < 20_000_000


def test_a_rate_too_high_is_seen():
    """The measure itself: what no hart could keep up with is a fault."""
    run = scene.paste("polled", 200_000_000, size=8192, name="too-high")
    assert run.overruns
    assert scene.faults(run, 8192)


def damaged(mode, baud):
    """A paste in which bytes are lost: the rate is raised by a half until that happens.

    The rate that is needed depends on the compiler: a faster image takes more."""
    while True:
        run = scene.paste(mode, baud, name=f"damage-{mode}")
        if run.overruns:
            return run
        baud = baud * 3 // 2


# How it learns of input, and a rate that may be too high for it, which is no fault of the image.
@pytest.mark.parametrize("mode, baud", [("polled", 2_000_000), ("irq", 50_000_000)])
def test_a_damaged_line_is_reported_and_not_run(mode, baud):
    run = damaged(mode, baud)
    sent = [scene.printed_by(line) for line in scene.lines_of(scene.PASTE)]
    found = scene.executed(run.output)
    assert found == [line for line in sent if line in found], "changed, out of order, or twice"
    assert len(found) < len(sent)
    assert b"lost (overrun), not run" in run.output


@pytest.mark.parametrize("mode", scene.TREES)
def test_skipping_of_waiting_changes_nothing(mode):
    """The turns of waiting loops that are counted and not run: the figures are those of a run
    with all of them. A loop that also looks at the clock may end by a turn later."""
    quick = scene.paste(mode, 921600, 8, 2, 2048, machine=scene.CHECKED, name=f"{mode}-quick")
    exact = scene.paste(mode, 921600, 8, 2, 2048, options=["--exact"], name=f"{mode}-exact")
    assert scene.faults(exact, 2048) == []
    assert quick.output == exact.output
    assert exact.skipped == 0 and quick.skipped > quick.instructions / 2
    for name in ("ns", "instructions", "latency_ns"):
        assert quick.figures[name] == pytest.approx(exact.figures[name], rel=0.05)
    for name in ("in", "read", "out", "overruns", "tx_lost"):
        assert quick.figures[name] == exact.figures[name]
