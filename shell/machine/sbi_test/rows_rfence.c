#include "shell/machine/sbi_test/sbi_test.h"
/*
 * What must hold of remote fences: what they answer. Source: RISC-V SBI Specification 3.0, chapters
 * 3.1 (hart masks) and 8.
 */

enum {
	RFENCE_I = 0,
	RFENCE_VMA = 1,
	RFENCE_VMA_ASID = 2,
	RFENCE_GVMA_VMID = 3,
	RFENCE_GVMA = 4,
	RFENCE_VVMA_ASID = 5,
	RFENCE_VVMA = 6,
};

/* The row's call, to harts that it does not know yet. */
static void rfence_to(struct sbi_test *test, uint64_t mask, uint64_t base)
{
	const uint64_t *a = test->row->a;
	const uint64_t call[TEST_ARGUMENTS] = { mask, base, a[2], a[3], a[4] };

	test_may(test, test_call5(test, test->row->function, call), test->row->may);
}

static void rfence_to_itself(struct sbi_test *test)
{
	rfence_to(test, 1, test->hart);
}

static void rfence_beyond(struct sbi_test *test)
{
	rfence_to(test, 2, test->last_hart);
	rfence_to(test, 1, test->last_hart + 1);
}

static const struct test_row rfence_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "none",
	  .section = "3.1",
	  .holds = "an empty mask is no error",
	  .function = RFENCE_VMA,
	  .may = MAY_SUCCEED },
	{ .name = "i-itself",
	  .section = "8.1",
	  .holds = "fence.i on the hart that calls is no error",
	  .run = rfence_to_itself,
	  .function = RFENCE_I,
	  .may = MAY_SUCCEED },
	{ .name = "i-all",
	  .section = "8.1",
	  .holds = "fence.i on all harts is no error",
	  .function = RFENCE_I,
	  .a = { 0, UINT64_MAX },
	  .may = MAY_SUCCEED },
	{ .name = "i-beyond",
	  .section = "3.1",
	  .holds = "fence.i on a hart that there is not: invalid param",
	  .run = rfence_beyond,
	  .function = RFENCE_I,
	  .may = MAY_INVALID_PARAM },
	{ .name = "vma-page",
	  .section = "8.2",
	  .holds = "sfence.vma of a page is no error",
	  .function = RFENCE_VMA,
	  .a = { 0, UINT64_MAX, TEST_PAGE, TEST_PAGE },
	  .may = MAY_SUCCEED },
	{ .name = "vma-size-0",
	  .section = "8",
	  .holds = "start and size 0 are all addresses",
	  .function = RFENCE_VMA,
	  .a = { 0, UINT64_MAX, 0, 0 },
	  .may = MAY_SUCCEED },
	{ .name = "vma-size-all",
	  .section = "8",
	  .holds = "size 2^64 - 1 is all addresses, wherever it starts",
	  .function = RFENCE_VMA,
	  .a = { 0, UINT64_MAX, TEST_PAGE, UINT64_MAX },
	  .may = MAY_SUCCEED },
	{ .name = "vma-beyond",
	  .section = "3.1",
	  .holds = "sfence.vma on a hart that there is not: invalid param",
	  .run = rfence_beyond,
	  .function = RFENCE_VMA,
	  .may = MAY_INVALID_PARAM },
	{ .name = "asid-itself",
	  .section = "8.3",
	  .holds = "sfence.vma with an address space on the hart that calls is no error",
	  .run = rfence_to_itself,
	  .function = RFENCE_VMA_ASID,
	  .a = { 0, 0, TEST_PAGE, TEST_PAGE, 1 },
	  .may = MAY_SUCCEED },
	{ .name = "asid-beyond",
	  .section = "3.1",
	  .holds = "the same on a hart that there is not: invalid param",
	  .run = rfence_beyond,
	  .function = RFENCE_VMA_ASID,
	  .may = MAY_INVALID_PARAM },
	{ .name = "gvma-vmid",
	  .section = "8.4",
	  .holds = "hfence.gvma is no error where harts have it, or: not supported",
	  .function = RFENCE_GVMA_VMID,
	  .a = { 0, UINT64_MAX },
	  .may = MAY_SUCCEED | MAY_NOT_SUPPORTED },
	{ .name = "gvma",
	  .section = "8.5",
	  .holds = "hfence.gvma is no error where harts have it, or: not supported",
	  .function = RFENCE_GVMA,
	  .a = { 0, UINT64_MAX },
	  .may = MAY_SUCCEED | MAY_NOT_SUPPORTED },
	{ .name = "vvma-asid",
	  .section = "8.6",
	  .holds = "hfence.vvma is no error where harts have it, or: not supported",
	  .function = RFENCE_VVMA_ASID,
	  .a = { 0, UINT64_MAX },
	  .may = MAY_SUCCEED | MAY_NOT_SUPPORTED },
	{ .name = "vvma",
	  .section = "8.7",
	  .holds = "hfence.vvma is no error where harts have it, or: not supported",
	  .function = RFENCE_VVMA,
	  .a = { 0, UINT64_MAX },
	  .may = MAY_SUCCEED | MAY_NOT_SUPPORTED },
};

static const struct test_group rfence_group = {
	.name = "rfence",
	.extension = SBI_RFNC,
	TEST_ROWS(rfence_rows),
};
TEST_GROUP(rfence_group);
