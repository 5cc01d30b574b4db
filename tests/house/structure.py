#!/usr/bin/env python3
"""Prints figures about the structure of the product for ARCHITECTURE.md."""
from rules import folder_of
from source import functions, having, includes, read

PRODUCT = ["boot", "kernel", "fdt", "drivers", "shell", "host"]


def arrows(paths):
    """The pairs of rooms (from, to): a file of the first includes a header of the second."""
    return {(folder_of(path), folder_of(name.strip('"')))
            for path in paths for _, name in includes(read(path))
            if name[0] == '"' and folder_of(path) != folder_of(name.strip('"'))}


def figures():
    """Rows of (what, figure)."""
    paths = having(".c", ".h", ".S", under=PRODUCT)
    rooms = {folder_of(path) for path in paths}
    size, longest = max((lines, f"{path}:{name}") for path in paths if path.endswith(".c")
                        for name, _, lines, _ in functions(read(path)))
    per_room = {room: sum(folder_of(path) == room for path in paths) for room in rooms}
    fullest = max(per_room, key=per_room.get)
    return [("files", len(paths)),
            ("lines", sum(read(path).count("\n") for path in paths)),
            ("rooms", len(rooms)),
            ("files in the fullest room", f"{per_room[fullest]} ({fullest})"),
            ("arrows between rooms", len(arrows(paths))),
            ("lines of the longest function", f"{size} ({longest})"),
            ("lines of the Makefile", read("Makefile").count("\n")),
            ("lines of linker.ld", read("linker.ld").count("\n"))]


if __name__ == "__main__":
    for what, figure in figures():
        print(f"{what:<32}{figure}")
