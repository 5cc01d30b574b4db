#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of nested acceleration. Nothing is accelerated, and the memory is always taken
 * back. Source: RISC-V SBI Specification 3.0, chapter 15. */
#include <inttypes.h>

enum {
	NACL_PROBE,
	NACL_SET_SHMEM,
	NACL_SYNC_CSR,
	NACL_SYNC_HFENCE,
	NACL_SYNC_SRET,
	NACL_FEATURES = 4, /* ids from there on are reserved */
	NACL_SATP = 0x180, /* a CSR that is not of H */
};

static void nacl_features(struct sbi_test *test)
{
	for (uint64_t id = 0; id < NACL_FEATURES; id++) {
		struct sbi_ret ret = test_call(test, NACL_PROBE, id, 0, 0);

		if (test_may(test, ret, MAY_SUCCEED) && ret.value > 1)
			test_fails(test, "feature %" PRIu64 " has value 0x%" PRIx64, id, ret.value);
	}
}

static void nacl_reserved(struct sbi_test *test)
{
	test_value(test, test_call(test, NACL_PROBE, NACL_FEATURES, 0, 0), 0);
	test_value(test, test_call(test, NACL_PROBE, UINT32_MAX, 0, 0), 0);
}

static void nacl_off(struct sbi_test *test)
{
	test_may(test, test_call(test, NACL_SET_SHMEM, UINT64_MAX, UINT64_MAX, 0), MAY_SUCCEED);
}

static void nacl_shared(struct sbi_test *test)
{
	test_may(test, test_call(test, NACL_SET_SHMEM, (uintptr_t)test->pages, 0, 0), MAY_SUCCEED);
	nacl_off(test);
}

/* The row's call, with shared memory. */
static void nacl_with(struct sbi_test *test)
{
	if (test_may(test, test_call(test, NACL_SET_SHMEM, (uintptr_t)test->pages, 0, 0),
		     MAY_SUCCEED))
		test_decide_by_call(test);
	nacl_off(test);
}

static const struct test_row nacl_rows[] = {
	{ .name = "features",
	  .section = "15.5",
	  .holds = "a probe of a feature answers 0 or 1",
	  .run = nacl_features },
	{ .name = "reserved-features",
	  .section = "15.5",
	  .holds = "a probe of a reserved feature answers 0",
	  .run = nacl_reserved },
	{ .name = "shmem",
	  .section = "15.6",
	  .holds = "memory can be shared, and taken back",
	  .run = nacl_shared },
	{ .name = "unaligned",
	  .section = "15.6",
	  .holds = "memory that is not aligned to a page: invalid param",
	  .function = NACL_SET_SHMEM,
	  .a = { 8 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "flags",
	  .section = "15.6",
	  .holds = "reserved flags: invalid param",
	  .function = NACL_SET_SHMEM,
	  .a = { [2] = 1 },
	  .adds = { ADDS_PAGES },
	  .may = MAY_INVALID_PARAM,
	  .shares = true },
	{ .name = "forbidden",
	  .section = "15.6",
	  .holds = "memory of the firmware: invalid address",
	  .function = NACL_SET_SHMEM,
	  .adds = { ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .shares = true },
	{ .name = "csr-no-shmem",
	  .section = "15.7",
	  .holds = "CSRs synchronized without shared memory: no shared memory",
	  .function = NACL_SYNC_CSR,
	  .a = { UINT64_MAX },
	  .may = MAY_NO_SHMEM,
	  .optional = true },
	{ .name = "csr-of-another",
	  .section = "15.7",
	  .holds = "a CSR that is not of H: invalid param",
	  .run = nacl_with,
	  .function = NACL_SYNC_CSR,
	  .a = { NACL_SATP },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "hfence-no-shmem",
	  .section = "15.8",
	  .holds = "fences synchronized without shared memory: no shared memory",
	  .function = NACL_SYNC_HFENCE,
	  .a = { UINT64_MAX },
	  .may = MAY_NO_SHMEM,
	  .optional = true },
	{ .name = "sret-no-shmem",
	  .section = "15.9",
	  .holds = "a return that is synchronized without shared memory: no shared memory",
	  .function = NACL_SYNC_SRET,
	  .may = MAY_NO_SHMEM,
	  .optional = true },
};

static const struct test_group nacl_group = {
	.name = "nacl",
	.extension = SBI_NACL,
	.asks_unknown = true,
	TEST_ROWS(nacl_rows),
};
TEST_GROUP(nacl_group);
