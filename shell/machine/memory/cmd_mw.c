/* mw: memory and registers, written. Suffixes are those of U-Boot's mw. */
#include <errno.h>
#include "shell/machine/memory/memory.h"

static int mw_run(struct shell *shell, const struct shell_args *args)
{
	struct shell_memory memory;
	struct memory_range range = { .width = memory_width(args) };
	uint64_t value;
	int err = shell_memory(shell, args->argv[1], &memory);

	if (!err)
		err = memory_value(shell, args->argv[2], range.width, &value);
	if (!err)
		err = memory_count(shell, args->argv[1], &memory, args->argv[3], 1, &range);
	if (!err)
		err = memory_may_write(shell, args, &range);
	return err ? err : memory_write(shell, &range, value);
}

static const struct shell_command command_mw = {
	.name = "mw",
	.group = SHELL_MEMORY,
	.args = "ADDR VALUE [COUNT]",
	.summary = "write memory or registers",
	.detail =
		"As in 'md', which says what ADDR can be. VALUE is written to COUNT items, or to\n"
		"one. What 'mem' lists as in use is refused, but for what 'load' wrote.",
	.example = "mw.b 0x10000000 0x41",
	.options = memory_options,
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.any_hart = true,
	.run = mw_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_mw);
