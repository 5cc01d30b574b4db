"""Each house rule complains about what it forbids, and about nothing else."""
import pytest

import rules
from source import declarations, functions, includes

LONG = "static int f(void)\n{\n" + "\tg();\n" * 57 + "}\n"

# rule, path, text, further arguments, complaints expected
ROWS = [
    (rules.layers, "fdt/core/a.c", '#include <libfdt.h>\n#include "fdt/core/dt.h"\n', (), 0),
    (rules.layers, "fdt/core/a.c", '#include "kernel/log.h"\n', (), 1),
    (rules.layers, "kernel/a.c", '#include "fdt/core/dt.h"\n', (), 1),
    (rules.layers, "kernel/a.c", "#include <unistd.h>\n", (), 1),
    (rules.layers, "drivers/uart/a.c", "#include <libfdt.h>\n", (), 1),
    (rules.layers, "drivers/uart/a.c", '#include "shell/shell.h"\n', (), 1),
    (rules.layers, "shell/a.c", '  #  include "kernel/log.h"\n', (), 1),
    (rules.layers, "shell/a.c", '#include "shell/dt/kit/operand.h"\n', (), 1),
    (rules.layers, "shell/dt/a.c", '#include "shell/dt/kit/operand.h"\n', (), 0),
    (rules.layers, "shell/machine/a.c", '#include "drivers/console/console_select.h"\n', (), 0),
    (rules.layers, "shell/machine/a.c", '#include "drivers/uart/console_driver.h"\n', (), 1),
    (rules.layers, "host/a.c", '#include <unistd.h>\n#include "kernel/trap/trap.h"\n', (), 1),
    (rules.layers, "boot/a.c", '#include "host/main.h"\n', (), 1),
    (rules.layers, "fdt/core/a.c", '#include "fdt/print/print.h"\n', (), 1),
    (rules.layers, "fdt/print/a.c", '#include "fdt/core/dt.h"\n', (), 0),
    (rules.own_header_first, "fdt/core/a.c", '#include "fdt/core/a.h"\n', ({"fdt/core/a.h"},), 0),
    (rules.own_header_first, "fdt/core/a.c", '#include <x.h>\n#include "fdt/core/a.h"\n',
     ({"fdt/core/a.h"},), 1),
    (rules.own_header_first, "fdt/core/a.c", "#include <x.h>\n", (set(),), 0),
    (rules.head, "fdt/core/a.c", '#include "fdt/core/a.h"\n/* What it is. */\n', (), 0),
    (rules.head, "fdt/core/a.c", "/*\n * What it is.\n */\n#include <x.h>\n", (), 0),
    (rules.head, "fdt/core/a.c", '#include "fdt/core/a.h"\n#include <x.h>\n', (), 1),
    (rules.head, "fdt/core/a.c", "#include <x.h>\n/* What it is. */\n", (), 1),
    (rules.head, "fdt/core/a.c", "\n/* What it is. */\n", (), 1),
    (rules.head, "fdt/core/a.c", "/* --- a part ---- */\n", (), 1),
    (rules.head, "fdt/core/a.c", "/* */\n", (), 1),
    (rules.head, "fdt/core/a.h", "#pragma once\n/* What it is. */\n", (), 0),
    (rules.head, "fdt/core/a.h", "#pragma once\n#include <x.h>\n\n/* What it is. */\n", (), 1),
    (rules.no_conditionals, "fdt/core/a.c", "/*\n#if 1\n*/\n#define IF 1\n", (), 0),
    (rules.no_conditionals, "fdt/core/a.c", "# ifdef X\n#else\n#endif\n", (), 2),
    (rules.pragma_once, "fdt/core/a.h", "#pragma once\n", (), 0),
    (rules.pragma_once, "fdt/core/a.h", "#ifndef A\n", (), 1),
    (rules.function_length, "fdt/core/a.c", LONG, (), 0),
    (rules.function_length, "fdt/core/a.c", LONG.replace("{\n", "{\n\tg();\n"), (), 1),
    (rules.file_length, "fdt/core/a.c", "x\n" * 300, (), 0),
    (rules.file_length, "fdt/core/a.c", "x\n" * 301, (), 1),
    (rules.file_length, "tests/unit/a.c", "x\n" * 600, (), 0),
    (rules.file_length, "tests/unit/a.c", "x\n" * 601, (), 1),
    (rules.columns, "fdt/core/a.c", "\t" + "x" * 92, (), 0),
    (rules.columns, "fdt/core/a.c", "\t" + "x" * 93, (), 1),
    (rules.whitespace, "a", "x\n", (), 0),
    (rules.whitespace, "a", "x \n\t\ny", (), 3),
    (rules.whitespace, "a", "x\n\n", (), 1),
    (rules.documented, "fdt/core/a.h", "/* Does. */\nint a(void);\nint b(void);\n", (), 0),
    (rules.documented, "fdt/core/a.h", "int a(void); /* does */\n", (), 0),
    (rules.documented, "fdt/core/a.h", "/* Does. */\nint a(void);\n\nint b(int x,\n\tint y);\n",
     (), 1),
    (rules.documented, "fdt/core/a.h", "static inline int a(void)\n{\n\treturn 1;\n}\n", (), 1),
    (rules.grouped, "shell/a.c", "struct shell_command x = {\n\t.group = SHELL_LOOK,\n};\n"
     "SHELL_COMMAND(x);\n", (), 0),
    (rules.grouped, "shell/a.c", "struct shell_command x = {\n\t.args = \"\",\n};\n"
     "SHELL_COMMAND(x);\n", (), 1),
    (rules.by_hand, "shell/dt/a.c", 'printf("%s %u %08x %0*x 100%% 5", a);/* "%5u" */\n', (), 0),
    (rules.by_hand, "shell/dt/a.c", 'printf("%d %-8s", a);\nprintf("a\\"%*s", a);\n', (), 2),
    (rules.by_hand, "shell/dt/a.c", 'printf("%s%10" PRIu64 "%-*s", a);\n', (), 2),
    (rules.by_hand, "shell/report/a.c", 'printf("%5u {\\"a\\":", a);\n', (), 0),
    (rules.by_hand, "shell/dt/a.c", 'dt_puts("{\\"a\\":");\ndt_puts("\\"a\\" b: ");\n', (), 1),
    (rules.by_hand, "shell/dt/a.c", "while (n--)\n\tdt_putc(out, ' ');\nmemset(row, ' ', 9);\n", (),
     2),
    (rules.by_hand, "shell/dt/a.c", "if (n)\n\tdt_putc(out, ' ');\nmemset(row, 0, 9);\n", (), 0),
    (rules.has_main, "tests/unit/test_a.c", "int main(void)\n{\n}\n", (), 0),
    (rules.has_main, "tests/unit/test_a.c", "/* int main(void)\n{\n}\n*/\n", (), 1),
    (rules.registers, "drivers/uart/a.c", "static int f(void)\n{\n}\nCONSOLE_DRIVER(a);\n",
     (set(),), 0),
    (rules.registers, "drivers/irqchip/a.c", "IRQCHIP_DRIVER(a);\n", (set(),), 0),
    (rules.registers, "shell/dt/export/a.c", "EXPORT_VERB(a);\n", (set(),), 0),
    (rules.registers, "shell/dt/a.c", "IRQCHIP_DRIVER(a);\n", (set(),), 1),
    (rules.registers, "drivers/uart/a.c", "int f(void)\n{\n}\n", (set(),), 2),
    (rules.registers, "drivers/uart/a.c", "int f(void)\n{\n}\n", ({"drivers/uart/a.h"},), 0),
    (rules.registers, "shell/dt/a.c", "CONSOLE_DRIVER(a);\n", (set(),), 1),
    (rules.marks, "a", "to do\n", (), 0),
    (rules.marks, "a", "/* TO" "DO: later */\n", (), 1),
    (rules.marks, "a", "see /ho" "me/someone/file\n", (), 1),
    (rules.marks, "a", "build/roo" "t/x and ${x}/wor" "k/y\n", (), 0),
    (rules.hosts, "a", "deb http://mirror.example/debian", ({"mirror.example"},), 1),
    (rules.citations, "a.md", "`a.c:f`", ({"a.c": "int f;"}.get,), 0),
    (rules.citations, "a.md", "`a.c:g` `b.c:f`", ({"a.c": "int f;"}.get,), 2),
    (rules.paths_exist, "a.md", "`fdt/core/dt.h` `drivers/NAMED.c` `fdt/`", (lambda p: True,), 0),
    (rules.paths_exist, "a.md", "`fdt/core/dt.h` `fdt/`", (lambda p: False,), 2),
    (rules.make_targets, "a.md", "make it\n`make run X=1`\n", ("run: all\nit:\n",), 0),
    (rules.make_targets, "a.md", "`make build/unit/test_x`", ("run: all\n",), 0),
    (rules.make_targets, "a.md", "`make fly`", ("run: all\nfly := 1\n",), 1),
]


@pytest.mark.parametrize("rule, path, text, more, expected", ROWS)
def test_rule(rule, path, text, more, expected):
    assert len(rule(path, text, *more)) == expected


def test_functions():
    text = ("static const struct x y = {\n\t1,\n};\n\n/* { */\nint a(void)\n{\n\tif (x) {\n\t}\n}\n"
            "static int\nb(int x,\n\tint y)\n{\n}\n")
    assert functions(text) == [("a", 6, 5, False), ("b", 11, 5, True)]


def test_declarations():
    text = ("struct x {\n\tint (*f)(void);\n};\nvoid *a(int x,\n\tint y);\nSET_DECLARE(b, c);\n"
            "static inline int d(void)\n{\n}\n")
    assert [row[0] for row in declarations(text)] == ["a", "d"]


def test_includes():
    text = '#include <a.h>\n\n#include "b/c.h" /* x */\n'
    assert includes(text) == [(1, "<a.h>"), (3, '"b/c.h"')]


def test_sets():
    driver = ('static const char *const t[] = {\n\t"a,b",\n\t"c",\n\tNULL,\n};\n'
              'x = { .compatible = t };\n')
    assert rules.compatibles("p", driver) == [("a,b", "p"), ("c", "p")]
    command = 'static const struct shell_command x = {\n\t.name = "n",\n};\nSHELL_COMMAND(x);\n'
    assert rules.command_names("p", command) == [("n", "p")]
    assert rules.twice([("a", "x"), ("a", "y"), ("b", "x")]) == ["a: in x and y"]


def test_help():
    makefile = ".PHONY: a b tools-c\na: x ## does\nb: x\n"
    assert rules.phony_helped(makefile) == ["Makefile: b has no ## text"]
