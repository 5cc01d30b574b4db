#include <errno.h>
#include <inttypes.h>
#include "shell/machine/access.h"
#include "kernel/guard.h"

static int mw_run(struct shell *shell, const struct shell_args *args)
{
	unsigned width = memory_width(args->argv[0]);
	uint64_t address, value, count = 1;
	struct trap_info info;

	if (shell_number(shell, args->argv[1], &address) ||
	    shell_number(shell, args->argv[2], &value))
		return -EINVAL;
	if (args->argc > 3 && shell_number(shell, args->argv[3], &count))
		return -EINVAL;
	if (width < 8 && value >> (8 * width))
		return shell_error(shell, -ERANGE, "0x%" PRIx64 " does not fit %u byte%s", value,
				   width, width > 1 ? "s" : "");
	for (; count; count--, address += width) {
		if (guard_write(address, width, value, &info))
			return memory_fault(shell, address, &info);
		shell_check_interrupt(shell);
	}
	return 0;
}

static const struct shell_command command_mw = {
	.name = "mw",
	.args = "ADDR VALUE [COUNT]",
	.summary = "write memory or registers",
	.detail = "mw.b, mw.w, mw.l and mw.q write 1, 2, 4 and 8 bytes; mw is mw.l.\n"
		  "COUNT such items in a row get VALUE. Numbers are decimal, or hexadecimal after\n"
		  "0x. A bad address is told, with the cause.",
	.example = "mw.b 0x10000000 0x41",
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.run = mw_run,
};
SHELL_COMMAND(command_mw);
