"""No files of a room depend on each other in a circle. nm lists which functions and variables each
object uses; inline functions, which nm cannot see, are found in the source. The table of layers in
rules.py is about dependencies between rooms."""
import os
import re
import subprocess

import pytest

from source import ROOT, functions, having, read, without_comments

# Where the C objects are, which of them, and the nm that reads them.
IMAGE = ("build/target", "**/*.c.o", os.environ.get("CROSS", "riscv64-linux-gnu-") + "nm")
EMULATOR = ("build/host", "emulator/*.c.o", "nm")
DEFINED, UNDEFINED = "BCDGRSTVW", "U"
INSERTED = ("__stack_chk_",)  # by the compiler, into any file


def symbols(folder, pattern, nm):
    """Rows of (file, kind, symbol) of every C object. An assembler file is left out: an entry
    belongs to the C file of its name, which it calls and which installs it."""
    objects = ROOT / folder
    paths = sorted(str(path.relative_to(objects)) for path in objects.glob(pattern))
    paths = [path for path in paths if (ROOT / path.removesuffix(".o")).exists()]
    listed = subprocess.run([nm, "-A", "-g", *paths], cwd=objects, check=True, capture_output=True,
                            text=True).stdout
    for line in listed.splitlines():
        path, rest = line.split(":", 1)
        *_, kind, symbol = rest.split()
        if symbol.startswith(INSERTED):
            continue
        yield path.removesuffix(".o"), kind, symbol


def room(path):
    return path.rpartition("/")[0]


def part(path):
    """A header counts as the C file of its name, if there is one."""
    own = path.removesuffix(".h") + ".c"
    return own if (ROOT / own).exists() else path


def inline_functions(text):
    """{name: the words of its body} of the functions that a header defines."""
    lines = without_comments(text).splitlines()
    return {name: set(re.findall(r"\w+", "\n".join(lines[first - 1:first - 1 + count])))
            for name, first, count, _ in functions(text)}


def inline_uses(texts, owner):
    """Rows of (file, used file): the files that use a header's inline functions, and what these
    use. @texts: {path: text}; @owner: {symbol: its file}."""
    inline = {path: inline_functions(text) for path, text in texts.items() if path.endswith(".h")}
    owners = {**owner, **{name: path for path, found in inline.items() for name in found}}
    for path, text in texts.items():
        if path in inline:
            words = set().union(*inline[path].values())
        else:  # nm lists its other uses
            words = set(re.findall(r"\w+", without_comments(text))) - owner.keys()
        yield from ((path, owners[word]) for word in words if word in owners)


def uses(program):
    """{file: files of its own room whose symbols it uses}."""
    rows = list(symbols(*program))
    owner = {symbol: path for path, kind, symbol in rows if kind in DEFINED}
    texts = {path: read(path) for path in having(".c", ".h", under={path.split("/")[0]
                                                                    for path in owner.values()})}
    graph = {path: set() for path, _, _ in rows}
    used = [(path, owner.get(symbol, path)) for path, kind, symbol in rows if kind in UNDEFINED]
    for path, other in [*used, *inline_uses(texts, owner)]:
        if part(other) != part(path) and room(other) == room(path):
            graph.setdefault(part(path), set()).add(part(other))
            graph.setdefault(part(other), set())
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


def test_inline_functions_are_seen():
    texts = {"r/low.h": "static inline int put(int c)\n{\n\treturn top(c);\n}\n",
             "r/top.c": "int top(int c)\n{\n\treturn c ? put(c) : 0;\n}\n",
             "r/other.c": "/* put */\nint other(void)\n{\n\treturn top(1);\n}\n"}
    assert sorted(inline_uses(texts, {"top": "r/top.c", "other": "r/other.c"})) == [
        ("r/low.h", "r/low.h"), ("r/low.h", "r/top.c"), ("r/top.c", "r/low.h")]


@pytest.mark.parametrize("program, files", [(IMAGE, 100), (EMULATOR, 15)])
def test_no_circle_between_files(program, files):
    graph = uses(program)
    assert len(graph) > files
    assert circles(graph) == []
