/*
 * Performance control (CPPC) with one register, and stolen time (STA), always 0.
 * Source: RISC-V SBI Specification 3.0, chapters 14 and 16.
 */
#include "tests/firmware/stub.h"

enum {
	PROBE = 0,
	WRITE = 3,
	REGISTERS = 0x15, /* the first reserved one */
	LATENCY = 0x80000000,
	WIDTH = 32,
	STA_SIZE = 64,
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	DENIED = -4,
	INVALID_ADDRESS = -5,
};

struct stub_answer stub_cppc(uint64_t *a, uint64_t function)
{
	if (function > WRITE)
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	if (a[0] >= REGISTERS && a[0] != LATENCY)
		return (struct stub_answer){ .error = INVALID_PARAM };
	if (function == PROBE)
		return (struct stub_answer){ .value = a[0] ? 0 : WIDTH };
	if (a[0])
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	return (struct stub_answer){ .error = function == WRITE ? DENIED : 0 };
}

struct stub_answer stub_sta(uint64_t *a, uint64_t function)
{
	if (function)
		return (struct stub_answer){ .error = NOT_SUPPORTED };
	if (a[2])
		return (struct stub_answer){ .error = INVALID_PARAM };
	if (a[0] == UINT64_MAX && a[1] == UINT64_MAX)
		return (struct stub_answer){ 0 };
	if (a[0] % STA_SIZE)
		return (struct stub_answer){ .error = INVALID_PARAM };
	if (a[0] < STUB_CARD)
		return (struct stub_answer){ .error = INVALID_ADDRESS };
	for (volatile char *at = (volatile char *)a[0]; at < (char *)a[0] + STA_SIZE; at++)
		*at = 0;
	return (struct stub_answer){ 0 };
}
