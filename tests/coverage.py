#!/usr/bin/env python3
"""Prints how many lines of fdt/ and shell/ ran, by room, and which did not: of gcov's counts in a
folder of objects, which `make coverage` fills.

    tests/coverage.py FOLDER
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOPS = ("fdt", "shell")


def counts(folder):
    """{path: {line: how often it ran}}; a header's lines are counted in each file that has them."""
    found = defaultdict(lambda: defaultdict(int))
    data = [str(path) for top in TOPS for path in sorted((folder / top).rglob("*.gcda"))]
    output = subprocess.run(["gcov", "--json-format", "--stdout", *data], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout
    for document in output.splitlines():
        for file in json.loads(document)["files"] if document else []:
            for line in file["lines"]:
                found[file["file"]][line["line_number"]] += line["count"]
    return {path: lines for path, lines in found.items() if path.startswith(TOPS)}


def percent(files):
    lines = [count for file in files for count in file.values()]
    ran = sum(count > 0 for count in lines)
    return f"{100 * ran / len(lines):6.2f} % of {len(lines)} lines"


def main(folder):
    files = counts(folder)
    for top in sorted({str(Path(path).parent) for path in files} | set(TOPS)):
        print(f"{top:24}", percent(lines for path, lines in files.items()
                                   if path.startswith(top + "/")))
    print(f"{'all':24}", percent(files.values()))
    for path, lines in sorted(files.items()):
        missed = [line for line, count in sorted(lines.items()) if not count]
        if missed:
            print(f"{path}: not run:", *missed)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
