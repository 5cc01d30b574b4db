"""Compares trees by content: dtc's output, flattened to {path: value}."""

import subprocess

from machine import SCRATCH


def dtc(data, out):
    """Runs dtc over `data` (DTS text or a blob); returns its output in format `out`."""
    form = "dts" if isinstance(data, str) else "dtb"
    done = subprocess.run(
        ["dtc", "-q", "-s", "-I", form, "-O", out, "-o", "-", "-"], check=False,
        input=data.encode() if form == "dts" else data, capture_output=True)
    assert done.returncode == 0, f"dtc: {done.stderr.decode()}\n{data[:4000]!r}"
    return done.stdout


def flat(data):
    """{"/node": "{", "/node/property": its value as dtc writes it}; both as dtc sorts them.

    The source is compiled to a blob first, so that every value is written in the same way.
    """
    blob = dtc(data, "dtb") if isinstance(data, str) else data
    path, seen = [], {}
    for line in dtc(blob, "dts").decode().splitlines():
        line = line.strip()
        if line.endswith("{"):
            path.append(line[:-1].strip().rstrip("/"))
            seen["/".join(path) or "/"] = "{"
        elif line == "};":
            path.pop()
        elif line.startswith("/") or not line:
            continue
        else:
            name, _, value = line.rstrip(";").partition(" = ")
            seen["/".join([*path, name])] = value
    return seen


def qemu_blob(row):
    """The blob that QEMU makes for a row, before firmware sees it."""
    if row.tree:
        return row.tree.read_bytes()
    dump = SCRATCH / "dump.dtb"
    dump.parent.mkdir(parents=True, exist_ok=True)
    machine, *options = row.qemu()[1:]
    done = subprocess.run(
        ["qemu-system-riscv64", "-M", f"{machine},dumpdtb={dump}", *options, "-display", "none"],
        check=False, capture_output=True)
    assert dump.exists(), done.stderr.decode()
    blob = dump.read_bytes()
    dump.unlink()
    return blob


def qemu_tree(row):
    """The same tree, flattened, with the row's bootargs."""
    tree = flat(qemu_blob(row))
    if row.console:
        tree["/chosen/bootargs"] = f'"console={row.console}"'
    return tree


def edited(row, edit, name="edited"):
    """The path of a blob: the tree that QEMU makes for a row, after `edit` of its source."""
    text = dtc(qemu_blob(row), "dts").decode()
    changed = edit(text)
    assert changed != text
    path = SCRATCH / f"{name}.dtb"
    path.write_bytes(dtc(changed, "dtb"))
    return path
