/* help: what it prints of a command is written beside that command's own code. */
#include <errno.h>
#include <string.h>
#include "shell/basic/syntax.h"
#include "shell/core.h"
#include "shell/report/report.h"
#include "shell/report/report_verbs.h"

/* By enum shell_group. No command has the name of a group. */
static const struct {
	char name[10], about[48];
} help_groups[SHELL_GROUPS] = {
	[SHELL_LOOK] = { "look", "look at the tree" },
	[SHELL_FACTS] = { "hardware", "what the tree says about the hardware" },
	[SHELL_EDIT] = { "edit", "change the tree" },
	[SHELL_TREES] = { "trees", "compare, open, receive and write trees" },
	[SHELL_MEMORY] = { "memory", "the memory of the machine that runs this" },
	[SHELL_MACHINE] = { "machine", "the machine that runs this" },
	[SHELL_BASIC] = { "shell", "the shell itself" },
	[SHELL_FILTERS] = { "filters", "filter what a command prints: dts | grep serial" },
};

/* The shell would refuse the command: it needs a machine, and there is no machine. */
static bool help_no_machine(struct shell *shell, const struct shell_command *command)
{
	return command->needs_machine && !shell->port->machine;
}

/* --- lists ------------------------------------------------------------------------------------ */

enum { HELP_NAME, HELP_ABOUT };
enum { HELP_NAMES = 70 }; /* characters of a row of names */

static const struct report_column help_columns[] = {
	[HELP_NAME] = { .flags = 0 },
	[HELP_ABOUT] = { .flags = 0 },
};

static const struct report_table help_table = {
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(help_columns),
};

/* What a list has: the commands of one group; of all groups where that is 0, filters or not. */
struct help_list {
	int group;
	bool filters;
	bool marked; /* some have a mark, because there is no machine */
};

static bool help_lists(const struct help_list *list, const struct shell_command *command)
{
	return list->group ? command->group == list->group : !command->filter == !list->filters;
}

/* The list's command that follows @name in alphabetical order ("": the first); NULL at the end. */
static const struct shell_command *help_next(const struct help_list *list, const char *name)
{
	const struct shell_command *const *it, *next = NULL;

	SET_FOREACH (it, shell_commands) {
		if (strcmp((*it)->name, name) > 0 && help_lists(list, *it) &&
		    (!next || strcmp((*it)->name, next->name) < 0))
			next = *it;
	}
	return next;
}

/* One row each. */
static void help_put_summaries(struct report *report, void *context)
{
	struct help_list *list = context;
	const struct shell_command *command = help_next(list, "");

	for (; command; command = help_next(list, command->name)) {
		bool mark = help_no_machine(report->shell, command);

		report_row(report);
		dt_puts(report_cell(report, HELP_NAME), mark ? "* " : "  ");
		dt_puts(&report->cell, command->name);
		report_string(report, HELP_ABOUT, command->summary);
		list->marked |= mark;
	}
}

/* The names only, in as few rows as they need. */
static void help_put_names(struct report *report, struct help_list *list)
{
	const struct shell_command *command = help_next(list, "");
	size_t used = HELP_NAMES;

	for (; command; command = help_next(list, command->name)) {
		bool mark = help_no_machine(report->shell, command);
		size_t len = strlen(command->name) + 1 + mark;

		if (used + len > HELP_NAMES) {
			report_row(report);
			report_string(report, HELP_NAME, " ");
			report_cell(report, HELP_ABOUT);
			used = 0;
		} else {
			dt_putc(&report->cell, ' ');
		}
		dt_puts(&report->cell, command->name);
		dt_puts(&report->cell, mark ? "*" : "");
		used += len;
		list->marked |= mark;
	}
}

static void help_put_groups(struct report *report, void *context)
{
	struct help_list *list = context;

	for (list->group = SHELL_LOOK; list->group < SHELL_GROUPS; list->group++) {
		report_row(report);
		report_string(report, HELP_NAME, help_groups[list->group].name);
		report_string(report, HELP_ABOUT, help_groups[list->group].about);
		help_put_names(report, list);
	}
}

static void help_list(struct shell *shell, struct help_list *list,
		      void (*rows)(struct report *report, void *context))
{
	struct report report;

	report_begin(&report, shell, NULL);
	report_rows(&report, &help_table, rows, list);
	if (list->marked)
		report_says(&report, "Commands with * need a machine, and this program has none.");
	report_end(&report);
}

/* --- what is printed -------------------------------------------------------------------------- */

/* It fits the screen of a terminal with 24 rows. */
static void help_overview(struct shell *shell)
{
	struct help_list list = { 0 };

	help_list(shell, &list, help_put_groups);
	shell_puts(shell,
		   "'help NAME' explains a command or lists a group, 'help -a' lists all.\n"
		   "'help syntax' says how to write a line: | ; && > globs, numbers, keys.\n");
}

static void help_all(struct shell *shell)
{
	struct help_list list = { 0 }, filters = { .filters = true };

	help_list(shell, &list, help_put_summaries);
	shell_puts(shell, "Filters, as in 'dts | grep serial':\n");
	help_list(shell, &filters, help_put_summaries);
	shell_puts(shell, "'help NAME' explains one.\n");
}

static void help_group(struct shell *shell, int group)
{
	struct help_list list = { .group = group };

	shell_printf(shell, "%s:\n", help_groups[group].about);
	help_list(shell, &list, help_put_summaries);
}

static void help_one(struct shell *shell, const struct shell_command *command)
{
	shell_usage(shell, command, NULL);
	shell_printf(shell, "%s\n", command->summary);
	if (help_no_machine(shell, command))
		shell_puts(shell, "It needs a machine, and this program has none.\n");
	report_options(shell, command);
	if (command->detail) {
		shell_puts(shell, command->detail);
		shell_puts(shell, "\n");
	}
	if (command->example)
		shell_printf(shell, "example: %s\n", command->example);
}

/* --- the command ------------------------------------------------------------------------------ */

/* The group called @name, or 0. */
static int help_group_of(const char *name)
{
	for (int group = SHELL_LOOK; group < SHELL_GROUPS; group++)
		if (!strcmp(help_groups[group].name, name))
			return group;
	return 0;
}

static int help_unknown(struct shell *shell, const char *name)
{
	const struct shell_command *near = shell_nearest_command(name, false);
	const char *instead = shell_habit_instead(name, NULL);

	if (instead)
		return shell_error(shell, -ENOENT, "%s: no such command; type '%s'", name, instead);
	if (!near)
		near = shell_nearest_command(name, true);
	if (near)
		return shell_error(shell, -ENOENT, "%s: no such command (did you mean '%s'?)", name,
				   near->name);
	return shell_error(shell, -ENOENT, "%s: no such command; 'help' lists them", name);
}

static int help_run(struct shell *shell, const struct shell_args *args)
{
	const char *name = args->argv[1];
	const struct shell_command *command;
	int group;

	if (shell_option(args, 'a')) {
		help_all(shell);
	} else if (!name) {
		help_overview(shell);
	} else if ((command = shell_find_command(name))) {
		help_one(shell, command);
	} else if ((group = help_group_of(name))) {
		help_group(shell, group);
	} else if (!strcmp(name, "syntax")) {
		shell_puts(shell, help_syntax);
	} else {
		return help_unknown(shell, name);
	}
	return 0;
}

static void help_complete(struct shell *shell, struct shell_completions *completions)
{
	shell_complete_command(shell, completions);
	for (int group = SHELL_LOOK; group < SHELL_GROUPS; group++)
		shell_offer(completions, help_groups[group].name, false);
	shell_offer(completions, "syntax", false);
}

static const struct shell_option help_options[] = {
	{ .letter = 'a', .summary = "list all commands, each with what it does" },
	{ 0 },
};

static const struct shell_command help_command = {
	.name = "help",
	.group = SHELL_BASIC,
	.args = "[COMMAND|GROUP|syntax]",
	.summary = "list the commands by groups, or explain one",
	.detail = "syntax: how a line is read, from ; and > to numbers, and the keys. ? is the\n"
		  "same as help. COMMAND --help is the same as help COMMAND.",
	.example = "help ls",
	.options = help_options,
	.max_args = 1,
	.run = help_run,
	.complete = help_complete,
};
SHELL_COMMAND(help_command);
