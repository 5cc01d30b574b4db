#include "shell/machine/sbi_test/sse_test.h"
/* What must hold of the states of software events.
 * Source: RISC-V SBI Specification 3.0, chapter 17. */

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

/* The row's function, of an event that is enabled. */
static void sse_enabled(struct sbi_test *test)
{
	sse_begin(test);
	if (test_may(test, sse_register(test), MAY_SUCCEED) &&
	    test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED))
		test_may(test,
			 test_call(test, test->row->function, SSE_LOCAL, sbi_event_entry(), 0),
			 MAY_INVALID_STATE);
	sse_clean(test);
}

static void sse_enabled_priority(struct sbi_test *test)
{
	sse_begin(test);
	if (test_may(test, sse_register(test), MAY_SUCCEED) &&
	    test_may(test, sse_event(test, SSE_ENABLE), MAY_SUCCEED))
		test_may(test, sse_set(test, SSE_LOCAL, SSE_PRIORITY, 1), MAY_INVALID_STATE);
	sse_clean(test);
}

static const struct test_row sse_state_rows[] = {
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
	{ .name = "enable-twice",
	  .section = "17.11",
	  .holds = "enable of an event that is enabled: invalid state",
	  .run = sse_enabled,
	  .function = SSE_ENABLE },
	{ .name = "register-enabled",
	  .section = "17.9",
	  .holds = "register of an event that is enabled: invalid state",
	  .run = sse_enabled,
	  .function = SSE_REGISTER },
	{ .name = "unregister-enabled",
	  .section = "17.10",
	  .holds = "unregister of an event that is enabled: invalid state",
	  .run = sse_enabled,
	  .function = SSE_UNREGISTER },
	{ .name = "priority-enabled",
	  .section = "17.4",
	  .holds = "a write of the priority of an event that is enabled: invalid state",
	  .run = sse_enabled_priority },
};

static const struct test_group sse_state_group = {
	.name = "sse-state",
	.extension = SBI_SSE,
	TEST_ROWS(sse_state_rows),
};
TEST_GROUP(sse_state_group);
