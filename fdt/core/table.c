#include "fdt/core/table.h"
/*
 * Tables are chained by a hash of where their value is: there is one for each property with many
 * rows, so that a hundred times as many as there are heads would be a tree of megabytes.
 */
#include "fdt/core/index.h"
#include "fdt/core/space.h"

static struct dt_table **table_head(const struct dt_tree *tree, const void *value)
{
	uint32_t offset = (uint32_t)((const char *)value - tree->structs);

	return &tree->index->tables[offset / DT_CELL % DT_INDEX_TABLES];
}

const void *dt_table(const struct dt_tree *tree, const void *value, uint32_t kind)
{
	const struct dt_table *table;

	if (!tree->index)
		return NULL;
	table = *table_head(tree, value);
	while (table && (table->value != value || table->kind != kind))
		table = table->next;
	return table;
}

void *dt_table_make(void **place, const struct dt_tree *tree, size_t size)
{
	if (!tree->index || dt_keep(place, size))
		return NULL;
	return *place;
}

void dt_table_keep(void **place, const struct dt_tree *tree, const void *value, uint32_t kind)
{
	struct dt_table **head = table_head(tree, value), *table = *place;

	dt_hold();
	*table = (struct dt_table){ .next = *head, .value = value, .kind = kind };
	*head = table;
	*place = NULL;
	dt_release();
}
