#include "fdt/where/query.h"
/*
 * One function per kind of criterion.
 *
 * Source: Devicetree Specification v0.4, 2.2 and 2.3 (what nodes and properties mean).
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/core/glob.h"
#include "fdt/core/label.h"

enum {
	QUERY_CELLS_MAX = 3, /* of an address: PCI's */
	QUERY_TYPED = 3,     /* cells of a specifier that begins with a type, as the GIC's */
};

/* A node under test. */
struct query_node {
	const struct dt_query *query;
	const struct dt_query_test *test;
	struct dt_node node;
	int32_t number;
};

static bool query_glob(const struct dt_query_test *test, const char *text)
{
	return text && dt_glob(test->text, test->len, text);
}

static bool query_in_range(const struct dt_query_test *test, uint64_t value)
{
	return value >= test->low && value <= test->high;
}

/* --- names ----------------------------------------------------------------------------------- */

static bool query_path(const struct query_node *it)
{
	char path[DT_PATH_MAX];

	return dt_path(it->node, path, sizeof(path)) > 0 && query_glob(it->test, path);
}

static bool query_alias(const struct query_node *it)
{
	const struct dt_tree *tree = it->node.tree;
	int32_t alias = dt_alias(tree, it->number);

	while (alias >= 0 && !query_glob(it->test, dt_alias_name(tree, alias)))
		alias = dt_alias_next(tree, alias);
	return alias >= 0;
}

/* Whether a string of @node's list fits; with @vendor, the part before its comma. */
static bool query_strings(const struct dt_query_test *test, struct dt_node node, const char *name,
			  bool vendor)
{
	struct dt_strings it = dt_strings(node, name);
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0) {
		const char *comma = vendor ? memchr(text, ',', (size_t)len) : text + len;

		if (comma && dt_glob_text(test->text, test->len, text, (size_t)(comma - text)))
			return true;
	}
	return false;
}

static bool query_status(const struct query_node *it)
{
	if (it->test->len == 4 && memcmp(it->test->text, "okay", 4) == 0)
		return dt_okay(it->node);
	return query_strings(it->test, it->node, "status", false);
}

static bool query_bus(const struct query_node *it)
{
	const struct dt_tree *tree = it->node.tree;
	struct dt_node bus = dt_numbered(tree, tree->index->node[it->number].parent);
	const struct dt_query_test *test = it->test;

	if (!dt_found(bus))
		return false;
	return dt_glob_name(test->text, test->len, dt_name(bus)) ||
	       query_strings(test, bus, "device_type", false) ||
	       query_strings(test, bus, "compatible", false);
}

/* --- properties ------------------------------------------------------------------------------ */

/* Whether the value is that number, of one cell or two. */
static bool query_is_number(const struct dt_query_test *test, const struct dt_cursor *cursor)
{
	if (test->low != test->high)
		return false;
	if (cursor->len == DT_CELL)
		return dt_be32(cursor->value) == test->low;
	return cursor->len == 2 * DT_CELL && dt_be64(cursor->value) == test->low;
}

static bool query_value(const struct dt_query_test *test, const struct dt_cursor *cursor)
{
	struct dt_strings it = { (const char *)cursor->value,
				 (const char *)cursor->value + cursor->len };
	const char *text;
	int len;

	if (test->bytes)
		return cursor->len == test->value_len &&
		       memcmp(cursor->value, test->bytes, cursor->len) == 0;
	if (!test->valued || query_is_number(test, cursor))
		return true;
	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (dt_glob_text(test->value, test->value_len, text, (size_t)len))
			return true;
	return false;
}

static bool query_property(const struct query_node *it)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, it->node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		if (query_glob(it->test, cursor.name) && query_value(it->test, &cursor))
			return true;
	return false;
}

/* --- addresses ------------------------------------------------------------------------------- */

uint64_t dt_query_address(const struct dt_place *place)
{
	return place->reached ? place->cpu : place->bus.number;
}

static bool query_covers(uint64_t base, uint64_t size, uint64_t address)
{
	return address == base || (address > base && address - base < size);
}

/* Whether a window of the node's ranges covers the CPU's address. */
static bool query_windows(const struct dt_trail *trail, uint64_t address)
{
	int level = trail->depth, len, entry;
	struct dt_node bus = dt_trail_node(trail);
	uint32_t child = dt_cell(bus, "#address-cells", 2), parent;
	uint32_t size = dt_cell(bus, "#size-cells", 1);
	const uint8_t *ranges = dt_prop(bus, "ranges", &len);

	if (!ranges || level == 0)
		return false;
	parent = dt_cell((struct dt_node){ trail->tree, trail->node[level - 1] }, "#address-cells",
			 2);
	if (child > QUERY_CELLS_MAX || size > 2 || parent == 0 || parent > 2)
		return false;
	entry = (int)(child + parent + size) * DT_CELL;
	for (; len >= entry; len -= entry, ranges += entry) {
		const uint8_t *at = ranges + (size_t)child * DT_CELL;
		uint64_t base = dt_be_cells(at, parent);

		if (dt_to_cpu(trail, level - 1, &base, NULL) == 0 &&
		    query_covers(base, dt_be_cells(at + (size_t)parent * DT_CELL, size), address))
			return true;
	}
	return false;
}

/* Whether an entry of reg fits. */
static bool query_place(const struct dt_query_test *test, const struct dt_place *place)
{
	if (test->kind == DT_QUERY_ADDRESS)
		return place->reached && query_covers(place->cpu, place->size, test->low);
	return query_in_range(test,
			      test->kind == DT_QUERY_SIZE ? place->size : dt_query_address(place));
}

static bool query_reg(const struct query_node *it)
{
	struct dt_trail trail;
	struct dt_place place;
	struct dt_fault fault;
	struct dt_regs regs;

	if (dt_index_trail(it->node.tree, it->number, &trail))
		return false;
	if (it->test->kind == DT_QUERY_ADDRESS && it->query->windows)
		return query_windows(&trail, it->test->low);
	if (dt_regs(&regs, &trail, &fault))
		return false;
	while (dt_regs_next(&regs, &place) == 1)
		if (query_place(it->test, &place))
			return true;
	return false;
}

uint32_t dt_query_irq(const struct dt_interrupt *interrupt)
{
	return interrupt->cell[interrupt->cells >= QUERY_TYPED ? 1 : 0];
}

static bool query_irq(const struct query_node *it)
{
	struct dt_node parent = it->test->parent;
	struct dt_interrupt interrupt;
	struct dt_interrupts list;
	struct dt_trail trail;
	int more;

	if (dt_index_trail(it->node.tree, it->number, &trail) || !dt_interrupts(&list, &trail))
		return false;
	while ((more = dt_interrupts_next(&list, &interrupt)) != 0) {
		if (more > 0 && query_in_range(it->test, dt_query_irq(&interrupt)) &&
		    (!dt_found(parent) || parent.offset == interrupt.controller.offset))
			return true;
	}
	return false;
}

/* --- all of them ----------------------------------------------------------------------------- */

static bool query_meets(const struct query_node *it)
{
	const struct dt_query_test *test = it->test;

	switch (test->kind) {
	case DT_QUERY_NAME:
		return dt_glob_name(test->text, test->len, dt_name(it->node));
	case DT_QUERY_PATH:
		return query_path(it);
	case DT_QUERY_LABEL:
		return query_glob(test, dt_label(it->node.tree, it->number));
	case DT_QUERY_ALIAS:
		return query_alias(it);
	case DT_QUERY_COMPATIBLE:
	case DT_QUERY_VENDOR:
		return query_strings(test, it->node, "compatible", test->kind == DT_QUERY_VENDOR);
	case DT_QUERY_STATUS:
		return query_status(it);
	case DT_QUERY_PROPERTY:
		return query_property(it);
	case DT_QUERY_IRQ:
		return query_irq(it);
	case DT_QUERY_BUS:
		return query_bus(it);
	default:
		return query_reg(it);
	}
}

bool dt_query_fits(const struct dt_query *query, int32_t number)
{
	struct query_node it = { query, query->test, dt_numbered(query->tree, number), number };
	bool fits = true;

	for (int i = 0; i < query->count; i++) {
		const struct dt_query_test *test = &query->test[i];

		if (test->starts && fits)
			return true;
		it.test = test;
		fits = (test->starts || fits) && query_meets(&it) != test->negated;
	}
	return fits;
}
