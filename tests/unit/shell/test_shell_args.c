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
	{ "zargs --lon", 22,
	  "zargs: no option --\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs --longer", 22,
	  "zargs: no option --\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs --long=1", 22,
	  "zargs: no option --\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs --=1", 22,
	  "zargs: no option --\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs --deep", 22,
	  "zargs: option -d needs a value\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs -x", 22, "zargs: no option -x\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs -d", 22,
	  "zargs: option -d needs a value\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "zargs 1 2 3 4", 22,
	  "zargs: too many arguments\nusage: zargs[.bw] [-p] [-d N] [-l] [WORD ...]\n" },
	{ "znumber", 22, "znumber: too few arguments\nusage: znumber N\n" },
	{ "clear now", 22, "clear: too many arguments\nusage: clear\n" },
	{ "echo a | head 1 2", 22, "head: too many arguments\nusage: ... | head [N]\n" },
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
	{ "znumber 1f", 22, "znumber: 1f: not a number\nusage: znumber N\n" },
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
