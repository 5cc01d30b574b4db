/* Globs: which texts match a pattern, and which nodes match a path of patterns. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/glob.h"
#include "tests/unit/fake/fake_tree.h"

static const struct {
	const char *pattern, *text;
	bool fits;
} rows[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "a", "a", true },
	{ "a", "A", false },
	{ "a", "ab", false },
	{ "ab", "a", false },
	{ "*", "", true },
	{ "*", "anything/at.all", true },
	{ "a*", "a", true },
	{ "*a", "ba", true },
	{ "*a", "ab", false },
	{ "a*c", "abcbc", true },
	{ "a*b*c", "a1b2b3c", true },
	{ "a*b*c", "a1c2b", false },
	{ "**a**", "a", true },
	{ "?", "", false },
	{ "?", "a", true },
	{ "?", "ab", false },
	{ "a?*", "a", false },
	{ "*?b", "ab", true },
	{ "[abc]", "b", true },
	{ "[abc]", "d", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]", "-", false },
	{ "[a-]", "-", true },
	{ "[-a]", "-", true },
	{ "[]]", "]", true },
	{ "[]a]", "a", true },
	{ "[!]a]", "]", false },
	{ "[!a-c]", "d", true },
	{ "[!a-c]", "b", false },
	{ "[!a]", "", false },
	{ "[c-a]", "b", false },
	{ "[\200-\377]", "\303", true },
	{ "*[0-9]", "serial0", true },
	{ "*[0-9]*", "cpu@0", true },
	/* A set without its closing bracket. */
	{ "[ab", "[ab", true },
	{ "[ab", "a", false },
	{ "a[", "a[", true },
	{ "[!", "[!", true },
	{ "*[", "x[", true },
};

static void text_fits_or_not(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		/* Only the pattern's length counts, not the bytes after it. */
		char pattern[32];

		strcpy(pattern, rows[i].pattern);
		strcat(pattern, "#");
		if (dt_glob(pattern, strlen(rows[i].pattern), rows[i].text) != rows[i].fits)
			fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].text);
		assert_int_equal(dt_is_glob(rows[i].pattern, strlen(rows[i].pattern)),
				 strpbrk(rows[i].pattern, "*?[") != NULL);
	}
}

/* A pattern that takes a backtracking matcher exponential time. */
static void no_pattern_explodes(void **state)
{
	static char pattern[200], text[1000];

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(pattern); i += 2)
		memcpy(pattern + i, "*a", 2);
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 2] = 'b';
	assert_false(dt_glob(pattern, sizeof(pattern), text));
}

static void unit_address_may_be_left_out(void **state)
{
	static const struct {
		const char *pattern, *name;
		bool fits;
	} names[] = {
		{ "serial", "serial@1000", true },   { "s*l", "serial@1000", true },
		{ "serial@*", "serial@1000", true }, { "serial@", "serial@1000", false },
		{ "*000", "serial@1000", true },     { "serial@1000", "serial", false },
		{ "seria", "serial@1000", false },   { "", "@1", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(
			dt_glob_name(names[i].pattern, strlen(names[i].pattern), names[i].name),
			names[i].fits);
}

static const struct fake_item tree[] = {
	TREE_NODE("cpus"),
	TREE_NODE("cpu@0"),
	TREE_NODE("intc"),
	TREE_END,
	TREE_END,
	TREE_NODE("cpu@1"),
	TREE_TEXT("cpu@2", "no node"),
	TREE_NODE("intc"),
	TREE_END,
	TREE_NODE("cache"),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("soc"),
	TREE_NODE("cpu@0"),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct {
	const char *from, *pattern, *paths;
} walks[] = {
	{ "/", "*", "/cpus /soc " },
	{ "/", "*/*", "/cpus/cpu@0 /cpus/cpu@1 /soc/cpu@0 " },
	{ "/", "*/cpu@0", "/cpus/cpu@0 /soc/cpu@0 " },
	{ "/", "*/*/*", "/cpus/cpu@0/intc /cpus/cpu@1/intc /cpus/cpu@1/cache " },
	{ "/", "//c*/./cpu/c???e//", "" },
	{ "/", "//c*//cpu/c???e//", "/cpus/cpu@1/cache " },
	{ "/", "*/..", "" },
	{ "/", "x*", "" },
	{ "/", "*/*/*/*", "" },
	{ "/", "", "/ " },
	{ "/cpus", "", "/cpus " },
	{ "/cpus", "///", "/cpus " },
	{ "/cpus", "cpu/intc", "/cpus/cpu@0/intc /cpus/cpu@1/intc " },
	{ "/soc/cpu@0", "*", "" },
};

static void nodes_come_in_order(void **state)
{
	const struct dt_tree *open = fake_tree(tree);

	(void)state;
	for (size_t i = 0; i < sizeof(walks) / sizeof(walks[0]); i++) {
		struct dt_node node = dt_find(dt_root(open), walks[i].from, 99);
		char paths[256] = "", path[64];
		struct dt_globs it;

		assert_int_equal(dt_globs(&it, node, walks[i].pattern, strlen(walks[i].pattern)),
				 0);
		while (node = dt_globs_next(&it), dt_found(node)) {
			assert_true(dt_path(node, path, sizeof(path)) > 0);
			strcat(strcat(paths, path), " ");
		}
		assert_string_equal(paths, walks[i].paths);
		assert_false(dt_found(dt_globs_next(&it)));
	}
}

static void deep_pattern_is_refused(void **state)
{
	static const char pattern[] = "*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*/*";
	struct dt_node none = { fake_tree(tree), -ENOENT };
	struct dt_globs it;

	(void)state;
	assert_int_equal(dt_globs(&it, dt_root(none.tree), pattern, sizeof(pattern) - 1), -E2BIG);
	assert_int_equal(dt_globs(&it, dt_root(none.tree), pattern, sizeof(pattern) - 2), 0);
	assert_false(dt_found(dt_globs_next(&it)));
	assert_int_equal(dt_globs(&it, none, "*", 1), 0);
	assert_false(dt_found(dt_globs_next(&it)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_fits_or_not),
		cmocka_unit_test(no_pattern_explodes),
		cmocka_unit_test(unit_address_may_be_left_out),
		cmocka_unit_test(nodes_come_in_order),
		cmocka_unit_test(deep_pattern_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
