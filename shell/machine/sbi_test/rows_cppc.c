#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of performance control: registers that are reserved, or cannot be written.
 * Source: RISC-V SBI Specification 3.0, chapter 14. */

enum {
	CPPC_PROBE = 0,
	CPPC_READ = 1,
	CPPC_WRITE = 3,
	CPPC_HIGHEST = 0, /* a register that is only read */
	CPPC_RESERVED = 0x15,
	CPPC_RESERVED_HIGH = 0x80000001,
};

static const struct test_row cppc_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "probe-reserved",
	  .section = "14.1",
	  .holds = "a reserved register: invalid param",
	  .function = CPPC_PROBE,
	  .a = { CPPC_RESERVED },
	  .may = MAY_INVALID_PARAM },
	{ .name = "read-reserved",
	  .section = "14.2",
	  .holds = "a reserved register: invalid param",
	  .function = CPPC_READ,
	  .a = { CPPC_RESERVED_HIGH },
	  .may = MAY_INVALID_PARAM },
	{ .name = "write-reserved",
	  .section = "14.4",
	  .holds = "a reserved register: invalid param",
	  .function = CPPC_WRITE,
	  .a = { CPPC_RESERVED },
	  .may = MAY_INVALID_PARAM },
	{ .name = "write-read-only",
	  .section = "14.4",
	  .holds = "a register that can only be read, if it is there: denied",
	  .function = CPPC_WRITE,
	  .a = { CPPC_HIGHEST },
	  .may = MAY_DENIED,
	  .optional = true },
};

static const struct test_group cppc_group = {
	.name = "cppc",
	.extension = SBI_CPPC,
	TEST_ROWS(cppc_rows),
};
TEST_GROUP(cppc_group);
