/* Arguments: options by the command's table, the number of operands, numbers, suffixes. */
#include <errno.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_port.h"

static int args_run(struct shell *shell, const struct shell_args *args)
{
	for (const char *letter = "pdlx"; *letter; letter++) {
		if (shell_option(args, *letter))
			shell_printf(shell, "%c=%s ", *letter, shell_option(args, *letter));
	}
	for (int i = 1; i < args->argc; i++)
		shell_printf(shell, "[%s]", args->argv[i]);
	assert_null(args->argv[args->argc]);
	return 0;
}

static const struct shell_option args_options[] = {
	{ .letter = 'p', .summary = "plain" },
	{ .letter = 'd', .value = "N", .summary = "depth", .word = "deep" },
	{ .letter = 'l', .summary = "long", .word = "long" },
	{ 0 },
};
static const struct shell_command args_command = {
	.name = "zargs",
	.args = "[WORD ...]",
	.summary = "show the arguments",
	.example = "zargs",
	.options = args_options,
	.suffixes = "bw",
	.max_args = 3,
	.run = args_run,
};
SHELL_COMMAND(args_command);

static int number_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t value;

	if (shell_number(shell, args->argv[1], &value) < 0)
		return -EINVAL;
	shell_printf(shell, "0x%" PRIx64 "\n", value);
	return 0;
}

static const struct shell_command number_command = {
	.name = "znumber",
	.args = "N",
	.summary = "show a number",
	.min_args = 1,
	.max_args = 1,
	.run = number_run,
};
SHELL_COMMAND(number_command);

#define HELP                                                                                       \
	"usage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\nshow the arguments\n"                      \
	"  -p            plain\n"                                                                  \
	"  -d, --deep N  depth\n"                                                                  \
	"  -l, --long    long\n"                                                                   \
	"example: zargs\n"
#define ARGS(why) "zargs: " why "\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n"

/* An option that may be given more than once. */
static int list_run(struct shell *shell, const struct shell_args *args)
{
	for (int i = 0; i < args->listed; i++)
		shell_printf(shell, "%s,", args->list[i]);
	shell_printf(shell, "%d", args->argc - 1);
	return 0;
}

static const struct shell_option list_options[] = {
	{ .letter = 'd', .value = "N", .summary = "depth" },
	{ .letter = 'x', .several = true, .value = "GLOB", .summary = "omit", .word = "omit" },
	{ 0 },
};
static const struct shell_command list_command = {
	.name = "zlist",
	.args = "[WORD]",
	.summary = "show the values of an option",
	.example = "zlist",
	.options = list_options,
	.max_args = 1,
	.run = list_run,
};
SHELL_COMMAND(list_command);

static const struct {
	const char *line;
	int status;
	const char *output;
} rows[] = {
	{ "zargs.b 1", 0, "[1]" },
	{ "zargs.x 1", 127, "zargs.x: no such command (did you mean 'zargs'?)\n" },
	{ "zargs. 1", 127, "zargs.: no such command (did you mean 'zargs'?)\n" },
	{ "echo.b", 127, "echo.b: no such command (did you mean 'echo'?)\n" },
	/* Options. */
	{ "zargs a b c", 0, "[a][b][c]" },
	{ "zargs -l a", 0, "l= [a]" },
	{ "zargs a -l", 0, "l= [a]" },
	{ "zargs -pd 3", 0, "p= d=3 " },
	{ "zargs -d3 -p", 0, "p= d=3 " },
	{ "zargs -pld3x a", 0, "p= d=3x l= [a]" },
	{ "zargs -d 3 -d 4", 0, "d=4 " },
	{ "zargs -d ''", 0, "d= " },
	{ "zargs -d -- -p", 0, "p= d=-- " },
	{ "zargs -- -l -x", 0, "[-l][-x]" },
	{ "zargs -l -- --", 0, "l= [--]" },
	{ "zargs -", 0, "[-]" },
	{ "zargs --deep 3 a", 0, "d=3 [a]" },
	{ "zargs --deep=3 a", 0, "d=3 [a]" },
	{ "zargs --deep= a", 0, "d= [a]" },
	{ "zargs a --long -p", 0, "p= l= [a]" },
	{ "zargs --deep -- a", 0, "d=-- [a]" },
	{ "zargs -- --long", 0, "[--long]" },
	{ "zargs --lon", 22, ARGS("no option --lon") },
	{ "zargs --longer", 22, ARGS("no option --longer") },
	{ "zargs --long=1", 22, ARGS("no option --long=1") },
	{ "zargs --=1", 22, ARGS("no option --=1") },
	{ "zargs --deep", 22, ARGS("option --deep needs a value") },
	{ "zargs -x", 22, "zargs: no option -x\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs -d", 22,
	  "zargs: option -d needs a value\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs 1 2 3 4", 22,
	  "zargs: too many arguments\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zlist", 0, "0" },
	{ "zlist -x a", 0, "a,0" },
	{ "zlist -x a b -xc -d 1 -d 2 --omit=d --omit e -x ''", 0, "a,c,d,e,,1" },
	{ "zlist -x1 -x2 -x3 -x4 -x5 -x6 -x7 -x8 -x9 -xa -xb -xc -xd -xe -xf -xg", 0,
	  "1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,0" },
	{ "zlist -x1 -x2 -x3 -x4 -x5 -x6 -x7 -x8 -x9 -xa -xb -xc -xd -xe -xf -xg -xh", 22,
	  "zlist: too many times -x\nusage: zlist [-d N] [-x GLOB]... [WORD]\n" },
	{ "zlist -x a -x", 22,
	  "zlist: option -x needs a value\nusage: zlist [-d N] [-x GLOB]... [WORD]\n" },
	{ "znumber", 22, "znumber: too few arguments\nusage: znumber N\n" },
	{ "clear -x", 22, "clear: no option -x\nusage: clear\n" },
	{ "clear now", 22, "clear: too many arguments\nusage: clear\n" },
	{ "echo a | wc 1", 22, "wc: too many arguments\nusage: ... | wc [-l] [-w] [-c]\n" },
	/* Help: --help before any "--"; -h where it is no operand. */
	{ "zargs --help", 0, HELP },
	{ "zargs.b 1 2 3 4 --help | head 9", 0, HELP },
	{ "zargs -h", 0, HELP },
	{ "zargs -- --help -h", 0, "[--help][-h]" },
	{ "znumber --help", 0, "usage: znumber N\nshow a number\n" },
	{ "znumber -h", 0, "usage: znumber N\nshow a number\n" },
	{ "znumber -h 1", 22, "znumber: no option -h\nusage: znumber N\n" },
	{ "echo -h", 0, "-h\n" },
	{ "echo a | more --help | wc -l", 0, "4\n" },
	{ "znosuch --help", 127, "znosuch: no such command; 'help' lists them\n" },
	/* Numbers. */
	{ "znumber 0", 0, "0x0\n" },
	{ "znumber 42", 0, "0x2a\n" },
	{ "znumber 0XfFfFfFfFfFfFfFfF", 0, "0xffffffffffffffff\n" },
	{ "znumber 0x1f", 0, "0x1f\n" },
	{ "znumber 010", 0, "0xa\n" }, /* not octal */
	{ "znumber 08", 0, "0x8\n" },
	{ "znumber 0x010", 0, "0x10\n" },
	{ "znumber 12x", 22, "znumber: 12x: not a number\nusage: znumber N\n" },
	{ "znumber ''", 22, "znumber: : not a number\nusage: znumber N\n" },
	{ "znumber ' 1'", 22, "znumber:  1: not a number\nusage: znumber N\n" },
	{ "znumber +1", 22, "znumber: +1: not a number\nusage: znumber N\n" },
	{ "znumber -1", 22, "znumber: -1: not a number\nusage: znumber N\n" },
	{ "znumber 0x", 22, "znumber: 0x: not a number\nusage: znumber N\n" },
	{ "znumber 1f", 22,
	  "znumber: 1f: not a number; hexadecimal begins with 0x\nusage: znumber N\n" },
	{ "znumber 0x0x1", 22, "znumber: 0x0x1: not a number\nusage: znumber N\n" },
	{ "znumber 0x-1", 22, "znumber: 0x-1: not a number\nusage: znumber N\n" },
	{ "znumber 0X", 22, "znumber: 0X: not a number\nusage: znumber N\n" },
	{ "znumber 18446744073709551616", 22,
	  "znumber: 18446744073709551616: more than 64 bits\nusage: znumber N\n" },
	{ "znumber 0x10000000000000000", 22,
	  "znumber: 0x10000000000000000: more than 64 bits\nusage: znumber N\n" },
};

static void arguments_are_checked(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		fake_shell_expect(rows[i].line, rows[i].status, rows[i].output);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(arguments_are_checked) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
