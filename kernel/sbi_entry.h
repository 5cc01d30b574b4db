#pragma once
/*
 * Where harts enter for `sbi test`: it is written down what they came with. One hart at a time is
 * started; any may be suspended, for each comes back at an address of its own.
 * RISC-V SBI Specification 3.0, 9.1 and 9.4: satp and sstatus.SIE are 0, a0 is the hart's id, a1
 * is what the call was given.
 */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/sbi.h"

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

/* A call that suspends this hart, or the whole machine: its type, and where to and what for it
 * comes back, are the arguments. */
struct sbi_suspend {
	uint64_t extension, function, type, opaque;
};
/*
 * Makes the call, so that the hart comes back as if it was started. SBI's error; 0, and *@entered
 * is what it came with: ->came is 0 if the call returned. -ENOSPC: harts that never came back have
 * all places. Interrupts have to be off, and are; satp is what firmware left:
 * kernel/protect/protect.h:protect_hart puts it right.
 */
int64_t sbi_entry_suspend(const struct sbi_suspend *suspend, struct sbi_entered *entered);
