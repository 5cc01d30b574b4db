#pragma once
/*
 * What must be silent before another program takes the machine over: a set of hooks, which drivers
 * of devices fill that read and write RAM by themselves or were changed on the bus.
 * Consoles and interrupt controllers have ops for it (kernel/console/console.h, kernel/irq.h).
 */
#include "kernel/set.h"

enum quiet_stage {
	QUIET_DEVICES, /* devices: no interrupt and no access to RAM any more */
	QUIET_BUSES,   /* what carries them, as it was found */
	QUIET_STAGES,
};

/* Called once, with interrupts off, stage after stage; consoles are silent by then. Each device is
 * accessed with faults contained: one that is gone must not keep the others from it. */
struct quiet_hook {
	enum quiet_stage stage;
	void (*quiet)(void);
};

#define QUIET_HOOK(hook) SET_ADD(quiet_hooks, hook)
SET_DECLARE(const struct quiet_hook, quiet_hooks);
