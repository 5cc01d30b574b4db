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
	WRITE,
	SEND,
	FUNCTIONS,
	PAGE = 4096,
	MODES = 1, /* the flags that there are */
	CHANNEL = 7,
	ATTRIBUTES = 12,
	READ_ONLY = 3, /* so many are only read; the others of them keep nothing */
	NOT_SUPPORTED = -2,
	INVALID_PARAM = -3,
	DENIED = -4,
	INVALID_ADDRESS = -5,
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
	if (a[0] < STUB_CARD)
		return INVALID_ADDRESS;
	*own() = (uint32_t *)a[0];
	return 0;
}

static long channels(uint64_t first)
{
	uint32_t *words = *own();

	if (first > 1)
		return INVALID_PARAM;
	words[0] = 0;
	words[1] = 1;
	words[2] = CHANNEL;
	return 0;
}

static long attributes(const uint64_t *a, uint64_t function)
{
	if (!a[2])
		return INVALID_PARAM;
	if (a[1] >= ATTRIBUTES || a[2] > ATTRIBUTES - a[1])
		return BAD_RANGE;
	if (function == WRITE)
		return a[1] < READ_ONLY ? DENIED : 0;
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
	if (function == CHANNELS)
		return channels(a[0]);
	return a[0] != CHANNEL || function == SEND ? NOT_SUPPORTED : attributes(a, function);
}

struct stub_answer stub_mpxy(uint64_t *a, uint64_t function)
{
	if (function == SIZE)
		return (struct stub_answer){ .value = PAGE };
	return (struct stub_answer){ .error = do_call(a, function) };
}
