#include "shell/machine/sbi_test/dbtr_test.h"
/*
 * What must hold of debug triggers before there is one: their number, and the shared memory.
 * Source: RISC-V SBI Specification 3.0, chapter 19.
 */

static void dbtr_count(struct sbi_test *test)
{
	struct sbi_ret ret = test_call(test, DBTR_NUM, 0, 0, 0);

	if (test_may(test, ret, MAY_SUCCEED) && !ret.value)
		test_fails(test, "there is no trigger, and there is the extension");
}

static void dbtr_shmem(struct sbi_test *test)
{
	test_may(test, dbtr_share(test), MAY_SUCCEED);
	test_may(test, test_call(test, DBTR_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0), MAY_SUCCEED);
}

static void dbtr_no_shmem(struct sbi_test *test)
{
	dbtr_unshare(test);
	test_may(test, test_call(test, DBTR_READ, 0, 1, 0), MAY_NO_SHMEM);
	test_may(test, test_call(test, DBTR_INSTALL, 1, 0, 0), MAY_NO_SHMEM);
}

static const struct test_row dbtr_rows[] = {
	{ .name = "triggers", .section = "19.1", .holds = "there are triggers", .run = dbtr_count },
	{ .name = "shmem",
	  .section = "19.2",
	  .holds = "memory can be shared, and no more",
	  .run = dbtr_shmem },
	{ .name = "shmem-unaligned",
	  .section = "19.2",
	  .holds = "memory that is not aligned: invalid param",
	  .function = DBTR_SET_SHMEM,
	  .a = { 1 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "shmem-flags",
	  .section = "19.2",
	  .holds = "reserved flags: invalid param",
	  .function = DBTR_SET_SHMEM,
	  .a = { [2] = 1 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "shmem-forbidden",
	  .section = "19.2",
	  .holds = "memory of the firmware: invalid address",
	  .function = DBTR_SET_SHMEM,
	  .adds = { ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .shares = true },
	{ .name = "no-shmem",
	  .section = "19.3",
	  .holds = "read and install without shared memory: no shared memory",
	  .run = dbtr_no_shmem },
};

static const struct test_group dbtr_group = {
	.name = "dbtr",
	.extension = SBI_DBTR,
	.asks_unknown = true,
	TEST_ROWS(dbtr_rows),
};
TEST_GROUP(dbtr_group);
