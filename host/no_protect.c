/* Replaces kernel/protect/ on a PC, as host/no_machine.c replaces the rest: the shell refuses the
 * commands that would reach these functions. */
#include <errno.h>
#include "kernel/protect/protect.h"

const struct protect_facts *protect_facts(void)
{
	static const struct protect_facts facts = { .why = "no machine" };

	return &facts;
}

int protect_on(void)
{
	return -ENODEV;
}

void protect_off(const char *why)
{
	(void)why;
}

bool protect_hart(void)
{
	return false;
}

void protect_pause(void)
{
}

bool protect_listed(int index, struct protect_range *range, const char **what)
{
	(void)index;
	(void)range;
	(void)what;
	return false;
}
