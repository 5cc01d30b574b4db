#include "shell/memtest/measure.h"
/*
 * Loops of loads and stores, eight accesses a turn.
 *
 * The ring: a linear congruential generator modulo a power of 2 passes all numbers once if its
 * factor is 1 modulo 4 and its addend is odd. Source: Knuth, The Art of Computer Programming,
 * volume 2, 3.2.1.2, theorem A.
 */

enum { MEASURE_UNROLL = 8 };

#define MEASURE_FACTOR UINT64_C(0x5851f42d4c957f2d)
#define MEASURE_ADDEND UINT64_C(0x14057b7ef767814f)

#define MEASURE_LOOPS(type)                                                                        \
	static void measure_read_##type(const volatile type *at, const volatile type *end)         \
	{                                                                                          \
		for (; at < end; at += MEASURE_UNROLL) {                                           \
			_Pragma("GCC unroll 8") for (int i = 0; i < MEASURE_UNROLL; i++)(void)     \
				at[i];                                                             \
		}                                                                                  \
	}                                                                                          \
	static void measure_write_##type(volatile type *at, const volatile type *end)              \
	{                                                                                          \
		for (; at < end; at += MEASURE_UNROLL) {                                           \
			_Pragma("GCC unroll 8") for (int i = 0; i < MEASURE_UNROLL; i++)           \
				at[i] = 0x55;                                                      \
		}                                                                                  \
	}                                                                                          \
	static void measure_copy_##type(const type *at, const type *end, volatile type *to)        \
	{                                                                                          \
		for (; at < end; at += MEASURE_UNROLL, to += MEASURE_UNROLL) {                     \
			_Pragma("GCC unroll 8") for (int i = 0; i < MEASURE_UNROLL; i++)           \
				to[i] = at[i];                                                     \
		}                                                                                  \
	}                                                                                          \
	static void measure_##type(enum measure_access access, void *at, void *to, size_t len)     \
	{                                                                                          \
		type *from = at;                                                                   \
		const type *end = from + len / sizeof(type);                                       \
		if (access == MEASURE_READ)                                                        \
			measure_read_##type(from, end);                                            \
		else if (access == MEASURE_WRITE)                                                  \
			measure_write_##type(from, end);                                           \
		else                                                                               \
			measure_copy_##type(from, end, to);                                        \
	}

MEASURE_LOOPS(uint8_t)
MEASURE_LOOPS(uint16_t)
MEASURE_LOOPS(uint32_t)
MEASURE_LOOPS(uint64_t)

void measure_access(enum measure_access access, unsigned width, void *at, void *to, size_t len)
{
	if (width == 1)
		measure_uint8_t(access, at, to, len);
	else if (width == 2)
		measure_uint16_t(access, at, to, len);
	else if (width == 4)
		measure_uint32_t(access, at, to, len);
	else
		measure_uint64_t(access, at, to, len);
}

void measure_link(void *at, size_t len)
{
	uint8_t *lines = at;
	size_t count = len / MEASURE_LINE;

	for (size_t i = 0; i < count; i++) {
		size_t next = (size_t)(i * MEASURE_FACTOR + MEASURE_ADDEND) & (count - 1);

		*(const void **)(void *)(lines + i * MEASURE_LINE) = lines + next * MEASURE_LINE;
	}
}

const void *measure_chase(const void *at, size_t steps)
{
	for (size_t i = 0; i < steps; i += MEASURE_UNROLL) {
		_Pragma("GCC unroll 8") for (int k = 0; k < MEASURE_UNROLL; k++)
			at = *(const void *const volatile *)at;
	}
	return at;
}
