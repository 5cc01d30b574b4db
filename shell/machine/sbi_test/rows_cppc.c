#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of performance control: registers that are reserved, or cannot be written.
 * Source: RISC-V SBI Specification 3.0, chapter 14. */
#include <inttypes.h>

enum {
	CPPC_PROBE = 0,
	CPPC_READ = 1,
	CPPC_READ_HIGH = 2,
	CPPC_WRITE = 3,
	CPPC_HIGHEST = 0, /* a register that is only read */
	CPPC_RESERVED = 0x15,
	CPPC_LATENCY = 0x80000000,
	CPPC_RESERVED_HIGH = 0x80000001,
};

/* Runs the function for each register that is not reserved. */
static void cppc_each(struct sbi_test *test,
		      void (*run)(struct sbi_test *test, uint64_t id, struct sbi_ret probe))
{
	for (uint64_t id = 0; id < CPPC_RESERVED; id++)
		run(test, id, test_call(test, CPPC_PROBE, id, 0, 0));
	run(test, CPPC_LATENCY, test_call(test, CPPC_PROBE, CPPC_LATENCY, 0, 0));
}

static void cppc_width(struct sbi_test *test, uint64_t id, struct sbi_ret probe)
{
	if (test_may(test, probe, MAY_SUCCEED) && probe.value && probe.value != 32 &&
	    probe.value != 64)
		test_fails(test, "register 0x%" PRIx64 " has %" PRIu64 " bits", id, probe.value);
}

static void cppc_widths(struct sbi_test *test)
{
	cppc_each(test, cppc_width);
}

static void cppc_read_one(struct sbi_test *test, uint64_t id, struct sbi_ret probe)
{
	test_may(test, test_call(test, CPPC_READ, id, 0, 0),
		 probe.value ? MAY_SUCCEED : MAY_NOT_SUPPORTED);
}

static void cppc_reads(struct sbi_test *test)
{
	cppc_each(test, cppc_read_one);
}

static void cppc_high(struct sbi_test *test, uint64_t id, struct sbi_ret probe)
{
	if (probe.value)
		test_value(test, test_call(test, CPPC_READ_HIGH, id, 0, 0), 0);
}

static void cppc_highs(struct sbi_test *test)
{
	cppc_each(test, cppc_high);
}

static const struct test_row cppc_rows[] = {
	{ .name = "probe-reserved",
	  .section = "14.1",
	  .holds = "a reserved register: invalid param",
	  .function = CPPC_PROBE,
	  .a = { CPPC_RESERVED },
	  .may = MAY_INVALID_PARAM },
	{ .name = "probe-reserved-high",
	  .section = "14.1",
	  .holds = "a reserved register: invalid param",
	  .function = CPPC_PROBE,
	  .a = { CPPC_RESERVED_HIGH },
	  .may = MAY_INVALID_PARAM },
	{ .name = "probe-width",
	  .section = "14.1",
	  .holds = "a register has 32 or 64 bits, or is not there: 0",
	  .run = cppc_widths },
	{ .name = "read",
	  .section = "14.2",
	  .holds = "a register that a probe finds can be read; another one: not supported",
	  .run = cppc_reads },
	{ .name = "read-high",
	  .section = "14.3",
	  .holds = "the upper half is 0 where registers have 64 bits",
	  .run = cppc_highs },
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
	.asks_unknown = true,
	TEST_ROWS(cppc_rows),
};
TEST_GROUP(cppc_group);
