"""The shell on a machine's console: keys, lines, pastes, Ctrl-C."""

import re

import pytest

UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
HOME, END, DELETE = "\x1b[H", "\x1b[F", "\x1b[3~"
LINE_MAX = 512

# (keys, what the line then prints). ^X is typed as chr(ord(X) & 31).
EDITS = [
    ("echo ac" + LEFT + "b", "abc\n"),
    ("echo bc" + HOME + RIGHT * 5 + "a", "abc\n"),
    ("cho abc" + HOME + "e" + END + "d", "abcd\n"),
    ("echo abcd" + LEFT * 2 + DELETE, "abd\n"),
    ("echo abcd" + LEFT * 2 + "\x7f", "acd\n"),
    ("echo abcd\b", "abc\n"),
    ("cho abc\x01e\x05d", "abcd\n"),                  # ^A ^E
    ("echo ac\x02b", "abc\n"),                        # ^B
    ("echo bc\x01" + "\x06" * 5 + "a", "abc\n"),      # ^F
    ("echo abcd\x02\x02\x04", "abd\n"),               # ^D
    ("echo ab cd\x02\x02\x0b", "ab\n"),               # ^K
    ("garbage\x15echo ok", "ok\n"),                   # ^U
    ("echo one two\x17three", "one three\n"),         # ^W
    ("echo ab\x02\x14", "ba\n"),                      # ^T
    ("echo one\x17\x19\x19", "oneone\n"),             # ^W ^Y
    ("echo one two\x1bb\x1bbX", "Xone two\n"),        # Alt-b
    ("echo one two\x01\x1bf\x1bfX", "oneX two\n"),    # Alt-f
    ("echo  'a  b' \"c;d\" # not this", "a  b c;d\n"),
    ("", ""),
    ("   ", ""),
    ("echo a;echo b", "a\nb\n"),
    ("nosuch || echo no", "nosuch: no such command; 'help' lists them\nno\n"),
    ("pwd && echo yes", "/\nyes\n"),
    ("nosuch; echo $?", "nosuch: no such command; 'help' lists them\n127\n"),
]


@pytest.fixture
def shell(boot):
    return boot()


def test_editing_keys(shell):
    for keys, printed in EDITS:
        assert shell.keys(keys) == printed, repr(keys)


def test_history(shell):
    shell.check([("echo one", "one\n"), ("echo two", "two\n")])
    assert shell.keys(UP) == "two\n"
    assert shell.keys(UP * 2) == "one\n"
    assert shell.keys("\x10") == "one\n"                # ^P
    assert shell.keys(UP * 3 + "\x0e") == "one\n"       # ^N
    assert shell.keys(UP * 2 + DOWN + " more") == "one more\n"
    assert shell.keys("\x12tw") == "two\n"              # ^R
    assert shell.run("echo two") == "two\n"
    assert shell.run("echo two") == "two\n"
    assert shell.run("history").count("echo two\n") == 1


def test_completion(shell):
    assert shell.keys("ec\tx") == "x\n"
    assert shell.keys("cd /so\tser\t") == ""
    assert shell.cwd == "/soc/serial@10000000"
    assert shell.keys("cat comp\t") == '"ns16550a"\n'
    shell.type("l\t\t")
    shell.expect(rb"load  log   ls\r\n")
    assert shell.keys("og | head 2") == "\nHello, world from Firstlight 0.1.0\n"


def test_line_ends(shell):
    """CR, LF and CR LF each end a line once."""
    shell.type("echo 1\recho 2\necho 3\r\necho 4\n\recho 5\r")
    shell.expect(rb"\n5\r\n/> ")
    seen = shell.before() + "\n5\n/> " + shell.listen(0.5)
    assert re.findall(r"(?m)^\d$", seen) == list("12345")
    assert seen.count("/> ") == 6, seen  # LF CR is two ends


def test_long_lines(shell):
    text = "x" * (LINE_MAX - len("echo "))
    assert shell.keys(f"echo {text}").endswith(f"{text}\n")
    refused = shell.keys(f"echo {text}y")
    assert refused.endswith(f"more than {LINE_MAX}: it was not run\n")
    assert f"{text}y\n" not in refused.partition("\n")[2]
    assert shell.run("pwd") == "/\n"


@pytest.mark.parametrize("console", ["", "sbi"])
@pytest.mark.parametrize("brackets", [("", ""), ("\x1b[200~", "\x1b[201~")],
                         ids=["plain", "bracketed"])
def test_paste(boot, console, brackets):
    """A pasted block runs line by line, each once, in order, while output is printed."""
    shell = boot(console=console)
    begin, end = brackets
    count = 200
    shell.type(begin + "".join(f"echo line {n} {'-' * (n % 60)}.\r" for n in range(count)) + end)
    shell.type("echo the end\r")
    shell.expect(rb"\nthe end\r")
    lines = re.findall(r"(?m)^line (\d+) -*\.$", shell.before())
    assert [int(n) for n in lines] == list(range(count))


LONG = [
    "md.b 0x80200000 0x10000000",
    "mw.b -f 0x84000000 0 0x100000000",
    "dts / | more",
    "mw.l 0x84000000 0x6f; call 0x84000000",  # j .
]


@pytest.mark.parametrize("console", ["", "sbi"])
def test_ctrl_c(boot, console):
    shell = boot(console=console)
    for command in LONG:
        shell.enter(command)
        shell.expect(re.escape(command.encode()) + rb"\r\n")
        shell.drain(0.2)
        shell.type("\x03")
        assert shell.prompt().endswith("^C"), command
        assert shell.run("echo on $?") == "on 130\n"


def test_run_of_bootargs(boot):
    shell = boot(console='sbi run="echo \\"first  one\\"; pwd; cd /soc; pwd"')
    assert shell.banner.endswith("Type 'help'.\n\nfirst  one\n/\n/soc")
    assert shell.cwd == "/soc"


def test_help_names_every_command(shell):
    """help -a is sorted, one line each, and fits; help NAME has a usage line."""
    text = shell.run("help -a")
    commands, filters = text.split("Filters")
    names = re.findall(r"(?m)^  (\w+) ", commands)
    assert names == sorted(names)
    assert set(names) >= {
        "bootargs", "cat", "cd", "clear", "console", "dts", "echo", "help", "history", "log", "ls",
        "md", "mem", "mw", "poweroff", "pwd", "reboot", "sbi", "tree", "version"}
    assert max(map(len, text.split("\n"))) <= 80
    for name in names:
        assert shell.run(f"help {name}").startswith(f"usage: {name}"), name
    for name in re.findall(r"(?m)^  (\w+) ", filters):
        assert shell.run(f"help {name}").startswith(f"usage: ... | {name}"), name
