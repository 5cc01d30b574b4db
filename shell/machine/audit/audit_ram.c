/*
 * Audit of the tree's RAM: reads both ends of each range, with faults contained.
 */
#include <inttypes.h>
#include "fdt/where/reserved.h"
#include "kernel/guard.h"
#include "kernel/trap/trap.h"
#include "shell/audit.h"

enum { RAM_RANGES_MAX = 32, RAM_WORD = 8 /* bytes */ };

/* The address is in a reserved range, where a fault is expected. */
static bool ram_reserved(const struct dt_tree *tree, uint64_t address)
{
	struct dt_reserved it;

	dt_reserved_init(&it, tree);
	while (dt_reserved_next(&it))
		if (address >= it.range.base && address - it.range.base < it.range.size)
			return true;
	return false;
}

/* Reads at @address. False: nothing was tried, because the range is reserved. */
static bool ram_try(struct shell *shell, struct check_report *report, uint64_t address)
{
	struct trap_info trap;
	uint64_t value;

	if (ram_reserved(shell->tree, address))
		return false;
	if (guard_read(address, RAM_WORD, &value, &trap))
		check_found(report, dt_root(shell->tree), "0x%" PRIx64 ", %s", address,
			    trap_cause_name(trap.cause));
	return true;
}

static void ram_run(struct shell *shell, struct check_report *report)
{
	struct dt_range range[RAM_RANGES_MAX];
	int more, tried = 0, count = dt_memory(shell->tree, range, RAM_RANGES_MAX, &more);

	for (int i = 0; i < count; i++) {
		if (range[i].size < RAM_WORD)
			continue;
		tried += ram_try(shell, report, range[i].base);
		tried += ram_try(shell, report,
				 (range[i].base + range[i].size - RAM_WORD) & ~UINT64_C(7));
	}
	if (more)
		check_not_run(report, dt_root(shell->tree), "not tried: the ranges after the 32nd");
	else if (!tried)
		check_not_run(report, dt_root(shell->tree), "the tree has no RAM that may be read");
}

static const struct check_audit ram_audit = {
	.name = "live-ram",
	.severity = DT_ERROR,
	.text = "no RAM answers in the range of a memory node",
	.fix = "set its reg, or reserve what firmware keeps",
	.run = ram_run,
};
CHECK_AUDIT(ram_audit);
