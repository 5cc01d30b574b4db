"""The program at a terminal: line editing, completion, history, Ctrl-C, and restoring the
terminal."""

import os
import signal
import termios
import time

import pytest

from hostshell import SECONDS, dtc
from terminal import Terminal

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, DELETE = "\x1b[H", "\x1b[F", "\x1b[3~"


def ctrl(letter):
    return chr(ord(letter) & 0x1f)


def alt(letter):
    return "\x1b" + letter


@pytest.fixture
def terminal(board):
    terminal = Terminal(board)
    yield terminal
    terminal.child.close(force=True)


def test_greeting(terminal):
    assert terminal.greeting == "board.dtb: Example board, 10 nodes. Type 'help'; 'exit' leaves."


# Keys, and the screen after them.
PWD = ["/> pwd", "/", "/> "]
EDITING = {
    "plain": ("pwd\r", PWD),
    "CR LF": ("pwd\r\n", PWD),
    "LF": ("pwd\n", PWD),
    "empty lines": ("\r\r", ["/> ", "/> ", "/> "]),
    "backspace": ("pwdx\x7f\r", PWD),
    "Ctrl-H": ("pwdx" + ctrl("H") + "\r", PWD),
    "left": ("pd" + LEFT + "w\r", PWD),
    "Ctrl-B": ("pd" + ctrl("B") + "w\r", PWD),
    "right": ("pd" + LEFT + LEFT + RIGHT + "w\r", PWD),
    "Ctrl-F": ("pd" + ctrl("A") + ctrl("F") + "w\r", PWD),
    "home and end": ("w" + HOME + "p" + END + "d\r", PWD),
    "Ctrl-A, Ctrl-E": ("w" + ctrl("A") + "p" + ctrl("E") + "d\r", PWD),
    "delete": ("xpwd" + HOME + DELETE + "\r", PWD),
    "Ctrl-D": ("xpwd" + ctrl("A") + ctrl("D") + "\r", PWD),
    "Ctrl-K": ("pwdxyz" + LEFT * 3 + ctrl("K") + "\r", PWD),
    "Ctrl-U": ("xyz" + ctrl("U") + "pwd\r", PWD),
    "Ctrl-W": ("pwd xyz" + ctrl("W") + "\r", ["/> pwd ", "/", "/> "]),
    "Ctrl-Y": ("pwd" + ctrl("U") + ctrl("Y") + "\r", PWD),
    "Ctrl-T": ("pdw" + ctrl("T") + "\r", PWD),
    "Alt-b": ("echo b" + alt("b") + "a\r", ["/> echo ab", "ab", "/> "]),
    "Alt-f": ("echo b" + HOME + alt("f") + " a\r", ["/> echo a b", "a b", "/> "]),
    "Ctrl-L": ("pwd" + ctrl("L") + "\r", PWD),
    "Ctrl-C": ("xyz" + ctrl("C") + "pwd\r", ["/> xyz^C"] + PWD),
    "two rows": ("echo " + "x" * 80 + HOME + "pwd; \r",
                 ["/> pwd; echo " + "x" * 67, "x" * 13, "/", "x" * 80, "/> "]),
    "up": ("pwd\r" + UP + "\r", PWD[:2] + PWD),
    "Ctrl-P": ("pwd\recho\r" + ctrl("P") * 2 + "\r", PWD[:2] + ["/> echo", ""] + PWD),
    "down": ("pwd\recho\r" + UP * 2 + DOWN + "\r",
             PWD[:2] + ["/> echo", "", "/> echo", "", "/> "]),
    "no repeats": ("pwd\recho\recho\r" + UP * 2 + "\r",
                   PWD[:2] + ["/> echo", ""] * 2 + PWD),
    "a command": ("pw\t\r", ["/> pwd ", "/", "/> "]),
    "a node": ("cd /so\t\r", ["/> cd /soc/", "/soc> "]),
    "a property": ("cat /mo\t\r", ["/> cat /model ", '"Example board"', "/> "]),
    "below an alias": ("cat -r serial0/comp\t\r",
                       ["/> cat -r serial0/compatible ", "ns16550a", "/> "]),
    "an alias": ("cd seri\t\r", ["/> cd serial0 ", "/soc/serial@10000000> "]),
    "a common beginning": ("cd /soc/s\t1\t\r",
                           ["/> cd /soc/serial@10001000 ", "/soc/serial@10001000> "]),
    "a pasted block": ("\x1b[200~cd soc\npwd\n\x1b[201~",
                       ["/> cd soc", "/soc> pwd", "/soc", "/soc> "]),
}


@pytest.mark.parametrize("name", EDITING)
def test_editing(name, terminal):
    keys, screen = EDITING[name]
    terminal.shows_only(keys, *screen)


def test_the_second_tab_lists(terminal):
    terminal.shows_only("cd /soc/\t", "/> cd /soc/serial@1000")
    terminal.shows_only("\t", "/> cd /soc/serial@1000", "serial@10000000  serial@10001000",
                        "/> cd /soc/serial@1000")


def test_the_prompt_is_the_path(terminal):
    terminal.shows_only("cd soc\rcd serial\rcd serial@10000000\rcd ..\rcd\r",
                        "/> cd soc", "/soc> cd serial",
                        "cd: serial: several nodes have this name; add the @address",
                        "/soc> cd serial@10000000", "/soc/serial@10000000> cd ..", "/soc> cd",
                        "/> ")


def test_search(terminal):
    terminal.shows("pwd\recho one\recho two\r", "two", "/> ")
    terminal.type(ctrl("R") + "pw")
    terminal.shows("\r", "two", *PWD)


@pytest.fixture(scope="session")
def big(tmp_path_factory):
    """A tree of 40,000 nodes: some seconds of output."""
    leaves = "".join(f"n{i}{{compatible=\"example,leaf\";}};" for i in range(200))
    source = "/dts-v1/;/{" + "".join(f"g{i}{{{leaves}}};" for i in range(200)) + "};"
    path = tmp_path_factory.mktemp("big") / "big.dtb"
    path.write_bytes(dtc(source.encode(), "dts", "dtb"))
    return path


@pytest.mark.parametrize("command", ["dts", "tree -p | grep nothing"])
def test_ctrl_c_ends_a_command(command, big):
    terminal = Terminal(big)
    terminal.type("; ".join([command] * 20) + "\r")
    time.sleep(0.2)
    terminal.type("never run\r" + ctrl("C"))
    terminal.wait(lambda lines: lines[-1] == "/> ")
    assert terminal.screen.lines[-2].endswith("^C")
    terminal.shows("echo $?\r", "/> echo $?", "130", "/> ")
    terminal.child.close(force=True)


def test_output_can_be_paged(terminal):
    terminal.type("dts | more\r")
    page = terminal.wait(lambda lines: lines[-1].startswith("--"))
    assert len(page) == 25 and page[:2] == ["/> dts | more", "/dts-v1/;"]
    terminal.type("q")
    assert len(terminal.wait(lambda lines: lines[-1].startswith("/> "))) == 25


@pytest.mark.parametrize("keys, status", [("exit\r", 0), ("exit 3\r", 3), (ctrl("D"), 0),
                                          ("cd nowhere\r" + ctrl("D"), 2)])
def test_leaving(keys, status, terminal):
    terminal.type(keys)
    assert terminal.end() == status


def modes(terminal):
    return termios.tcgetattr(terminal.child.child_fd)[3] & (termios.ICANON | termios.ECHO)


COOKED = termios.ICANON | termios.ECHO


def gives_back(terminal):
    end = time.monotonic() + SECONDS
    while modes(terminal) != COOKED and time.monotonic() < end:
        time.sleep(0.01)
    return modes(terminal) == COOKED


def test_the_terminal_is_given_back_at_the_end(terminal):
    assert modes(terminal) == 0
    terminal.type("exit\r")
    assert gives_back(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT,
                                    signal.SIGABRT])
def test_the_terminal_is_given_back_after_a_signal(number, terminal):
    assert modes(terminal) == 0
    terminal.child.kill(number)
    assert gives_back(terminal)
    terminal.child.wait()
    assert terminal.child.signalstatus == number


def test_the_terminal_is_given_back_while_stopped(terminal):
    terminal.type(ctrl("Z"))
    _, status = os.waitpid(terminal.child.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status) and modes(terminal) == COOKED
    terminal.child.kill(signal.SIGCONT)
    terminal.shows("pwd\r", *PWD)
    assert modes(terminal) == 0


def test_a_line_that_is_too_long(terminal):
    message = "shell: the line has 600 characters, more than 512: it was not run"
    terminal.shows("x" * 600 + "\r", message, "/> ")
