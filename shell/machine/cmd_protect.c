/* protect: shows and switches the image's own page tables. */
#include <errno.h>
#include <string.h>
#include "kernel/protect/protect.h"
#include "shell/report/report.h"

enum {
	PROTECT_STATE,
	PROTECT_MODE,
	PROTECT_REASON,
	PROTECT_SPENT,
};

static const struct report_column protect_columns[] = {
	[PROTECT_STATE] = { .key = "protection", .title = "protection" },
	[PROTECT_MODE] = { .key = "mode", .title = "page tables" },
	[PROTECT_REASON] = { .key = "reason", .title = "because" },
	[PROTECT_SPENT] = { .key = "instructions", .flags = REPORT_HIDDEN },
};

static const struct report_table protect_state = {
	.key = "state",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(protect_columns),
};

enum { RANGE_BASE, RANGE_LAST, RANGE_ALLOWS, RANGE_WHAT };

static const struct report_column range_columns[] = {
	[RANGE_BASE] = { .key = "base", .title = "BASE", .flags = REPORT_RIGHT },
	[RANGE_LAST] = { .key = "last", .title = "LAST", .flags = REPORT_RIGHT },
	[RANGE_ALLOWS] = { .key = "allows", .title = "ALLOWS" },
	[RANGE_WHAT] = { .key = "what", .title = "WHAT" },
};

static const struct report_table protect_map = {
	.key = "map",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(range_columns),
};

static void protect_range(struct report *report, const struct protect_range *range,
			  const char *what)
{
	struct dt_text *out;

	report_row(report);
	report_hex(report, RANGE_BASE, range->base);
	report_hex(report, RANGE_LAST, range->end - 1);
	out = report_cell(report, RANGE_ALLOWS);
	dt_putc(out, range->allow & PROTECT_READ ? 'r' : '-');
	dt_putc(out, range->allow & PROTECT_WRITE ? 'w' : '-');
	dt_putc(out, range->allow & PROTECT_EXECUTE ? 'x' : '-');
	report_string(report, RANGE_WHAT, what);
}

static void protect_ranges(struct report *report, void *unused)
{
	struct protect_range range;
	const char *what;

	(void)unused;
	for (int i = 0; protect_listed(i, &range, &what); i++)
		if (range.end > range.base)
			protect_range(report, &range, what);
	range = (struct protect_range){
		.end = protect_reach(protect_facts()->levels),
		.allow = PROTECT_READ | PROTECT_WRITE,
	};
	protect_range(report, &range, "all else");
}

static void protect_show(struct shell *shell, const struct shell_args *args)
{
	const struct protect_facts *facts = protect_facts();
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &protect_state);
	report_row(&report);
	report_string(&report, PROTECT_STATE, facts->satp ? "on" : "off");
	if (facts->satp)
		report_string(&report, PROTECT_MODE, facts->levels == 3 ? "Sv39" : "Sv48");
	else
		report_string(&report, PROTECT_REASON, facts->why);
	report_dec(&report, PROTECT_SPENT, facts->instructions);
	if (facts->satp)
		report_rows(&report, &protect_map, protect_ranges, NULL);
	report_end(&report);
}

static int protect_run(struct shell *shell, const struct shell_args *args)
{
	const char *word = args->argv[1];
	int err;

	if (args->argc < 2) {
		protect_show(shell, args);
		return 0;
	}
	if (strcmp(word, "off") == 0) {
		protect_off("'protect off' was typed");
		return 0;
	}
	if (strcmp(word, "on") != 0)
		return -EINVAL;
	err = protect_on();
	return err ? shell_error(shell, err, "it stays off: %s", protect_facts()->why) : 0;
}

static void protect_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	shell_offer(completions, "on", false);
	shell_offer(completions, "off", false);
}

static const struct shell_command command_protect = {
	.name = "protect",
	.group = SHELL_MACHINE,
	.args = "[on|off]",
	.summary = "show or switch the protection of this program's own memory",
	.detail =
		"Page tables that change no address: code and constants cannot be written,\n"
		"nothing else can be executed, and a stack that overflows traps. It is on where\n"
		"the hart has Sv39 or Sv48; bootargs protect=off leave it off. 'call' and 'boot'\n"
		"run what they start without it.",
	.example = "protect",
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = protect_run,
	.complete = protect_complete,
};
SHELL_COMMAND(command_protect);
