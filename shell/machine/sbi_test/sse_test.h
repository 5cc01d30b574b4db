#pragma once
/*
 * What the rows of software events share. Of the events, only the two that software injects are
 * used. Each row leaves the event unused and the hart masked, as they were at the start.
 * Source: RISC-V SBI Specification 3.0, chapter 17.
 */
#include "kernel/sbi_event.h"
#include "shell/machine/sbi_test/sbi_test.h"

enum {
	SSE_READ,
	SSE_WRITE,
	SSE_REGISTER,
	SSE_UNREGISTER,
	SSE_ENABLE,
	SSE_DISABLE,
	SSE_COMPLETE,
	SSE_INJECT,
	SSE_UNMASK,
	SSE_MASK,
};

enum {
	SSE_STATUS,
	SSE_PRIORITY,
	SSE_CONFIG,
	SSE_HART,
	SSE_ENTRY_PC,
	SSE_ENTRY_ARGUMENT,
	SSE_INTERRUPTED_SEPC,
	SSE_INTERRUPTED_FLAGS,
	SSE_INTERRUPTED_A6,
	SSE_INTERRUPTED_A7,
	SSE_ATTRIBUTES,
};

enum {
	SSE_UNUSED,
	SSE_REGISTERED,
	SSE_ENABLED,
	SSE_RUNNING,
	SSE_STATE = 3, /* the bits of it in the status */
	SSE_PENDING = 1 << 2,
	SSE_INJECTABLE = 1 << 3,
	SSE_ONESHOT = 1,
	SSE_ARGUMENT = 0x5eed, /* of the handler */
};

#define SSE_LOCAL    0xffff0000U
#define SSE_GLOBAL   0xffff8000U
#define SSE_RESERVED 0xffff3fffU

/* The attributes that are read and written. */
uint64_t *sse_memory(const struct sbi_test *test);
/* SSE_READ or SSE_WRITE of @count attributes from @first on. */
struct sbi_ret sse_attributes(const struct sbi_test *test, uint64_t function, uint64_t event,
			      uint64_t first, uint64_t count, uint64_t address);
/* Reads them into sse_memory, where nothing of an attribute was before. */
struct sbi_ret sse_read(const struct sbi_test *test, uint64_t event, uint64_t first,
			uint64_t count);
/* One of the local event's; a value that is no attribute's where it cannot be read. */
uint64_t sse_get(const struct sbi_test *test, uint64_t attribute);
/* Writes one. */
struct sbi_ret sse_set(const struct sbi_test *test, uint64_t event, uint64_t attribute,
		       uint64_t value);
/* The row fails where what has that name is not as wanted. */
void sse_compare(struct sbi_test *test, const char *name, uint64_t is, uint64_t wanted);
/* A call about the local event alone. */
struct sbi_ret sse_event(const struct sbi_test *test, uint64_t function);
/* Registers sbi_event_entry for the local event. */
struct sbi_ret sse_register(const struct sbi_test *test);
/* The row is skipped where firmware does not support the event. */
void sse_needs(struct sbi_test *test, uint64_t event);
/* Begins a row that uses events: what a row that was ended has left is no more. */
void sse_begin(struct sbi_test *test);
/* All is as at the start again. */
void sse_clean(const struct sbi_test *test);
/* Waits until the handler has run that often: a little after the event was injected, or unmasked.
 * Otherwise the row fails. */
void sse_ran(struct sbi_test *test, const struct sbi_event *event, unsigned times);
