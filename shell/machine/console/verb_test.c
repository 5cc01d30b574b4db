/* `console test`: all byte values through internal loopback, or a line for a person to look for. */
#include <errno.h>
#include "drivers/console/console_loop.h"
#include "kernel/time.h"
#include "shell/machine/console/console_verb.h"
#include "shell/report/report.h"

enum { TEST_FIRST = ' ', TEST_LAST = '~' };

enum { TEST_NAME, TEST_SENT, TEST_BACK, TEST_DIFFER, TEST_US };

static const struct report_column test_columns[] = {
	[TEST_NAME] = { .key = "name", .flags = REPORT_HIDDEN },
	[TEST_SENT] = { .key = "sent", .flags = REPORT_HIDDEN },
	[TEST_BACK] = { .key = "back", .flags = REPORT_HIDDEN },
	[TEST_DIFFER] = { .key = "differ", .flags = REPORT_HIDDEN },
	[TEST_US] = { .key = "us", .flags = REPORT_HIDDEN },
};

/* What came back through internal loopback; us: microseconds a byte. */
static const struct report_table test_loop_table = {
	.key = "loopback",
	.record = true,
	REPORT_TABLE_COLUMNS(test_columns),
};

/* A line that was sent; us: microseconds in all. */
static const struct report_table test_line_table = {
	.key = "line",
	.record = true,
	REPORT_TABLE_COLUMNS(test_columns),
};

static void test_loop_row(struct report *report, const char *name, const struct console_loop *loop)
{
	report_table(report, &test_loop_table);
	report_row(report);
	report_string(report, TEST_NAME, name);
	report_dec(report, TEST_SENT, loop->sent);
	report_dec(report, TEST_BACK, loop->back);
	report_dec(report, TEST_DIFFER, loop->wrong);
	report_dec(report, TEST_US, loop->us / loop->sent);
}

static void test_loop_say(struct report *report, const char *name, const struct console_loop *loop)
{
	struct dt_text *out = report_say(report);

	dt_puts(out, name);
	dt_puts(out, ": loopback: ");
	dt_put_dec(out, loop->sent);
	dt_puts(out, " bytes sent, ");
	dt_put_dec(out, loop->back);
	dt_puts(out, " back, ");
	dt_put_dec(out, loop->wrong);
	dt_puts(out, " of them differ; ");
	dt_put_dec(out, loop->us / loop->sent);
	dt_puts(out, " us a byte");
}

static int test_loop(struct report *report, const char *name, const struct console_loop *loop)
{
	if (report->json)
		test_loop_row(report, name, loop);
	else
		test_loop_say(report, name, loop);
	report_end(report);
	return loop->back == loop->sent && !loop->wrong ? 0 : SHELL_FAILED;
}

/* Sends the line: its characters, or -errno. */
static int test_send(struct console *console)
{
	char text[TEST_LAST - TEST_FIRST + 3];
	size_t len = 0;
	int err;

	text[len++] = '\n';
	for (int c = TEST_FIRST; c <= TEST_LAST; c++)
		text[len++] = (char)c;
	text[len++] = '\n';
	err = console_write_to(console, text, len);
	if (err)
		console_leave(console, err);
	return err ? err : (int)len;
}

static int test_line(struct report *report, struct console *console)
{
	const char *name = console_name_of(console);
	uint64_t us = time_us();
	int sent = test_send(console);
	struct dt_text *out;

	if (sent < 0)
		return sent;
	us = time_us() - us;
	if (report->json) {
		report_table(report, &test_line_table);
		report_row(report);
		report_string(report, TEST_NAME, name);
		report_dec(report, TEST_SENT, (uint64_t)sent);
		report_dec(report, TEST_US, us);
	}
	out = report_say(report);
	dt_puts(out, name);
	dt_puts(out, ": no internal loopback; sent a line from ' ' to '~' in ");
	dt_put_dec(out, us);
	dt_puts(out, " us: look for it there");
	report_end(report);
	return 0;
}

static int test_run(struct shell *shell, const struct shell_args *args)
{
	struct console *console;
	struct console_loop loop;
	struct report report;
	int err = console_named(shell, args->argv[2], &console);

	if (!err)
		err = console_start_reported(shell, console);
	if (err)
		return err;
	report_begin(&report, shell, args);
	err = console_loop_test(console, &loop);
	if (err == -ENOTSUP)
		return test_line(&report, console);
	if (err)
		return shell_error(shell, err, "%s: loopback: %s", console_name_of(console),
				   console_failure(err));
	return test_loop(&report, console_name_of(console), &loop);
}

static const struct shell_verb verb_test = {
	.name = "test",
	.args = "NAME",
	.summary = "send all bytes through its loopback, or send a line",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = test_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_test);
