/*
 * check: shows what is wrong with the tree, where, and what to do about it.
 */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/audits.h"
#include "shell/dt/kit/findings.h"
#include "shell/dt/kit/repair.h"

/* Not on the stack: after an interrupted run, the next one frees its memory. */
static struct dt_check check_state;

/* --- options --------------------------------------------------------------------------------- */

/* The number of the check called @name of @len bytes, or -ENOENT. */
static int check_named(const char *name, size_t len)
{
	struct dt_check_row row;

	for (int number = 0; check_row(number, &row); number++)
		if (strlen(row.name) == len && memcmp(row.name, name, len) == 0)
			return number;
	return -ENOENT;
}

/* Switches the checks in a list of names off or on. 0, or -errno, reported: there is no such check,
 * or one to be switched on is left out by its severity. */
static int check_switch(struct shell *shell, struct dt_check *check, const char *names, bool off)
{
	struct dt_check_row row;

	while (*names) {
		size_t len = strcspn(names, ",");
		int number = check_named(names, len);

		if (number < 0)
			return shell_error(shell, -ENOENT,
					   "%.*s: no such check; 'check -l' lists them", (int)len,
					   names);
		check_row(number, &row);
		if (!off && row.severity < check->least)
			return shell_error(shell, -EDOM,
					   "%s: a %s; leave out -e or -s, or use -s %s", row.name,
					   dt_severity_name(row.severity),
					   dt_severity_name(row.severity));
		check->off[number] = off;
		names += len;
		names += *names == ',';
	}
	return 0;
}

static int check_severity(struct shell *shell, struct dt_check *check, const char *name)
{
	for (int i = DT_NOTE; i <= DT_ERROR; i++) {
		if (strcmp(dt_severity_name((enum dt_severity)i), name))
			continue;
		check->least = (enum dt_severity)i;
		return 0;
	}
	return shell_error(shell, -ENOENT, "%s: not a severity; use note, warning or error", name);
}

static int check_options(struct shell *shell, const struct shell_args *args, struct dt_check *check)
{
	const char *only = shell_option(args, 'c'), *without = shell_option(args, 'x');
	const char *severity = shell_option(args, 's');
	int err = 0;

	check->all = shell_option(args, 'v') || only;
	check->quiet = shell_option(args, 'q');
	if (shell_option(args, 'e'))
		check->least = DT_ERROR;
	if (severity)
		err = check_severity(shell, check, severity);
	if (!err && only) {
		memset(check->off, true, sizeof(check->off));
		err = check_switch(shell, check, only, false);
	}
	if (!err && without)
		err = check_switch(shell, check, without, true);
	return err;
}

/* --- the command ----------------------------------------------------------------------------- */

enum { CHECK_SEVERITY, CHECK_NAME, CHECK_TEXT };

static const struct report_column check_columns[] = {
	[CHECK_SEVERITY] = { .key = "severity", .width = 8 },
	[CHECK_NAME] = { .key = "check", .width = 26, .flags = REPORT_CLOSE },
	[CHECK_TEXT] = { .key = "what", .flags = REPORT_CLOSE },
};

static const struct report_table check_table = {
	.key = "checks",
	REPORT_TABLE_COLUMNS(check_columns),
};

static int check_list(struct shell *shell, const struct shell_args *args)
{
	struct dt_check_row row;
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &check_table);
	for (int number = 0; check_row(number, &row); number++) {
		report_row(&report);
		report_string(&report, CHECK_SEVERITY, dt_severity_name(row.severity));
		report_string(&report, CHECK_NAME, row.name);
		report_string(&report, CHECK_TEXT, row.text);
	}
	report_end(&report);
	return 0;
}

/* Why none of the audits is to run; NULL: they are. */
static const char *check_no_audits(const struct shell *shell, const struct shell_args *args)
{
	if (!shell->port->machine)
		return "no machine here";
	return args->argc > 1 ? "NODE was given" : NULL;
}

/* The checks that were wanted of those that have a row, without the audits; *@parts: as many more
 * were not run on an overlay. */
static int check_wanted(const struct dt_check *check, int *parts)
{
	const struct dt_check_row *row;
	int wanted = 0;

	*parts = 0;
	for (int number = 0; (row = dt_check_row(number)); number++) {
		if (check->off[number] || row->severity < check->least)
			continue;
		if (check->part && row->whole)
			(*parts)++;
		else
			wanted++;
	}
	return wanted;
}

/* Runs the checks and the audits. 0, or -errno or SHELL_FAILED, reported. */
static int check_all(struct shell *shell, const struct shell_args *args, struct dt_check *check,
		     struct findings_sum *sum)
{
	struct findings *findings = check->context;
	struct dt_check_row row;
	int err = dt_check_run(check);

	sum->why = check_no_audits(shell, args);
	sum->checks = check_audit_all(shell, check, !sum->why, &sum->left);
	sum->checks += check_wanted(check, &sum->parts);
	for (int number = 0; check_row(number, &row); number++)
		findings_more(check, number, &row);
	report_flush(&findings->report);
	if (err)
		return shell_error(shell, err, "not enough memory for all checks");
	if (findings->fix && check_repair_end(&findings->report, args))
		return SHELL_FAILED;
	findings_sum(check, sum);
	return 0;
}

/* Runs `check`. The status. */
static int check_report(struct shell *shell, const struct shell_args *args, struct dt_check *check)
{
	struct findings findings;
	struct findings_sum sum;
	int err;

	findings_begin(&findings, check, shell, args);
	err = check_all(shell, args, check, &sum);
	report_end(&findings.report);
	if (err)
		return err;
	if ((sum.left || sum.parts) && shell_option(args, 'c'))
		return SHELL_FAILED; /* what a person asked for was not checked */
	return check->found[DT_ERROR] || check->found[DT_WARNING] ? SHELL_FAILED : 0;
}

/* Of the trees, number 0 was handed over if there is a machine; an edit works on a copy of it. */
static bool check_is_handed_over(struct shell *shell)
{
	return shell->port->machine && shell->trees &&
	       dt_trees_origin(shell->trees, shell->trees->used) == 0;
}

static int check_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_check *check = &check_state;
	int err;

	if (shell_option(args, 'l'))
		return check_list(shell, args);
	dt_check_drop(check);
	*check = (struct dt_check){
		.tree = shell->tree,
		.top = dt_root(shell->tree),
		.handed_over = check_is_handed_over(shell),
	};
	err = check_options(shell, args, check);
	if (!err)
		err = shell_index(shell);
	if (!err && args->argc > 1) {
		check->top = shell_node(shell, args->argv[1]);
		err = dt_found(check->top) ? 0 : check->top.offset;
	}
	return err ? err : check_report(shell, args, check);
}

static const struct shell_option check_options_table[] = {
	{ .letter = 'c', .value = "LIST", .summary = "only these checks" },
	{ .letter = 'x', .value = "LIST", .summary = "all checks except these" },
	{ .letter = 's',
	  .value = "SEVERITY",
	  .summary = "only findings of at least this severity: note, warning, error" },
	{ .letter = 'e', .summary = "the same as -s error" },
	{ .letter = 'q', .summary = "only how many findings there are" },
	{ .letter = 'f', .summary = "fix what can be fixed in only one way; undo takes it back" },
	{ .letter = 'v', .summary = "every note, not only the first one of each check" },
	{ .letter = 'l', .summary = "list the checks" },
	{ 0 },
};

static const struct shell_command check_command = {
	.name = "check",
	.group = SHELL_FACTS,
	.args = "[NODE]",
	.summary = "show what is wrong with the tree, and what to do about it",
	.detail = "A line is SEVERITY CHECK PATH: WHAT IS WRONG; WHAT TO DO. With NODE: only\n"
		  "findings at it and below it. Live checks (live-...) compare the tree in use\n"
		  "with the machine; what could not be asked is shown as not run. The status is\n"
		  "1 if there are errors or warnings, or if a check that -c names could not run.",
	.example = "check -x isa-mismatch,cpu-intc /cpus",
	.options = check_options_table,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = check_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(check_command);
