"""What a printed tree is worth: what comes back from it byte for byte, and what it was read as."""

import re
import subprocess

import libfdt

# What dtc can read: text, cells and bytes, with labels for phandles.
ITEM = r'(?:"(?:[^"\\]|\\.)*"|<[^<>"]*>|\[[0-9a-fA-F ]*\])'
VALUE = re.compile(rf"{ITEM}(?:, {ITEM})*")
LINE = re.compile(r"\s*(?:(?:\w+: )*(?P<node>/|[^\s=:]+) \{"
                  r"|(?P<prop>[^\s=;{}]+)(?: = (?P<value>.*))?;)$")
END = re.compile(r"\s*\};$")
REMARK = re.compile(r"(?<=[>\]]) /\*.*\*/;$")  # what else a value may be
QUIET = (libfdt.NOTFOUND,)

# How a value of that name is written, by the Devicetree Specification v0.4, chapters 2 and 3.
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
    """(all that the tree holds, what of it does not come back from what was printed).

    Lines that are no source are left out, so that the rest can be compiled.
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
    """Those bytes can be of that kind; a tree may have a property of a known name wrong."""
    return {'"': value.endswith(b"\0"), "<": len(value) % 4 == 0, "[": True}[kind] and value


def misread(source, blob):
    """(properties of which the specification says what they are, those printed as another)."""
    whole, known, wrong = properties(blob), 0, []
    for path, _, value in walk(source):
        kind = next((kind for kind, names in KINDS
                     if path and names.fullmatch(path.rpartition("/")[2])), None)
        if kind and value and fits(kind, whole.get(path, b"")):
            known += 1
            if value[0] != kind:
                wrong.append(path)
    return known, wrong
