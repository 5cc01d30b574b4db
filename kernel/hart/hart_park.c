#include "kernel/hart/hart_park.h"
/* Where harts that wait in the image go when they wake: it is in a mailbox, which all share. */
#include "kernel/hart/hart.h"
#include "kernel/mmio.h"

extern volatile uint64_t hart_mailbox[2]; /* kernel/hart/hart_park.S */

bool hart_is_parked(uint64_t id)
{
	return id < HART_MASKED && __atomic_load_n(&hart_parked, __ATOMIC_ACQUIRE) >> id & 1;
}

void hart_lead(uint64_t entry, uint64_t a1)
{
	hart_mailbox[1] = a1;
	regs_fence(); /* a hart that is awake by chance looks at the other word first */
	hart_mailbox[0] = entry;
	regs_fence();
}

void hart_lead_end(void)
{
	hart_mailbox[0] = 0;
}
