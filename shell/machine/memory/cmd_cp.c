/* cp: copies memory, in items of one width. Operands and suffixes are those of U-Boot's cp. */
#include <errno.h>
#include "kernel/mmio.h"
#include "shell/machine/memory/memory.h"

struct cp {
	struct memory_pair pair;
	bool backward; /* the target begins in the source */
};

static int cp_step(void *context)
{
	struct cp *cp = context;
	struct memory_pair *pair = &cp->pair;
	struct regs from = { .width = (uint8_t)pair->one.width }, to = from;

	for (unsigned n = 0; n < MEMORY_PAUSE && pair->done < pair->one.count; n++) {
		uint64_t item = cp->backward ? pair->one.count - 1 - pair->done : pair->done;
		uint64_t value;

		from.base = pair->one.base + item * from.width;
		to.base = pair->two.base + item * to.width;
		pair->fault = from.base;
		value = regs_read(&from, 0);
		pair->fault = to.base;
		regs_write(&to, 0, value);
		pair->done++;
	}
	regs_fence();
	return pair->done < pair->one.count ? -EAGAIN : 0;
}

static int cp_run(struct shell *shell, const struct shell_args *args)
{
	struct cp cp;
	struct memory_pair *pair = &cp.pair;
	struct trap_info info;
	int err = memory_pair(shell, args, pair);

	if (!err)
		err = memory_may_write(shell, args, &pair->two);
	if (err)
		return err;
	cp.backward = pair->two.base - pair->one.base < pair->one.count * pair->one.width;
	err = memory_run(shell, cp_step, &cp, &info);
	return err ? memory_fault(shell, pair->fault, &info) : 0;
}

static const struct shell_command command_cp = {
	.name = "cp",
	.group = SHELL_MEMORY,
	.args = "FROM TO [COUNT]",
	.summary = "copy memory",
	.detail = "Items are as in 'md'. Without COUNT, all is copied that FROM stands for,\n"
		  "ADDR,SIZE or a name as in 'md'. The two may overlap.",
	.example = "cp.b 0x84000000 0x85000000 0x1000",
	.options = memory_options,
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.run = cp_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_cp);
