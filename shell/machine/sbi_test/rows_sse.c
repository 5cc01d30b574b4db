#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of software events: their attributes and states.
 * Source: RISC-V SBI Specification 3.0, chapter 17.
 */
#include <inttypes.h>
#include <string.h>
#include "kernel/sbi_event.h"
#include "shell/machine/sbi_test/sse_test.h"

/* --- attributes ------------------------------------------------------------------------------ */

static void sse_single(struct sbi_test *test)
{
	uint64_t all[SSE_ATTRIBUTES];

	sse_needs(test, SSE_LOCAL);
	if (!test_may(test, sse_read(test, 0, SSE_ATTRIBUTES), MAY_SUCCEED))
		return;
	memcpy(all, test->pages, sizeof(all));
	for (int i = 0; i < SSE_ATTRIBUTES; i++) {
		uint64_t one = sse_get(test, i);

		if (one != all[i])
			test_fails(test, "attribute %d is 0x%" PRIx64 ", and 0x%" PRIx64 " alone",
				   i, all[i], one);
	}
}

static void sse_reset(struct sbi_test *test)
{
	const uint64_t *at = sse_memory(test);

	sse_needs(test, SSE_LOCAL);
	if (!test_may(test, sse_read(test, 0, SSE_ATTRIBUTES), MAY_SUCCEED))
		return;
	sse_compare(test, "the state", at[SSE_STATUS] & (SSE_STATE | SSE_PENDING), SSE_UNUSED);
	sse_compare(test, "the priority", at[SSE_PRIORITY], 0);
	sse_compare(test, "the configuration", at[SSE_CONFIG], 0);
}

static void sse_beyond(struct sbi_test *test)
{
	sse_needs(test, SSE_LOCAL);
	test_may(test, sse_read(test, SSE_ATTRIBUTES, 1), MAY_BAD_RANGE);
	test_may(test, sse_read(test, SSE_INTERRUPTED_A7, 2), MAY_BAD_RANGE);
}

static void sse_unaligned(struct sbi_test *test)
{
	sse_needs(test, SSE_LOCAL);
	test_may(test,
		 sse_attributes(test, SSE_READ, SSE_LOCAL, SSE_CONFIG, 1,
				(uintptr_t)test->pages + 1),
		 MAY_INVALID_ADDRESS);
}

static void sse_no_attributes(struct sbi_test *test)
{
	sse_needs(test, SSE_LOCAL);
	test_may(test, sse_read(test, SSE_PRIORITY, 0), MAY_INVALID_PARAM);
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

static void sse_odd_entry(struct sbi_test *test)
{
	sse_begin(test);
	test_may(test, test_call(test, SSE_REGISTER, SSE_LOCAL, sbi_event_entry() + 1, 0),
		 MAY_INVALID_PARAM);
	sse_clean(test);
}

static void sse_twice(struct sbi_test *test)
{
	sse_begin(test);
	if (test_may(test, sse_register(test), MAY_SUCCEED))
		test_may(test, sse_register(test), MAY_INVALID_STATE);
	sse_clean(test);
}

static void sse_unregistered(struct sbi_test *test)
{
	sse_begin(test);
	for (uint64_t function = SSE_UNREGISTER; function <= SSE_DISABLE; function++)
		test_may(test, sse_event(test, function), MAY_INVALID_STATE);
}

static void sse_masks(struct sbi_test *test)
{
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_UNMASK, 0, 0, 0), MAY_ALREADY_STARTED);
	test_may(test, test_call(test, SSE_MASK, 0, 0, 0), MAY_SUCCEED);
	test_may(test, test_call(test, SSE_MASK, 0, 0, 0), MAY_ALREADY_STOPPED);
}

static const struct test_row sse_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
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
	  .run = sse_single },
	{ .name = "reset",
	  .section = "17.4",
	  .holds = "an event is unused, its priority and configuration are 0",
	  .run = sse_reset },
	{ .name = "beyond",
	  .section = "17.7",
	  .holds = "an attribute that there is not: bad range",
	  .run = sse_beyond },
	{ .name = "unaligned",
	  .section = "17.7",
	  .holds = "memory that is not aligned: invalid address",
	  .run = sse_unaligned },
	{ .name = "no-attributes",
	  .section = "17.7",
	  .holds = "no attributes: invalid param",
	  .run = sse_no_attributes },
	{ .name = "read-only",
	  .section = "17.8",
	  .holds = "a write of the status or of the entry: denied",
	  .run = sse_read_only },
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
	{ .name = "odd-entry",
	  .section = "17.9",
	  .holds = "an entry at an odd address: invalid param",
	  .run = sse_odd_entry },
	{ .name = "register-twice",
	  .section = "17.9",
	  .holds = "an event that is registered, once more: invalid state",
	  .run = sse_twice },
	{ .name = "unregistered",
	  .section = "17.10",
	  .holds = "unregister, enable, disable of an unused event: invalid state",
	  .run = sse_unregistered },
};

static const struct test_group sse_group = {
	.name = "sse",
	.extension = SBI_SSE,
	TEST_ROWS(sse_rows),
};
TEST_GROUP(sse_group);
