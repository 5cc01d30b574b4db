#include "shell/machine/access.h"
/* What md and mw share. Suffixes as in U-Boot, for hands that know them. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

unsigned memory_width(const char *name)
{
	const char *suffix = strrchr(name, '.');

	if (!suffix)
		return 4;
	switch (suffix[1]) {
	case 'b':
		return 1;
	case 'w':
		return 2;
	case 'q':
		return 8;
	default:
		return 4;
	}
}

int memory_fault(struct shell *shell, uint64_t address, const struct trap_info *info)
{
	return shell_error(shell, -EFAULT,
			   "0x%" PRIx64 ": %s (scause %" PRIu64 ", stval 0x%" PRIx64 ")", address,
			   trap_cause_name(info->cause), info->cause, info->stval);
}
