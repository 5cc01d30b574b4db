#pragma once
/*
 * Harts that entered the image with the first one, because firmware without HSM starts all of them,
 * and wait in it: kernel/hart/hart_park.S. hart_is_parked (kernel/hart/hart.h) is about one.
 */
#include <stdint.h>

/* In hart_park.S. */
extern volatile uint64_t hart_parked;     /* those with ids below HART_MASKED, a bit each */
extern volatile uint64_t hart_parked_far; /* how many others: they stay for ever */

/* From now on, those that are interrupted go to @entry, with @a1 in a1. */
void hart_lead(uint64_t entry, uint64_t a1);
/* From now on they stay. */
void hart_lead_end(void);
