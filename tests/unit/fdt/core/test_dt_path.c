/* Paths, aliases, and suggestions for mistyped paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/core/nearest.h"
#include "tests/unit/fake/fake_blob.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct blob blob;
static struct dt_tree tree;

static void empty_node(const char *name)
{
	blob_node(&blob, name);
	blob_end(&blob);
}

static void prop_text(const char *name, const char *text)
{
	blob_text(&blob, name, text);
}

static int some_tree(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "aliases");
	prop_text("serial0", "/soc/serial@1000");
	prop_text("serial", "/soc/serial@2000");
	prop_text("options", "/soc/serial@1000:115200");
	prop_text("loop", "loop");
	prop_text("nothing", "");
	prop_text("away", "/soc/uart");
	blob_prop(&blob, "bare", "/soc/i2c@3000", 13); /* without NUL */
	blob_prop(&blob, "cell", "\0\0\0\1", 4);
	blob_prop(&blob, "none", NULL, 0);
	prop_text("bus", "/soc");
	blob_end(&blob);
	blob_node(&blob, "soc");
	empty_node("serial@1000");
	empty_node("serial@2000");
	blob_node(&blob, "i2c@3000");
	empty_node("chip");
	empty_node("chip@1");
	blob_end(&blob);
	empty_node("UPPER@D0");
	empty_node("two@1@2");
	empty_node("twin");
	empty_node("twin");
	empty_node("..");
	empty_node("a/b");
	empty_node("");
	blob_end(&blob);
	blob_node(&blob, "memory@0");
	blob_end(&blob);
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	return 0;
}

/* The path of what was found, or NULL with the error in *@err. */
static const char *path_of(struct dt_node node, int *err)
{
	static char path[DT_PATH_MAX];

	*err = dt_found(node) ? 0 : node.offset;
	return dt_path(node, path, sizeof(path)) > 0 ? path : NULL;
}

struct row {
	const char *from, *path, *found; /* found NULL: not found, with err */
	int err;
};

static void finds(void **state)
{
	static const struct row rows[] = {
		{ "/", "", "/", 0 },
		{ "/soc", "", "/soc", 0 },
		{ "/soc", "/", "/", 0 },
		{ "/soc", "//", "/", 0 },
		{ "/", "/soc/serial@1000", "/soc/serial@1000", 0 },
		{ "/", "//soc///serial@1000//", "/soc/serial@1000", 0 },
		{ "/soc", "serial@2000", "/soc/serial@2000", 0 },
		{ "/soc", "./i2c", "/soc/i2c@3000", 0 },
		{ "/soc/i2c", "chip", "/soc/i2c@3000/chip", 0 },
		{ "/soc/i2c/chip@1", "..", "/soc/i2c@3000", 0 },
		{ "/soc/i2c/chip@1", "../../serial@1000", "/soc/serial@1000", 0 },
		{ "/soc/i2c/chip@1", "../../../../..", "/", 0 },
		{ "/soc", "..", "/", 0 },
		{ "/soc", "../memory", "/memory@0", 0 },
		{ "/soc", "twin", "/soc/twin", 0 },
		{ "/", "soc/serial", NULL, -EEXIST },
		{ "/", "soc/serial@", NULL, -ENOENT },
		{ "/", "soc/serial@100", NULL, -ENOENT },
		{ "/", "soc/serial@10000", NULL, -ENOENT },
		{ "/", "soc/seria", NULL, -ENOENT },
		{ "/", "SOC", NULL, -ENOENT },
		{ "/", "soc/UPPER@d0", NULL, -ENOENT },
		{ "/", "soc/UPPER@D0", "/soc/UPPER@D0", 0 },
		{ "/", "soc/two", "/soc/two@1@2", 0 },
		{ "/", "soc/two@1", NULL, -ENOENT }, /* a unit address is all or nothing */
		{ "/", "serial0", NULL, -ENOENT },   /* no aliases here */
		{ "/", "soc/..", "/", 0 },           /* not the node called ".." */
		{ "/", "soc/a/b", NULL, -ENOENT },
	};
	int err;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node from = blob_at(&tree, rows[i].from);
		const char *path = path_of(dt_find(from, rows[i].path, strlen(rows[i].path)), &err);

		if (err != rows[i].err || (path && strcmp(path, rows[i].found) != 0))
			fail_msg("%s: %s, %d", rows[i].path, path ? path : "-", err);
	}
}

static void takes_the_first_twin(void **state)
{
	struct dt_node twin = blob_at(&tree, "/soc/twin");

	(void)state;
	assert_string_equal(dt_name(dt_next_child(twin)), "twin");
}

static void bounds_paths(void **state)
{
	static char path[8192];
	char little[8];

	(void)state;
	memset(path, '/', sizeof(path));
	assert_int_equal(dt_find(dt_root(&tree), path, DT_PATH_MAX).offset, -ENAMETOOLONG);
	assert_int_equal(dt_find(dt_root(&tree), path, DT_PATH_MAX - 1).offset, 0);
	assert_int_equal(dt_resolve(&tree, path, sizeof(path)).offset, -ENAMETOOLONG);
	assert_int_equal(dt_find(dt_root(&tree), "soc\0/x", 6).offset,
			 blob_at(&tree, "/soc").offset);
	assert_int_equal(dt_path(blob_at(&tree, "/soc"), little, 4), -ENAMETOOLONG);
	assert_int_equal(dt_path(blob_at(&tree, "/soc"), little, 5), 4);
	assert_string_equal(little, "/soc");
	assert_int_equal(dt_path(dt_root(&tree), little, 2), 1);
	assert_int_equal(dt_path(dt_root(&tree), little, 1), -ENAMETOOLONG);
	assert_int_equal(dt_path((struct dt_node){ &tree, -ENOENT }, little, 8), -ENOENT);
}

static void resolves(void **state)
{
	static const struct row rows[] = {
		{ NULL, "/soc/serial@1000", "/soc/serial@1000", 0 },
		{ NULL, "/soc/serial@1000:115200n8", "/soc/serial@1000", 0 },
		{ NULL, "/soc/serial@1000:1:2", "/soc/serial@1000", 0 },
		{ NULL, "serial0", "/soc/serial@1000", 0 },
		{ NULL, "serial0:115200", "/soc/serial@1000", 0 },
		{ NULL, "serial", "/soc/serial@2000", 0 },
		{ NULL, "serial00", NULL, -ENOENT },
		{ NULL, "bus/i2c/chip@1:1", "/soc/i2c@3000/chip@1", 0 },
		{ NULL, "bus//i2c", "/soc/i2c@3000", 0 },
		{ NULL, "bus/", "/soc", 0 },
		{ NULL, "bus/serial", NULL, -EEXIST },
		{ NULL, "bare", "/soc/i2c@3000", 0 },
		{ NULL, "bare/chip", "/soc/i2c@3000/chip", 0 },
		{ NULL, "/", "/", 0 },
		{ NULL, "", NULL, -ENOENT },
		{ NULL, ":115200", NULL, -ENOENT },
		{ NULL, "soc", NULL, -ENOENT },
		{ NULL, "soc/serial@1000", NULL, -ENOENT },
		{ NULL, "options", NULL, -ENOENT },
		{ NULL, "loop", NULL, -ENOENT },
		{ NULL, "nothing", NULL, -ENOENT },
		{ NULL, "away", NULL, -ENOENT },
		{ NULL, "cell", NULL, -ENOENT },
		{ NULL, "none", NULL, -ENOENT },
		{ NULL, "\xff\xfe", NULL, -ENOENT },
	};
	int err;

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const char *path = path_of(dt_resolve(&tree, rows[i].path, strlen(rows[i].path)),
					   &err);

		if (err != rows[i].err || (path && strcmp(path, rows[i].found) != 0))
			fail_msg("%s: %s, %d", rows[i].path, path ? path : "-", err);
	}
	/* Up to its length or a NUL, as stdout-path is stored in a tree. */
	assert_true(dt_found(dt_resolve(&tree, "serial0XX", 7)));
	assert_true(dt_found(dt_resolve(&tree, "serial0\0/x", 10)));
}

static void guesses(void **state)
{
	static const struct row rows[] = {
		{ "/", "/sco", "/soc", 0 },
		{ "/", "memroy", "/memory@0", 0 },
		{ "/", "/soc/serial@1001", "/soc/serial@1000", 0 },
		{ "/", "/soc/serail@2000", "/soc/serial@2000", 0 },
		{ "/", "/soc/uart@2000", "/soc/serial@2000", 0 }, /* by its address */
		{ "/", "/soc/serial", "/soc/serial@1000", 0 },    /* the first of two */
		{ "/soc", "i2d", "/soc/i2c@3000", 0 },
		{ "/", "serial@2000", "/soc/serial@2000", 0 }, /* this very name, elsewhere */
		{ "/", "i2c/chip", "/soc/i2c@3000/chip", 0 },
		{ "/", "/soc/memory@0", "/memory@0", 0 },
		{ "/", "uart@2000", "/soc/serial@2000", 0 },
		{ "/", "/chipp", "/soc/i2c@3000/chip", 0 },  /* anywhere */
		{ "/", "/sic/i2c", "/soc/i2c@3000", 0 },     /* and the rest after it */
		{ "/", "/soc/uart", "/soc/serial@1000", 0 }, /* by its generic name */
		{ "/", "uart0", "/soc/serial@1000", 0 },
		{ "/", "/eth", NULL, -ENOENT },
		{ "/", "/uartz", NULL, -ENOENT },
		{ "/", "/xyzzy", NULL, -ENOENT },
		{ "/", "/soc/gpu", NULL, -ENOENT }, /* another word, not i2c */
		{ "/", "/SOC", "/soc", 0 },
		{ "/", "/soc/memroy", "/memory@0", 0 },
		{ "/", "/soc/memrey", NULL, -ENOENT }, /* far away, so it must be nearly right */
		{ "/", "/soc/memor", "/memory@0", 0 },
		{ "/", "/soc/quuxquux@99", NULL, -ENOENT },
		{ "/", "/soc/012345678901234567890123456789012345678901", NULL, -ENOENT },
	};
	char path[DT_PATH_MAX];

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct dt_node from = blob_at(&tree, rows[i].from);
		int len = dt_nearest(from, rows[i].path, path, sizeof(path));

		if (rows[i].found ? len <= 0 || strcmp(path, rows[i].found) != 0
				  : len != rows[i].err)
			fail_msg("%s: %d %s", rows[i].path, len, len > 0 ? path : "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds),        cmocka_unit_test(takes_the_first_twin),
		cmocka_unit_test(bounds_paths), cmocka_unit_test(resolves),
		cmocka_unit_test(guesses),
	};

	return cmocka_run_group_tests(tests, some_tree, NULL);
}
