#include "kernel/handoff/trampoline_list.h"
/* The checksum of a copy's source: two sums, so that the order counts as well. */

enum { SUM_WORD = sizeof(uint64_t) };

static void sum_add(uint64_t sum[2], uint64_t value)
{
	sum[0] += value;
	sum[1] += sum[0];
}

void handoff_sum(uint64_t to, uint64_t from, uint64_t size, uint64_t sum[2])
{
	const uint8_t *byte = (const uint8_t *)(uintptr_t)from;
	uint64_t words = (to | from) % SUM_WORD ? 0 : size / SUM_WORD;

	sum[0] = sum[1] = 0;
	for (uint64_t i = 0; i < words; i++)
		sum_add(sum, ((const uint64_t *)(const void *)byte)[i]);
	for (uint64_t i = words * SUM_WORD; i < size; i++)
		sum_add(sum, byte[i]);
}
