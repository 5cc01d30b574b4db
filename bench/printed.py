"""Checks a printed tree: which properties can be read back exactly, and which types were
printed."""

import re
import subprocess

import libfdt

# What dtc can read: text, cells and bytes, with labels for phandles.
ITEM = r'(?:"(?:[^"\\]|\\.)*"|<[^<>"]*>|\[[0-9a-fA-F ]*\])'
VALUE = re.compile(rf"{ITEM}(?:, {ITEM})*")
LINE = re.compile(r"\s*(?:(?:\w+: )*(?P<node>/|[^\s=:]+) \{"
                  r"|(?P<prop>[^\s=;{}]+)(?: = (?P<value>.*))?;)$")
END = re.compile(r"\s*\};$")
REMARK = re.compile(r"(?<=[>\]]) /\*.*\*/;$")  # a comment with a second form of the value
QUIET = (libfdt.NOTFOUND,)

# The form of a value by its name: Devicetree Specification v0.4, chapters 2 and 3.
KINDS = [
    ('"', re.compile(r"compatible|model|device_type|bootargs|stdout-path|label|.*-names")),
    ("<", re.compile(r"reg|(?:dma-)?ranges|#.*-cells|phandle|interrupt(?:s|-parent|-map|s-extended)"
                     r"|clocks|(?:timebase|clock)-frequency")),
    ("[", re.compile(r"(?:local-)?mac-address")),
]


def walk(source):
    """(path, line, value) of each line; `path` ends in the property's name, or is None."""
    trail = []
    for line in source.splitlines():
        line = REMARK.sub(";", line)
        found = LINE.match(line)
        if found and found["node"]:
            trail.append(found["node"].rstrip("/"))
        elif END.match(line):
            trail.pop()
        path = "/".join([*trail, found["prop"]]) if found and found["prop"] and trail else None
        yield path, line, found["value"] if path else None


def properties(blob):
    """{"/node/property": bytes}, and "/memreserve/ N" for the reserve map's entries."""
    fdt = libfdt.FdtRo(bytearray(blob))
    found = {f"/memreserve/ {index}": fdt.get_mem_rsv(index)
             for index in range(fdt.num_mem_rsv())}
    trail, offset, depth = [], 0, 0
    while offset >= 0 and depth >= 0:
        trail[depth:] = [fdt.get_name(offset)]
        at = fdt.first_property_offset(offset, QUIET)
        while at >= 0:
            prop = fdt.get_property_by_offset(at)
            found["/".join([*trail, prop.name])] = bytes(prop)
            at = fdt.next_property_offset(at, QUIET)
        offset, depth = fdt.next_node(offset, depth, QUIET)
    return found


def spoilt(source, blob):
    """(the number of properties, those that the printed source does not give back).

    Lines that are not source are left out, so that the rest can be compiled.
    """
    kept = [line for path, line, value in walk(source)
            if path is None or value is None or VALUE.fullmatch(value)]
    if "/dts-v1/;" not in kept:
        kept.insert(0, "/dts-v1/;")
    compiled = subprocess.run(["dtc", "-q", "-f", "-I", "dts", "-O", "dtb", "-"], check=True,
                              input="\n".join(kept).encode("latin-1"), capture_output=True).stdout
    whole, back = properties(blob), properties(compiled)
    return len(whole), [path for path, value in whole.items() if back.get(path) != value]


def fits(kind, value):
    """Whether the bytes can be of that kind: a tree may be wrong about a property of a known
    name."""
    return {'"': value.endswith(b"\0"), "<": len(value) % 4 == 0, "[": True}[kind] and value


def misread(source, blob):
    """(the number of properties whose type the specification gives, those printed as another
    type)."""
    whole, known, wrong = properties(blob), 0, []
    for path, _, value in walk(source):
        kind = next((kind for kind, names in KINDS
                     if path and names.fullmatch(path.rpartition("/")[2])), None)
        if kind and value and fits(kind, whole.get(path, b"")):
            known += 1
            if value[0] != kind:
                wrong.append(path)
    return known, wrong
