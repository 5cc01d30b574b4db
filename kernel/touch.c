#include "kernel/touch.h"
/*
 * Guarded accesses. Memory that others may use at the same time, firmware for instance, is written
 * to by an atomic instruction that changes no bit: nothing is lost. Where that traps because the
 * place takes no atomic instructions, and in devices, interrupts are off between read and write.
 * RISC-V Unprivileged ISA, chapter "A" (amoor).
 */
#include <stddef.h>
#include "kernel/irq.h"
#include "kernel/mmio.h"

enum { TOUCH_LINE = 64, TOUCH_CACHES = 16 << 20 }; /* bytes: most caches are smaller */

/* A fault may come late: it is waited for while it is still contained. */
static void touch_settle(void)
{
	__asm__ volatile("fence iorw, iorw" : : : "memory");
}

static int touch_run(void *arg)
{
	struct touch *touch = arg;
	volatile uint32_t *at = (volatile uint32_t *)(uintptr_t)touch->address;
	uint32_t value;

	regs_touched = touch->address;
	value = *at;
	touch_settle();
	touch->read = true;
	if (touch->how == TOUCH_WRITE_RAM)
		__asm__ volatile("amoor.w zero, zero, %0" : "+A"(*at));
	if (touch->how == TOUCH_WRITE_BACK)
		*at = value;
	if (touch->how == TOUCH_WRITE_OTHER) {
		*at = ~value;
		touch_settle();
		touch->stuck = *at != ~value;
		*at = value;
	}
	touch_settle();
	return 0;
}

static int touch_once(struct touch *touch, struct trap_info *info)
{
	uint64_t state = irq_save();
	int err = trap_try(touch_run, touch, info);

	irq_restore(state);
	return err;
}

int touch_try(struct touch *touch, struct trap_info *info)
{
	int err = touch_once(touch, info);

	if (!err || !touch->read || touch->how != TOUCH_WRITE_RAM)
		return err;
	touch->how = TOUCH_WRITE_BACK;
	return touch_once(touch, info);
}

struct evict {
	uint64_t address, size;
};

static int evict_run(void *arg)
{
	const struct evict *evict = arg;

	for (uint64_t at = 0; at < evict->size && at < TOUCH_CACHES; at += TOUCH_LINE)
		(void)*(volatile uint8_t *)(uintptr_t)(evict->address + at);
	return 0;
}

void touch_evict(uint64_t address, uint64_t size)
{
	struct evict evict = { address, size };

	trap_try(evict_run, &evict, NULL);
}
