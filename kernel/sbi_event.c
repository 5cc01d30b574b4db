#include "kernel/sbi_event.h"
/* The handler's part in C. It runs on the stack of what was interrupted. */
#include <stddef.h>
#include "kernel/csr.h"

static _Thread_local struct sbi_event *event_seen; /* of this hart */

extern const char sbi_event_start[]; /* sbi_event_entry.S */
void sbi_event_enter(uint64_t hart, uint64_t argument);

void sbi_event_watch(struct sbi_event *event)
{
	event_seen = event;
}

uint64_t sbi_event_entry(void)
{
	return (uintptr_t)sbi_event_start;
}

/* Called by sbi_event_start. */
void sbi_event_enter(uint64_t hart, uint64_t argument)
{
	struct sbi_event *event = event_seen;
	uint64_t sstatus = csr_read_sstatus();

	if (!event)
		return;
	event->count++;
	event->hart = hart;
	event->argument = argument;
	event->from_supervisor = sstatus & SSTATUS_SPP;
	event->interrupts = sstatus & SSTATUS_SIE;
	event->run(event);
}
