#include "shell/machine/sbi_test/mpxy_test.h"
/* What must hold of the message proxy before a channel is used. The memory is always taken back.
 * Source: RISC-V SBI Specification 3.0, chapter 20. */
#include <inttypes.h>

enum {
	MPXY_PAGE = 4096,
	MPXY_RESERVED_MODE = 2,
	MPXY_RESERVED_FLAG = 1 << 2,
};

static void mpxy_size(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, MPXY_SIZE, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && (!ret.value || ret.value % MPXY_PAGE))
		test_fails(test, "it is 0x%" PRIx64, ret.value);
}

static void mpxy_watch(struct sbi_test *test)
{
	test->seen = sbi_call(SBI_MPXY, MPXY_SIZE, 0, 0, 0).value;
}

static void mpxy_alike(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, MPXY_SIZE, 0, 0, 0);

	test_let_watch(test, 2);
	if (test_may(test, ret, MAY_SUCCEED) && ret.value != test->seen)
		test_fails(test, "it is 0x%" PRIx64 ", and 0x%" PRIx64 " on hart %" PRIu64,
			   ret.value, test->seen, test->watcher);
}

static void mpxy_ended(struct sbi_test *test)
{
	if (!mpxy_on(test))
		return;
	test_may(test, test_call(test, MPXY_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0), MAY_SUCCEED);
	test_may(test, test_call(test, MPXY_CHANNELS, 0, 0, 0), MAY_NO_SHMEM);
}

static const struct test_row mpxy_rows[] = {
	{ .name = "size",
	  .section = "20.5",
	  .holds = "the shared memory is of whole pages",
	  .run = mpxy_size },
	{ .name = "harts-alike",
	  .section = "20.5",
	  .holds = "the shared memory has the same size on another hart",
	  .run = mpxy_alike,
	  .watch = mpxy_watch },
	{ .name = "unaligned",
	  .section = "20.6",
	  .holds = "memory that is not aligned to a page: invalid param",
	  .function = MPXY_SET_SHMEM,
	  .a = { 8 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "flags",
	  .section = "20.6",
	  .holds = "reserved flags: invalid param",
	  .function = MPXY_SET_SHMEM,
	  .a = { [2] = MPXY_RESERVED_FLAG },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "reserved-mode",
	  .section = "20.6",
	  .holds = "a reserved mode: invalid param",
	  .function = MPXY_SET_SHMEM,
	  .a = { [2] = MPXY_RESERVED_MODE },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "forbidden",
	  .section = "20.6",
	  .holds = "memory of the firmware: invalid address",
	  .function = MPXY_SET_SHMEM,
	  .adds = { ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .shares = true },
	{ .name = "ended",
	  .section = "20.6",
	  .holds = "an address of all ones takes the memory back",
	  .run = mpxy_ended },
	{ .name = "no-shmem",
	  .section = "20.7",
	  .holds = "the channels without shared memory: no shared memory",
	  .function = MPXY_CHANNELS,
	  .may = MAY_NO_SHMEM },
	{ .name = "no-shmem-read",
	  .section = "20.8",
	  .holds = "attributes read without shared memory: no shared memory",
	  .function = MPXY_READ,
	  .a = { 0, 0, 1 },
	  .may = MAY_NO_SHMEM },
	{ .name = "no-shmem-write",
	  .section = "20.9",
	  .holds = "attributes written without shared memory: no shared memory",
	  .function = MPXY_WRITE,
	  .a = { 0, 0, 1 },
	  .may = MAY_NO_SHMEM },
	{ .name = "no-shmem-send",
	  .section = "20.10",
	  .holds = "a message sent without shared memory: no shared memory",
	  .function = MPXY_SEND,
	  .a = { MPXY_NEVER },
	  .may = MAY_NO_SHMEM,
	  .optional = true },
};

static const struct test_group mpxy_group = {
	.name = "mpxy",
	.extension = SBI_MPXY,
	.asks_unknown = true,
	TEST_ROWS(mpxy_rows),
};
TEST_GROUP(mpxy_group);
