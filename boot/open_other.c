#include "boot/boot.h"
/* Opens other trees in memory, with faults contained. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "fdt/core/space.h"
#include "kernel/guard.h"
#include "kernel/trap/trap.h"

enum { OPEN_PAGE = 4 << 10 };

struct open_attempt {
	struct dt_trees *trees;
	const char *name;
	uint64_t address;
};

static int open_add(void *arg)
{
	const struct open_attempt *attempt = arg;

	return dt_trees_add(attempt->trees, attempt->name,
			    (const void *)(uintptr_t)attempt->address, SIZE_MAX);
}

/* dt_open has read the blocks of the tree. A copy reads what is between and after them as well:
 * tries every page. */
static int open_pages(uint64_t address, uint64_t size, struct trap_info *trap)
{
	uint64_t byte;
	int err = guard_read(address + size - 1, 1, &byte, trap);

	for (uint64_t at = 0; at < size && err == 0; at += OPEN_PAGE)
		err = guard_read(address + at, 1, &byte, trap);
	return err;
}

/* Whether the address is in the memory for trees, which edits change. */
static bool open_is_ours(uint64_t address)
{
	struct dt_space space;

	dt_space(&space);
	return address - space.base < space.size;
}

static int open_refuse(struct dt_trees *trees, int err, const char *why)
{
	snprintf(trees->why, sizeof(trees->why), "%s", why);
	return err;
}

int boot_open_other(struct shell_port *port, struct dt_trees *trees, const char *word,
		    const char *name)
{
	struct open_attempt attempt = { trees, name, 0 };
	struct trap_info trap = { 0 };
	int number, err = 0;

	(void)port;
	if (!shell_is_number(word, &attempt.address))
		return open_refuse(trees, -EDOM, "not an address");
	if (open_is_ours(attempt.address))
		return open_refuse(trees, -EBUSY, "there the shell keeps its copies of trees");
	number = trap_try(open_add, &attempt, &trap);
	if (number >= 0)
		err = open_pages(attempt.address, dt_trees_slot(trees, number)->tree.size, &trap);
	if (err)
		dt_trees_close(trees, number);
	if (err || number == -EFAULT)
		snprintf(trees->why, sizeof(trees->why), "cannot be read: %s at 0x%" PRIx64,
			 trap_cause_name(trap.cause), trap.stval);
	else if (number >= 0)
		boot_space_spare(attempt.address, dt_trees_slot(trees, number)->tree.size);
	return err ? err : number;
}
