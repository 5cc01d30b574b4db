#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of the message proxy. No message is sent, and the memory is always taken back.
 * Source: RISC-V SBI Specification 3.0, chapter 20. */
#include <inttypes.h>

enum {
	MPXY_SIZE = 0,
	MPXY_SET_SHMEM = 1,
	MPXY_CHANNELS = 2,
	MPXY_READ = 3,
	MPXY_PAGE = 4096,
	MPXY_RESERVED_FLAG = 1 << 2,
	MPXY_NEVER = 0xdeadbeef, /* a channel that is improbable */
	MPXY_LAST = 0xb,         /* the attribute before those that are reserved */
};

static void mpxy_off(const struct sbi_test *test)
{
	test_call(test, MPXY_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0);
}

/* Shares the row's pages, if there are enough of them. */
static bool mpxy_on(struct sbi_test *test)
{
	if (test_call(test, MPXY_SIZE, 0, 0, 0).value > TEST_PAGES * TEST_PAGE) {
		test_skips(test, "it wants more memory than this program has for it");
		return false;
	}
	return test_may(test, test_call(test, MPXY_SET_SHMEM, (uintptr_t)test->pages, 0, 0),
			MAY_SUCCEED);
}

static void mpxy_size(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, MPXY_SIZE, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && (!ret.value || ret.value % MPXY_PAGE))
		test_fails(test, "it is 0x%" PRIx64, ret.value);
}

static void mpxy_refuse(struct sbi_test *test, uint64_t address, uint64_t flags)
{
	test_may(test, test_call(test, MPXY_SET_SHMEM, address, 0, flags), MAY_INVALID_PARAM);
	mpxy_off(test);
}

static void mpxy_unaligned(struct sbi_test *test)
{
	mpxy_refuse(test, (uintptr_t)test->pages + sizeof(uint64_t), 0);
}

static void mpxy_flags(struct sbi_test *test)
{
	mpxy_refuse(test, (uintptr_t)test->pages, MPXY_RESERVED_FLAG);
}

static void mpxy_no_channel(struct sbi_test *test)
{
	if (mpxy_on(test))
		test_may(test, test_call(test, MPXY_READ, MPXY_NEVER, 0, 1), MAY_NOT_SUPPORTED);
	mpxy_off(test);
}

/* Of the first channel, if there is one: REMAINING, RETURNED, and the ids are in the memory. The
 * range begins with an attribute that there is: another begin may be an invalid param, too. */
static void mpxy_read_beyond(struct sbi_test *test)
{
	const uint32_t *words = (const uint32_t *)(const void *)test->pages;
	struct sbi_ret ret = test_call(test, MPXY_CHANNELS, 0, 0, 0);

	if (ret.error == SBI_ERR_DENIED)
		test_skips(test, "firmware does not say which channels there are");
	else if (test_may(test, ret, MAY_SUCCEED) && !words[1])
		test_skips(test, "there is no channel");
	else if (!ret.error)
		test_may(test, test_call(test, MPXY_READ, words[2], MPXY_LAST, 2), MAY_BAD_RANGE);
}

static void mpxy_beyond(struct sbi_test *test)
{
	if (mpxy_on(test))
		mpxy_read_beyond(test);
	mpxy_off(test);
}

static const struct test_row mpxy_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "size",
	  .section = "20.5",
	  .holds = "the shared memory is of whole pages",
	  .run = mpxy_size },
	{ .name = "unaligned",
	  .section = "20.6",
	  .holds = "memory that is not aligned to a page: invalid param",
	  .run = mpxy_unaligned },
	{ .name = "flags",
	  .section = "20.6",
	  .holds = "reserved flags: invalid param",
	  .run = mpxy_flags },
	{ .name = "no-shmem",
	  .section = "20.7",
	  .holds = "the channels without shared memory: no shared memory",
	  .function = MPXY_CHANNELS,
	  .may = MAY_NO_SHMEM },
	{ .name = "no-channel",
	  .section = "20.8",
	  .holds = "a channel that there is not: not supported",
	  .run = mpxy_no_channel },
	{ .name = "beyond",
	  .section = "20.8",
	  .holds = "a reserved attribute of a channel: bad range",
	  .run = mpxy_beyond },
};

static const struct test_group mpxy_group = {
	.name = "mpxy",
	.extension = SBI_MPXY,
	TEST_ROWS(mpxy_rows),
};
TEST_GROUP(mpxy_group);
