#include "kernel/guard.h"
/*
 * Guarded accesses: plain loads and stores, with the trap contained.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include "kernel/mmio.h"

struct guard_access {
	struct regs at;
	bool write;
	uint64_t value;
};

struct guard_memory {
	uint64_t to;
	const void *from;
	size_t len;
};

/* A store may fault late: waits for it while the trap is still contained. */
static void guard_settle(void)
{
	__asm__ volatile("fence iorw, iorw" : : : "memory");
}

static int guard_touch(void *arg)
{
	struct guard_access *access = arg;

	if (access->write)
		regs_write(&access->at, 0, access->value);
	else
		access->value = regs_read(&access->at, 0);
	guard_settle();
	return 0;
}

static int guard_fill(void *arg)
{
	struct guard_memory *memory = arg;

	memcpy((void *)(uintptr_t)memory->to, memory->from, memory->len);
	guard_settle();
	return 0;
}

static bool guard_is_width(unsigned width)
{
	return width == 1 || width == 2 || width == 4 || width == 8;
}

int guard_read(uint64_t address, unsigned width, uint64_t *value, struct trap_info *info)
{
	struct guard_access access = { .at = { .base = address, .width = (uint8_t)width } };
	int err = guard_is_width(width) ? trap_try(guard_touch, &access, info) : -EINVAL;

	if (!err)
		*value = access.value;
	return err;
}

int guard_write(uint64_t address, unsigned width, uint64_t value, struct trap_info *info)
{
	struct guard_access access = {
		.at = { .base = address, .width = (uint8_t)width },
		.write = true,
		.value = value,
	};

	return guard_is_width(width) ? trap_try(guard_touch, &access, info) : -EINVAL;
}

int guard_copy(uint64_t address, const void *bytes, size_t len, struct trap_info *info)
{
	struct guard_memory memory = { address, bytes, len };

	return trap_try(guard_fill, &memory, info);
}

uint64_t guard_call(uint64_t address, const uint64_t a[6])
{
	uint64_t (*function)(uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t);
	uint64_t result, tp;

	memcpy(&function, &address, sizeof(function));
	__asm__ volatile("mv %0, tp" : "=r"(tp));
	result = function(a[0], a[1], a[2], a[3], a[4], a[5]);
	__asm__ volatile("mv tp, %0" : : "r"(tp));
	return result;
}

void guard_sync_code(void)
{
	__asm__ volatile("fence.i" : : : "memory");
}
