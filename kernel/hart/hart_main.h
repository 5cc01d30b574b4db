#pragma once
/* What the files of kernel/hart/ share. */
#include "kernel/hart/hart.h"

/* Whether it runs hart_main. */
bool hart_is_ready(const struct hart *hart);
/* Whether the job is over, or becomes so within @ms. */
bool hart_done_within(struct hart *hart, uint64_t ms);

/* kernel/hart/hart_entry.S */
extern char hart_entry[];
/* Called by it, on the hart's own stack. Returns the hart's id, when it shall be parked. */
uint64_t hart_main(struct hart *hart);
