#include "shell/report/report_verbs.h"
/* Options and verbs are rows of one table, so that what they do stands in one column. */
#include "shell/core.h"
#include "shell/report/report.h"

enum { VERBS_WHAT, VERBS_MEANING };

static const struct report_column verbs_columns[] = {
	[VERBS_WHAT] = { .flags = REPORT_LONG },
	[VERBS_MEANING] = { .flags = 0 },
};

static const struct report_table verbs_table = {
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(verbs_columns),
};

struct verbs_list {
	const struct shell_command *command;
	bool options;
};

static void verbs_put(struct report *report, const char *what, const char *value,
		      const char *meaning)
{
	dt_puts(&report->cell, what);
	if (value && value[0]) {
		dt_putc(&report->cell, ' ');
		dt_puts(&report->cell, value);
	}
	report_string(report, VERBS_MEANING, meaning);
}

/* Begins a row. */
static void verbs_row(struct report *report)
{
	report_row(report);
	dt_puts(report_cell(report, VERBS_WHAT), "  ");
}

static void verbs_put_options(struct report *report, const struct shell_command *command)
{
	const struct shell_option *option = command->options;

	for (; option && option->letter; option++) {
		verbs_row(report);
		dt_putc(&report->cell, '-');
		dt_putc(&report->cell, option->letter);
		dt_puts(&report->cell, option->word ? ", --" : "");
		verbs_put(report, option->word ? option->word : "", option->value, option->summary);
	}
	if (command->reports) {
		verbs_row(report);
		verbs_put(report, "-j", NULL, "print one JSON document, for programs");
	}
}

static void verbs_rows(struct report *report, void *context)
{
	const struct verbs_list *list = context;
	const struct shell_verb *verb = shell_next_verb(list->command, "");

	if (list->options)
		verbs_put_options(report, list->command);
	for (; verb; verb = shell_next_verb(list->command, verb->name)) {
		verbs_row(report);
		verbs_put(report, verb->name, verb->args, verb->summary);
	}
}

static void verbs_show(struct shell *shell, struct verbs_list *list)
{
	struct report report;

	report_begin(&report, shell, NULL);
	report_rows(&report, &verbs_table, verbs_rows, list);
	report_end(&report);
}

void report_verbs(struct shell *shell, const struct shell_command *command)
{
	struct verbs_list list = { .command = command };

	verbs_show(shell, &list);
}

void report_options(struct shell *shell, const struct shell_command *command)
{
	struct verbs_list list = { .command = command, .options = true };

	verbs_show(shell, &list);
}
