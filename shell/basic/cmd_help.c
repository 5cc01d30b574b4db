/* help: what it prints is written beside each command's own code. */
#include <errno.h>
#include "shell/core.h"

/* The shell would refuse the command: it needs a machine, and there is no machine. */
static bool help_no_machine(struct shell *shell, const struct shell_command *command)
{
	return command->needs_machine && !shell->port->machine;
}

/* Lists the commands, or the filters. True: some are marked, because there is no machine. */
static bool help_list(struct shell *shell, bool filters)
{
	const struct shell_command *command = shell_next_command("");
	bool marked = false;

	for (; command; command = shell_next_command(command->name)) {
		bool mark = help_no_machine(shell, command);

		if (!command->filter != !filters)
			continue;
		shell_printf(shell, "%c %-10s %s\n", mark ? '*' : ' ', command->name,
			     command->summary);
		marked |= mark;
	}
	return marked;
}

static void help_all(struct shell *shell)
{
	if (help_list(shell, false))
		shell_puts(shell, "Commands with * need a machine, and this program has none.\n");
	shell_puts(shell, "Filters, as in 'dts | grep serial':\n");
	help_list(shell, true);
	shell_puts(shell, "Numbers are decimal, or hexadecimal after 0x.\n"
			  "'help NAME' explains one. Tab completes; Ctrl-C ends a command.\n");
}

static void help_one(struct shell *shell, const struct shell_command *command)
{
	const struct shell_option *option = command->options;

	shell_usage(shell, command, NULL);
	shell_printf(shell, "%s\n", command->summary);
	if (help_no_machine(shell, command))
		shell_puts(shell, "It needs a machine, and this program has none.\n");
	for (; option && option->letter; option++) {
		shell_printf(shell, "  -%c %-6s %s\n", option->letter,
			     option->value ? option->value : "", option->summary);
	}
	if (command->verbs.begin)
		shell_list_verbs(shell, command);
	if (command->detail) {
		shell_puts(shell, command->detail);
		shell_puts(shell, "\n");
	}
	if (command->example)
		shell_printf(shell, "example: %s\n", command->example);
}

static int help_run(struct shell *shell, const struct shell_args *args)
{
	const struct shell_command *command, *near;
	const char *name = args->argv[1];

	if (args->argc == 1) {
		help_all(shell);
		return 0;
	}
	command = shell_find_command(name);
	if (command) {
		help_one(shell, command);
		return 0;
	}
	near = shell_nearest_command(name, false);
	if (!near)
		near = shell_nearest_command(name, true);
	if (near)
		return shell_error(shell, -ENOENT, "%s: no such command (did you mean '%s'?)", name,
				   near->name);
	return shell_error(shell, -ENOENT, "%s: no such command; 'help' lists them", name);
}

static const struct shell_command help_command = {
	.name = "help",
	.args = "[COMMAND]",
	.summary = "list the commands, or explain one",
	.example = "help ls",
	.max_args = 1,
	.run = help_run,
	.complete = shell_complete_command,
};
SHELL_COMMAND(help_command);
