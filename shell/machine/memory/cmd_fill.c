/* fill: one value over a whole range. */
#include <errno.h>
#include "shell/machine/memory/memory.h"

static int fill_run(struct shell *shell, const struct shell_args *args)
{
	struct memory_range range = { .width = memory_width(args) };
	uint64_t value;
	int err = memory_range(shell, args, args->argv[1], args->argv[3], &range);

	if (!err)
		err = memory_value(shell, args->argv[2], range.width, &value);
	if (!err)
		err = memory_may_write(shell, args, &range);
	return err ? err : memory_write(shell, &range, value);
}

static const struct shell_command command_fill = {
	.name = "fill",
	.group = SHELL_MEMORY,
	.args = "RANGE VALUE [COUNT]",
	.summary = "fill memory with a value",
	.detail = "As 'mw', but all of RANGE is written: ADDR,SIZE, or a name as in 'md'.",
	.example = "fill.b 0x84000000,0x1000 0xff",
	.options = memory_options,
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.run = fill_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_fill);
