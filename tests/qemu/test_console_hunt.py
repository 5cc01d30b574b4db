"""The hunt at boot: all consoles prompt for a key; the one where it is pressed is used."""

import re

import pytest

from devicetree import edited
from lines import states
from machine import PROMPT, plain
from rows import DYNAMIC_16, Row

NO_STDOUT = re.compile("stdout-path = .*;")
VIRTIO = ("-device", "virtio-serial-device", "-device", "virtconsole,chardev=second")


def question(number, count, name):
    return rf"\r\nconsole {number} of {count}: {name}: press any key here to use it\r\n".encode()


QUESTIONS = [question(1, 2, "sifive at 0x10010000"), question(2, 2, "sifive at 0x10011000")]


def unnamed():
    """sifive_u's tree without a stdout-path."""
    return edited(Row("own", machine="sifive_u", harts=2), lambda text: NO_STDOUT.sub("", text))


@pytest.fixture(params=["console=hunt", "no stdout-path", "no stdout-path, 1.6"])
def hunted(request, two):
    """Two lines that prompt, and what `console why` shows of that."""
    if request.param == "console=hunt":
        lines, why = two(prompt=False, console="hunt"), 'bootargs console="hunt"'
    else:
        firmware = {"firmware": DYNAMIC_16} if request.param.endswith("1.6") else {}
        lines = two(prompt=False, tree=unnamed(), **firmware)
        why = "hunt: several are usable, and neither bootargs nor stdout-path names one"
    for line, asked in zip(lines, QUESTIONS):
        line.expect(asked)
    return *lines, why


def test_a_key_on_the_second(hunted):
    first, second, why = hunted
    second.type("x")
    # The log from its beginning, without the key.
    banner = second.expect(PROMPT)
    assert banner.startswith("Hello, world from Firstlight")
    assert "\nConsole:  sifive, /soc/serial@10011000 (a key pressed there)\n" in banner
    first.expect(rb"\nthe console is now sifive at 0x10011000\r\n")
    assert second.run("echo here") == "here\n"
    story = second.run("console why")
    assert why in story.split("\n")
    assert story.endswith("\nchosen: sifive at 0x10011000 (a key pressed there)\n")
    # The first line is no longer an input, and shows nothing more.
    first.type("echo not this\r")
    assert first.listen(0.5) == ""
    assert states(second.run("console")) == {"serial0": "idle", "serial1": "both", "sbi": "idle"}


def test_a_key_on_the_first(hunted):
    first, second, _ = hunted
    first.type("\r")
    first.start()
    assert "\nConsole:  sifive, /soc/serial@10010000 (a key pressed there)\n" in first.banner
    second.expect(rb"\nthe console is now sifive at 0x10010000\r\n")
    assert first.run("console why").endswith(
        "\nchosen: sifive at 0x10010000 (a key pressed there)\n")
    second.type("echo not this\r")
    assert first.run("echo here") == "here\n"
    assert "not this" not in second.story()


def test_it_prompts_again(two):
    """A person who plugs in a cable late sees the prompt, too."""
    first, second = two(prompt=False, console="hunt")
    for _ in range(2):
        for line, asked in zip((first, second), QUESTIONS):
            line.expect(asked)
    second.type("x")
    second.expect(PROMPT)


def test_an_arrow_is_one_key(two):
    """An arrow key sends three bytes; none is left at the shell's prompt."""
    _, second = two(prompt=False, console="hunt")
    second.expect(QUESTIONS[1])
    second.type("\x1b[A")
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"


def test_probed_devices_prompt_too(two):
    first, second = two(prompt=False, machine="virt", console="hunt",
                        device=("-serial", "chardev:line", *VIRTIO))
    first.expect(question(1, 2, "ns16550 at 0x10000000"))
    second.expect(question(2, 2, "virtio-console at 0x10008000"))
    second.type("x")
    assert "\nConsole:  virtio-console, /soc/virtio_mmio@10008000 (a key pressed there)\n" in \
        second.expect(PROMPT)
    assert second.run("echo here") == "here\n"


def test_firmwares_console_prompts_if_its_port_is_another(two):
    tree = edited(Row("own"), lambda text: text + "/ { soc { /delete-node/ serial@10000000; }; };"
                  '/ { chosen { bootargs = "console=hunt"; }; };')
    first, second = two(prompt=False, machine="virt", firmware="stub", given=tree, harts=1,
                        device=("-serial", "chardev:line", *VIRTIO))
    second.expect(question(1, 2, "virtio-console at 0x10008000"))
    first.expect(question(2, 2, r"sbi \(DBCN\)"))
    first.type("x")
    first.prompt()
    assert "\nConsole:  sbi (DBCN) (a key pressed there)\n" in plain(bytes(first.transcript))
    second.expect(rb"\nthe console is now sbi \(DBCN\)\r\n")
    assert first.run("console why").endswith("\nchosen: SBI (a key pressed there)\n")
    assert states(first.run("console")) == {"virtio-console": "idle", "sbi": "both"}


def bluetooth(text):
    """sifive_u's tree with a Bluetooth chip on the second UART's line, and no stdout-path."""
    return NO_STDOUT.sub("", re.sub(
        r"(serial@10011000 {[^}]*)}",
        r'\1 bluetooth { compatible = "brcm,bcm43438-bt"; }; }', text))


def test_a_uart_with_a_device_on_its_line_is_left_alone(two):
    """It hears nothing, whether the hunt is asked for in bootargs or typed; -a prompts there."""
    tree = edited(Row("own", machine="sifive_u", harts=2), bluetooth, "bluetooth")
    first, second = two(prompt=False, console="hunt", tree=tree)
    first.expect(question(1, 1, "sifive at 0x10010000") +
                 rb"1 more left alone: a device is on the line\r\n")
    first.type("x")
    first.start()
    assert "\nserial1: not chosen: left alone: a device is on its line" in first.run("console why")
    first.type("console hunt\r")
    first.expect(rb"\nserial1: left alone: bluetooth is on its line; -a prompts there, too\r\n")
    first.expect(rb"1 more left alone: a device is on the line\r\n")
    first.type("x")
    first.prompt()
    assert second.story() == ""
    first.type("console hunt -a\r")
    second.expect(QUESTIONS[1])
    second.type("x")
    second.expect(PROMPT)
    assert second.run("echo here") == "here\n"


def test_a_single_console_does_not_prompt(two):
    """The only console is chosen without a prompt."""
    tree = edited(Row("own"), lambda text: NO_STDOUT.sub("", text))
    first, second = two(machine="virt", firmware="stub", given=tree, harts=1,
                        device=("-serial", "chardev:line", *VIRTIO))
    assert "\nConsole:  ns16550, /soc/serial@10000000 (" in first.banner
    assert second.story() == ""
    assert "press any key" not in plain(bytes(first.transcript))
