/* Quirks: which rows are true of a root, of a hart's node, and of ids; and that rows are whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <libfdt.h>
#include "fdt/board/core.h"
#include "fdt/board/quirk.h"

enum { BLOB_MAX = 1024 };

static uint8_t blob[BLOB_MAX];

/* A tree whose root and whose hart have these lists of compatibles: @len bytes each. */
static void make(struct dt_tree *tree, const char *root, int root_len, const char *hart, int len)
{
	const char *why;

	assert_int_equal(fdt_create(blob, BLOB_MAX), 0);
	fdt_finish_reservemap(blob);
	fdt_begin_node(blob, "");
	fdt_property(blob, "compatible", root, root_len);
	fdt_begin_node(blob, "cpus");
	fdt_begin_node(blob, "cpu@0");
	fdt_property(blob, "compatible", hart, len);
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_end_node(blob);
	assert_int_equal(fdt_finish(blob), 0);
	assert_int_equal(dt_open(tree, blob, sizeof(blob), &why), 0);
}

static bool is_text(const char *text, size_t size)
{
	return text[0] && memchr(text, '\0', size);
}

/* How many rows there are; each is whole. */
static int count(const struct dt_tree *tree, const struct dt_core_ids *ids)
{
	const struct dt_quirk *quirk = NULL;
	int rows = 0;

	for (; (quirk = dt_quirk_next(tree, ids, quirk)); rows++) {
		assert_true(is_text(quirk->compatible, sizeof(quirk->compatible)));
		assert_true(is_text(quirk->text, sizeof(quirk->text)));
		assert_true(is_text(quirk->source, sizeof(quirk->source)));
	}
	return rows;
}

/* A literal and its bytes, NUL included. */
#define LIST(text) (text), sizeof(text)

static void rows(void **state)
{
	static const struct {
		const char *root;
		int root_len;
		const char *hart;
		int len, rows;
	} lists[] = {
		{ LIST("bananapi,bpi-f3\0spacemit,k1"), LIST("spacemit,x60\0riscv"), 2 },
		{ LIST("spacemit,k3-pico-itx\0spacemit,k3"), LIST("riscv"), 1 },
		{ LIST("starfive,jh7110"), LIST("sifive,s7\0riscv"), 1 },
		{ LIST("microchip,mpfs"), LIST("sifive,e51\0riscv"), 1 },
		{ LIST("thead,th1520"), LIST("thead,c910\0riscv"), 2 },
		{ LIST("sophgo,sg2042"), LIST("thead,c920"), 4 },
		{ LIST("allwinner,sun20i-d1"), LIST("riscv\0thead,c906"), 1 },
		{ LIST("sifive,hifive-premier-p550\0eswin,eic7700"), LIST("riscv"), 2 },
		{ LIST("renesas,r9a07g043f01\0renesas,r9a07g043"), LIST("riscv"), 1 },
		{ LIST("tenstorrent,blackhole"), LIST("riscv"), 1 },
		{ LIST("mobileye,eyeq7h"), LIST("mips,p8700\0riscv"), 1 },
		{ LIST("freechips,rocketchip-vivado-dev\0freechips,rocketchip-vivado"),
		  LIST("riscv"), 1 },
		/* what almost has a row */
		{ LIST("spacemit,k12\0spacemit,k\0pacemit,k1"), LIST("thead,c8"), 0 },
		{ LIST("thead,c906\0eswin,eic77"), LIST("thead,th1520\0thead,c9"), 0 },
		{ "spacemit,k", 10, "", 0, 0 },
		{ "spacemit,k1", 11, "", 0, 2 }, /* without a NUL */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		struct dt_tree tree;

		make(&tree, lists[i].root, lists[i].root_len, lists[i].hart, lists[i].len);
		assert_int_equal(count(&tree, NULL), lists[i].rows);
	}
}

static void ids(void **state)
{
	static const struct dt_core_ids thead = { .mvendorid = 0x5b7 },
					other = { .mvendorid = 0x489 }, none = { 0 };
	struct dt_tree tree;

	(void)state;
	assert_int_equal(count(NULL, NULL), 0);
	assert_int_equal(count(NULL, &none), 0);
	assert_int_equal(count(NULL, &other), 0);
	assert_int_equal(count(NULL, &thead), 1);
	make(&tree, LIST("thead,th1520"), LIST("thead,c910"));
	assert_int_equal(count(&tree, &thead), 2); /* each once */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows),
		cmocka_unit_test(ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
