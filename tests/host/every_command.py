"""Runs every command that the program's `help -a` lists, with each option and each kind of operand,
as a person might type them at a malformed tree.

New commands are included without a change here.
"""

import re
from functools import lru_cache

from board import BOARD
from hostshell import dtc, hostshell

LISTED = re.compile(r"^  (\w+) +\S", re.M)
OPTION = re.compile(r"^  -(\w)(?:, --\w+)? ([A-Z]*) +[a-z]", re.M)
# They concern the shell, not the tree.
LEFT_OUT = {"clear", "exit", "help", "history", "repeat"}
OPERANDS = ["", "/", "/soc", "/soc/serial@10000000", "/soc/serial@10000000/reg", "serial0",
            "nowhere", "/cpus /chosen", "1", "&1"]
WITH_OPTION = ["", "/", "/soc/serial@10000000"]

# Commands that change the tree, in an order in which each has something to do. For what does not
# exist they print an error.
EDITS = """\
set /chosen/bootargs "a b"
set /soc/flag
set /soc/cells <1 0x2> [03] "text"
set /soc/parent &/cpus
set /soc/serial@10000000/status disabled
mk /soc/new@1
mk /new
mv /soc/new@1 /soc/other@2
disable /soc/serial@10000000
enable /soc/serial@10000000
snapshot one
rm /soc/serial@10000000/reg
rm /aliases
rm /soc
undo
undo
redo
diff
diff -u
export dts
export uboot
export dtb
export dtbo
check -f
revert one
dts /
check
map
rm /cpus
rm /chosen
check
tree /
dt copy
dt list
dt use 0
dt use 1
dt list"""


@lru_cache(maxsize=1)
def commands():
    """{name: [(option letter, its argument or "")]} of every command that needs only a tree."""
    def run(line):
        return hostshell("-c", line, "-", stdin=dtc(BOARD, "dts", "dtb"))

    names = LISTED.findall(run("help -a").output.partition("\nFilters")[0])
    return {name: OPTION.findall(run(f"help {name}").output) for name in names
            if name not in LEFT_OUT and "needs a machine" not in run(name).error}


@lru_cache(maxsize=2)
def script(few):
    """All commands as lines. `few`: fewer lines, for trees so large that each line takes long."""
    lines = [f"{name} {operand}" for name in commands()
             for operand in (OPERANDS[:1] if few else OPERANDS)]
    if not few:
        lines += [f"{name} -{letter} {word and 2} {operand}" for name, options in commands().items()
                  for letter, word in options for operand in WITH_OPTION]
    return "\n".join([*lines, "cd /", *EDITS.splitlines(), "echo done"])
