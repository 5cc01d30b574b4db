#pragma once
/* What the files of kernel/hart/ share. */
#include "kernel/hart/hart.h"

enum { /* functions of SBI's HSM */
       HART_HSM_START = 0,
       HART_HSM_STOP = 1,
       HART_HSM_STATUS = 2,
       HART_HSM_SUSPEND = 3,
};

/* The first of the statuses that HSM knows: the rest follow as in the specification. */
enum { HART_HSM_STARTED = 0, HART_HSM_STOPPED = 1 };

/* Finds out how harts are interrupted. Call before the first is started. */
void hart_find_ipi(void);
/* Whether it runs hart_main. */
bool hart_is_ready(const struct hart *hart);
/* Whether the job is over, or becomes so within @ms. */
bool hart_done_within(struct hart *hart, uint64_t ms);

/* kernel/hart/hart_entry.S */
extern char hart_entry[];
/* Called by it, on the hart's own stack. Returns the hart's id, when it shall be parked. */
uint64_t hart_main(struct hart *hart);
