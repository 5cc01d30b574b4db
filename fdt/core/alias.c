#include "fdt/core/alias.h"
/*
 * One row per alias, chained by the node that it names; one pass over /aliases makes them.
 *
 * Source: Devicetree Specification v0.4, 3.3.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"

struct alias_row {
	const char *name;
	int32_t node, next;
};

struct dt_aliases {
	int32_t *head; /* by node's number */
	struct alias_row row[];
};

static struct dt_node alias_home(const struct dt_tree *tree)
{
	return (struct dt_node){ tree, tree->aliases };
}

static size_t alias_count(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	size_t count = 0;

	dt_walk(&cursor, alias_home(tree));
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		count++;
	return count;
}

static int32_t alias_target(const struct dt_tree *tree, const struct dt_cursor *cursor)
{
	const char *path = (const char *)cursor->value;
	struct dt_node node = { tree, -ENOENT };

	if (cursor->len && *path == '/')
		node = dt_find(dt_root(tree), path, cursor->len);
	return dt_found(node) ? dt_number_of(node) : DT_NONE;
}

static void alias_fill(struct dt_aliases *aliases, const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	int32_t count = 0;

	dt_walk(&cursor, alias_home(tree));
	dt_next(&cursor);
	for (; dt_next(&cursor) == DT_PROP; count++)
		aliases->row[count] = (struct alias_row){
			.name = cursor.name,
			.node = alias_target(tree, &cursor),
		};
	/* From the last to the first, so that each chain begins with the first. */
	while (count-- > 0) {
		struct alias_row *row = &aliases->row[count];

		if (row->node < 0)
			continue;
		row->next = aliases->head[row->node];
		aliases->head[row->node] = count;
	}
}

static struct dt_aliases *alias_table(const struct dt_tree *tree)
{
	struct dt_index *index = tree->index;
	size_t heads = (size_t)index->nodes * sizeof(int32_t), rows;
	struct dt_aliases *aliases = index->aliases;

	if (aliases)
		return aliases;
	rows = alias_count(tree) * sizeof(struct alias_row);
	aliases = dt_alloc(sizeof(*aliases) + rows + heads);
	if (!aliases)
		return NULL;
	aliases->head = (int32_t *)(void *)((char *)aliases + sizeof(*aliases) + rows);
	memset(aliases->head, 0xff, heads); /* DT_NONE */
	alias_fill(aliases, tree);
	index->aliases = aliases;
	return aliases;
}

int32_t dt_alias(const struct dt_tree *tree, int32_t number)
{
	const struct dt_aliases *aliases = alias_table(tree);

	return aliases && number >= 0 ? aliases->head[number] : DT_NONE;
}

int32_t dt_alias_next(const struct dt_tree *tree, int32_t alias)
{
	return tree->index->aliases->row[alias].next;
}

const char *dt_alias_name(const struct dt_tree *tree, int32_t alias)
{
	return tree->index->aliases->row[alias].name;
}
