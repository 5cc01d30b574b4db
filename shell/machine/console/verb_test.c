/* `console test`: all byte values through internal loopback, or a line for a person to look for. */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "kernel/time.h"
#include "shell/machine/console/console_verb.h"

enum { TEST_FIRST = ' ', TEST_LAST = '~' };

static int test_report(struct shell *shell, const char *name, const struct console_loop *loop)
{
	bool good = loop->back == loop->sent && !loop->wrong;

	shell_printf(shell,
		     "%s: loopback: %" PRIu32 " bytes sent, %" PRIu32 " back, %" PRIu32
		     " of them differ; %" PRIu64 " us a byte\n",
		     name, loop->sent, loop->back, loop->wrong, loop->us / loop->sent);
	return good ? 0 : SHELL_FAILED;
}

static int test_line(struct shell *shell, struct console *console)
{
	char text[TEST_LAST - TEST_FIRST + 3];
	uint64_t start = time_us();
	size_t len = 0;
	int err;

	text[len++] = '\n';
	for (int c = TEST_FIRST; c <= TEST_LAST; c++)
		text[len++] = (char)c;
	text[len++] = '\n';
	err = console_write_to(console, text, len);
	if (err) {
		console_leave(console, err);
		return err;
	}
	shell_printf(shell,
		     "%s: no internal loopback; sent a line from '%c' to '%c' in %" PRIu64
		     " us: look for it there\n",
		     console_name_of(console), TEST_FIRST, TEST_LAST, time_us() - start);
	return 0;
}

static int test_run(struct shell *shell, const struct shell_args *args)
{
	struct console *console;
	struct console_loop loop;
	int err = console_named(shell, args->argv[2], &console);

	if (!err)
		err = console_start_reported(shell, console);
	if (err)
		return err;
	err = console_loop_test(console, &loop);
	if (err == -ENOTSUP)
		return test_line(shell, console);
	if (err)
		return shell_error(shell, err, "%s: loopback: %s", console_name_of(console),
				   console_failure(err));
	return test_report(shell, console_name_of(console), &loop);
}

static const struct shell_verb verb_test = {
	.name = "test",
	.args = "NAME",
	.summary = "send all bytes through its loopback, or send a line",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = test_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_test);
