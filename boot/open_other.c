#include "boot/boot.h"
/* Opens other trees in memory, with faults contained. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
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

static int open_refuse(struct dt_trees *trees, int err, const char *why)
{
	snprintf(trees->why, sizeof(trees->why), "%s", why);
	return err;
}

static int open_refuse_trap(struct dt_trees *trees, const struct trap_info *trap)
{
	snprintf(trees->why, sizeof(trees->why), "cannot be read: %s at 0x%" PRIx64,
		 trap_cause_name(trap->cause), trap->stval);
	return -EFAULT;
}

/* Whether all of tree @number is readable, and not where the copies of trees are. 0, or -errno. */
static int open_judge(struct dt_trees *trees, int number, uint64_t address)
{
	uint32_t size = dt_trees_slot(trees, number)->tree.size;
	struct trap_info trap = { 0 };

	if (open_pages(address, size, &trap))
		return open_refuse_trap(trees, &trap);
	if (boot_space_spare(address, size))
		return open_refuse(trees, -EBUSY, "there the shell keeps its copies of trees");
	return 0;
}

int boot_open_other(struct shell_port *port, struct dt_trees *trees, const char *word,
		    const char *name)
{
	struct open_attempt attempt = { trees, name, 0 };
	struct trap_info trap = { 0 };
	int number, err;

	(void)port;
	if (!shell_is_number(word, &attempt.address))
		return open_refuse(trees, -EDOM, "neither an address nor a loaded file");
	number = trap_try(open_add, &attempt, &trap);
	if (number == -EFAULT)
		return open_refuse_trap(trees, &trap);
	if (number < 0)
		return number;
	err = open_judge(trees, number, attempt.address);
	if (err)
		dt_trees_close(trees, number);
	return err ? err : number;
}
