"""Lists the repository's files, and reads C as far as the house rules need it."""
import functools
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


@functools.cache
def tracked():
    """Paths of all files that are, or will be, committed."""
    # In a container the checkout often belongs to another user than the one that runs the tests.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted(path for path in set(listed.split("\0")) if path and (ROOT / path).is_file())


@functools.cache
def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def having(*suffixes, under=None):
    """Tracked paths with one of the suffixes, in one of the top folders @under."""
    return [path for path in tracked() if path.endswith(suffixes)
            and (under is None or path.split("/")[0] in under)]


def without_comments(text, literals=False):
    """C with comments and, unless @literals, the contents of literals replaced by blanks; lines and
    columns stay."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)

    def blank(match):
        found = match.group()
        if found[0] in "\"'":
            return found if literals else found[0] + " " * (len(found) - 2) + found[0]
        return re.sub(r"[^\n]", " ", found)

    return token.sub(blank, text)


def includes(text):
    """Rows of (line number, the operand of #include, with its quotes)."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s+(["<][^">]+[">])', line)
        if match:
            rows.append((number, match.group(1)))
    return rows


def functions(text):
    """Rows of (name, first line, lines, is static) of the functions that a C file defines."""
    lines = without_comments(text).splitlines()
    rows = []
    head = start = None
    for number, line in enumerate(lines):
        if line == "{":
            head = number
            while head and re.search(r"^[^#].*[^;}\s]\s*$|^\w$", lines[head - 1]):
                head -= 1
            start = number
        elif line.startswith("}") and start is not None:
            signature = " ".join(lines[head:start])
            name = re.search(r"(\w+)\s*\(", signature)
            if name and "=" not in signature:
                static = bool(re.search(r"\bstatic\b", signature))
                rows.append((name.group(1), head + 1, number - head + 1, static))
            start = None
    return rows


def declarations(text):
    """Rows of (name, first line, last line) of the functions that a header declares or defines."""
    rows = []
    lines = without_comments(text).splitlines()
    number = 0
    while number < len(lines):
        first = number
        # A type, a name and an opening bracket at the left margin, but not the use of a macro.
        match = re.match(r"(?:[a-z]\w*[ *]+)+(\w+)\(", lines[number])
        if match and not lines[number].startswith(("typedef", "return")):
            while not re.search(r"[;]\s*$|^[{}]", lines[number].rstrip()):
                number += 1
            rows.append((match.group(1), first + 1, number + 1))
        number += 1
    return rows
