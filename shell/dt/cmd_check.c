/*
 * check: shows what is wrong with the tree, where, and what to do about it.
 */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/audits.h"
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

/* Switches the checks in a list of names off or on. 0, or -ENOENT, reported. */
static int check_switch(struct shell *shell, struct dt_check *check, const char *names, bool off)
{
	while (*names) {
		size_t len = strcspn(names, ",");
		int number = check_named(names, len);

		if (number < 0)
			return shell_error(shell, -ENOENT,
					   "%.*s: no such check; 'check -l' lists them", (int)len,
					   names);
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
	if (shell_option(args, 'f'))
		check_repair_begin(check);
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

static int check_list(struct shell *shell)
{
	struct dt_check_row row;

	for (int number = 0; check_row(number, &row); number++)
		shell_printf(shell, "%-8s %-26s %s\n", dt_severity_name(row.severity), row.name,
			     row.text);
	return 0;
}

/* "3 errors, 5 warnings, 2 notes; 64 checks, 2 not run: WHY". */
static void check_sum(struct shell *shell, const struct dt_check *check, int checks, int left,
		      const char *why)
{
	const uint32_t *found = check->found;

	for (int i = DT_ERROR; i >= DT_NOTE; i--)
		shell_printf(shell, "%u %s%s%s", (unsigned)found[i],
			     dt_severity_name((enum dt_severity)i), found[i] == 1 ? "" : "s",
			     i ? ", " : "; ");
	shell_printf(shell, "%d check%s", checks, checks == 1 ? "" : "s");
	if (left)
		shell_printf(shell, ", %d not run%s%s", left, why ? ": " : "", why ? why : "");
	shell_puts(shell, "\n");
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

/* Runs the checks and the audits. The status. */
static int check_all(struct shell *shell, const struct shell_args *args, struct dt_check *check)
{
	struct dt_check_row row;
	const char *why = check_no_audits(shell, args);
	int left, parts, err = dt_check_run(check);
	int ran = check_audit_all(shell, check, !why, &left) + check_wanted(check, &parts);

	for (int number = 0; check_row(number, &row); number++)
		dt_check_more(check, number, &row);
	dt_flush(check->out);
	if (err)
		return shell_error(shell, err, "not enough memory for all checks");
	if (check->repair && check_repair_end(shell, args))
		return SHELL_FAILED;
	check_sum(shell, check, ran, left, why);
	if (parts)
		shell_printf(shell, "%d not run: this is an overlay: apply it first\n", parts);
	if ((left || parts) && shell_option(args, 'c'))
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
	struct dt_text out;
	int err;

	if (shell_option(args, 'l'))
		return check_list(shell);
	shell_text(shell, &out);
	dt_check_drop(check);
	*check = (struct dt_check){
		.tree = shell->tree,
		.top = dt_root(shell->tree),
		.out = &out,
		.handed_over = check_is_handed_over(shell),
	};
	err = check_options(shell, args, check);
	if (!err)
		err = shell_index(shell);
	if (!err && args->argc > 1) {
		check->top = shell_node(shell, args->argv[1]);
		err = dt_found(check->top) ? 0 : check->top.offset;
	}
	return err ? err : check_all(shell, args, check);
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
	.args = "[NODE]",
	.summary = "show what is wrong with the tree, and what to do about it",
	.detail = "A line is SEVERITY CHECK PATH: WHAT IS WRONG; WHAT TO DO. With NODE: only\n"
		  "findings at it and below it. Live checks (live-...) compare the tree in use\n"
		  "with the machine; what could not be asked is shown as not run. The status is\n"
		  "1 if there are errors or warnings, or if a check that -c names could not run.",
	.example = "check -x isa-mismatch,cpu-intc /cpus",
	.options = check_options_table,
	.max_args = 1,
	.needs_tree = true,
	.run = check_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(check_command);
