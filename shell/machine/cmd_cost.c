/* cost: the instructions, bytes and microseconds of the command before. */
#include <inttypes.h>
#include "kernel/boot_facts.h"
#include "shell/shell.h"

static int cost_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t instructions = boot_facts.last.instructions, bytes = boot_facts.last.bytes;

	(void)args;
	shell_printf(shell,
		     "%" PRIu64 " instructions, %" PRIu64 " in firmware, %" PRIu64
		     " bytes sent, %" PRIu64 " us",
		     instructions, boot_facts.last.in_firmware, bytes, boot_facts.last.us);
	if (bytes && instructions)
		shell_printf(shell, ", %" PRIu64 ".%" PRIu64 " instructions a byte",
			     instructions / bytes, instructions * 10 / bytes % 10);
	shell_puts(shell, "\n");
	return 0;
}

static const struct shell_command command_cost = {
	.name = "cost",
	.args = "",
	.summary = "show what the last command cost: instructions, bytes, time",
	.detail = "Instructions are counted exactly under QEMU's -icount shift=0.",
	.example = "dts /; cost",
	.needs_machine = true,
	.run = cost_run,
};
SHELL_COMMAND(command_cost);
