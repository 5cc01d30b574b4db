/*
 * PMU: a few counters, some of which count wrongly.
 *
 * Two counters run always: cycles and instructions. hpmcounter3 has no event selector, so it never
 * counts. The others are the stub's own, for what it does.
 * Source: RISC-V Supervisor Binary Interface Specification 2.0, chapter 11.
 */
#include <stddef.h>
#include "tests/firmware/stub.h"

enum function {
	NUM_COUNTERS,
	GET_INFO,
	CONFIG_MATCHING,
	START,
	STOP,
	FW_READ,
	FW_READ_HIGH,
	SET_SHMEM,
	EVENT_INFO,
};

enum {
	SBI_NOT_SUPPORTED = -2,
	SBI_INVALID_PARAM = -3,
	SBI_INVALID_ADDRESS = -5,
	SBI_ALREADY_STARTED = -7,
	SBI_ALREADY_STOPPED = -8,
	SBI_NO_SHMEM = -9,
	START_SET_VALUE = 1,
	START_SNAPSHOT = 2,
	STOP_RESET = 1,
	STOP_SNAPSHOT = 2,
	MATCH_CLEARS = 1 << 1,
	MATCH_STARTS = 1 << 2,
	CYCLES = 1, /* events */
	INSTRUCTIONS = 2,
	BRANCHES = 5,
	L1D_READ_ACCESS = 0x10000,
	INFO_64_BITS = 63 << 12,
	COUNTERS = 5,
	FIRST_OF_FIRMWARE = 3,
	STRAY = 60, /* a counter that is not there */
	PAGE = 4096,
	EVENT_BYTES = 16,
};

static const long many = 1L << 40;
static const long info_firmware = (long)(1UL << 63 | INFO_64_BITS);

static struct counter {
	uint64_t event; /* 0: it is free */
	uint64_t value; /* of the stub's own */
	bool started;
} counters[COUNTERS];
static uint64_t *snapshot; /* memory for it; NULL: none */

/* The hart's counter for the event, or -1. */
static int of_the_hart(uint64_t event)
{
	if (event == CYCLES)
		return 0;
	if (event == INSTRUCTIONS || (event == BRANCHES && stub_has(STUB_PMU_WRONG)))
		return 1;
	return event == L1D_READ_ACCESS && stub_has(STUB_PMU_STILL) ? 2 : -1;
}

static bool of_the_stub(uint64_t event)
{
	return event == STUB_SET_TIMER || event == STUB_IPI_SENT || event == STUB_FENCE_I_SENT;
}

void stub_pmu_happened(enum stub_event event)
{
	if (event == STUB_SET_TIMER && stub_has(STUB_PMU_STILL))
		return;
	for (int i = FIRST_OF_FIRMWARE; i < COUNTERS; i++)
		if (counters[i].event == event && counters[i].started)
			counters[i].value += event == STUB_IPI_SENT && stub_has(STUB_PMU_WRONG) ? 2
												: 1;
}

static long match(uint64_t mask, uint64_t flags, uint64_t event, long *value)
{
	int own = of_the_hart(event);

	if (own < 0 && !of_the_stub(event))
		return SBI_NOT_SUPPORTED;
	*value = STRAY;
	if (stub_has(STUB_PMU_STRAY))
		return 0;
	for (int i = 0; i < COUNTERS; i++) {
		bool busy = counters[i].event && event != BRANCHES;

		if (!(mask >> i & 1) || busy || (own >= 0 ? i != own : i < FIRST_OF_FIRMWARE))
			continue;
		counters[i].event = event;
		counters[i].started = own == 0 || own == 1 || flags & MATCH_STARTS;
		if (flags & MATCH_CLEARS)
			counters[i].value = 0;
		*value = i;
		return 0;
	}
	return SBI_NOT_SUPPORTED;
}

static long start(struct counter *counter, uint64_t flags, uint64_t value)
{
	if (!counter->event)
		return SBI_INVALID_PARAM;
	if (flags & START_SNAPSHOT)
		return SBI_NO_SHMEM;
	if (counter->started)
		return SBI_ALREADY_STARTED;
	counter->started = true;
	if (flags & START_SET_VALUE)
		counter->value = value;
	return 0;
}

static long stop(struct counter *counter, uint64_t flags)
{
	bool started = counter->started;

	counter->started = false;
	if (flags & STOP_RESET)
		counter->event = 0;
	return started ? 0 : SBI_ALREADY_STOPPED;
}

/* Whether the set has only counters that there are. */
static bool are_there(const uint64_t *a)
{
	return a[0] < COUNTERS && !(a[1] << a[0] >> COUNTERS);
}

/* Starts or stops the counters of the mask: the last error. */
static long each(const uint64_t *a, uint64_t function)
{
	long error = 0;

	if (!are_there(a))
		return SBI_INVALID_PARAM;
	for (uint64_t i = a[0]; i < COUNTERS; i++) {
		long failed = 0;

		if (a[1] >> (i - a[0]) & 1)
			failed = function == START ? start(&counters[i], a[2], a[3])
						   : stop(&counters[i], a[2]);
		error = failed ? failed : error;
		if (function == STOP && a[2] & STOP_SNAPSHOT && snapshot)
			snapshot[1 + i - a[0]] = counters[i].value;
	}
	return error;
}

static long info(uint64_t counter, long *value)
{
	static const long infos[COUNTERS] = { INFO_64_BITS | 0xc00, INFO_64_BITS | 0xc02,
					      INFO_64_BITS | 0xc03 };

	if (counter >= COUNTERS)
		return SBI_INVALID_PARAM;
	*value = counter < FIRST_OF_FIRMWARE ? infos[counter] : info_firmware;
	return 0;
}

static long set_shmem(const uint64_t *a)
{
	if (a[0] == UINT64_MAX && a[1] == UINT64_MAX && !a[2]) {
		snapshot = NULL;
		return 0;
	}
	if (a[0] % PAGE || a[2])
		return SBI_INVALID_PARAM;
	if (a[0] < STUB_CARD)
		return SBI_INVALID_ADDRESS;
	snapshot = (uint64_t *)a[0];
	return 0;
}

static long event_info(const uint64_t *a)
{
	struct {
		uint32_t event, supported;
		uint64_t data;
	} *info = (void *)(uintptr_t)a[0];

	if (a[0] % EVENT_BYTES || a[3])
		return SBI_INVALID_PARAM;
	if (a[0] < STUB_CARD)
		return SBI_INVALID_ADDRESS;
	for (uint64_t i = 0; i < a[2]; i++)
		info[i].supported = of_the_stub(info[i].event) || of_the_hart(info[i].event) >= 0;
	return 0;
}

long stub_pmu(const uint64_t *a, uint64_t function, long *value)
{
	switch (function) {
	case NUM_COUNTERS:
		*value = stub_has(STUB_PMU_MANY) ? many : COUNTERS;
		return 0;
	case GET_INFO:
		return info(a[0], value);
	case CONFIG_MATCHING:
		if (!are_there(a))
			return SBI_INVALID_PARAM;
		return match(a[1] << a[0], a[2], a[3], value);
	case START:
	case STOP:
		return each(a, function);
	case FW_READ:
		if (a[0] >= COUNTERS || a[0] < FIRST_OF_FIRMWARE)
			return SBI_INVALID_PARAM;
		*value = (long)counters[a[0]].value;
		return 0;
	case SET_SHMEM:
		return set_shmem(a);
	case EVENT_INFO:
		return event_info(a);
	default:
		return SBI_NOT_SUPPORTED;
	}
}
