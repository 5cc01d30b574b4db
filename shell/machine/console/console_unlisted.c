#include "shell/machine/console/console_unlisted.h"
/* For people a sentence a kind, for programs a row. */
#include "drivers/console/console_select.h"

enum { UNLISTED_WHAT, UNLISTED_STATE, UNLISTED_COUNT, UNLISTED_FIRST, UNLISTED_LAST };

static const struct report_column unlisted_columns[] = {
	[UNLISTED_WHAT] = { .key = "what", .flags = REPORT_HIDDEN },
	[UNLISTED_STATE] = { .key = "state", .flags = REPORT_HIDDEN },
	[UNLISTED_COUNT] = { .key = "count", .flags = REPORT_HIDDEN },
	[UNLISTED_FIRST] = { .key = "first", .flags = REPORT_HIDDEN },
	[UNLISTED_LAST] = { .key = "last", .flags = REPORT_HIDDEN },
};

static const struct report_table unlisted_table = {
	.key = "unlisted",
	REPORT_TABLE_COLUMNS(unlisted_columns),
};

static void unlisted_row(struct report *report, const struct console_unlisted *all)
{
	report_row(report);
	report_string(report, UNLISTED_WHAT, all->what);
	report_string(report, UNLISTED_STATE, all->state);
	report_dec(report, UNLISTED_COUNT, (uint64_t)all->nodes);
	if (!dt_found(all->first))
		return;
	report_node(report, UNLISTED_FIRST, all->first);
	report_node(report, UNLISTED_LAST, all->last);
}

void console_report_unlisted(struct report *report, int from)
{
	struct console_unlisted all;

	report_table(report, &unlisted_table);
	for (; console_unlisted(&console_choice, from, &all); from++) {
		if (!all.nodes)
			continue;
		if (report->json)
			unlisted_row(report, &all);
		else
			console_put_unlisted(report_say(report), &all);
	}
}
