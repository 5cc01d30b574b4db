#include "shell/dt/kit/list_sort.h"
/* A merge sort, from the shortest runs up: it keeps the order of equal rows, without recursion. */
#include <string.h>

/* The order of two paths, name by name. */
static int sort_paths(const struct dt_tree *tree, int32_t a, int32_t b)
{
	const struct dt_index_node *node = tree->index->node;
	int deeper = node[a].depth - node[b].depth;

	while (node[a].depth > node[b].depth)
		a = node[a].parent;
	while (node[b].depth > node[a].depth)
		b = node[b].parent;
	if (a == b)
		return deeper;
	while (node[a].parent != node[b].parent) {
		a = node[a].parent;
		b = node[b].parent;
	}
	return strcmp(dt_name(dt_numbered(tree, a)), dt_name(dt_numbered(tree, b)));
}

static int sort_compare(const struct dt_tree *tree, const struct shell_list_key *a,
			const struct shell_list_key *b)
{
	uint32_t len = a->len < b->len ? a->len : b->len;
	int order;

	if (a->kind != b->kind)
		return (int)a->kind - (int)b->kind;
	if (a->kind == SHELL_KEY_NUMBER)
		return a->number < b->number ? -1 : a->number > b->number;
	if (a->kind == SHELL_KEY_PATH)
		return sort_paths(tree, a->node, b->node);
	if (a->kind == SHELL_KEY_NONE)
		return 0;
	order = memcmp(a->text, b->text, len);
	return order ? order : a->len < b->len ? -1 : a->len > b->len;
}

/* Merges the runs [@at, @middle) and [@middle, @end) of @row into @to. */
static void sort_merge(const struct dt_tree *tree, const struct shell_list_key *row,
		       struct shell_list_key *to, int32_t at, int32_t middle, int32_t end)
{
	int32_t other = middle;

	/* They are often in order already. */
	if (middle == end || sort_compare(tree, &row[middle - 1], &row[middle]) <= 0) {
		memcpy(to + at, row + at, (size_t)(end - at) * sizeof(*row));
		return;
	}
	for (int32_t i = at; i < end; i++) {
		bool first = other == end ||
			     (at < middle && sort_compare(tree, &row[at], &row[other]) <= 0);

		to[i] = row[first ? at++ : other++];
	}
}

static int32_t sort_least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

struct shell_list_key *shell_list_sort(const struct dt_tree *tree, struct shell_list_key *row,
				       struct shell_list_key *spare, int32_t count)
{
	for (int32_t run = 1; run < count; run *= 2) {
		struct shell_list_key *merged = spare;

		for (int32_t at = 0; at < count; at += 2 * run)
			sort_merge(tree, row, merged, at, sort_least(at + run, count),
				   sort_least(at + 2 * run, count));
		spare = row;
		row = merged;
	}
	return row;
}
