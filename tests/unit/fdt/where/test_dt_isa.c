/* What a hart's node lists: names in ISA strings, in any order, and parts of extensions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/where/isa.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

/* A cpu node with the two properties; NULL: without that one. */
static struct dt_node cpu(const char *isa, const char *extensions, uint32_t len)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "cpu");
	if (isa)
		blob_text(&blob, "riscv,isa", isa);
	if (extensions)
		blob_prop(&blob, "riscv,isa-extensions", extensions, len);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return blob_at(&tree, "/cpu");
}

/* The names, with a blank after each. */
static void splits_isa_strings(void **state)
{
	static const struct row {
		const char *isa, *names;
	} rows[] = {
		{ "rv64imafdc", "i m a f d c " },
		{ "rv64imafdc_zicsr_sstc", "i m a f d c zicsr sstc " },
		{ "rv64acdfimsuv", "a c d f i m s u v " },
		{ "rv64imafdcvsu", "i m a f d c v s u " },
		{ "rv64imafdcsstc_zba", "i m a f d c sstc zba " },
		{ "rv64gcxtheadba_xtheadbb", "g c xtheadba xtheadbb " },
		{ "rv64gc_supm_s", "g c supm s " },
		{ "rv64i2p1m2_zba1p0_zvl128b_zve64x", "i m zba zvl128b zve64x " },
		{ "rv64i2p", "i p " },
		{ "rv32i__m_", "i m " },
		{ "RV64IMAFDC_Zba", "I M A F D C Zba " },
		{ "rv64", "" },
		{ "rv6", "" },
		{ "", "" },
		{ "i_m", "" },
		{ "rv128i", "" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		char names[128] = "";
		const char *name;
		struct dt_isa it;
		size_t len;

		dt_isa_init(&it, cpu(rows[i].isa, NULL, 0));
		while (dt_isa_next(&it, &name, &len)) {
			strncat(names, name, len);
			strcat(names, " ");
		}
		if (strcmp(names, rows[i].names))
			fail_msg("%s: %s", rows[i].isa, names);
	}
}

static const char *asked[3]; /* NULL ends them */

static const char *asked_name(int index)
{
	return asked[index];
}

static void finds_extensions(void **state)
{
	static const struct row {
		const char *isa, *extensions;
		uint32_t len; /* of extensions */
		const char *has, *lacks;
	} rows[] = {
		{ "rv64acdfimsuv", NULL, 0, "v", "sstc" },
		{ "rv64acdfimsuv", NULL, 0, "zve64d", "zfh" },
		{ "rv64gc", NULL, 0, "d", "v" },
		{ "rv64imac", NULL, 0, "m", "f" },
		{ "rv64imafdcb", NULL, 0, "zbs", "zbc" },
		{ NULL, "i\0m\0b", 6, "zba", "c" },
		{ NULL, "i\0zfhmin", 9, "zfhmin", "zfh" },
		{ NULL, "i\0zfh", 6, "zfhmin", "zfa" },
		{ NULL, "i\0zk", 5, "zkne", "zksh" },
		{ NULL, "i\0v", 4, "zve32x", "zvl256b" },
		{ NULL, "i\0zvkng", 8, "zvknha", "zvksh" },
		{ "rv64imac_ZVL512B", NULL, 0, "zvl128b", "zvl1024b" },
		{ "rv64imac", NULL, 0, "zalrsc", "zabha" },
		{ NULL, "i\0sst\0c", 8, "c", "sstc" },
		{ "rv64im", "i\0zbb", 6, "m", "zba" },
		{ "rv64im_zba1p0", NULL, 0, "zba", "zb" },
		{ "rv64im_zbax", NULL, 0, "zbax", "zba" },
		{ "RV64IMAFDC_SSTC", NULL, 0, "sstc", "h" },
	};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node node = cpu(rows[i].isa, rows[i].extensions, rows[i].len);
		uint8_t mark[2] = { 0 };

		asked[0] = rows[i].lacks;
		asked[1] = rows[i].has;
		dt_isa_mark(node, asked_name, mark);
		if (mark[0] || !mark[1])
			fail_msg("row %zu", i);
		assert_true(dt_isa_is_listed(node));
	}
	assert_false(dt_isa_is_listed(cpu(NULL, NULL, 0)));
}

static void marks_the_properties(void **state)
{
	uint8_t mark[2] = { 0 };

	(void)state;
	asked[0] = "zba";
	asked[1] = "m";
	dt_isa_mark(cpu("rv64imb", "i\0m", 4), asked_name, mark);
	assert_int_equal(mark[0], DT_ISA_STRING);
	assert_int_equal(mark[1], DT_ISA_STRING | DT_ISA_LIST);
	mark[0] = 0;
	dt_isa_mark_name("ZBA1", 3, DT_ISA_LIST, asked_name, mark);
	assert_int_equal(mark[0], DT_ISA_LIST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_isa_strings),
		cmocka_unit_test(finds_extensions),
		cmocka_unit_test(marks_the_properties),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
