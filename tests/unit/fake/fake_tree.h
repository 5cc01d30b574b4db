#pragma once
/* Device trees for unit tests, built from rows. */
#include <stddef.h>
#include <stdint.h>
#include "drivers/uart/console_driver.h"
#include "fdt/core/dt.h"

/*
 * Trees for unit tests, written as rows:
 *
 *	static const struct fake_item tree[] = {
 *		TREE_CELLS("#address-cells", 1),
 *		TREE_NODE("serial@1000"), TREE_TEXT("compatible", "ns16550a"), TREE_END,
 *		{ 0 },
 *	};
 *
 * The root is there already. TREE_ROWS includes another array of rows.
 */
enum fake_kind { FAKE_STOP, FAKE_NODE, FAKE_NODE_END, FAKE_CELLS, FAKE_BYTES, FAKE_ROWS };

struct fake_item {
	enum fake_kind kind;
	const char *name;
	const void *data;
	size_t len; /* bytes */
	uint32_t cells[24];
};

/* clang-format off */
#define TREE_NODE(node)         { .kind = FAKE_NODE, .name = (node) }
#define TREE_END                { .kind = FAKE_NODE_END }
#define TREE_ROWS(rows)         { .kind = FAKE_ROWS, .data = (rows) }
#define TREE_FLAG(prop)         { .kind = FAKE_BYTES, .name = (prop) }
#define TREE_TEXT(prop, text)   { .kind = FAKE_BYTES, .name = (prop), \
				  .data = (text), .len = sizeof(text) }
#define TREE_BYTES(prop, bytes) { .kind = FAKE_BYTES, .name = (prop), \
				  .data = (bytes), .len = sizeof(bytes) - 1 }
#define TREE_CELLS(prop, ...)   { .kind = FAKE_CELLS, .name = (prop), .cells = { __VA_ARGS__ }, \
				  .len = sizeof((const uint32_t[]){ __VA_ARGS__ }) }
/* clang-format on */

/* Builds and opens the tree; the next call replaces it. */
const struct dt_tree *fake_tree(const struct fake_item *rows);

/* The driver of that name. */
const struct console_driver *fake_tree_driver(const char *name);

/* Binds @driver to the node at @path of the tree that fake_tree built last. */
int fake_tree_bind(const char *driver, const char *path, struct console *console, const char **why);
