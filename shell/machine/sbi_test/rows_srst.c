#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of reset: only what must return.
 * Source: RISC-V SBI Specification 3.0, chapter 10. */

enum {
	SYSTEM_RESET = 0,
	SRST_WARM = 2,
	SRST_RESERVED_LOW = 3,
	SRST_RESERVED_HIGH = 0xefffffff,
	SRST_NO_REASON = 0,
	SRST_REASON_RESERVED = 2,
};

static const struct test_row srst_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "reserved-type",
	  .section = "10.1",
	  .holds = "a reserved type of reset: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { SRST_RESERVED_LOW, SRST_NO_REASON },
	  .may = MAY_INVALID_PARAM },
	{ .name = "reserved-type-high",
	  .section = "10.1",
	  .holds = "a reserved type of reset: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { SRST_RESERVED_HIGH, SRST_NO_REASON },
	  .may = MAY_INVALID_PARAM },
	{ .name = "reserved-reason",
	  .section = "10.1",
	  .holds = "a reserved reason: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { SRST_WARM, SRST_REASON_RESERVED },
	  .may = MAY_INVALID_PARAM,
	  .risk = "it may reset the machine: -f runs it" },
};

static const struct test_group srst_group = {
	.name = "srst",
	.extension = SBI_SRST,
	TEST_ROWS(srst_rows),
};
TEST_GROUP(srst_group);
