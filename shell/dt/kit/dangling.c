#include "shell/dt/kit/dangling.h"
/* The nodes that mention a phandle that goes, and those whose properties are paths. */
#include <stdio.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/where/mentions.h"
#include "fdt/where/refs.h"

enum { DANGLING_NAMED = 8 }; /* warnings */

struct dangling {
	struct shell *shell;
	const struct shell_gone *gone;
	int count, found;
	struct dt_mentions mentions; /* of the phandles of what is removed */
	struct dt_refs_memo memo;
};

struct shell_gone shell_gone(struct dt_node node)
{
	struct dt_cursor cursor;
	int end = node.offset + 1;

	dt_walk(&cursor, node);
	while (dt_next(&cursor) != DT_END)
		if (cursor.node >= end)
			end = cursor.node + 1;
	return (struct shell_gone){ .offset = node.offset, .end = end };
}

static bool dangling_goes(const struct dangling *all, struct dt_node node)
{
	int low = 0, high = all->count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (node.offset < all->gone[middle].offset)
			high = middle;
		else if (node.offset < all->gone[middle].end)
			return true;
		else
			low = middle + 1;
	}
	return false;
}

/* Warns that property @name of @node refers to @target, which is removed. */
static void dangling_warn(struct dangling *all, struct dt_node node, const char *name,
			  struct dt_node target)
{
	char path[DT_PATH_MAX];

	if (all->found++ >= DANGLING_NAMED)
		return;
	if (dt_path(node, path, sizeof(path)) < 0)
		strcpy(path, "...");
	shell_error(all->shell, 0, "warning: %s/%s refers to %s", strcmp(path, "/") ? path : "",
		    name, dt_name(target));
}

static void dangling_phandle(struct dangling *all, struct dt_node node,
			     const struct dt_cursor *cursor)
{
	struct dt_refs it;
	struct dt_ref ref;

	if (!dt_mentioned(&all->mentions, cursor->value, cursor->len) ||
	    !dt_refs(&it, node, cursor->name, cursor->value, cursor->len))
		return;
	it.memo = &all->memo;
	while (dt_refs_next(&it, &ref) > 0) {
		if (!dt_found(ref.node) || !dangling_goes(all, ref.node))
			continue;
		dangling_warn(all, node, cursor->name, ref.node);
		return;
	}
}

/* Begins the look for the phandles of what is removed: all from the lowest to the highest. */
static void dangling_mentions(struct dangling *all, const struct dt_tree *tree)
{
	const struct dt_index_node *row = tree->index->node;
	uint32_t low = UINT32_MAX, high = 0;

	for (int i = 0; i < all->count; i++) {
		int32_t number = dt_number_of((struct dt_node){ tree, all->gone[i].offset });
		int32_t end = row[number].end;

		for (; number < end; number++) {
			uint32_t phandle = row[number].phandle;

			if (phandle && phandle < low)
				low = phandle;
			if (phandle > high)
				high = phandle;
		}
	}
	all->mentions = dt_mentions(tree, high ? low : 0, high);
}

/* The value is a path, perhaps with options after ':'. */
static void dangling_path(struct dangling *all, struct dt_node node, const struct dt_cursor *cursor)
{
	const char *text = (const char *)cursor->value;
	size_t len = strnlen(text, cursor->len);
	struct dt_node target;

	if (len == 0 || *text != '/')
		return;
	if (memchr(text, ':', len))
		len = (size_t)((const char *)memchr(text, ':', len) - text);
	target = dt_find(dt_root(node.tree), text, len);
	if (dt_found(target) && dangling_goes(all, target))
		dangling_warn(all, node, cursor->name, target);
}

/* Calls @look for each property of the node, unless it goes as well. */
static void dangling_node(struct dangling *all, struct dt_node node,
			  void (*look)(struct dangling *all, struct dt_node node,
				       const struct dt_cursor *cursor))
{
	struct dt_cursor cursor;

	if (dangling_goes(all, node))
		return;
	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		look(all, node, &cursor);
}

static void dangling_phandles(struct dangling *all, const struct dt_tree *tree)
{
	int32_t number;

	dangling_mentions(all, tree);
	while ((number = dt_mentions_next(&all->mentions)) >= 0)
		dangling_node(all, dt_numbered(tree, number), dangling_phandle);
}

/* In the nodes whose properties are paths. */
static void dangling_paths(struct dangling *all, const struct dt_tree *tree)
{
	static const char *const names[] = { "aliases", "chosen", "__symbols__" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		int32_t number = dt_index_child(tree, 0, names[i], strlen(names[i]));

		if (number >= 0)
			dangling_node(all, dt_numbered(tree, number), dangling_path);
	}
}

void shell_warn_dangling(struct shell *shell, const struct shell_gone *gone, int count,
			 bool phandles)
{
	struct dangling all = { .shell = shell, .gone = gone, .count = count };

	if (count == 0 || shell_index(shell))
		return;
	if (phandles)
		dangling_phandles(&all, shell->tree);
	dangling_paths(&all, shell->tree);
	if (all.found > DANGLING_NAMED)
		shell_error(shell, 0, "warning: and %d more", all.found - DANGLING_NAMED);
}
