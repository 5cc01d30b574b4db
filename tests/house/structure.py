#!/usr/bin/env python3
"""Counts the structure of the product, and writes the figures into ARCHITECTURE.md.

test_figures.py holds that they are not stale.
"""
import re

from rules import folder_of
from source import ROOT, functions, having, includes, read

PRODUCT = ["boot", "kernel", "fdt", "drivers", "shell", "host"]


def arrows(paths):
    """The pairs of rooms (from, to): a file of the first includes a header of the second."""
    return {(folder_of(path), folder_of(name.strip('"')))
            for path in paths for _, name in includes(read(path))
            if name[0] == '"' and folder_of(path) != folder_of(name.strip('"'))}


def figures():
    """{row of the table: its cell "now"}."""
    paths = having(".c", ".h", ".S", under=PRODUCT)
    rooms = {folder_of(path) for path in paths}
    longest = max(lines for path in paths if path.endswith(".c")
                  for _, _, lines, _ in functions(read(path)))
    lines = {path: read(path).count("\n") for path in (*paths, "Makefile", "linker.ld")}
    per_room = {room: sum(folder_of(path) == room for path in paths) for room in rooms}
    fullest = max(per_room, key=per_room.get)
    return {
        "files, lines of the product's C": f"{len(paths)}, {sum(map(lines.get, paths)):,}",
        "rooms": f"{len(rooms)}",
        "files in the fullest room": f"{per_room[fullest]} (`{fullest}/`)",
        "arrows between rooms": f"{len(arrows(paths))}",
        "lines of the longest function": f"{longest}",
        "lines of the Makefile, of linker.ld": f"{lines['Makefile']}, {lines['linker.ld']}",
    }


def row(what):
    """A pattern for a row of the table: what is before its last cell, and that cell."""
    return re.compile(rf"(?m)^(\| {re.escape(what)} \|.*\| )([^|]+) \|$")


def main():
    path = ROOT / "ARCHITECTURE.md"
    text = path.read_text()
    for what, figure in figures().items():
        print(f"{what:<40}{figure}")
        text = row(what).sub(lambda match, figure=figure: f"{match[1]}{figure} |", text)
    path.write_text(text)


if __name__ == "__main__":
    main()
