#pragma once
/*
 * A handler of firmware's software events (SSE), which only writes down how it was entered.
 * Source: RISC-V SBI Specification 3.0, 17.5 and 17.6.
 */
#include <stdbool.h>
#include <stdint.h>

struct sbi_event {
	unsigned count;                       /* times that it was entered */
	uint64_t hart, argument;              /* a6 and a7 at the last of them */
	bool from_supervisor;                 /* sstatus.SPP: it interrupted S-mode */
	bool interrupts;                      /* sstatus.SIE: they were not off */
	void (*run)(struct sbi_event *event); /* what is done in it */
	void *context;                        /* of run */
};

/* From now on this hart's events are written down in *@event, which stays the caller's. NULL:
 * nowhere. */
void sbi_event_watch(struct sbi_event *event);
/* The address to be registered as entry. kernel/sbi_event_entry.S */
uint64_t sbi_event_entry(void);
