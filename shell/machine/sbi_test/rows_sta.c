#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of the accounting of stolen time. The memory is always taken back.
 * Source: RISC-V SBI Specification 3.0, chapter 16. */
#include <inttypes.h>
#include <string.h>

enum {
	STA_SET_SHMEM = 0,
	STA_SIZE = 64,  /* bytes, and how they are aligned */
	STA_FLAGS = 4,  /* bytes in it: always 0 */
	STA_STEAL = 8,  /* what may change by itself */
	STA_PAD = 17,   /* 0 again, to the end */
	STA_OTHER = -1, /* what was there before */
};

static struct sbi_ret sta_off(const struct sbi_test *test)
{
	return test_call(test, STA_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0);
}

static void sta_cleared(struct sbi_test *test)
{
	const unsigned char *at = test->pages;

	memset(test->pages, STA_OTHER, STA_SIZE);
	if (test_may(test, test_call(test, STA_SET_SHMEM, (uintptr_t)at, 0, 0), MAY_SUCCEED))
		for (int i = STA_FLAGS; i < STA_SIZE; i++)
			if ((i < STA_STEAL || i >= STA_PAD) && at[i])
				test_fails(test, "byte %d is 0x%x", i, at[i]);
	test_may(test, sta_off(test), MAY_SUCCEED);
}

static void sta_sequence(struct sbi_test *test)
{
	const uint32_t *sequence = (const uint32_t *)(const void *)test->pages;

	memset(test->pages, STA_OTHER, STA_SIZE);
	if (test_may(test, test_call(test, STA_SET_SHMEM, (uintptr_t)sequence, 0, 0),
		     MAY_SUCCEED) &&
	    *sequence % 2)
		test_fails(test, "it is 0x%" PRIx32, *sequence);
	sta_off(test);
}

static const struct test_row sta_rows[] = {
	{ .name = "unaligned",
	  .section = "16.1",
	  .holds = "memory that is not aligned to 64 bytes: invalid param",
	  .a = { STA_SIZE / 2 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "flags",
	  .section = "16.1",
	  .holds = "reserved flags: invalid param",
	  .a = { [2] = 1 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "forbidden",
	  .section = "16.1",
	  .holds = "memory of the firmware: invalid address",
	  .adds = { ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .shares = true },
	{ .name = "cleared",
	  .section = "16.1",
	  .holds = "the memory is cleared, and can be taken back",
	  .run = sta_cleared },
	{ .name = "sequence",
	  .section = "16.1",
	  .holds = "the sequence is even: what follows is whole",
	  .run = sta_sequence },
};

static const struct test_group sta_group = {
	.name = "sta",
	.extension = SBI_STA,
	.asks_unknown = true,
	TEST_ROWS(sta_rows),
};
TEST_GROUP(sta_group);
