#include "fdt/core/dt.h"
/*
 * A string of a list by its number. Lists of names may have one for each of very many registers or
 * pins, so that the later strings of long lists are found by a table.
 */
#include <errno.h>
#include "fdt/core/table.h"

/* Where each string begins. */
struct strings_table {
	struct dt_table table;
	uint32_t count;
	uint32_t start[];
};

/* The table that is being made. A command that is ended by force leaves it to the next one. */
static void *strings_new;

static uint32_t strings_count(struct dt_strings it)
{
	const char *text;
	uint32_t count = 0;

	while (dt_strings_next(&it, &text) >= 0)
		count++;
	return count;
}

/* The table of the list, made if it is missing; NULL: as dt_table_make. */
static const struct strings_table *strings_table(const struct dt_tree *tree, struct dt_strings list)
{
	const struct strings_table *kept = dt_table(tree, list.at, 0);
	const char *value = list.at, *text;
	struct strings_table *table;
	uint32_t count;

	if (kept)
		return kept;
	count = strings_count(list);
	table = dt_table_make(&strings_new, tree, sizeof(*table) + count * sizeof(*table->start));
	if (!table)
		return NULL;
	table->count = 0;
	while (dt_strings_next(&list, &text) >= 0)
		table->start[table->count++] = (uint32_t)(text - value);
	dt_table_keep(&strings_new, tree, value, 0);
	return table;
}

int dt_string_at(struct dt_node node, const char *name, int index, const char **text)
{
	struct dt_strings it = dt_strings(node, name);
	bool many = index >= DT_TABLE_ROWS && it.end - it.at > index; /* perhaps */
	const struct strings_table *table = many ? strings_table(node.tree, it) : NULL;
	int len;

	if (table) {
		if ((uint32_t)index >= table->count)
			return -ENOENT;
		it.at += table->start[index];
		return dt_strings_next(&it, text);
	}
	do
		len = dt_strings_next(&it, text);
	while (len >= 0 && index-- > 0);
	return len;
}
