#include "tests/unit/fake/fake_tree.h"
/* Builds flattened trees from rows, by libfdt's sequential writer. */
#include <libfdt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

enum { BLOB_MAX = 1 << 20 };

static char blob[BLOB_MAX] __attribute__((aligned(8)));
static struct dt_tree tree;

static void put_cells(const struct fake_item *item)
{
	fdt32_t value[sizeof(item->cells) / sizeof(*item->cells)];

	for (size_t i = 0; i < item->len / sizeof(*value); i++)
		value[i] = cpu_to_fdt32(item->cells[i]);
	assert_int_equal(fdt_property(blob, item->name, value, (int)item->len), 0);
}

static void put_rows(const struct fake_item *item);

static void put_item(const struct fake_item *item)
{
	switch (item->kind) {
	case FAKE_NODE:
		assert_int_equal(fdt_begin_node(blob, item->name), 0);
		break;
	case FAKE_NODE_END:
		assert_int_equal(fdt_end_node(blob), 0);
		break;
	case FAKE_CELLS:
		put_cells(item);
		break;
	case FAKE_BYTES:
		assert_int_equal(fdt_property(blob, item->name, item->data, (int)item->len), 0);
		break;
	default:
		put_rows(item->data);
	}
}

static void put_rows(const struct fake_item *item)
{
	for (; item && item->kind != FAKE_STOP; item++)
		put_item(item);
}

const struct dt_tree *fake_tree(const struct fake_item *rows)
{
	const char *why = "";

	assert_int_equal(fdt_create(blob, sizeof(blob)), 0);
	assert_int_equal(fdt_finish_reservemap(blob), 0);
	assert_int_equal(fdt_begin_node(blob, ""), 0);
	put_rows(rows);
	assert_int_equal(fdt_end_node(blob), 0);
	assert_int_equal(fdt_finish(blob), 0);
	if (dt_open(&tree, blob, sizeof(blob), &why))
		fail_msg("the test's tree is refused: %s", why);
	return &tree;
}

const struct console_driver *fake_tree_driver(const char *name)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		if (strcmp((*it)->name, name) == 0)
			return *it;
	fail_msg("no driver %s", name);
	return NULL;
}

int fake_tree_bind(const char *driver, const char *path, struct console *console, const char **why)
{
	struct dt_node node = dt_find(dt_root(&tree), path, strlen(path));
	struct dt_trail trail;

	assert_true(dt_found(node));
	assert_int_equal(dt_trail(node, &trail), 0);
	*why = NULL;
	return console_bind(fake_tree_driver(driver), &trail, console, why);
}
