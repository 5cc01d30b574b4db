#pragma once
/* How fast the clock of timebase-frequency runs, by another clock of the machine. */
#include <stdbool.h>
#include <stdint.h>
#include "shell/shell.h"

struct timebase {
	int same;       /* as clock_runs_at's */
	uint64_t hz;    /* where same is 0: its rate */
	bool line;      /* by a UART's line, which is less exact */
	const char *by; /* which clock that is or, where same < 0, why nothing was measured */
};

/*
 * Whether the clock runs at @hz. 1: it does, within 5 %, or 20 % by a line. 0: it runs at found->hz
 * instead. -EAGAIN: clocks are held up here, as by an emulator that counts instructions as time;
 * -EIO or -ENODEV: there is no clock to measure by. *@found is filled in any case.
 */
int timebase_measure(struct shell *shell, uint64_t hz, struct timebase *found);
