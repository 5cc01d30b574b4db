/* `console why`: which console was chosen and why, and why not another one. */
#include <errno.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "shell/machine/console/console_for.h"
#include "shell/machine/console/console_unlisted.h"
#include "shell/machine/console/console_verb.h"

/* --- one console ------------------------------------------------------------------------------ */

enum {
	WHY_NAME,
	WHY_NODE,
	WHY_ADDRESS,
	WHY_DRIVER,
	WHY_COMPATIBLE,
	WHY_VERDICT,
	WHY_CHOSEN, /* for people, as the next two: the reason after the verdict */
	WHY_USED,
	WHY_NOT,
	WHY_REASON,
};

static const struct report_column why_columns[] = {
	[WHY_NAME] = { .key = "name", .title = "console" },
	[WHY_NODE] = { .key = "node", .title = "node" },
	[WHY_ADDRESS] = { .key = "address", .title = "address" },
	[WHY_DRIVER] = { .key = "driver", .title = "driver" },
	[WHY_COMPATIBLE] = { .key = "compatible", .title = "compatible" },
	[WHY_VERDICT] = { .key = "verdict", .flags = REPORT_HIDDEN },
	[WHY_CHOSEN] = { .title = "chosen" },
	[WHY_USED] = { .title = "used as well" },
	[WHY_NOT] = { .title = "not chosen" },
	[WHY_REASON] = { .key = "why", .flags = REPORT_HIDDEN },
};

static const struct report_table why_table = {
	.key = "consoles",
	.layout = REPORT_RECORD,
	REPORT_TABLE_COLUMNS(why_columns),
};

static void why_put_verdict(struct report *report, struct console_verdict verdict)
{
	report_string(report, WHY_VERDICT, verdict.word);
	for (int column = WHY_CHOSEN; column <= WHY_NOT; column++)
		if (!strcmp(verdict.word, why_columns[column].title))
			report_string(report, column, verdict.why);
	report_string(report, WHY_REASON, verdict.why);
}

/* @row is not NULL. */
static void why_put_row(struct report *report, const struct console_candidate *row)
{
	report_row(report);
	report_string(report, WHY_NAME, row->name);
	if (dt_found(row->node))
		report_node(report, WHY_NODE, row->node);
	if (row->console.regs.base)
		report_hex(report, WHY_ADDRESS, row->console.regs.base);
	report_string(report, WHY_DRIVER, row->console.name); /* below a bus: the device's */
	report_string(report, WHY_COMPATIBLE, row->compatible);
	why_put_verdict(report, console_verdict(&console_choice, row));
}

static void why_put_sbi(struct report *report)
{
	struct console_verdict verdict = console_verdict(&console_choice, NULL);

	if (report->shell->port->machine && !console_sbi_there())
		verdict.why = "this firmware has no console";
	report_row(report);
	report_string(report, WHY_NAME, "sbi");
	report_string(report, WHY_DRIVER, console_sbi()->name);
	why_put_verdict(report, verdict);
}

/* A node that has no row: it is disabled, was not probed, or no driver knows it. */
static void why_put_node(struct report *report, const struct console_known *known)
{
	static const int columns[] = { WHY_NOT, WHY_REASON };

	report_row(report);
	report_node(report, WHY_NODE, dt_trail_node(&known->trail));
	if (known->driver) {
		report_string(report, WHY_DRIVER, known->driver->name);
		report_bytes(report, WHY_COMPATIBLE, known->compatible, (int)known->len);
	}
	report_string(report, WHY_VERDICT, why_columns[WHY_NOT].title);
	for (int i = 0; i < 2; i++)
		console_put_why_no_row(report_cell(report, columns[i]), &console_choice, known);
}

/* --- the steps -------------------------------------------------------------------------------- */

enum { STEP_TEXT, STEP_DETAILS };

static const struct report_column why_step_columns[] = {
	[STEP_TEXT] = { .key = "text", .flags = REPORT_HIDDEN },
	[STEP_DETAILS] = { .key = "details", .flags = REPORT_HIDDEN },
};

static const struct report_table why_step_table = {
	.key = "steps",
	REPORT_TABLE_COLUMNS(why_step_columns),
};

/* A line of the choice's story; one that is indented belongs to the line before. */
static void why_put_step(struct report *report, const char *line, size_t len)
{
	if (!report->json) {
		dt_write(report_say(report), line, len);
	} else if (line[0] == ' ') {
		dt_write(report_item(report), line + 2, len - 2);
	} else {
		report_row(report);
		dt_write(report_cell(report, STEP_TEXT), line, len);
		report_list(report, STEP_DETAILS);
	}
}

/* The steps that name @name, with the indented lines below them; NULL: all. False: there are
 * none. */
static bool why_put_steps(struct report *report, const char *name)
{
	const char *line = console_choice.why, *end;
	bool wanted = !name, any = false;

	report_table(report, &why_step_table);
	for (; (end = strchr(line, '\n')); line = end + 1) {
		const char *found = name ? strstr(line, name) : NULL;

		if (name && line[0] != ' ')
			wanted = found && found < end && strchr(" \n,;:\")", found[strlen(name)]);
		if (wanted)
			why_put_step(report, line, (size_t)(end - line));
		any |= wanted;
	}
	return any;
}

/* --- what is asked for ------------------------------------------------------------------------ */

static void why_say_other(struct report *report, const char *name, struct console_verdict verdict)
{
	struct dt_text *out = report_say(report);

	dt_puts(out, name);
	dt_puts(out, ": ");
	dt_puts(out, verdict.word);
	dt_puts(out, ": ");
	dt_puts(out, verdict.why);
}

/* It has a line of its own: what was not probed is counted instead, unless it is named, and the
 * rest was no console. */
static bool why_has_line(const struct console_candidate *row)
{
	return !console_is_none(row) && (!row->unprobed || row->rank != CONSOLE_BY_SEARCH);
}

/* All rows for programs; for people those that could have been chosen, and were not. */
static void why_put_rows(struct report *report)
{
	const struct console_choice *choice = &console_choice;

	report_table(report, &why_table);
	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		if (!why_has_line(row))
			continue;
		if (report->json)
			why_put_row(report, row);
		else if (row != choice->chosen && !row->err)
			why_say_other(report, row->name, console_verdict(choice, row));
	}
	if (report->json)
		why_put_sbi(report);
	else if (choice->sbi_ways)
		why_say_other(report, "sbi", console_verdict(choice, NULL));
}

static void why_all(struct report *report)
{
	why_put_steps(report, NULL);
	why_put_rows(report);
	console_report_unlisted(report, CONSOLE_DISABLED);
	console_put_chosen(report_say(report), &console_choice); /* last: people look there */
}

static void why_row(struct report *report, const struct console_candidate *row)
{
	char path[DT_PATH_MAX];
	int len = dt_found(row->node) ? dt_path(row->node, path, sizeof(path)) : 0;

	report_table(report, &why_table);
	why_put_row(report, row);
	if (len > 0)
		why_put_steps(report, path);
}

/* What has no row: a node, or a word of bootargs such as hvc0. */
static int why_other(struct report *report, const char *name)
{
	struct dt_node node = { console_choice.tree, -ENOENT };
	struct console_known known;

	if (node.tree)
		node = dt_resolve(node.tree, name, strlen(name));
	if (!dt_found(node))
		return *name && why_put_steps(report, name)
			       ? 0
			       : console_report_find(report->shell, name, -ENOENT);
	if (console_look_up(node, &known))
		return shell_error(report->shell, -E2BIG, "%s: the node lies too deep in the tree",
				   name);
	report_table(report, &why_table);
	why_put_node(report, &known);
	return 0;
}

static int why_named(struct report *report, const char *name)
{
	struct console_candidate *row;
	int err;

	if (!strcmp(name, "sbi")) {
		report_table(report, &why_table);
		why_put_sbi(report);
		return 0;
	}
	err = console_find(&console_choice, name, &row);
	if (err == -ENOENT)
		return why_other(report, name);
	if (!err)
		why_row(report, row);
	return console_report_find(report->shell, name, err);
}

/* The choice was made on the tree that was handed over, or given first. */
static void why_say_of(struct report *report)
{
	const struct dt_trees *trees = report->shell->trees;
	struct dt_text *out;

	if (!trees || !trees->used)
		return;
	out = report_say(report);
	dt_puts(out, "this is the choice on tree 0; tree ");
	dt_put_dec(out, (uint64_t)trees->used);
	dt_puts(out, ", which is in use, does not change it");
}

static int why_run(struct shell *shell, const struct shell_args *args)
{
	const char *name = args->argv[2], *program = shell_option(args, 'p');
	struct report report;
	int err = 0;

	if (!program && name && console_is_program(name))
		program = name;
	if (program)
		return console_for(shell, args, program);
	report_begin(&report, shell, args);
	why_say_of(&report);
	if (name)
		err = why_named(&report, name);
	else
		why_all(&report);
	if (!err)
		report_end(&report);
	return err;
}

static const struct shell_verb verb_why = {
	.name = "why",
	.args = "[NAME|--for PROG]",
	.summary = "explain how the console was chosen, or why not NAME",
	.max_args = 1,
	.reports = true,
	.run = why_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_why);
