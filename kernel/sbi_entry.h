#pragma once
/*
 * Where harts enter for `sbi test`: it is written down what they came with. One hart at a time.
 * RISC-V SBI Specification 3.0, 9.1 and 9.4: satp and sstatus.SIE are 0, a0 is the hart's id, a1
 * is what the call was given.
 */
#include <stdbool.h>
#include <stdint.h>

/* What a hart came with. kernel/sbi_entry.S knows the order. */
struct sbi_entered {
	uint64_t came; /* 1: the rest is written */
	uint64_t hart, opaque, satp, sstatus;
	uint64_t leave; /* it shall stop */
};

/* The address to start a hart at, which is awaited anew. It stays there, with interrupts off. */
uint64_t sbi_entry_at(void);
/* What the hart came with; NULL: it has not come. */
const struct sbi_entered *sbi_entry_seen(void);
/* Has the hart that has come stop by HSM. */
void sbi_entry_leave(void);
/*
 * Suspends this hart so that it comes back as if it was started: type @type of HSM. 0, and
 * sbi_entry_seen; or SBI's error. Interrupts have to be off, and are; satp is what firmware left:
 * kernel/protect/protect.h:protect_hart puts it right.
 */
int64_t sbi_entry_suspend(uint64_t type, uint64_t opaque);
