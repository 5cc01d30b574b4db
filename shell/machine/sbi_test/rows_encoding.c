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

/* Functions that do something with a0 and a1 0, and harm nothing. */
static const struct encoding_call {
	uint32_t extension, function;
} encoding_calls[] = {
	{ SBI_BASE, SBI_BASE_SPEC_VERSION },
	{ SBI_IPI, 0 },              /* to no hart */
	{ SBI_RFNC, 0 },             /* on no hart */
	{ SBI_HSM, SBI_HSM_STATUS }, /* of hart 0 */
	{ SBI_PMU, 0 },              /* how many counters there are */
	{ SBI_DBCN, 0 },             /* no bytes */
	{ SBI_CPPC, 0 },             /* whether there is a register */
	{ SBI_NACL, 0 },             /* or a feature */
	{ SBI_FWFT, 1 },             /* the first one's value */
	{ SBI_DBTR, 0 },             /* how many triggers there are */
	{ SBI_MPXY, 0 },             /* the size of its memory */
	{ SBI_SSE, 9 },              /* events are masked already */
};

/* Runs it for each extension that is there: for a function that it does not have, or, if the row's
 * a[0] says so, for one that does something. */
static void encoding_each(struct sbi_test *test,
			  void (*run)(struct sbi_test *test, const struct sbi_row *row,
				      uint64_t function))
{
	const struct sbi_row *row;

	if (test->row->a[0]) {
		for (size_t i = 0; i < sizeof(encoding_calls) / sizeof(encoding_calls[0]); i++)
			if (sbi_probe(encoding_calls[i].extension))
				run(test, sbi_row_of(encoding_calls[i].extension),
				    encoding_calls[i].function);
		return;
	}
	for (unsigned i = 0; (row = sbi_row(i)); i++)
		if (row->id > SBI_LEGACY_LAST && sbi_probe(row->id))
			run(test, row, TEST_BAD_FUNCTION);
}

static void encoding_registers(struct sbi_test *test)
{
	encoding_each(test, encoding_call_keeps);
}

static void encoding_call_keeps_csrs(struct sbi_test *test, const struct sbi_row *row,
				     uint64_t function)
{
	struct sbi_csrs before, after;
	static const char names[SBI_CSRS][12] = {
		[SBI_SSTATUS] = "sstatus",       [SBI_SIE] = "sie",   [SBI_STVEC] = "stvec",
		[SBI_SSCRATCH] = "sscratch",     [SBI_SEPC] = "sepc", [SBI_SATP] = "satp",
		[SBI_SCOUNTEREN] = "scounteren",
	};

	sbi_call_csrs(row->id, function, &before, &after);
	for (unsigned i = 0; i < SBI_CSRS; i++)
		if (before.value[i] != after.value[i])
			test_fails(test,
				   "function 0x%" PRIx64 " of %s: %s was 0x%" PRIx64
				   " and is 0x%" PRIx64,
				   function, row->name, names[i], before.value[i], after.value[i]);
}

static void encoding_csrs(struct sbi_test *test)
{
	encoding_each(test, encoding_call_keeps_csrs);
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
	{ .name = "registers-used",
	  .section = "3",
	  .holds = "the same after calls that do something",
	  .run = encoding_registers,
	  .a = { true } },
	{ .name = "csrs",
	  .section = "3",
	  .holds = "the CSRs of S-mode that this program uses are as before the call",
	  .run = encoding_csrs },
	{ .name = "csrs-used",
	  .section = "3",
	  .holds = "the same after calls that do something",
	  .run = encoding_csrs,
	  .a = { true } },
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
