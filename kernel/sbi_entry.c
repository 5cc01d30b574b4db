#include "kernel/sbi_entry.h"
/* The record, and what is to be put back on a hart that comes back. */
#include <stddef.h>
#include <string.h>

extern char sbi_entry[];
/* kernel/sbi_entry.S */
int64_t sbi_entry_call(uint64_t type, uint64_t opaque);

struct sbi_entered sbi_entered;

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

int64_t sbi_entry_suspend(uint64_t type, uint64_t opaque)
{
	sbi_entry_at();
	return sbi_entry_call(type, opaque);
}
