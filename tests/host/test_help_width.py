"""What `help` says of each command and filter fits 80 columns, without being wrapped."""

import re

from hostshell import hostshell

COLUMNS = 80


def test_help_of_all_commands(board):
    names = re.findall(r"^[* ] (\S+) ", hostshell("-c", "help -a", board).output, re.M)
    assert len(names) > 60
    text = hostshell("-c", "\n".join(f"echo '=== {name}'\nhelp {name}" for name in names),
                     board).output
    about = {part.split("\n")[0]: part.split("\n")[1:] for part in text.split("=== ")[1:]}
    assert list(about) == names
    # The usage is wrapped, where the width is known.
    assert [(name, line) for name, lines in about.items() for line in lines
            if len(line) > COLUMNS and not line.startswith("usage: ")] == []
