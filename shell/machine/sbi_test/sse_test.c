#include "shell/machine/sbi_test/sse_test.h"
/* Calls of SSE about the local event. */
#include <inttypes.h>
#include "kernel/time.h"

enum { SSE_US = 1000000, SSE_TURNS = 1000000 }; /* in which the handler has to run */

#define SSE_NOTHING 0x5a5a5a5a5a5a5a5aULL /* in memory before firmware writes there */

uint64_t *sse_memory(const struct sbi_test *test)
{
	return (uint64_t *)(void *)test->pages;
}

struct sbi_ret sse_attributes(const struct sbi_test *test, uint64_t function, uint64_t event,
			      uint64_t first, uint64_t count, uint64_t address)
{
	return test_call5(test, function,
			  (uint64_t[TEST_ARGUMENTS]){ event, first, count, address });
}

struct sbi_ret sse_read(const struct sbi_test *test, uint64_t event, uint64_t first, uint64_t count)
{
	for (int i = 0; i < SSE_ATTRIBUTES; i++)
		sse_memory(test)[i] = SSE_NOTHING;
	return sse_attributes(test, SSE_READ, event, first, count, (uintptr_t)test->pages);
}

uint64_t sse_get(const struct sbi_test *test, uint64_t attribute)
{
	return sse_read(test, SSE_LOCAL, attribute, 1).error ? SSE_NOTHING : sse_memory(test)[0];
}

struct sbi_ret sse_set(const struct sbi_test *test, uint64_t event, uint64_t attribute,
		       uint64_t value)
{
	sse_memory(test)[0] = value;
	return sse_attributes(test, SSE_WRITE, event, attribute, 1, (uintptr_t)test->pages);
}

void sse_compare(struct sbi_test *test, const char *name, uint64_t is, uint64_t wanted)
{
	if (is != wanted)
		test_fails(test, "%s is 0x%" PRIx64 ", not 0x%" PRIx64, name, is, wanted);
}

struct sbi_ret sse_event(const struct sbi_test *test, uint64_t function)
{
	return test_call(test, function, SSE_LOCAL, 0, 0);
}

struct sbi_ret sse_register(const struct sbi_test *test)
{
	return test_call(test, SSE_REGISTER, SSE_LOCAL, sbi_event_entry(), SSE_ARGUMENT);
}

void sse_needs(struct sbi_test *test, uint64_t event)
{
	struct sbi_ret ret = sse_attributes(test, SSE_READ, event, SSE_STATUS, 1,
					    (uintptr_t)test->pages);

	if (ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "firmware does not support the event here");
}

void sse_begin(struct sbi_test *test)
{
	sse_clean(test);
	sse_needs(test, SSE_LOCAL);
}

void sse_clean(const struct sbi_test *test)
{
	static const uint32_t events[] = { SSE_LOCAL, SSE_GLOBAL };

	for (unsigned i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		test_call(test, SSE_DISABLE, events[i], 0, 0);
		test_call(test, SSE_UNREGISTER, events[i], 0, 0);
		sse_set(test, events[i], SSE_PRIORITY, 0);
		sse_set(test, events[i], SSE_CONFIG, 0);
	}
	test_call(test, SSE_MASK, 0, 0, 0);
	sbi_event_watch(NULL);
}

void sse_ran(struct sbi_test *test, const struct sbi_event *event, unsigned times)
{
	struct time_wait wait = { 0 };
	unsigned count = __atomic_load_n(&event->count, __ATOMIC_ACQUIRE);
	bool over = false;

	if (test->verdict != TEST_PASS)
		return;
	for (uint64_t turns = 0; count < times && !(over && turns > SSE_TURNS); turns++) {
		over |= time_expired(&wait, SSE_US);
		count = __atomic_load_n(&event->count, __ATOMIC_ACQUIRE);
	}
	if (count != times)
		test_fails(test, "the handler ran %u times, not %u", count, times);
}
