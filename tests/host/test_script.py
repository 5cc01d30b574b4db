"""The program in scripts: the sources of commands, the output, and the exit status."""

import os
import re
import subprocess

import pytest

from board import BOARD
from hostshell import PROGRAM, SECONDS, dtc, hostshell, together

USAGE = "usage: firstlight [-w COLUMNS] [-c COMMANDS | -f SCRIPT] TREE\n"

# Commands, what they print, and the exit status.
LINES = [
    ("pwd", "/\n", 0),
    ("", "", 0),
    ("# nothing", "", 0),
    ("cd /soc; pwd", "/soc\n", 0),
    ("cd /soc && pwd", "/soc\n", 0),
    ("cd /nowhere && pwd", "cd: /nowhere: no such node; 'tree' shows all\n", 2),
    ("cd /nowhere || pwd", "cd: /nowhere: no such node; 'tree' shows all\n/\n", 0),
    ("cd /nowhere; echo $?; pwd", "cd: /nowhere: no such node; 'tree' shows all\n2\n/\n", 0),
    ("pwd\ncd soc\n\n  pwd", "/\n/soc\n", 0),
    ("pwd\r\ncd soc\r\npwd\r\n", "/\n/soc\n", 0),
    ("echo 'a  b' \"c;d\" e # f", "a  b c;d e\n", 0),
    ("ls | grep serial", "", 1),
    ("ls /soc | grep serial", "serial@10000000/\nserial@10001000/\n", 0),
    ("ls /soc | grep -v serial | tail 1", "ranges\n", 0),
    ("ls | head 2", "#address-cells\n#size-cells\n", 0),
    ("ls | wc", "9 9 100\n", 0),
    ("ls | frobnicate", "frobnicate: no such filter; 'help filters' lists them\n", 127),
    ("frobnicate", "frobnicate: no such command; 'help' lists them\n", 127),
    ("exit 3; pwd", "", 3),
    ("exit 3\npwd", "", 3),
    ("cd nowhere; exit", "cd: nowhere: no such node; 'tree' shows all\n", 2),
    ("exit 1000", "", 255),
    ("md 0x80000000", "md: needs a machine, and this program has none\n", 19),
    ("poweroff", "poweroff: needs a machine, and this program has none\n", 19),
    ("pwd > /nowhere/file; pwd", "pwd: /nowhere/file: No such file or directory\n/\n", 0),
    ("pwd > /dev/full", "pwd: /dev/full: No space left on device\n", 28),
    ("dts / | grep -v '^$' >> /dev/full && pwd", "dts: /dev/full: No space left on device\n",
     28),
    ("export dtb > /nowhere/x.dtb", "export: /nowhere/x.dtb: that would be text; "
     "'save /nowhere/x.dtb' writes a blob\n", 22),
    ("dts >> x.dtbo || pwd",
     "dts: x.dtbo: that would be text; 'save x.dtbo' writes a blob\n/\n", 0),
    ("pwd > a > b", "shell: more than one word after > at column 6\n", 2),
    ("ls 'unclosed", "shell: unclosed quote at column 4\n", 2),
    ("echo " + "x" * 600, "shell: the line has 605 characters, more than 512: it was not "
     "run\n", 2),
]


@pytest.mark.parametrize("commands, output, status", LINES)
def test_commands_of_the_command_line(commands, output, status, board):
    assert together("-c", commands, board) == (status, output)


@pytest.mark.parametrize("commands, output, status", LINES)
def test_commands_of_standard_input(commands, output, status, board):
    assert together(board, stdin=commands.encode()) == (status, output)


@pytest.mark.parametrize("commands, output, status", LINES)
def test_commands_of_a_file(commands, output, status, board, tmp_path):
    script = tmp_path / "script"
    script.write_bytes(commands.encode())
    assert together("-f", script, board) == (status, output)


def test_tree_on_standard_input(board):
    assert hostshell("-c", "cat /model", "-", stdin=board.read_bytes()) == \
        (0, '"Example board"\n', "")


@pytest.mark.parametrize("suffix", ["dts", "dtso"])
def test_source_is_compiled(suffix, tmp_path):
    source = tmp_path / f"a board's.{suffix}"
    source.write_bytes(BOARD)
    assert hostshell("-c", "cat -r /compatible", source) == \
        (0, "example,board\nexample,family\n", "")


def test_source_with_a_mistake(tmp_path):
    source = tmp_path / "board.dts"
    source.write_bytes(b"/dts-v1/;\n/ {\n\tmodel = ;\n};\n")
    result = hostshell("-c", "ls", source)
    assert (result.status, result.output) == (2, "")
    assert result.error == f"Error: {source}:3.10-11 syntax error\n" \
        "FATAL ERROR: Unable to parse input tree\n" \
        f"firstlight: {source}: dtc cannot compile it\n"


def test_source_without_dtc(tmp_path):
    source = tmp_path / "board.dts"
    source.write_bytes(BOARD)
    done = subprocess.run([PROGRAM, "-c", "ls", source], capture_output=True, check=False,
                          env={"PATH": str(tmp_path)})
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == \
        f"firstlight: dtc, which compiles {source}: No such file or directory: is the package " \
        "device-tree-compiler installed?\n"


def test_file_that_is_not_there(tmp_path):
    missing = tmp_path / "missing"
    assert hostshell("-c", "ls", missing) == \
        (2, "", f"firstlight: {missing}: No such file or directory\n")


def test_folder(tmp_path):
    assert hostshell("-c", "ls", tmp_path) == (2, "", f"firstlight: {tmp_path}: Is a directory\n")


def test_messages_go_to_standard_error(board):
    assert hostshell("-c", "pwd; cd nowhere; pwd", board) == \
        (0, "/\n/\n", "cd: nowhere: no such node; 'tree' shows all\n")


def test_script_that_is_not_there(board, tmp_path):
    missing = tmp_path / "missing"
    assert hostshell("-f", missing, board) == \
        (2, "", f"firstlight: {missing}: No such file or directory\n")


def test_script_that_cannot_be_read(board, tmp_path):
    assert hostshell("-f", tmp_path, board) == \
        (2, "", f"firstlight: {tmp_path}: Is a directory\n")


def test_commands_that_cannot_be_read(board, tmp_path):
    folder = os.open(tmp_path, os.O_RDONLY)
    done = subprocess.run([PROGRAM, board], stdin=folder, capture_output=True, check=False)
    os.close(folder)
    assert (done.returncode, done.stdout, done.stderr) == \
        (2, b"", b"firstlight: standard input: Is a directory\n")


@pytest.mark.parametrize("arguments, why", [
    ([], "TREE is missing"),
    (["a", "b"], "one TREE only"),
    (["-c", "ls", "-f", "x", "a"], "-c and -f: give one of them only"),
    (["-"], "-: standard input is the tree, so commands need -c or -f"),
    (["-x", "a"], "invalid option -- 'x'"),
    (["--frobnicate", "a"], "unrecognized option '--frobnicate'"),
    (["-c"], "option requires an argument -- 'c'"),
])
def test_wrong_usage(arguments, why):
    assert hostshell(*arguments) == \
        (2, "", f"firstlight: {why}\n{USAGE}firstlight --help explains it\n")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(option):
    result = hostshell(option)
    assert (result.status, result.error) == (0, "")
    assert result.output.startswith(USAGE)
    assert result.output.isascii() and "\t" not in result.output
    assert all(len(line) <= 80 for line in result.output.splitlines())
    assert re.findall(r"^(\w.*):$", result.output, re.M) == \
        ["Operand", "Options", "Exit status", "Examples"]


def examples():
    """The commands that --help gives as examples."""
    return re.findall(r"^  ((?:firstlight|dtc) .+)$", hostshell("--help").output, re.M)


def test_examples_of_help_are_several():
    assert len(examples()) >= 4


@pytest.mark.parametrize("command", examples())
def test_example_of_help_works(command, tmp_path):
    """As typed, in a folder that has the board."""
    (tmp_path / "firstlight").symlink_to(PROGRAM)
    (tmp_path / "board.dts").write_bytes(BOARD)
    (tmp_path / "board.dtb").write_bytes(dtc(BOARD, "dts", "dtb"))
    done = subprocess.run(command, shell=True, cwd=tmp_path, input=b"", capture_output=True,
                          timeout=SECONDS, check=False,
                          env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert done.returncode in ((0, 1) if "check" in command else (0,)), done.stderr


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(option, board):
    version = hostshell("-c", "version", board).output.split()[1]
    assert hostshell(option) == (0, f"firstlight {version}\n", "")


def test_a_full_disk_is_reported(board):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "-c", "ls", board], stdout=full, stderr=subprocess.PIPE,
                              check=False)
    assert (done.returncode, done.stderr) == \
        (1, b"firstlight: standard output: No space left on device\n")


def test_a_reader_that_leaves_ends_the_program(board):
    command = f"yes 'dts /' | {PROGRAM} {board} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, timeout=20, check=True)
    assert (done.stdout, done.stderr) == (b"/dts-v1/;\n", b"")


# The output of commands on the board.
OUTPUTS = {
    "bootargs": "root=/dev/vda quiet\n",
    "mem": """\
      BASE        LAST     SIZE  WHAT
0x80000000  0x87ffffff  128 MiB  RAM
0x80000000  0x8003ffff  256 KiB  no-map firmware@80000000
0x80000000  0x8001ffff  128 KiB  reserved memreserve
0x84000000  0x840005ff  1.5 KiB  initrd
0x86000000  0x8617ffff  1.5 MiB  reserved pool@86000000
""",
    "ls -l /soc": """\
#address-cells           4  <0x2>
#size-cells              4  <0x2>
compatible              11  "simple-bus"
ranges                   0  -
serial@10000000/      okay  ns16550a
serial@10001000/  disabled  example,uart-with-a-long-name snps,dw-apb-uart
""",
    "tree -d 1": """\
/
  aliases/
  chosen/
  memory@80000000/
  reserved-memory/
  soc/
""",
    "dts serial0": """\
/dts-v1/;

/ {

\tserial@10000000 {
\t\tcompatible = "ns16550a";
\t\treg = <0x0 0x10000000 0x0 0x100>;
\t\tstatus = "okay";
\t};
};
""",
    "console": """\
NAME     STATE   DRIVER   ADDRESS     IRQ  NODE
serial0  chosen  ns16550  0x10000000  -    /soc/serial@10000000
sbi      -       sbi      -           -    -
""",
}


@pytest.mark.parametrize("command", OUTPUTS)
def test_output(command, board):
    assert hostshell("-c", command, board) == (0, OUTPUTS[command], "")


# Lines, and the contents of the file after them; FILE is its name.
FILES = [
    ("pwd > FILE", "/\n"),
    ("pwd>FILE; cd /soc >> FILE; pwd >>FILE", "/\n/soc\n"),
    ("pwd > FILE; cd soc; pwd > 'FILE'", "/soc\n"),
    ("ls /soc | grep serial | head 1 > FILE && pwd >> FILE", "serial@10000000/\n/\n"),
    ("ls / | grep nothing > FILE", ""),
    ("ls /soc | more > FILE", "#address-cells\n#size-cells\ncompatible\nranges\n"
     "serial@10000000/\nserial@10001000/\n"),
]


@pytest.mark.parametrize("commands, content", FILES)
def test_output_goes_to_a_file(commands, content, board, tmp_path):
    path = tmp_path / "out put"
    result = hostshell("-c", commands.replace("'FILE'", "FILE").replace("FILE", f"'{path}'"), board)
    assert (result.output, result.error) == ("", "")
    assert path.read_text() == content


def test_messages_do_not_go_to_the_file(board, tmp_path):
    path = tmp_path / "out"
    assert together("-c", f"cat model /nowhere > {path}; pwd", board) == \
        (0, "cat: /nowhere: no such node; 'tree' shows all\n/\n")
    assert path.read_text() == '"Example board"\n'
