/* mm: some bits of memory or of a register, changed. Its operands are those of barebox's mm. */
#include <errno.h>
#include <inttypes.h>
#include "shell/machine/memory/memory.h"

static int mm_change(struct shell *shell, const struct memory_range *range, uint64_t value,
		     uint64_t mask)
{
	uint64_t before, after;
	struct trap_info info;

	if (guard_read(range->base, range->width, &before, &info) ||
	    guard_write(range->base, range->width, (before & ~mask) | value, &info) ||
	    guard_read(range->base, range->width, &after, &info))
		return memory_fault(shell, range->base, &info);
	shell_printf(shell, "0x%" PRIx64 ": 0x%" PRIx64 " -> 0x%" PRIx64 "%s\n", range->base,
		     before, after, (after ^ value) & mask ? " (not all bits took the value)" : "");
	return 0;
}

static int mm_run(struct shell *shell, const struct shell_args *args)
{
	struct memory_range range = { .width = memory_width(args) };
	struct shell_memory memory;
	uint64_t value, mask;
	int err;

	if (args->argc < 4)
		return shell_error(
			shell, -EINVAL,
			"needs VALUE and MASK; 'mw ADDR VALUE' writes all bits, 'md ADDR' "
			"and Enter go through memory");
	err = shell_memory(shell, args->argv[1], &memory);
	if (!err)
		err = memory_value(shell, args->argv[2], range.width, &value);
	if (!err)
		err = memory_value(shell, args->argv[3], range.width, &mask);
	if (!err && value & ~mask)
		err = shell_error(shell, -ERANGE,
				  "VALUE 0x%" PRIx64 " has bits that MASK 0x%" PRIx64 " has not",
				  value, mask);
	if (!err)
		err = memory_count(shell, args->argv[1], &memory, NULL, 1, &range);
	if (!err)
		err = memory_may_write(shell, args, &range);
	return err ? err : mm_change(shell, &range, value, mask);
}

static const struct shell_command command_mm = {
	.name = "mm",
	.group = SHELL_MEMORY,
	.args = "ADDR VALUE MASK",
	.summary = "change bits of memory or of a register",
	.detail = "The bits of MASK get the value that they have in VALUE; the others stay. Shown\n"
		  "is what was there, and what is read afterwards. ADDR and widths are as in 'md'.",
	.example = "mm.b 0x10000003 0x80 0x80",
	.options = memory_options,
	.suffixes = "bwlq",
	.min_args = 1,
	.max_args = 3,
	.needs_machine = true,
	.run = mm_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_mm);
