#include "shell/dt/kit/dangling.h"
/* One pass over the tree, which looks at each reference and at each path. */
#include <stdio.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/where/refs.h"

enum { DANGLING_NAMED = 8 }; /* warnings */

struct dangling {
	struct shell *shell;
	const struct shell_gone *gone;
	int count, found;
	struct dt_refs_wanted wanted; /* all phandles of what is removed are among these */
	struct dt_refs_memo memo;
};

/* Static, because it is too big for a small stack; used during one command only. */
static struct dt_refs_kinds dangling_kinds;

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

static void dangling_phandles(struct dangling *all, struct dt_node node,
			      const struct dt_cursor *cursor)
{
	struct dt_refs_kind kind = dt_refs_kind_known(&dangling_kinds, cursor->name);
	struct dt_refs it;
	struct dt_ref ref;

	if (kind.shape == DT_REFS_NONE || !dt_refs_may(all->wanted, cursor->value, cursor->len) ||
	    !dt_refs_of(&it, kind, node, cursor->name, cursor->value, cursor->len))
		return;
	it.memo = &all->memo;
	while (dt_refs_next(&it, &ref) > 0) {
		if (!dt_found(ref.node) || !dangling_goes(all, ref.node))
			continue;
		dangling_warn(all, node, cursor->name, ref.node);
		return;
	}
}

static void dangling_want(struct dangling *all, const struct dt_tree *tree)
{
	const struct dt_index_node *row = tree->index->node;

	all->wanted = (struct dt_refs_wanted){ UINT32_MAX, 0 };
	for (int i = 0; i < all->count; i++) {
		int32_t number = dt_number_of((struct dt_node){ tree, all->gone[i].offset });
		int32_t end = row[number].end;

		for (; number < end; number++) {
			uint32_t phandle = row[number].phandle;

			if (phandle && phandle < all->wanted.low)
				all->wanted.low = phandle;
			if (phandle > all->wanted.high)
				all->wanted.high = phandle;
		}
	}
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

/* Nodes whose properties are paths. */
static bool dangling_has_paths(const struct dt_cursor *cursor)
{
	return cursor->depth == 1 &&
	       (!strcmp(cursor->name, "aliases") || !strcmp(cursor->name, "chosen") ||
		!strcmp(cursor->name, "__symbols__"));
}

void shell_warn_dangling(struct shell *shell, const struct shell_gone *gone, int count,
			 bool phandles)
{
	struct dangling all = { .shell = shell, .gone = gone, .count = count };
	struct dt_node node = dt_root(shell->tree);
	struct dt_cursor cursor;
	enum dt_event event;
	bool paths = false, stays = true;

	if (count == 0 || shell_index(shell))
		return;
	dangling_kinds = (struct dt_refs_kinds){ 0 };
	dangling_want(&all, shell->tree);
	phandles = phandles && all.wanted.low <= all.wanted.high;
	dt_walk(&cursor, node);
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE) {
			node.offset = cursor.node;
			paths = dangling_has_paths(&cursor);
			stays = !dangling_goes(&all, node);
		} else if (event == DT_PROP && stays) {
			if (phandles)
				dangling_phandles(&all, node, &cursor);
			if (paths)
				dangling_path(&all, node, &cursor);
		}
	}
	if (all.found > DANGLING_NAMED)
		shell_error(shell, 0, "warning: and %d more", all.found - DANGLING_NAMED);
}
