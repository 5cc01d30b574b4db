#include "kernel/sbi_entry.h"
/* The records, and what is to be put back on a hart that comes back. */
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include "kernel/noinit.h"

enum { ENTRY_PLACES = 8 }; /* as in kernel/sbi_entry.S */

/* Of a hart that is suspended. kernel/sbi_entry.S knows the order, and the size. */
struct entry_place {
	struct sbi_entered entered;
	uint64_t sp, unused;
};
_Static_assert(sizeof(struct entry_place) == 64, "kernel/sbi_entry.S multiplies by it");

extern char sbi_entry[];
/* kernel/sbi_entry.S: makes the call; the hart comes back by the place. */
int64_t sbi_entry_call(const struct sbi_suspend *suspend, struct entry_place *place, uint64_t at);
extern const char sbi_entry_resumed[ENTRY_PLACES][8]; /* the code of each place */

struct sbi_entered sbi_entered;
NOINIT struct entry_place sbi_entry_places[ENTRY_PLACES];
/* Those that are in use, a bit each: for ever, where a hart never comes back. */
static uint32_t entry_taken;

uint64_t sbi_entry_at(void)
{
	memset(&sbi_entered, 0, sizeof(sbi_entered));
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return (uintptr_t)sbi_entry;
}

const struct sbi_entered *sbi_entry_seen(void)
{
	return __atomic_load_n(&sbi_entered.came, __ATOMIC_ACQUIRE) ? &sbi_entered : NULL;
}

void sbi_entry_leave(void)
{
	__atomic_store_n(&sbi_entered.leave, 1, __ATOMIC_RELEASE);
}

int64_t sbi_entry_suspend(const struct sbi_suspend *suspend, struct sbi_entered *entered)
{
	struct entry_place *place;
	unsigned i = 0;
	int64_t error;

	while (i < ENTRY_PLACES &&
	       __atomic_fetch_or(&entry_taken, 1U << i, __ATOMIC_SEQ_CST) >> i & 1)
		i++;
	if (i == ENTRY_PLACES)
		return -ENOSPC;
	place = &sbi_entry_places[i];
	memset(place, 0, sizeof(*place));
	error = sbi_entry_call(suspend, place, (uintptr_t)sbi_entry_resumed[i]);
	*entered = place->entered;
	__atomic_fetch_and(&entry_taken, ~(1U << i), __ATOMIC_SEQ_CST);
	return error;
}
