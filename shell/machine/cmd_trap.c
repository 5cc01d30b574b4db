/* trap: provokes a trap, to see how this machine reports it. */
#include <errno.h>
#include <string.h>
#include "kernel/time.h"
#include "kernel/trap/trap_provoke.h"
#include "shell/shell.h"

enum { TRAP_TICKS_US = 200000 /* some ticks: each looks at the stack's guard word */ };

static const char kinds[TRAP_KINDS][12] = {
	[TRAP_ILLEGAL] = "illegal", [TRAP_EBREAK] = "ebreak",   [TRAP_LOAD] = "load",
	[TRAP_STORE] = "store",     [TRAP_FETCH] = "fetch",     [TRAP_MISALIGNED] = "misaligned",
	[TRAP_STACK] = "stack",     [TRAP_OVERRUN] = "overrun",
};

static int trap_run(struct shell *shell, const struct shell_args *args)
{
	const char *word = args->argv[1];
	struct time_wait wait = { 0 };
	unsigned kind = 0;

	while (kind < TRAP_KINDS && strcmp(kinds[kind], word) != 0)
		kind++;
	if (kind == TRAP_KINDS)
		return -EINVAL;
	trap_provoke((enum trap_kind)kind);
	if (kind != TRAP_STACK)
		return shell_error(shell, -EIO, "%s: no trap: this machine does it", word);
	while (!time_expired(&wait, TRAP_TICKS_US))
		shell_check_interrupt(shell);
	return 0;
}

static void trap_complete(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	for (unsigned kind = 0; kind < TRAP_KINDS; kind++)
		shell_offer(completions, kinds[kind], false);
}

static const struct shell_command command_trap = {
	.name = "trap",
	.group = SHELL_MACHINE,
	.args = "illegal|ebreak|load|store|fetch|misaligned|stack|overrun",
	.summary = "provoke a trap, to see how this machine reports it",
	.detail = "illegal     an instruction that does not exist\n"
		  "ebreak      a breakpoint\n"
		  "load        a load from the highest address\n"
		  "store       a store to it\n"
		  "fetch       a jump to it\n"
		  "misaligned  an atomic load (lr.w) at an odd address\n"
		  "stack       a stack that overflows\n"
		  "overrun     an array on the stack that is written beyond its end\n"
		  "The trap is reported and ends the command. $? is 14 (EFAULT) then.",
	.example = "trap load",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.any_hart = true,
	.run = trap_run,
	.complete = trap_complete,
};
SHELL_COMMAND(command_trap);
