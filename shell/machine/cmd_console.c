#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "drivers/console_select.h"
#include "kernel/console.h"
#include "kernel/console_sbi.h"
#include "shell/shell.h"

static const char *console_state(struct shell *shell, const struct console_candidate *candidate)
{
	if (!shell->port->machine && !candidate->err)
		return candidate == console_choice.chosen ? "chosen" : "";
	if (candidate->console.failed)
		return "failed";
	if (candidate->err)
		return "no";
	return &candidate->console == console_active() ? "active" : "idle";
}

static void console_row(struct dt_text *out, const char *state, const char *name,
			const char *driver, const char *address)
{
	char row[128];

	snprintf(row, sizeof(row), "%-7s  %-14s  %-8s  %-12s  ", state, name, driver, address);
	dt_puts(out, row);
}

static void console_list_node(struct shell *shell, struct dt_text *out,
			      const struct console_candidate *candidate)
{
	char path[DT_PATH_MAX], address[24] = "-";
	int len = dt_path(candidate->node, path, sizeof(path));

	if (candidate->console.name)
		snprintf(address, sizeof(address), "0x%" PRIx64,
			 (uint64_t)candidate->console.regs.base);
	console_row(out, console_state(shell, candidate),
		    candidate->console.name ? candidate->console.name : "-",
		    candidate->driver->name, address);
	if (len > 0)
		dt_put_escaped(out, path, (size_t)len);
	if (candidate->err) {
		dt_puts(out, "\n         "); /* below the name: a path leaves no room */
		dt_puts(out, candidate->why ? candidate->why : "not usable");
	}
	dt_putc(out, '\n');
}

static int console_list(struct shell *shell)
{
	const struct console_choice *choice = &console_choice;
	struct dt_text out;
	bool chosen = choice->chosen != NULL;

	shell_text(shell, &out);
	console_row(&out, "STATE", "NAME", "DRIVER", "ADDRESS");
	dt_puts(&out, "NODE\n");
	for (int i = 0; i < choice->candidates; i++)
		console_list_node(shell, &out, &choice->candidate[i]);
	if (choice->more)
		shell_printf(shell, "(%d more that are not listed)\n", choice->more);
	console_row(&out,
		    shell->port->machine ? (console_active() == console_sbi() ? "active" : "idle")
					 : (chosen ? "" : "chosen"),
		    "sbi", "sbi", "-");
	dt_puts(&out, "-\n");
	dt_flush(&out);
	if (shell->port->machine)
		shell_printf(shell,
			     "in use: %" PRIu64 " bytes out, %" PRIu64 " in, %" PRIu32
			     " line errors\n",
			     console_active()->sent, console_active()->received,
			     console_active()->errors.overruns);
	return 0;
}

static int console_run(struct shell *shell, const struct shell_args *args)
{
	if (args->argc == 1)
		return console_list(shell);
	if (strcmp(args->argv[1], "why"))
		return -EINVAL;
	shell_write(shell, console_choice.why, console_choice.why_len);
	return 0;
}

static void console_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	if (completions->operand == 0)
		shell_offer(completions, "why", false);
}

static const struct shell_command command_console = {
	.name = "console",
	.args = "[why]",
	.summary = "list the consoles, or tell why this one was chosen",
	.detail =
		"STATE is active for the one in use, idle for one that could be, failed for one\n"
		"that was left, no for one that cannot be used, each with the reason. Line errors\n"
		"are overruns, parity and framing errors and breaks.",
	.example = "console why",
	.max_args = 1,
	.run = console_run,
	.complete = console_complete,
};
SHELL_COMMAND(command_console);
