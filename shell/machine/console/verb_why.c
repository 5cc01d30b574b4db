/* `console why`: which console was chosen and why, and why not another one. */
#include <errno.h>
#include <string.h>
#include "kernel/console/console_sbi.h"
#include "shell/machine/console/console_for.h"
#include "shell/machine/console/console_verb.h"

static void why_line(struct dt_text *out, const char *what, const char *text)
{
	dt_puts(out, what);
	dt_puts(out, text);
	dt_putc(out, '\n');
}

/* The choice's lines that name @path, with the indented lines below them. False: there are none. */
static bool why_lines(struct dt_text *out, const char *path)
{
	const char *line = console_choice.why, *end;
	bool wanted = false, any = false;

	for (; (end = strchr(line, '\n')); line = end + 1) {
		const char *found = strstr(line, path);

		if (line[0] != ' ')
			wanted = found && found < end && strchr(" \n,;:\")", found[strlen(path)]);
		if (wanted)
			dt_write(out, line, (size_t)(end + 1 - line));
		any |= wanted;
	}
	return any;
}

static const char *why_state(const struct console_candidate *row)
{
	const char *why_not = console_why_not(&console_choice, row);

	if (row->console.failed)
		return console_failure(row->console.failed);
	return why_not ? why_not : console_choice.reason;
}

static int why_story(struct shell *shell, const struct console_candidate *row)
{
	char path[DT_PATH_MAX];
	struct dt_text out;
	int len = dt_found(row->node) ? dt_path(row->node, path, sizeof(path)) : 0;

	shell_text(shell, &out);
	dt_puts(&out, row->name);
	dt_puts(&out, ": ");
	if (len > 0)
		dt_put_escaped(&out, path, (size_t)len);
	else
		dt_puts(&out, "opened by its address");
	why_line(&out, ", driver ", row->console.name); /* below a bus: the device's */
	if (row->compatible)
		why_line(&out, "by its compatible: ", row->compatible);
	why_line(&out, row == console_choice.chosen ? "chosen: " : "not chosen: ", why_state(row));
	if (len > 0)
		why_lines(&out, path);
	dt_flush(&out);
	return 0;
}

/* All steps. What has no row comes before the last line, which says what was chosen. */
static int why_all(struct shell *shell)
{
	const char *why = console_choice.why;
	size_t last = console_choice.why_len ? console_choice.why_len - 1 : 0;
	struct dt_text out;

	while (last && why[last - 1] != '\n')
		last--;
	shell_text(shell, &out);
	dt_write(&out, why, last);
	console_put_disabled(&out, &console_choice);
	console_put_unprobed(&out, &console_choice);
	dt_write(&out, why + last, console_choice.why_len - last);
	dt_flush(&out);
	return 0;
}

static int why_sbi(struct shell *shell)
{
	const char *why_not = console_why_not_sbi(&console_choice);
	struct dt_text out;

	shell_text(shell, &out);
	why_line(&out, "sbi: the firmware's console, driver ", console_sbi()->name);
	if (shell->port->machine && !console_sbi_there())
		why_not = "this firmware has no console";
	why_line(&out,
		 why_not ? "not chosen: " : "chosen: ", why_not ? why_not : console_choice.reason);
	dt_flush(&out);
	return 0;
}

/* A word of bootargs, such as hvc0: what was made of it. */
static int why_word(struct shell *shell, const char *name)
{
	struct dt_text out;
	bool any;

	shell_text(shell, &out);
	any = *name && why_lines(&out, name);
	dt_flush(&out);
	return any ? 0 : console_report_find(shell, name, -ENOENT);
}

/* A node that has no row: it is disabled, was not probed, or no driver knows it. */
static int why_node(struct shell *shell, const char *name)
{
	struct dt_node node = { console_choice.tree, -ENOENT };
	struct dt_text out;
	int err;

	if (node.tree)
		node = dt_resolve(node.tree, name, strlen(name));
	if (!dt_found(node))
		return why_word(shell, name);
	shell_text(shell, &out);
	err = console_put_node(&out, &console_choice, node);
	dt_flush(&out);
	return err ? shell_error(shell, err, "%s: the node lies too deep in the tree", name) : 0;
}

/* The choice was made on the tree that was handed over, or given first. */
static void why_of(struct shell *shell)
{
	if (shell->trees && shell->trees->used)
		shell_printf(shell,
			     "this is the choice on tree 0; tree %d, which is in use, does not "
			     "change it\n",
			     shell->trees->used);
}

static int why_run(struct shell *shell, const struct shell_args *args)
{
	struct console_candidate *row;
	const char *program = shell_option(args, 'p');
	int err;

	if (program || (args->argc == 3 && console_is_program(args->argv[2])))
		return console_for(shell, program ? program : args->argv[2]);
	why_of(shell);
	if (args->argc == 2)
		return why_all(shell);
	if (!strcmp(args->argv[2], "sbi"))
		return why_sbi(shell);
	err = console_find(&console_choice, args->argv[2], &row);
	if (err == -ENOENT)
		return why_node(shell, args->argv[2]);
	err = console_report_find(shell, args->argv[2], err);
	return err ? err : why_story(shell, row);
}

static const struct shell_verb verb_why = {
	.name = "why",
	.args = "[NAME|--for PROG]",
	.summary = "explain how the console was chosen, or why not NAME",
	.max_args = 1,
	.run = why_run,
	.complete = console_complete_name,
};
CONSOLE_VERB(verb_why);
