"""`load -r` on a line with rates: what one end sends is only received by the other at the same."""
import binascii
import re
import zlib

from scene import FAST_CLOCK, Run, tree

SLOW, FAST = 115_200, 1_500_000
DATA = bytes(range(32, 96)) * 32
ENDS = "ends it.\r\nC"
OPTIONS = ["--baud", SLOW, "--clock", FAST_CLOCK]


def block(number):
    """Of XMODEM-1K."""
    data = DATA[1024 * (number - 1):1024 * number]
    return bytes([2, number, 255 - number]) + data + binascii.crc_hqx(data, 0).to_bytes(2)


def run(name, *scripts):
    return Run(scripts, *OPTIONS, dtb=tree("fast"), name=name)


def shown(done):
    return done.output.decode("latin-1").replace("\r\n", "\n")


def test_the_transfer_is_fast_and_the_rate_comes_back():
    done = run(
        "rate",
        ("/> ", "type", f"load -r {FAST} kernel\r", SLOW),
        ("Enter there\r\n", "type", "\r", FAST),
        (ENDS, "send", block(1), FAST),
        ("\x06", "send", block(2), FAST),
        ("\x06", "send", b"\x04", FAST),
        ("\x15", "send", b"\x04", FAST),
        ("Enter there\r\n", "type", "\r", SLOW),
        ("/> ", "type", "poweroff\r", SLOW))
    text = shown(done)
    assert (done.status, done.unsent, done.overruns) == (0, 0, 0), done.errors
    assert f"{FAST} baud\nSend now: sb" in text
    assert re.search(rf"2048 bytes  crc32 {zlib.crc32(DATA):08x}  kernel\n", text)
    assert "poweroff" in text


def test_a_person_who_does_not_follow_keeps_the_line():
    """All that comes at another rate is damaged, Enter too. The rate comes back after 30 s."""
    done = run(
        "rate-not",
        ("/> ", "type", f"load -r {FAST} kernel\r", SLOW),
        ("Enter there\r\n", "type", "\r", SLOW),
        ("set back\r\n/> ", "type", "poweroff\r", SLOW))
    text = shown(done)
    assert (done.status, done.unsent) == (0, 0), done.errors
    assert "framing errors: a wrong rate?; the rate is set back" in re.sub(r"\s+", " ", text)
    assert "Send now" not in text
    assert 30_000_000_000 < done.ns < 35_000_000_000
