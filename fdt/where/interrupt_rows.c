#include "fdt/where/interrupt_rows.h"
/*
 * The rows of an interrupt-map, and the first one that fits. The length of a row depends on the
 * parent that it names, so that a walk must read all of them.
 *
 * Source: Devicetree Specification v0.4, 2.4.3.
 */
#include <errno.h>
#include "fdt/core/sort.h"
#include "fdt/core/table.h"

enum {
	SEARCHES_MAX = 64, /* walks of the tree for one interrupt: real maps have a parent or two */
};

/* The rows of a long map by what they are for, those for the same in the map's order. */
struct rows_table {
	struct dt_table table;
	const uint8_t *map;
	const uint32_t *mask; /* while it is sorted */
	int units, cells;
	int err; /* what reading ended with, after the last of these rows */
	struct dt_fault fault;
	int count;
	int row[]; /* cell of the map with which it begins */
};

/* The table that is being made. A command that is ended by force leaves it to the next one. */
static void *rows_new;

static const struct rows_table *rows_sorted; /* for rows_order */

/* Finds the parent by its phandle; without an index no more often than a sane tree needs. */
static void rows_find(struct interrupt_key *key, uint32_t phandle, const struct dt_tree *tree)
{
	key->phandle = phandle;
	key->parent.offset = -ENOENT;
	if (tree->index || key->searches++ < SEARCHES_MAX)
		key->parent = dt_by_phandle(tree, phandle);
}

int interrupt_row(struct interrupt_cells *map, const struct interrupt_key *key, uint32_t *child,
		  struct interrupt_key *to, struct dt_fault *fault)
{
	static const char cut[] = "interrupt-map ends within a row";
	uint32_t phandle;
	int err = 0;

	if (!interrupt_take(map, child, key->units + key->cells) ||
	    !interrupt_take(map, &phandle, 1))
		return interrupt_fault(fault, key->parent, cut);
	/* Most rows have the parent of the previous one. */
	if (phandle != to->phandle || !dt_found(to->parent)) {
		rows_find(to, phandle, key->parent.tree);
		err = interrupt_sizes(to, 0, key->parent, fault);
	}
	if (!err && !interrupt_take(map, to->cell, to->units + to->cells))
		err = interrupt_fault(fault, key->parent, cut);
	return err;
}

static bool rows_fit(const struct interrupt_key *key, const uint32_t *child, const uint32_t *mask)
{
	for (int i = 0; i < key->units + key->cells; i++)
		if ((key->cell[i] ^ child[i]) & mask[i])
			return false;
	return true;
}

/* Compares row @row of the table with the cells of a key; < 0: the row comes first. */
static int rows_compare(const struct rows_table *table, const uint32_t *mask, int row,
			const uint32_t *cell)
{
	const uint8_t *at = table->map + (size_t)row * DT_CELL;

	for (int i = 0; i < table->units + table->cells; i++, at += DT_CELL) {
		uint32_t a = dt_be32(at) & mask[i], b = cell[i] & mask[i];

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

static int rows_order(const void *one, const void *other)
{
	const struct rows_table *table = rows_sorted;
	const int a = *(const int *)one, b = *(const int *)other;
	struct interrupt_cells at = { table->map + (size_t)b * DT_CELL, INTERRUPT_KEY };
	uint32_t cell[INTERRUPT_KEY];
	int order;

	interrupt_take(&at, cell, table->units + table->cells);
	order = rows_compare(table, table->mask, a, cell);
	return order ? order : a - b;
}

/* Reads all rows into the table, which has room for them. */
static void rows_fill(struct rows_table *table, const struct interrupt_key *key,
		      struct interrupt_cells map)
{
	struct interrupt_key to = { .parent.offset = -ENOENT };
	uint32_t child[INTERRUPT_KEY];
	int cells = map.left;

	while (map.left) {
		int row = cells - map.left;

		table->err = interrupt_row(&map, key, child, &to, &table->fault);
		if (table->err)
			return;
		table->row[table->count++] = row;
	}
}

/* The table of a map, made if it is missing; NULL: it is short, or as dt_table_make. */
static const struct rows_table *rows_table(const struct interrupt_key *key,
					   struct interrupt_cells map, const uint32_t *mask)
{
	const struct dt_tree *tree = key->parent.tree;
	uint32_t kind = (uint32_t)key->units; /* differs by the way to a nexus that does not say */
	int rows = map.left / (key->units + key->cells + 1);
	const struct rows_table *kept;
	struct rows_table *table;

	if (rows < DT_TABLE_ROWS)
		return NULL;
	kept = dt_table(tree, map.at, kind);
	if (kept)
		return kept;
	table = dt_table_make(&rows_new, tree, sizeof(*table) + (size_t)rows * sizeof(*table->row));
	if (!table)
		return NULL;
	*table = (struct rows_table){
		.map = map.at, .mask = mask, .units = key->units, .cells = key->cells
	};
	rows_fill(table, key, map);
	rows_sorted = table;
	dt_sort(table->row, (size_t)table->count, sizeof(*table->row), rows_order);
	table->mask = NULL; /* it is the caller's */
	dt_table_keep(&rows_new, tree, map.at, kind);
	return table;
}

/* The first row of the table that fits, as the cell with which it begins; -1: none does. */
static int rows_first(const struct rows_table *table, const uint32_t *mask, const uint32_t *cell)
{
	int low = 0, high = table->count;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (rows_compare(table, mask, table->row[middle], cell) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->count || rows_compare(table, mask, table->row[low], cell))
		return -1;
	return table->row[low];
}

int interrupt_rows(const struct interrupt_key *key, struct interrupt_cells map,
		   const uint32_t *mask, struct interrupt_key *to, struct dt_fault *fault)
{
	const struct rows_table *table = rows_table(key, map, mask);
	uint32_t child[INTERRUPT_KEY];
	int err = 0;

	*to = (struct interrupt_key){ .parent.offset = -ENOENT, .searches = key->searches };
	if (table) {
		int row = rows_first(table, mask, key->cell);

		if (row < 0) {
			*fault = table->fault;
			return table->err ? table->err : -ENOENT;
		}
		map.at += (size_t)row * DT_CELL;
		map.left -= row;
	}
	while (!err && map.left) {
		err = interrupt_row(&map, key, child, to, fault);
		if (!err && rows_fit(key, child, mask))
			return 0;
	}
	return err ? err : -ENOENT;
}
