#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of software events: their masks and attributes.
 * Source: RISC-V SBI Specification 3.0, chapter 17.
 */
#include <inttypes.h>
#include <string.h>
#include "kernel/sbi_event.h"
#include "shell/machine/sbi_test/sse_test.h"

/* --- attributes ------------------------------------------------------------------------------ */

/* The row's a[0] is the event. */
static bool sse_read_all(struct sbi_test *test)
{
	uint64_t event = test->row->a[0];

	sse_needs(test, event);
	return test_may(test, sse_read(test, event, 0, SSE_ATTRIBUTES), MAY_SUCCEED);
}

static void sse_single(struct sbi_test *test)
{
	uint64_t all[SSE_ATTRIBUTES];

	if (!sse_read_all(test))
		return;
	memcpy(all, test->pages, sizeof(all));
	for (int i = 0; i < SSE_ATTRIBUTES; i++) {
		sse_read(test, test->row->a[0], i, 1);
		if (sse_memory(test)[0] != all[i])
			test_fails(test, "attribute %d is 0x%" PRIx64 ", and 0x%" PRIx64 " alone",
				   i, all[i], sse_memory(test)[0]);
	}
}

static void sse_reset(struct sbi_test *test)
{
	const uint64_t *at = sse_memory(test);

	if (!sse_read_all(test))
		return;
	sse_compare(test, "the state", at[SSE_STATUS] & (SSE_STATE | SSE_PENDING), SSE_UNUSED);
	sse_compare(test, "the priority", at[SSE_PRIORITY], 0);
	sse_compare(test, "the configuration", at[SSE_CONFIG], 0);
}

static void sse_priority(struct sbi_test *test)
{
	sse_begin(test);
	test_may(test, sse_set(test, SSE_LOCAL, SSE_PRIORITY, UINT32_MAX), MAY_SUCCEED);
	sse_compare(test, "the priority", sse_get(test, SSE_PRIORITY), UINT32_MAX);
	sse_clean(test);
}

/* Nothing may be set by the calls that are refused: then what was is set again. */
static void sse_refuse(struct sbi_test *test, uint64_t event, uint64_t attribute, uint64_t value,
		       uint32_t may)
{
	struct sbi_ret ret;
	uint64_t before;

	sse_needs(test, event);
	ret = sse_attributes(test, SSE_READ, event, attribute, 1, (uintptr_t)test->pages);
	before = sse_memory(test)[0];
	if (!test_may(test, ret, MAY_SUCCEED))
		return;
	ret = sse_set(test, event, attribute, value);
	if (!test_may(test, ret, may) && !ret.error)
		sse_set(test, event, attribute, before);
}

static void sse_read_only(struct sbi_test *test)
{
	sse_refuse(test, SSE_LOCAL, SSE_STATUS, 0, MAY_DENIED);
	sse_refuse(test, SSE_LOCAL, SSE_ENTRY_PC, 0, MAY_DENIED);
	sse_refuse(test, SSE_LOCAL, SSE_ENTRY_ARGUMENT, 0, MAY_DENIED);
}

static void sse_interrupted(struct sbi_test *test)
{
	for (uint64_t i = SSE_INTERRUPTED_SEPC; i < SSE_ATTRIBUTES; i++)
		sse_refuse(test, SSE_LOCAL, i, 0, MAY_INVALID_STATE);
}

static void sse_local_hart(struct sbi_test *test)
{
	sse_refuse(test, SSE_LOCAL, SSE_HART, test->hart, MAY_DENIED);
}

static void sse_unknown_hart(struct sbi_test *test)
{
	sse_refuse(test, SSE_GLOBAL, SSE_HART, test->last_hart + 1, MAY_INVALID_PARAM);
}

static void sse_wide_priority(struct sbi_test *test)
{
	sse_refuse(test, SSE_LOCAL, SSE_PRIORITY, 1ULL << 32, MAY_INVALID_PARAM);
}

static void sse_bad_config(struct sbi_test *test)
{
	sse_refuse(test, SSE_LOCAL, SSE_CONFIG, SSE_ONESHOT << 1, MAY_INVALID_PARAM);
}

/* --- states ---------------------------------------------------------------------------------- */

static void sse_reserved(struct sbi_test *test)
{
	uint64_t address = (uintptr_t)test->pages;

	for (uint64_t function = SSE_READ; function <= SSE_WRITE; function++)
		test_may(test,
			 sse_attributes(test, function, SSE_RESERVED, SSE_PRIORITY, 1, address),
			 MAY_INVALID_PARAM);
	test_may(test, test_call(test, SSE_REGISTER, SSE_RESERVED, sbi_event_entry(), 0),
		 MAY_INVALID_PARAM);
	for (uint64_t function = SSE_UNREGISTER; function <= SSE_DISABLE; function++)
		test_may(test, test_call(test, function, SSE_RESERVED, 0, 0), MAY_INVALID_PARAM);
	test_may(test, test_call(test, SSE_INJECT, SSE_RESERVED, test->hart, 0), MAY_INVALID_PARAM);
}

static void sse_masks(struct sbi_test *test)
{
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_ALREADY_STARTED);
	test_may(test, test_call(test, SSE_MASK, 0, 0, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_MASK, 0, 0, 0), MAY_ALREADY_STOPPED);
}

static const struct test_row sse_rows[] = {
	{ .name = "masked",
	  .section = "17.16",
	  .holds = "a hart starts with events masked: already stopped",
	  .function = SSE_MASK,
	  .may = MAY_ALREADY_STOPPED },
	{ .name = "masks",
	  .section = "17.15",
	  .holds = "unmask and mask work, and each a second time: already started, stopped",
	  .run = sse_masks },
	{ .name = "reserved",
	  .section = "17.1",
	  .holds = "a reserved event: invalid param, from each function",
	  .run = sse_reserved },
	{ .name = "single",
	  .section = "17.7",
	  .holds = "attributes read one by one are those that are read at once",
	  .run = sse_single,
	  .a = { SSE_LOCAL } },
	{ .name = "single-global",
	  .section = "17.7",
	  .holds = "the same of a global event",
	  .run = sse_single,
	  .a = { SSE_GLOBAL } },
	{ .name = "reset",
	  .section = "17.4",
	  .holds = "an event is unused, its priority and configuration are 0",
	  .run = sse_reset,
	  .a = { SSE_LOCAL } },
	{ .name = "reset-global",
	  .section = "17.4",
	  .holds = "the same of a global event",
	  .run = sse_reset,
	  .a = { SSE_GLOBAL } },
	{ .name = "priority",
	  .section = "17.8",
	  .holds = "a priority of 32 bits can be set and read",
	  .run = sse_priority },
	{ .name = "upper",
	  .section = "17.7",
	  .holds = "an event is 32 bits, whatever is in the register's upper half",
	  .function = SSE_READ,
	  .a = { 1ULL << 32 | SSE_LOCAL, SSE_STATUS, 1 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_SUCCEED,
	  .optional = true },
	{ .name = "beyond",
	  .section = "17.7",
	  .holds = "a read of an attribute that there is not: bad range",
	  .function = SSE_READ,
	  .a = { SSE_LOCAL, SSE_ATTRIBUTES, 1 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_BAD_RANGE,
	  .optional = true },
	{ .name = "beyond-last",
	  .section = "17.7",
	  .holds = "a read that goes on after the last attribute: bad range",
	  .function = SSE_READ,
	  .a = { SSE_LOCAL, SSE_INTERRUPTED_A7, 2 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_BAD_RANGE,
	  .optional = true },
	{ .name = "unaligned",
	  .section = "17.7",
	  .holds = "a read to memory that is not aligned: invalid address",
	  .function = SSE_READ,
	  .a = { SSE_LOCAL, SSE_CONFIG, 1, 1 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_INVALID_ADDRESS,
	  .optional = true },
	{ .name = "forbidden",
	  .section = "17.7",
	  .holds = "a read to memory of the firmware: invalid address",
	  .function = SSE_READ,
	  .a = { SSE_LOCAL, SSE_CONFIG, 1 },
	  .adds = { [3] = ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .optional = true },
	{ .name = "no-attributes",
	  .section = "17.7",
	  .holds = "a read of no attributes: invalid param",
	  .function = SSE_READ,
	  .a = { SSE_LOCAL, SSE_PRIORITY },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "write-beyond",
	  .section = "17.8",
	  .holds = "a write of an attribute that there is not: bad range",
	  .function = SSE_WRITE,
	  .a = { SSE_LOCAL, SSE_ATTRIBUTES, 1 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_BAD_RANGE,
	  .optional = true },
	{ .name = "write-unaligned",
	  .section = "17.8",
	  .holds = "a write from memory that is not aligned: invalid address",
	  .function = SSE_WRITE,
	  .a = { SSE_LOCAL, SSE_CONFIG, 1, 1 },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_INVALID_ADDRESS,
	  .optional = true },
	{ .name = "write-forbidden",
	  .section = "17.8",
	  .holds = "a write from memory of the firmware: invalid address",
	  .function = SSE_WRITE,
	  .a = { SSE_LOCAL, SSE_CONFIG, 1 },
	  .adds = { [3] = ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .optional = true },
	{ .name = "write-nothing",
	  .section = "17.8",
	  .holds = "a write of no attributes: invalid param",
	  .function = SSE_WRITE,
	  .a = { SSE_LOCAL, SSE_PRIORITY },
	  .adds = { [3] = ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "read-only",
	  .section = "17.8",
	  .holds = "a write of the status, the entry or its argument: denied",
	  .run = sse_read_only },
	{ .name = "interrupted",
	  .section = "17.8",
	  .holds = "a write of what was interrupted, while nothing is: invalid state",
	  .run = sse_interrupted },
	{ .name = "local-hart",
	  .section = "17.8",
	  .holds = "a write of a local event's hart: denied",
	  .run = sse_local_hart },
	{ .name = "unknown-hart",
	  .section = "17.8",
	  .holds = "a global event for a hart that there is not: invalid param",
	  .run = sse_unknown_hart },
	{ .name = "wide-priority",
	  .section = "17.8",
	  .holds = "a priority of more than 32 bits: invalid param",
	  .run = sse_wide_priority },
	{ .name = "bad-config",
	  .section = "17.8",
	  .holds = "a configuration other than one-shot: invalid param",
	  .run = sse_bad_config },
};

static const struct test_group sse_group = {
	.name = "sse",
	.extension = SBI_SSE,
	.asks_unknown = true,
	TEST_ROWS(sse_rows),
};
TEST_GROUP(sse_group);
