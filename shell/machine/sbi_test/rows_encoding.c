#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of all calls. Source: RISC-V SBI Specification 3.0, chapter 3. */
#include <inttypes.h>
#include "kernel/sbi_seen.h"
#include "shell/machine/sbi/sbi_rows.h"

enum {
	ENCODING_UNKNOWN = 0x8000bad, /* of the experimental extensions: 3. */
	ENCODING_A6 = 16,
	ENCODING_A7 = 17,
};

static void encoding_unknown(struct sbi_test *test)
{
	test_may(test, sbi_call(ENCODING_UNKNOWN, 0, 0, 0, 0), MAY_NOT_SUPPORTED);
}

/* The numbers of the registers in struct sbi_registers. */
static const uint8_t encoding_numbers[SBI_REGISTERS] = {
	1,  5,  6,  7,  8,  9,  12, 13, 14, 15, 16, 17, 18,
	19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
};

static uint64_t encoding_wanted(const struct sbi_registers *registers, unsigned number)
{
	if (number == ENCODING_A6)
		return registers->function;
	if (number == ENCODING_A7)
		return registers->extension;
	return number * SBI_REGISTERS_PATTERN;
}

static void encoding_call_keeps(struct sbi_test *test, const struct sbi_row *row, uint64_t function)
{
	struct sbi_registers registers = { .extension = row->id, .function = function };

	sbi_call_registers(&registers);
	for (int i = 0; i < SBI_REGISTERS; i++)
		if (registers.after[i] != encoding_wanted(&registers, encoding_numbers[i]))
			test_fails(test, "function 0x%" PRIx64 " of %s changed x%d", function,
				   row->name, encoding_numbers[i]);
}

/* Of each extension: a call that does nothing. */
static void encoding_registers(struct sbi_test *test)
{
	const struct sbi_row *row;

	for (unsigned i = 0; (row = sbi_row(i)); i++)
		if (row->id > SBI_LEGACY_LAST && sbi_probe(row->id))
			encoding_call_keeps(test, row, TEST_BAD_FUNCTION);
	encoding_call_keeps(test, sbi_row_named("BASE"), 0);
}

static void encoding_compare(struct sbi_test *test, const char *name, uint64_t before,
			     uint64_t after)
{
	if (before != after)
		test_fails(test, "%s was 0x%" PRIx64 " and is 0x%" PRIx64, name, before, after);
}

static void encoding_csrs(struct sbi_test *test)
{
	struct sbi_csrs before, after;

	sbi_call_csrs(ENCODING_UNKNOWN, 0, &before, &after);
	encoding_compare(test, "sstatus", before.sstatus, after.sstatus);
	encoding_compare(test, "sie", before.sie, after.sie);
	encoding_compare(test, "stvec", before.stvec, after.stvec);
	encoding_compare(test, "sscratch", before.sscratch, after.sscratch);
	encoding_compare(test, "sepc", before.sepc, after.sepc);
}

/* Firmware may look at the whole registers: implementations differ, and no caller relies on it. */
static void encoding_upper(struct sbi_test *test)
{
	const uint64_t upper = 1ULL << 32;
	struct sbi_ret ret = sbi_call(upper | SBI_BASE, upper, 0, 0, 0);
	struct sbi_ret plain = sbi_call(SBI_BASE, 0, 0, 0, 0);

	if (ret.error == plain.error && ret.value == plain.value)
		return;
	if (ret.error < 0 && test_may(test, ret, MAY_NOT_SUPPORTED))
		test_skips(test, "this firmware looks at all 64 bits of a6 and a7");
	else
		test_fails(test, "value is 0x%" PRIx64 ", not 0x%" PRIx64, ret.value, plain.value);
}

static const struct test_row encoding_rows[] = {
	{ .name = "no-such-extension",
	  .section = "3",
	  .holds = "a call of an extension that is not there: not supported",
	  .run = encoding_unknown },
	{ .name = "registers",
	  .section = "3",
	  .holds = "all registers but a0 and a1 are as before the call",
	  .run = encoding_registers },
	{ .name = "csrs",
	  .section = "3",
	  .holds = "sstatus, sie, stvec, sscratch and sepc are as before the call",
	  .run = encoding_csrs },
	{ .name = "upper-bits",
	  .section = "3",
	  .holds = "extension and function are 32 bits of a7 and a6",
	  .run = encoding_upper },
};

static const struct test_group encoding_group = {
	.name = "encoding",
	TEST_ROWS(encoding_rows),
};
TEST_GROUP(encoding_group);
