#pragma once
/* Guarded accesses that leave memory as it was. */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/trap_try.h"

/* How an address is tried. */
enum touch_how {
	TOUCH_READ,
	TOUCH_WRITE_BACK,  /* and what was read is written back */
	TOUCH_WRITE_RAM,   /* the same in one step, by an atomic instruction */
	TOUCH_WRITE_OTHER, /* also another value, for a moment: unused RAM */
};

struct touch {
	uint64_t address; /* of 4 bytes, aligned to that */
	enum touch_how how;
	volatile bool read;  /* it could be read */
	volatile bool stuck; /* another value was read than what was written */
};

/* Tries the 4 bytes at touch->address. 0; -EFAULT with *info. */
int touch_try(struct touch *touch, struct trap_info *info);
/* Reads so much memory from @address on, but no more than @size, that most caches keep nothing of
 * what was in them before. */
void touch_evict(uint64_t address, uint64_t size);
