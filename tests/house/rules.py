"""
The house rules as functions of a file's text: each returns its complaints, or an empty list.

ARCHITECTURE.md describes the layers. EXCEPTIONS lists what is allowed in spite of a rule.
"""
import re

from source import declarations, functions, includes, without_comments

FUNCTION_LINES, FILE_LINES, COLUMNS, TAB = 60, 300, 100, 8
TEST_FILE_LINES = 600  # mostly rows: a table is not split because of its length

# (rule, path): the reason. A row that is no longer needed is a failure, too.
EXCEPTIONS = {
    ("layers", "host/no_machine.c"): "defines what those headers of kernel/ declare",
    ("layers", "host/no_protect.c"): "likewise",
    ("layers", "host/no_harts.c"): "likewise",
    ("layers", "host/no_calls.c"): "likewise",
    ("by_hand", "shell/machine/memory/row.c"): "md's dump: bytes below each other, text after them",
    ("layers", "host/no_time.c"): "likewise",
}

# The C library's headers that the image has; the host's program may use all of POSIX.
LIBC = {f"<{name}.h>" for name in (
    "assert ctype errno inttypes limits setjmp stdarg stdbool stddef stdint stdio stdlib string"
).split()}

# Layer or room: what it may include from the tree besides its own folder, and the system's headers.
# "fdt/core/" is that folder's files, without those of folders below it.
CORE, WHERE, PRINT, EDIT = "fdt/core/", "fdt/where/", "fdt/print/", "fdt/edit/"
FDT = [CORE, WHERE, PRINT, EDIT, "fdt/board/", "fdt/check/", "fdt/export/"]
DRIVERS = ["drivers/", "drivers/bus/", "drivers/uart/", "drivers/irqchip/"]
KIT, SHELL = "shell/dt/kit/", ["shell/", "shell/report/"]
# Without dependencies: for every layer.
COMMON = ["kernel/set.h", "kernel/ascii.h", "kernel/noinit.h", "kernel/owner.h"]
CONSOLE = ["kernel/", "kernel/console/", "kernel/protect/"]
HANDOFF = ["kernel/handoff/", "shell/handoff/", "shell/payload/", "shell/dt/kit/changes.h"]
MACHINE = [*SHELL, *CONSOLE, "kernel/trap/", "kernel/isa/isa.h", *FDT, "drivers/predict/predict.h",
           *(f"drivers/console/console_{name}.h" for name in ("select", "hunt", "loop"))]
LIBFDT = LIBC | {"<libfdt.h>"}
LAYERS = {
    "fdt/core": ([], LIBFDT),
    "fdt/where": ([CORE], LIBFDT),
    "fdt/board": ([CORE], LIBC),
    "fdt/print": ([CORE, WHERE], LIBFDT),
    "fdt/check": ([CORE, WHERE, PRINT], LIBFDT),
    "fdt/edit": ([CORE, WHERE, PRINT], LIBFDT),
    "fdt/export": ([CORE, WHERE, PRINT, EDIT], LIBFDT),
    "kernel": ([], LIBC),
    "kernel/console": (["kernel/"], LIBC),
    "kernel/protect": (["kernel/"], LIBC),
    "kernel/isa": (["kernel/", "kernel/protect/"], LIBC),
    "kernel/trap": (CONSOLE, LIBC),
    "kernel/hart": (["kernel/", "kernel/protect/", "kernel/trap/"], LIBC),
    "kernel/handoff": ([*CONSOLE, "kernel/trap/", "kernel/hart/"], LIBC),
    "drivers": ([], LIBC),
    "drivers/bus": (["drivers/", "kernel/", *FDT], LIBC),
    "drivers/uart": (["drivers/", "drivers/bus/", *CONSOLE, *FDT], LIBC),
    "drivers/irqchip": (["drivers/", "kernel/", *FDT], LIBC),
    "drivers/console": ([*DRIVERS, *CONSOLE, *FDT], LIBC),
    "drivers/predict": (["drivers/", "drivers/console/console_select.h", "kernel/set.h", *FDT],
                        LIBC),
    "shell/line": (COMMON, LIBC),
    "shell/report": (["shell/", *FDT], LIBC),
    "shell/transfer": (COMMON, LIBC),
    "shell/payload": (["fdt/core/", "kernel/noinit.h"], LIBFDT | {"<zlib.h>"}),
    "shell/memtest": ([], LIBC),
    "shell": (["shell/line/", *COMMON, *FDT], LIBC),
    "shell/basic": ([*SHELL, "shell/line/", *FDT], LIBC),
    "shell/filter": (["shell/", "fdt/core/space.h", *COMMON], LIBC),
    "shell/dt": ([*SHELL, KIT, "shell/dt/export/", *COMMON, *FDT],
                 LIBC),
    "shell/dt/kit": ([*SHELL, *FDT], LIBC),
    "shell/dt/export": ([*SHELL, KIT, *FDT], LIBC),
    "shell/handoff": ([*SHELL, "shell/payload/", *COMMON, *FDT], LIBC),
    "shell/machine": ([*MACHINE, *HANDOFF, "shell/dt/kit/board.h", "shell/transfer/"], LIBC),
    "shell/machine/audit": ([*MACHINE, "shell/machine/", "shell/machine/cpu/isa_facts.h",
                             "shell/machine/hart/harts.h"], LIBC),
    "shell/machine/bench": ([*MACHINE, "shell/machine/", "shell/memtest/",
                             "shell/machine/hart/", "kernel/hart/"], LIBC),
    "shell/machine/cpu": ([*MACHINE, "shell/dt/kit/edit_tree.h", "shell/dt/kit/repair.h"], LIBC),
    "shell/machine/pmu": ([*MACHINE, "shell/machine/hart/", "shell/machine/cpu/csr_decode.h"],
                          LIBC),
    "shell/machine/memory": ([*MACHINE, "drivers/uart/console_driver.h",
                              "shell/machine/hart/on_aside.h"], LIBC),
    "shell/machine/console": ([*MACHINE, "shell/machine/"], LIBC),
    "shell/machine/irq": ([*MACHINE, "drivers/irqchip/irqchip.h", "shell/machine/time/seconds.h"],
                          LIBC),
    "shell/machine/memtest": ([*MACHINE, "kernel/hart/", "shell/machine/", "shell/machine/hart/",
                               "shell/memtest/", "shell/dt/kit/reserve.h"], LIBC),
    "shell/machine/pci": ([*MACHINE, "drivers/bus/pci.h", "drivers/bus/pci_bar.h"], LIBC),
    "shell/machine/sbi": (MACHINE, LIBC),
    "shell/machine/sbi_test": ([*MACHINE, "shell/machine/sbi/", "shell/machine/hart/",
                                "shell/machine/cpu/", "kernel/hart/"], LIBC),
    "shell/machine/scan": ([*MACHINE, KIT, "shell/machine/hart/on_aside.h",
                            "shell/machine/hart/turn.h"], LIBC),
    "shell/machine/survey": ([*MACHINE, KIT, "shell/machine/", "shell/machine/audit/",
                              "shell/machine/cpu/", "shell/machine/hart/", "shell/machine/irq/",
                              "shell/machine/pmu/", "shell/machine/scan/",
                              "drivers/bus/virtio_ring.h", "drivers/irqchip/irqchip.h",
                              "drivers/uart/console_driver.h"], LIBC),
    "shell/machine/time": ([*MACHINE, "kernel/hart/"], LIBC),
    "shell/machine/hart": ([*MACHINE, "kernel/hart/"], LIBC),
    "shell/machine/transfer": ([*MACHINE, "shell/machine/console/", "shell/transfer/"], LIBC),
    "boot/efi": (["kernel/owner.h", "kernel/guard.h", CORE, WHERE], LIBFDT),
    "boot": (["boot/efi/started.h", *SHELL, *DRIVERS, "drivers/console/", *CONSOLE, "kernel/trap/",
              *FDT], LIBC),
    "host": ([*SHELL, "shell/dt/export/", *FDT, "drivers/console/console_select.h",
              "kernel/console/console.h", "kernel/log.h", "kernel/mmio.h", *COMMON], None),
    "tests/firmware": ([], LIBC),
    "emulator": ([], LIBC | {"<getopt.h>"}),
    "emulator/guest": ([], LIBC),
    "web/wasm": ([*SHELL, "emulator/", "host/", "drivers/console/console_select.h", *COMMON, *FDT],
                 LIBC | {"<math.h>", "<wasi/api.h>"}),
}


def folder_of(path):
    return path.rpartition("/")[0]


def layers(path, text):
    folder = folder_of(path)
    if folder not in LAYERS:
        return []
    ours, system = LAYERS[folder]
    complaints = []
    for number, name in includes(text):
        if name[0] == "<":
            allowed = system is None or name in system
        else:
            target = name.strip('"')
            allowed = target in ours or folder_of(target) + "/" in [folder + "/", *ours]
        if not allowed:
            complaints.append(f"{path}:{number}: {folder} may not include {name}")
    return complaints


def own_header_first(path, text, all_paths):
    own = re.sub(r"\.c$", ".h", path)
    if not path.endswith(".c") or own not in all_paths:
        return []
    first = includes(text)[:1]
    return [] if first and first[0][1] == f'"{own}"' else [f'{path}: must include "{own}" first']


# Own header (or the header that declares what the file defines), a comment, then the rest.
HEAD_OF_C = re.compile(r'(#include "[^"\n]+"\n)?/\*(?! ---)\s*\*?\s*[^*/\s]')
HEAD_OF_H = re.compile(r"#pragma once\n/\*(?! ---)\s*\*?\s*[^*/\s]")


def head(path, text):
    """Each file begins with a comment that says what it is and names its sources. The test cannot
    check the sources, only that there is a comment."""
    if (HEAD_OF_C if path.endswith(".c") else HEAD_OF_H).match(text):
        return []
    first = "its own header (if it has one)" if path.endswith(".c") else "#pragma once"
    return [f"{path}: must begin with {first} and a comment that says what it is"]


def no_conditionals(path, text):
    return [f"{path}:{number}: {line.strip()}: code differs by which file is linked, not by #if"
            for number, line in enumerate(without_comments(text).splitlines(), 1)
            if re.match(r"\s*#\s*(if|ifdef|ifndef|elif|else)\b", line)]


def pragma_once(path, text):
    if not path.endswith(".h") or text.startswith("#pragma once\n"):
        return []
    return [f"{path}: a header begins with #pragma once"]


def function_length(path, text):
    return [f"{path}:{first}: {name} has {lines} lines, more than {FUNCTION_LINES}"
            for name, first, lines, _ in functions(text) if lines > FUNCTION_LINES]


def file_length(path, text):
    lines = text.count("\n")
    most = TEST_FILE_LINES if path.startswith("tests/") else FILE_LINES
    return [f"{path}: {lines} lines, more than {most}"] if lines > most else []


def columns(path, text):
    return [f"{path}:{number}: more than {COLUMNS} columns"
            for number, line in enumerate(text.splitlines(), 1)
            if len(line.expandtabs(TAB)) > COLUMNS]


def whitespace(path, text):
    complaints = [f"{path}:{number}: blanks at the end"
                  for number, line in enumerate(text.split("\n"), 1) if line != line.rstrip()]
    if text and (not text.endswith("\n") or text.endswith("\n\n")):
        complaints.append(f"{path}: must end with one newline")
    return complaints


def documented(path, text):
    """Each public function has a comment: above it, after it, or above the group that it is in."""
    lines = text.splitlines()
    complaints = []
    good_end = None  # last line of the latest documented declaration
    for name, first, last in declarations(text):
        above = lines[first - 2].rstrip() if first > 1 else ""
        after = any("/*" in line or "*/" in line for line in lines[first - 1:last])
        if above.endswith("*/") or after or good_end == first - 1:
            good_end = last
        else:
            complaints.append(f"{path}:{first}: {name} has no comment that says its contract")
    return complaints


def grouped(path, text):
    """A command that a file registers has a group, under which `help` lists it."""
    return [f"{path}: {this} needs a .group, one of enum shell_group"
            for this in re.findall(r"^SHELL_COMMAND\((\w+)\);", text, re.M)
            if not re.search(rf"\bshell_command {this} = {{[^}}]*\n\t\.group = SHELL_(?!UN)", text)]


# What lays out a table, or makes JSON, without the writer (shell/report/). "%08x" is no layout.
BY_HAND_LITERAL = [(r"%[-+ #]*[1-9*]", "a format with a width"), (r'\\":', "JSON")]
BY_HAND_CODE = re.compile(r"put_blanks\(|_pad\(|memset\([^;]*, ' ',|"
                          r"(?:while|for) \([^\n]*\)\n?\s*\w*put\w*\([^\n;]*(?:' '|\" \")\)")


def by_hand(path, text):
    """Tables, records and JSON go out through shell/report/report.h, so that people get columns
    that fit and programs get documents."""
    if folder_of(path) == "shell/report":
        return []
    code = without_comments(text, literals=True)
    found = [(code.count("\n", 0, match.start()), what)
             for match in re.finditer(r'"(?:[^"\\\n]|\\.)*"', code)
             for pattern, what in BY_HAND_LITERAL
             if re.search(pattern, match[0].replace("%%", ""))]
    found += [(code.count("\n", 0, match.start()), "blanks in a row")
              for match in BY_HAND_CODE.finditer(code)]
    return [f"{path}:{line + 1}: {what}: a report does that" for line, what in found]


def has_main(path, text):
    if any(name == "main" for name, *_ in functions(text)):
        return []
    return [f"{path}: has no main"]


REGISTERS = {"drivers/uart": ["CONSOLE_DRIVER", "PCI_CONSOLE"],
             "drivers/irqchip": ["IRQCHIP_DRIVER"],
             "drivers/predict": ["PREDICT_PROGRAM"],
             "shell/basic": ["SHELL_COMMAND"],
             "shell/filter": ["SHELL_COMMAND"],
             "shell/dt": ["SHELL_COMMAND", "CHECK_AUDIT"],
             "shell/dt/export": ["EXPORT_VERB"],
             "shell/machine": ["SHELL_COMMAND"],
             "shell/machine/audit": ["CHECK_AUDIT"],
             "shell/machine/bench": ["BENCH_VERB", "SHELL_COMMAND"],
             "shell/machine/irq": ["IRQ_VERB"],
             "shell/machine/memtest": ["SHELL_COMMAND"],
             "shell/machine/pci": ["SHELL_COMMAND"],
             "shell/machine/sbi": ["SBI_VERB", "SHELL_COMMAND"],
             "shell/machine/sbi_test": ["SBI_VERB", "TEST_GROUP"],
             "shell/machine/scan": ["SHELL_COMMAND"],
             "shell/machine/survey": ["SHELL_COMMAND", "SURVEY_FACT"],
             "shell/machine/time": ["SHELL_COMMAND"],
             "shell/machine/hart": ["SHELL_COMMAND"],
             "shell/machine/transfer": ["SHELL_COMMAND"],
             "shell/machine/memory": ["SHELL_COMMAND"],
             "shell/machine/cpu": ["SHELL_COMMAND"],
             "shell/machine/pmu": ["SHELL_COMMAND"],
             "shell/machine/console": ["CONSOLE_VERB", "SHELL_COMMAND"]}


def registers(path, text, all_paths):
    """A family's or a command's file ends by adding itself to its set, and exports nothing."""
    macros = REGISTERS.get(folder_of(path))
    if not macros or not path.endswith(".c") or re.sub(r"\.c$", ".h", path) in all_paths:
        return []
    complaints = [f"{path}:{first}: {name} must be static: no other file may use it"
                  for name, first, _, static in functions(text) if not static]
    if not re.search(rf"^({'|'.join(macros)})\(\w+\);\n\Z", text, re.M):
        complaints.append(f"{path}: must end with {' or '.join(f'{m}(...);' for m in macros)}")
    return complaints


# Written in parts, because the rule reads this file, too.
MARKS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
MACHINE_PATHS = re.compile(r"(?<![\w.$})-])/(wor" r"k|roo" r"t|hom" r"e)/\w")


def marks(path, text):
    return [f"{path}:{number}: {found.group()}"
            for number, line in enumerate(text.splitlines(), 1)
            for found in [MARKS.search(line) or MACHINE_PATHS.search(line)] if found]


def hosts(path, text, names):
    return [f"{path}: names the mirror {name}" for name in names if name in text]


def citations(path, text, read):
    """`file:symbol` in backticks: the file exists and has the symbol."""
    complaints = []
    for name, symbol in re.findall(r"`([\w./-]+\.\w+|Makefile):(\w+)`", text):
        source = read(name)
        if source is None:
            complaints.append(f"{path}: {name}:{symbol}: there is no such file")
        elif not re.search(rf"\b{symbol}\b", source):
            complaints.append(f"{path}: {name}:{symbol}: the file has no such symbol")
    return complaints


def paths_exist(path, text, exists):
    """`folder/file` in backticks: it exists. NAME and * are placeholders."""
    complaints = []
    for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)*/(?:[\w.-]+\.(?:c|h|S|py|md|dts|ld|yml))?)`",
                           text):
        if not name.startswith("build/") and not re.search(r"[A-Z]{4}", name) and not exists(name):
            complaints.append(f"{path}: `{name}`: there is no such file or folder")
    return complaints


def make_targets(path, text, makefile):
    """`make TARGET` in backticks or in a block of commands: the target exists."""
    known = set(re.findall(r"^([\w-]+):(?!=)", makefile, re.M))
    used = re.findall(r"(?:^|`|\$ |&& )make ([a-z][\w-]*)(?![\w=/-])", text, re.M)
    return [f"{path}: make {target}: there is no such target"
            for target in sorted(set(used)) if target not in known]


def phony_helped(makefile):
    """Every target has the text that `make help` prints; tools-* are only used by other targets."""
    return [f"Makefile: {target} has no ## text"
            for row in re.findall(r"^\.PHONY: (.*)$", makefile, re.M) for target in row.split()
            if not target.startswith("tools-")
            and not re.search(rf"^{target}:.* ## \S", makefile, re.M)]


def twice(rows):
    """Of rows (what, where): complaints about what appears more than once."""
    seen = {}
    for what, where in rows:
        seen.setdefault(what, []).append(where)
    return [f"{what}: in {' and '.join(where)}"
            for what, where in sorted(seen.items()) if len(where) > 1]


def compatibles(path, text):
    """Rows of (compatible string, path) in a driver's table."""
    tables = re.findall(r"\.compatible\s*=\s*(\w+)", text)
    return [(string, path) for table in tables
            for body in re.findall(rf"\b{table}\[\]\s*=\s*{{([^}}]*)}};", text)
            for string in re.findall(r'"([^"]+)"', body)]


def command_names(path, text):
    """Rows of (command, path) of the commands that a file registers."""
    objects = re.findall(r"^SHELL_COMMAND\((\w+)\);", text, re.M)
    return [(name, path) for this in objects
            for name in re.findall(rf'\bshell_command {this} = {{\s*\.name = "([^"]+)"', text)]
