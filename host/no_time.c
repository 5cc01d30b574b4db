/* Replaces the clock, the counters and accesses of kernel/, as host/no_machine.c does the rest. */
#include <errno.h>
#include <stddef.h>
#include "kernel/instret.h"
#include "kernel/time.h"
#include "kernel/touch.h"

uint64_t time_us(void)
{
	return 0;
}

uint64_t time_ticks(void)
{
	return 0;
}

uint64_t time_frequency(void)
{
	return 1;
}

uint64_t time_us_of(uint64_t ticks)
{
	return ticks;
}

uint64_t time_began(void)
{
	return 0;
}

enum time_source time_source(void)
{
	return TIME_NO_TIMER;
}

void cycles_init(void)
{
}

uint64_t cycles_read(void)
{
	return 0;
}

uint64_t instret_read(void)
{
	return 0;
}

enum instret_kind instret_kind(void)
{
	return INSTRET_NONE;
}

bool time_expired(struct time_wait *wait, uint64_t us)
{
	(void)wait;
	(void)us;
	return true;
}

bool time_sleep(uint64_t us)
{
	(void)us;
	return false;
}

bool time_sleep_until_interrupt(void)
{
	return false;
}

void time_rearm(void)
{
}

void time_tick(void (*tick)(bool due), uint64_t us)
{
	(void)tick;
	(void)us;
}

int touch_try(struct touch *touch, struct trap_info *info)
{
	(void)touch;
	(void)info;
	return -ENODEV;
}

void touch_evict(uint64_t address, uint64_t size)
{
	(void)address;
	(void)size;
}
