/* The table of CSRs: names, numbers, fields, and which writes are refused. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/cpu/csr_decode.h"

static struct csr_row row_of(unsigned number)
{
	struct csr_row row;

	for (int i = 0; csr_row(i, &row); i++)
		if (number >= row.number && number < row.number + csr_count(&row))
			return row;
	fail_msg("no row has 0x%x", number);
	return row;
}

static void test_each_number_and_name_leads_to_its_own_row(void **state)
{
	struct csr_row row;
	char name[CSR_NAME_MAX];
	unsigned all = 0;

	(void)state;
	for (int i = 0; csr_row(i, &row); i++)
		for (unsigned j = 0; j < csr_count(&row); j++, all++) {
			int number = (int)(row.number + j);

			csr_name(&row, j, j, name);
			assert_int_equal(csr_find(name, 0), number);
			assert_int_equal(csr_find(NULL, (uint64_t)number), number);
			/* not M-mode's */
			assert_int_not_equal(number >> 8 & 3, 3);
		}
	assert_in_range(all, 100, CSR_MAX);
}

static void test_names(void **state)
{
	struct csr_row row = row_of(0xc03);
	char name[CSR_NAME_MAX];

	(void)state;
	csr_name(&row, 0, 0, name);
	assert_string_equal(name, "hpmcounter3");
	csr_name(&row, 28, 28, name);
	assert_string_equal(name, "hpmcounter31");
	csr_name(&row, 0, 28, name);
	assert_string_equal(name, "hpmcounter3..31");
	row = row_of(0x120);
	csr_name(&row, 0, 0, name);
	assert_string_equal(name, "scountinhibit");
	assert_int_equal(csr_find("hpmcounter", 0), -ENOENT);
	assert_int_equal(csr_find("hpmcounter2", 0), -ENOENT);
	assert_int_equal(csr_find("mstatus", 0), -ENOENT);
	assert_int_equal(csr_find(NULL, 0x300), -ENOENT);
	assert_int_equal(csr_find(NULL, 0x10000000100), -ENOENT);
	assert_int_equal(csr_find("vsireg6", 0), 0x257); /* a twin */
}

static void test_a_twin_has_the_fields_of_its_original(void **state)
{
	static const unsigned originals[] = { 0x100, 0x104, 0x142, 0x144, 0x180, 0x15c, 0xdb0 };

	(void)state;
	for (size_t i = 0; i < sizeof(originals) / sizeof(originals[0]); i++) {
		struct csr_row twin = row_of(originals[i] + CSR_TWIN);

		assert_int_equal(twin.format, row_of(originals[i]).format);
		assert_int_equal(twin.name[0], 'v');
		assert_string_equal(twin.name + 1, row_of(originals[i]).name);
	}
}

static void test_fields_of_a_format_rise_and_do_not_overlap(void **state)
{
	const struct csr_field *field, *last = NULL;

	(void)state;
	for (int i = 0; (field = csr_field(i)); last = field, i++) {
		assert_in_range(field->width, 1, 63);
		assert_in_range(field->low + field->width, 1, 64);
		assert_in_range(strlen(field->name), 1, sizeof(field->name) - 1);
		if (!last || last->format == field->format)
			assert_true(!last || last->low + last->width <= field->low);
		else
			assert_true(last->format < field->format);
	}
}

/* A value of a CSR, one of its fields, what that is, and what it is called. */
static const struct decoded {
	unsigned number;
	uint64_t value;
	const char *field;
	uint64_t bits;
	const char *means;
} decoded[] = {
	{ 0x100, 0x8000000200006000, "SD", 1, NULL },
	{ 0x100, 0x8000000200006000, "FS", 3, "dirty" },
	{ 0x100, 0x8000000200006000, "VS", 0, "off" },
	{ 0x100, 0x8000000200006000, "UXL", 2, "64 bits" },
	{ 0x180, 0x8000abcd00080200, "MODE", 8, "Sv39" },
	{ 0x180, 0x80abc00000080200, "ASID", 0x0abc, NULL },
	{ 0x180, 0x8000abcd00080200, "PPN", 0xbcd00080200, NULL },
	{ 0x280, 0xa000000000000000, "MODE", 10, "Sv57" },
	{ 0x680, 0x9003000000000000, "MODE", 9, "Sv48x4" },
	{ 0x680, 0x9003000000000000, "VMID", 0x30, NULL },
	{ 0xc21, 0x8000000000000000, "vill", 1, NULL },
	{ 0xc21, 0xd3, "vsew", 2, "e32" },
	{ 0xc21, 0xd3, "vlmul", 3, NULL },
	{ 0xc21, 0xd3, "vma", 1, NULL },
	{ 0x142, 0x8000000000000005, "irq", 1, NULL },
	{ 0x142, 0x8000000000000005, "code", 5, NULL },
	{ 0x003, 0xff, "frm", 7, NULL },
	{ 0x106, 0xffffffff, "HPM", 0x1fffffff, NULL },
	{ 0x60a, 0x8000000000000010, "STCE", 1, NULL },
	{ 0x60a, 0x8000000000000010, "CBIE", 1, NULL },
	{ 0x600, 0x200000000, "VSXL", 2, NULL },
	{ 0x15c, 0x00210021, "IID", 0x21, NULL },
	{ 0x105, 0x80201001, "MODE", 1, NULL },
	{ 0x105, 0x80201001, "BASE", 0x80201001 >> 2, NULL },
};

static void test_decoding(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(decoded) / sizeof(decoded[0]); i++) {
		const struct decoded *want = &decoded[i];
		const struct csr_field *field;
		int seen = 0;

		for (int j = 0; (field = csr_field(j)); j++) {
			const char *means;

			if (!csr_has_field(row_of(want->number).format, field) ||
			    strcmp(field->name, want->field) != 0)
				continue;
			seen++;
			assert_int_equal(csr_field_of(field, want->value), want->bits);
			means = csr_field_means(field, want->bits);
			if (want->means)
				assert_string_equal(means, want->means);
			else
				assert_null(means);
		}
		assert_int_equal(seen, 1);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		unsigned number;
		uint64_t old, value;
		bool refused;
	} rows[] = {
		{ 0x180, 0, 0, true },        /* satp, whatever it is */
		{ 0x105, 0, 4, true },        /* stvec */
		{ 0x140, 0, 4, true },        /* sscratch */
		{ 0x104, 0, 2, true },        /* sie */
		{ 0x144, 0, 2, true },        /* sip */
		{ 0x14d, 0, 2, true },        /* stimecmp */
		{ 0x015, 0, 0, true },        /* seed */
		{ 0x604, 0, 4, true },        /* hie */
		{ 0x100, 2, 0, true },        /* sstatus: SIE */
		{ 0x100, 2, 2, false },       /* the same value */
		{ 0x100, 2, 0x40002, false }, /* SUM */
		{ 0x106, 0, 7, false },       /* scounteren */
		{ 0x204, 0, 2, false },       /* vsie */
		{ 0x600, 0, 2, false },       /* hstatus */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(csr_refusal(rows[i].number, rows[i].old, rows[i].value) != NULL,
				 rows[i].refused);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_number_and_name_leads_to_its_own_row),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_a_twin_has_the_fields_of_its_original),
		cmocka_unit_test(test_fields_of_a_format_rise_and_do_not_overlap),
		cmocka_unit_test(test_decoding),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
