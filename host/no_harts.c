/*
 * Replaces kernel/hart/, as host/no_machine.c does for the rest of the machine: there is no hart.
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/hart/hart.h"

size_t hart_room(void)
{
	return 0;
}

struct hart *hart_add(uint64_t id, void *memory)
{
	(void)id;
	(void)memory;
	return NULL;
}

struct hart *hart_find(uint64_t id)
{
	(void)id;
	return NULL;
}

struct hart *hart_next(const struct hart *hart)
{
	(void)hart;
	return NULL;
}

bool hart_is_parked(uint64_t id)
{
	(void)id;
	return false;
}

int hart_start(struct hart *hart, bool (*stop)(void *context), void *context, const char **why)
{
	(void)stop;
	(void)context;
	(void)hart;
	*why = "no machine";
	return -ENODEV;
}

enum hart_here hart_here(const struct hart *hart)
{
	(void)hart;
	return HART_AWAY;
}

int hart_post(struct hart *hart, int (*run)(void *), void *arg)
{
	(void)hart;
	(void)run;
	(void)arg;
	return -EBUSY;
}

bool hart_done(struct hart *hart)
{
	(void)hart;
	return true;
}

int hart_end(struct hart *hart)
{
	(void)hart;
	return 0;
}

bool hart_asked_to_end(const struct hart *hart)
{
	(void)hart;
	return true;
}

int hart_suspend(struct hart *hart)
{
	(void)hart;
	return -EBUSY;
}

int hart_stop(struct hart *hart)
{
	(void)hart;
	return 0;
}

uint32_t hart_interrupts(const struct hart *hart)
{
	(void)hart;
	return 0;
}

void hart_interrupt(uint64_t id)
{
	(void)id;
}
