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
	SRST_REASON_RESERVED_HIGH = 0xdfffffff,
};

static const struct test_row srst_rows[] = {
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
	{ .name = "reserved-type-upper",
	  .section = "10.1",
	  .holds = "a reserved type is that, whatever is in its upper 32 bits: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { 1ULL << 32 | SRST_RESERVED_LOW, SRST_NO_REASON },
	  .may = MAY_INVALID_PARAM },
	{ .name = "reserved-reason",
	  .section = "10.1",
	  .holds = "a reserved reason: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { SRST_WARM, SRST_REASON_RESERVED },
	  .may = MAY_INVALID_PARAM,
	  .risk = RISK_RESETS },
	{ .name = "reserved-reason-high",
	  .section = "10.1",
	  .holds = "a reserved reason: invalid param",
	  .function = SYSTEM_RESET,
	  .a = { SRST_WARM, SRST_REASON_RESERVED_HIGH },
	  .may = MAY_INVALID_PARAM,
	  .risk = RISK_RESETS },
};

static const struct test_group srst_group = {
	.name = "srst",
	.extension = SBI_SRST,
	.asks_unknown = true,
	TEST_ROWS(srst_rows),
};
TEST_GROUP(srst_group);
