/* What dt_open refuses, and what it notes of the trees that it accepts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "tests/unit/fake/fake_blob.h"

enum { BEGIN_NODE = 1, END_NODE, PROP, NOP, END = 9 };

static struct blob blob;

static void good_blob(void)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_text(&blob, "model", "one");
	blob_node(&blob, "chosen");
	blob_text(&blob, "bootargs", "a");
	blob_end(&blob);
	blob_node(&blob, "cpus");
	blob_node(&blob, "cpu@0");
	blob_cell(&blob, "reg", 0);
	blob_end(&blob);
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
}

static void refused(size_t room, const char *why_part)
{
	struct dt_tree tree;
	const char *why = NULL;

	assert_int_equal(dt_open(&tree, blob.bytes, room, &why), -EINVAL);
	if (!strstr(why, why_part))
		fail_msg("\"%s\" has no \"%s\"", why, why_part);
}

static void counts_nodes_and_properties(void **state)
{
	struct dt_tree tree;

	(void)state;
	good_blob();
	blob_open(&blob, &tree);
	assert_int_equal(tree.nodes, 4);
	assert_int_equal(tree.props, 3);
	assert_int_equal(tree.size, blob.size);
	assert_int_equal(tree.chosen, blob_at(&tree, "/chosen").offset);
	assert_int_equal(tree.cpus, blob_at(&tree, "/cpus").offset);
	assert_int_equal(tree.aliases, -ENOENT);
}

static void takes_the_first_chosen_below_the_root(void **state)
{
	struct dt_tree tree;
	const char *text;

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "soc");
	blob_node(&blob, "chosen");
	blob_end(&blob);
	blob_end(&blob);
	blob_node(&blob, "chosen");
	blob_text(&blob, "bootargs", "first");
	blob_end(&blob);
	blob_node(&blob, "chosen");
	blob_text(&blob, "bootargs", "second");
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_string((struct dt_node){ &tree, tree.chosen }, "bootargs", &text), 5);
	assert_string_equal(text, "first");
}

/* Replaces one word of the header; the reason must name it. */
static void refuses_wrong_headers(void **state)
{
	static const struct row {
		enum blob_header word;
		uint32_t value;
		const char *why;
	} rows[] = {
		{ BLOB_MAGIC, 0xedfe0dd0, "bad magic 0xedfe0dd0, a device tree has 0xd00dfeed" },
		{ BLOB_VERSION, 1, "version 1, compatible with 16" },
		{ BLOB_VERSION, 2, "version 2," },
		{ BLOB_VERSION, 3, "version 3," },
		{ BLOB_VERSION, 15, "version 15," },
		{ BLOB_LAST_COMP, 18, "compatible with 18: 16 to 17 are read" },
		{ BLOB_LAST_COMP, 0xffffffff, "compatible with 4294967295" },
		{ BLOB_TOTALSIZE, 0, "FDT_ERR_TRUNCATED" },
		{ BLOB_TOTALSIZE, 0xffffffff, "FDT_ERR_TRUNCATED" },
		{ BLOB_OFF_STRUCT, 0, "FDT_ERR_TRUNCATED" },
		{ BLOB_OFF_STRUCT, 0xfffffffc, "FDT_ERR_TRUNCATED" },
		{ BLOB_OFF_STRINGS, 0xffffffff, "FDT_ERR_TRUNCATED" },
		{ BLOB_OFF_RESERVE, 0xfffffff8, "FDT_ERR_TRUNCATED" },
		{ BLOB_OFF_RESERVE, 44, "" },
		{ BLOB_SIZE_STRUCT, 4, "FDT_ERR_" },
		{ BLOB_SIZE_STRUCT, 0xffffffff, "FDT_ERR_TRUNCATED" },
		{ BLOB_SIZE_STRINGS, 0, "a property's name lies outside the strings block" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		good_blob();
		blob_header_word(&blob, rows[i].word, rows[i].value);
		refused(blob.size, rows[i].why);
	}
}

static void takes_odd_but_right_headers(void **state)
{
	static const struct row {
		enum blob_header word;
		uint32_t value;
	} rows[] = {
		{ BLOB_VERSION, 16 }, /* no size of the structure block */
		{ BLOB_VERSION, 18 }, /* newer, compatible */
		{ BLOB_VERSION, 0xffffffff },  { BLOB_LAST_COMP, 17 },
		{ BLOB_LAST_COMP, 2 }, /* as U-Boot's SPL writes it */
		{ BLOB_BOOT_CPU, 0xffffffff },
	};
	struct dt_tree tree;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		good_blob();
		blob_header_word(&blob, rows[i].word, rows[i].value);
		blob_open(&blob, &tree);
		assert_int_equal(tree.nodes, 4);
	}
}

static void refuses_truncated_trees(void **state)
{
	struct dt_tree tree;
	const char *why;

	(void)state;
	good_blob();
	refused(0, "shorter than a device tree's header");
	refused(39, "shorter than a device tree's header");
	refused(40, "FDT_ERR_TRUNCATED");
	refused(blob.size - 1, "cut short");
	assert_int_equal(dt_open(&tree, blob.bytes + 4, blob.size, &why), -EINVAL);
	assert_non_null(strstr(why, "multiple of 8"));
	assert_int_equal(dt_open(&tree, blob.bytes, SIZE_MAX, &why), 0);
	blob_header_word(&blob, BLOB_TOTALSIZE, INT32_MAX);
	refused(SIZE_MAX, "FDT_ERR_TRUNCATED");
}

/* libfdt 1.6 checks it in version 17 only. */
static void refuses_names_outside(void **state)
{
	(void)state;
	for (uint32_t version = 16; version <= 17; version++) {
		for (uint32_t cut = 1; cut <= 2; cut++) {
			good_blob();
			blob_header_word(&blob, BLOB_VERSION, version);
			blob_header_word(&blob, BLOB_SIZE_STRINGS, cut == 1 ? blob.strings - 1 : 0);
			refused(blob.size, version == 16 ? "a property's name lies outside" : "");
		}
	}
}

static void refuses_blocks_that_overlap(void **state)
{
	const uint32_t structs = 40 + 16;
	static const uint8_t zeros[32];

	(void)state;
	good_blob();
	blob_header_word(&blob, BLOB_OFF_STRINGS, structs + blob.tokens - 8);
	blob_header_word(&blob, BLOB_SIZE_STRINGS, blob.strings + 8);
	refused(blob.size, "the structure and strings blocks overlap");
	blob_start(&blob);
	blob_node(&blob, "");
	blob_prop(&blob, "a", zeros, sizeof(zeros));
	blob_end(&blob);
	blob_finish(&blob);
	blob_header_word(&blob, BLOB_OFF_RESERVE, structs + 24);
	refused(blob.size, "the structure block and the reserve map overlap");
	good_blob();
	blob_header_word(&blob, BLOB_OFF_STRUCT, structs + 2);
	refused(blob.size, "");
}

/* Sequences of tokens, ended by END; a name is four zero bytes. */
static void refuses_wrong_structure(void **state)
{
	static const struct row {
		uint32_t words[12];
		const char *why;
	} rows[] = {
		{ { END }, "does not begin with a root" },
		{ { PROP, 0, 0, BEGIN_NODE, 0, END_NODE, END }, "does not begin with a root" },
		{ { END_NODE, END }, "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, END }, "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, END_NODE, END_NODE, END }, "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, END_NODE, BEGIN_NODE, 0, END_NODE, END },
		  "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, END_NODE, 0, END }, "FDT_ERR_BADSTRUCTURE" },
		/* libfdt 1.6 refuses it, too; later ones do not. */
		{ { BEGIN_NODE, 0, END_NODE, NOP, END }, "" },
		{ { BEGIN_NODE, 0, 5, END_NODE, END }, "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, 0x00010002, END }, "FDT_ERR_BADSTRUCTURE" },
		{ { BEGIN_NODE, 0, BEGIN_NODE, 0, END_NODE, PROP, 0, 0, END_NODE, END },
		  "a property comes after a child" },
		{ { BEGIN_NODE, 0, BEGIN_NODE, 0, END_NODE, NOP, PROP, 0, 0, END_NODE, END },
		  "a property comes after a child" },
		/* libfdt 1.6 accepts the first; later ones refuse it. */
		{ { BEGIN_NODE, 0, PROP, 0xffffffff, 0, END_NODE, END }, "" },
		{ { BEGIN_NODE, 0, PROP, 0xfffffffd, 0, END_NODE, END }, "" },
		{ { BEGIN_NODE, 0, PROP, 0xffffffe8, 0, END_NODE, END }, "" },
		{ { BEGIN_NODE, 0, PROP, 0x7fffffff, 0, END_NODE, END }, "longer than" },
		/* The length leads back to the property itself: libfdt 1.6 loops for ever. */
		{ { BEGIN_NODE, 0, PROP, 0xfffffff4, 0, END_NODE, END }, "longer than" },
		{ { BEGIN_NODE, 0, PROP, 0, 0x1000, END_NODE, END }, "outside the strings block" },
		{ { BEGIN_NODE, 0, PROP, 0, 0x80000000, END_NODE, END },
		  "outside the strings block" },
		{ { BEGIN_NODE, 0x61000000, END_NODE, END }, "FDT_ERR_BADSTRUCTURE" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const uint32_t *word = rows[i].words;

		blob_start(&blob);
		blob.strings = 2; /* "a" */
		blob.string[0] = 'a';
		for (; *word != END; word++)
			blob_word(&blob, *word);
		blob_finish(&blob);
		refused(blob.size, rows[i].why);
	}
}

static void takes_nops_before_the_root_and_within(void **state)
{
	struct dt_tree tree;

	(void)state;
	blob_start(&blob);
	blob_word(&blob, NOP);
	blob_node(&blob, "");
	for (int i = 0; i < 1000; i++)
		blob_word(&blob, NOP);
	blob_node(&blob, "chosen");
	blob_word(&blob, NOP);
	blob_end(&blob);
	blob_word(&blob, NOP);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(tree.nodes, 2);
	assert_int_equal(dt_root(&tree).offset, 4);
}

/* Nodes with values of @bytes, and every other node short. */
static void long_nodes(int count, uint32_t bytes)
{
	static const uint8_t zeros[2048];

	for (int i = 0; i < count; i++) {
		blob_node(&blob, "n");
		blob_node(&blob, "below");
		blob_prop(&blob, "a", zeros, i % 2 ? 4 : bytes);
		blob_end(&blob);
		blob_end(&blob);
	}
}

/* More nodes than rows: the last nodes are walked through. */
static void notes_where_long_nodes_end(void **state)
{
	struct dt_tree tree, plain;
	struct dt_node node, same;
	struct dt_trail trail = { 0 };
	int count = 0;

	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	long_nodes(200, 1200);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	plain = tree;
	plain.longs = 0;
	assert_int_equal(tree.longs, DT_LONG_MAX);
	node = dt_first_child(dt_root(&tree));
	same = dt_first_child(dt_root(&plain));
	for (; dt_found(node); node = dt_next_child(node), same = dt_next_child(same)) {
		assert_int_equal(node.offset, same.offset);
		assert_int_equal(dt_trail(dt_first_child(node), &trail), 0);
		assert_int_equal(trail.depth, 2);
		assert_int_equal(trail.node[1], node.offset);
		count++;
	}
	assert_int_equal(count, 200);
	assert_false(dt_found(same));
	assert_int_equal(dt_trail((struct dt_node){ &tree, trail.node[2] + 4 }, &trail), -ENOENT);
	assert_int_equal(dt_trail((struct dt_node){ &tree, 1 << 30 }, &trail), -ENOENT);
}

static void requires_the_end_of_the_reserve_map(void **state)
{
	struct dt_tree tree;

	(void)state;
	blob_start(&blob);
	blob_reserve(&blob, 0x1000, 0);
	blob_reserve(&blob, 0x2000, 0x1000);
	blob_node(&blob, "");
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(tree.reserves, 2);
	memset(blob.bytes + 40 + 2 * 16, 0xff, 8); /* the terminator: libfdt ended at size 0 */
	refused(blob.size, "the reserve map");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_nodes_and_properties),
		cmocka_unit_test(takes_the_first_chosen_below_the_root),
		cmocka_unit_test(refuses_wrong_headers),
		cmocka_unit_test(takes_odd_but_right_headers),
		cmocka_unit_test(refuses_truncated_trees),
		cmocka_unit_test(refuses_names_outside),
		cmocka_unit_test(refuses_blocks_that_overlap),
		cmocka_unit_test(refuses_wrong_structure),
		cmocka_unit_test(takes_nops_before_the_root_and_within),
		cmocka_unit_test(notes_where_long_nodes_end),
		cmocka_unit_test(requires_the_end_of_the_reserve_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
