"""No circle of files inside a room: who uses whose functions and variables, as nm reads it off the
objects. Between rooms the layers' table in rules.py says who may know whom."""
import os
import subprocess

from source import ROOT

OBJECTS = ROOT / "build" / "target"
# To be taken apart: the first file of each.
KNOWN = {
    "drivers/console/console_bootargs.c",
    "drivers/uart/ns16550_line.c",
    "fdt/check/check.c",
    "fdt/edit/overlay.c",
    "fdt/where/interrupt.c",
}
DEFINED, UNDEFINED = "BCDGRSTVW", "U"


def symbols():
    """Rows of (file, kind, symbol) of every C object of the image. An assembler file is left out:
    an entry belongs to the C file of its name, which it calls and which installs it."""
    paths = sorted(str(path.relative_to(OBJECTS)) for path in OBJECTS.rglob("*.c.o"))
    paths = [path for path in paths if (ROOT / path.removesuffix(".o")).exists()]
    nm = os.environ.get("CROSS", "riscv64-linux-gnu-") + "nm"
    listed = subprocess.run([nm, "-A", "-g", *paths], cwd=OBJECTS, check=True, capture_output=True,
                            text=True).stdout
    for line in listed.splitlines():
        path, rest = line.split(":", 1)
        *_, kind, symbol = rest.split()
        yield path.removesuffix(".o"), kind, symbol


def room(path):
    return path.rpartition("/")[0]


def uses():
    """{file: files of its own room whose symbols it uses}."""
    rows = list(symbols())
    owner = {symbol: path for path, kind, symbol in rows if kind in DEFINED}
    graph = {path: set() for path, _, _ in rows}
    for path, kind, symbol in rows:
        used = owner.get(symbol, path)
        if kind in UNDEFINED and used != path and room(used) == room(path):
            graph[path].add(used)
    return graph


def circles(graph):
    """The sets of nodes that reach each other, of more than one node."""
    def reached(start):
        found, todo = set(), [start]
        while todo:
            for after in graph[todo.pop()] - found:
                found.add(after)
                todo.append(after)
        return found

    reach = {node: reached(node) for node in graph}
    return sorted({tuple(sorted(other for other in reach[node] if node in reach[other]))
                   for node in graph if node in reach[node]})


def test_circles_are_found():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": set()}
    assert circles(graph) == [("a", "b", "c")]


def test_no_circle_between_files():
    graph = uses()
    assert len(graph) > 100
    assert [circle for circle in circles(graph) if circle[0] not in KNOWN] == []
