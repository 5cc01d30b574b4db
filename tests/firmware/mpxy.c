/*
 * The message proxy (MPXY), with one channel that takes no messages.
 * Source: RISC-V SBI Specification 3.0, chapter 20.
 */
#include "tests/firmware/stub.h"

enum {
	SIZE,
	SET_SHMEM,
	CHANNELS,
	READ,
	FUNCTIONS,
	PAGE = 4096,
	MODES = 1, /* the flags that there are */
	CHANNEL = 7,
	ATTRIBUTES = 12,
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	NO_SHMEM = -9,
	BAD_RANGE = -11,
};

static uint32_t *shared[STUB_HARTS];

static uint32_t **own(void)
{
	uint64_t hart;

	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	return &shared[hart];
}

static long set_shmem(const uint64_t *a)
{
	if (a[2] > MODES)
		return INVALID_PARAM;
	if (a[0] == UINT64_MAX && a[1] == UINT64_MAX) {
		*own() = 0;
		return 0;
	}
	if (a[0] % PAGE)
		return INVALID_PARAM;
	*own() = (uint32_t *)a[0];
	return 0;
}

static long channels(void)
{
	uint32_t *words = *own();

	words[0] = 0;
	words[1] = 1;
	words[2] = CHANNEL;
	return 0;
}

static long read(const uint64_t *a)
{
	if (a[0] != CHANNEL)
		return NOT_SUPPORTED;
	if (a[1] >= ATTRIBUTES || a[2] > ATTRIBUTES - a[1])
		return BAD_RANGE;
	for (uint64_t i = 0; i < a[2]; i++)
		(*own())[i] = 0;
	return 0;
}

static long do_call(const uint64_t *a, uint64_t function)
{
	if (function >= FUNCTIONS)
		return NOT_SUPPORTED;
	if (function == SET_SHMEM)
		return set_shmem(a);
	if (!*own())
		return NO_SHMEM;
	return function == CHANNELS ? channels() : read(a);
}

struct stub_answer stub_mpxy(uint64_t *a, uint64_t function)
{
	if (function == SIZE)
		return (struct stub_answer){ .value = PAGE };
	return (struct stub_answer){ .error = do_call(a, function) };
}
