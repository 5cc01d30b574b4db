/* An edit that is ended by force, or has no memory left, leaves whole trees and loses nothing. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/sum.h"
#include "tests/unit/fake/fake_known.h"
#include "tests/unit/fake/fake_space.h"

static struct shell *const shell = &fake_known.shell;

/* --- without memory --------------------------------------------------------------------------- */

static uint32_t tree_sum(void)
{
	return dt_crc32(0, shell->tree->blob, shell->tree->size);
}

/* What @line makes of the tree that @before left: sums of both. */
static void run_whole(const char *before, const char *line, uint32_t *from, uint32_t *to)
{
	fake_known_open();
	assert_int_equal(shell_run(shell, before), 0);
	*from = tree_sum();
	assert_int_equal(shell_run(shell, line), 0);
	*to = tree_sum();
	fake_known_close();
}

static void assert_whole(uint32_t from, uint32_t to)
{
	uint32_t now = tree_sum();

	assert_true(now == from || now == to);
	assert_true(shell->tree == &dt_trees_current(&fake_known.trees)->tree);
	fake_assert_known(shell->tree);
	fake_assert_known(&fake_known.trees.slot[0].tree);
}

/* Allocation number @nth of @line and all after it fail. False: the line makes fewer. */
static bool run_short(const char *before, const char *line, long nth)
{
	uint32_t from, to;
	bool failed;

	run_whole(before, line, &from, &to);
	fake_known_open();
	assert_int_equal(shell_run(shell, before), 0);
	fake_space.calls = 0;
	fake_space.fail_at = nth;
	if (shell_run(shell, line))
		assert_non_null(strstr(fake_port_output(&fake_known.port), "memory"));
	failed = fake_space.calls >= nth;
	fake_space.fail_at = 0;
	assert_whole(from, to);
	fake_known_close();
	return failed;
}

/* --- ended by force --------------------------------------------------------------------------- */

static jmp_buf forced;
static long moments; /* how many are left until the command is ended */

static void moment(void)
{
	if (--moments == 0)
		longjmp(forced, 1);
}

/* The port's contain. */
static int contain_forced(struct shell_port *the_port, int (*run)(void *), void *arg)
{
	volatile int result = -EINTR;

	(void)the_port;
	fake_space.moment = moment;
	if (!setjmp(forced))
		result = run(arg);
	fake_space.moment = NULL;
	return result;
}

/* The command is ended at moment number @nth; the next ones free what it left. False: it has fewer
 * moments. */
static bool run_ended(const char *before, const char *line, long nth)
{
	uint32_t from, to;
	bool ended;

	run_whole(before, line, &from, &to);
	fake_known_open();
	assert_int_equal(shell_run(shell, before), 0);
	fake_known.port.port.contain = contain_forced;
	moments = nth;
	shell_run(shell, line);
	ended = moments == 0;
	assert_whole(from, to);
	moments = 0;
	shell_run(shell, line);
	assert_int_equal(shell_run(shell, "set /z 1; undo"), 0);
	fake_known_close();
	return ended;
}

/* --- both ------------------------------------------------------------------------------------- */

static const struct run_row {
	const char *before, *line;
} runs[] = {
	{ "", "set /new <&/cpus &/aliases>" },
	{ "", "rm /aliases/s /a/f /chosen" },
	{ "", "mk -p /x/y/z" },
	{ "", "mv /a /cpus" },
	{ "", "mv /a /a-longer-name" },
	{ "", "overlay 1" },
	{ "", "dt copy" },
	{ "set /x 1", "set /new <&/cpus &/aliases>" },
	{ "set /x 1", "rm /aliases/s /a/f /chosen" },
	{ "set /x 1", "mk -p /x/y/z" },
	{ "set /x 1", "mv /a /cpus" },
	{ "set /x 1", "overlay 1" },
	{ "set /x 1", "undo" },
	{ "rm /a; find /cpus", "undo" },
	{ "rm /a; undo; find /cpus", "redo" },
	{ "snapshot s; rm /a; find /cpus", "revert s" },
};

static void assert_runs(bool (*run)(const char *before, const char *line, long nth))
{
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		long nth = 1;

		while (run(runs[i].before, runs[i].line, nth))
			nth++;
		assert_in_range(nth, 3, 200); /* there are some */
	}
}

static void whichever_allocation_fails_a_tree_is_whole(void **state)
{
	(void)state;
	assert_runs(run_short);
}

static void wherever_a_command_ends_a_tree_is_whole(void **state)
{
	(void)state;
	assert_runs(run_ended);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whichever_allocation_fails_a_tree_is_whole),
		cmocka_unit_test(wherever_a_command_ends_a_tree_is_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
