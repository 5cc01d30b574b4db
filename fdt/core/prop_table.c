#include "fdt/core/prop_table.h"
/* Sorted by name; those of one name in the node's order. */
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"
#include "fdt/core/sort.h"

struct prop_row {
	const char *name, *at; /* at: its token */
};

struct dt_prop_table {
	struct dt_table table;
	uint32_t count;
	struct prop_row row[];
};

/* The table that is being made. A command that is ended by force leaves it to the next one. */
static void *prop_new;

static int prop_order(const void *one, const void *other)
{
	const struct prop_row *a = one, *b = other;
	int order = dt_name_order(a->name, b->name);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Writes the node's properties to @row (unless NULL), and returns how many there are. */
static uint32_t prop_list(struct dt_node node, struct prop_row *row)
{
	const char *at = token_skip_nops(token_body(node));
	uint32_t count = 0;

	for (; token_at(at) == TOKEN_PROP; at = token_skip_nops(token_after_prop(at)), count++)
		if (row)
			row[count] = (struct prop_row){ token_prop_name(node.tree, at), at };
	return count;
}

const struct dt_prop_table *dt_prop_table(struct dt_node node)
{
	const char *begin = node.tree->structs + node.offset;
	const struct dt_prop_table *kept = dt_table(node.tree, begin, 0);
	struct dt_prop_table *table;
	uint32_t count;

	if (kept || !node.tree->index)
		return kept;
	count = prop_list(node, NULL);
	table = dt_table_make(&prop_new, node.tree, sizeof(*table) + count * sizeof(*table->row));
	if (!table)
		return NULL;
	table->count = prop_list(node, table->row);
	dt_sort(table->row, count, sizeof(*table->row), prop_order);
	dt_table_keep(&prop_new, node.tree, begin, 0);
	return table;
}

const char *dt_prop_table_find(const struct dt_prop_table *table, const char *name)
{
	uint32_t low = 0, high = table->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (dt_name_order(table->row[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->count || dt_name_order(table->row[low].name, name) != 0)
		return NULL;
	return table->row[low].at;
}
