#include "fdt/core/nearest.h"
/* The nearest name, by the letters that are wrong, and some words by what they mean. */
#include <errno.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/distance.h"

/* A name as typed, and the best node so far. */
struct nearest {
	const char *name;
	size_t len;
	int bound;  /* the best distance so far; only a smaller one is better */
	int offset; /* the best node, or -ENOENT */
};

/* Compares with the name: the whole of it, or without its unit address when none was typed. */
static void nearest_try(struct nearest *best, const char *name, int offset)
{
	size_t len = strlen(name);
	const char *at = strchr(name, '@');
	int distance;

	if (at && !memchr(best->name, '@', best->len))
		len = (size_t)(at - name);
	distance = dt_distance(best->name, best->len, name, len, best->bound);
	/* The same address under another name: people know the address, and trees rename nodes. */
	if (at && distance == best->bound && best->bound > 1) {
		const char *typed = memchr(best->name, '@', best->len);
		size_t unit = typed ? best->len - (size_t)(typed - best->name) : 0;

		if (unit > 2 && strlen(at) == unit && memcmp(at, typed, unit) == 0)
			distance = best->bound - 1;
	}
	if (distance >= best->bound)
		return;
	/* With half of it wrong, it is the same word only if it begins alike: sco is soc, gpu is
	 * not spi. */
	if ((size_t)distance * 2 > best->len && *name != *best->name)
		return;
	best->bound = distance;
	best->offset = offset;
}

static void nearest_children(struct nearest *best, struct dt_node parent)
{
	struct dt_node child = dt_first_child(parent);

	for (; dt_found(child) && best->bound; child = dt_next_child(child))
		nearest_try(best, dt_name(child), child.offset);
}

static void nearest_all(struct nearest *best, const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;

	cursor_start(&cursor, dt_root(tree));
	while (best->bound && (event = dt_next(&cursor)) != DT_END)
		if (event == DT_NODE && cursor.depth)
			nearest_try(best, cursor.name, cursor.node);
}

/* Starts the search for a name; fewer letters than @bound may be wrong. */
static void nearest_start(struct nearest *best, const char *name, size_t len, int bound)
{
	*best = (struct nearest){ .name = name, .len = len, .bound = bound, .offset = -ENOENT };
}

/* The letters of a name before its unit address: digits alone make no two names similar. */
static int nearest_letters(const char *name, size_t len)
{
	const char *at = memchr(name, '@', len);

	return (int)(at ? (size_t)(at - name) : len);
}

/* For siblings: a third of the letters and one more. */
static int nearest_bound(const char *name, size_t len)
{
	return nearest_letters(name, len) / 3 + 2;
}

/* For nodes anywhere: a quarter, because most trees have some node with a similar name. */
static int nearest_bound_far(const char *name, size_t len)
{
	return nearest_letters(name, len) / 4 + 1;
}

/* Among the children of @parent, or anywhere if a node there has exactly this name. */
static void nearest_below(struct nearest *best, struct dt_node parent)
{
	struct nearest exact;

	nearest_children(best, parent);
	if (!best->bound)
		return;
	nearest_start(&exact, best->name, best->len, 1);
	nearest_all(&exact, parent.tree);
	if (exact.offset >= 0)
		*best = exact;
}

/* The best node, or the one that the @rest of the path names below it. */
static struct dt_node nearest_node(const struct nearest *best, struct dt_node from,
				   const char *rest)
{
	struct dt_node node = { from.tree, best->offset }, below;

	rest += strspn(rest, "/");
	below = dt_find(node, rest, strlen(rest));
	return dt_found(below) ? below : node;
}

/*
 * What people call devices, and the generic names that the Devicetree Specification v0.4, 2.2.2 has
 * for them: no distance of letters leads from "uart" to "serial".
 */
static const struct {
	const char *said, *generic;
} nearest_words[] = {
	{ .said = "uart", .generic = "serial" },
	{ .said = "tty", .generic = "serial" },
	{ .said = "eth", .generic = "ethernet" },
	{ .said = "mac", .generic = "ethernet" },
	{ .said = "intc", .generic = "interrupt-controller" },
	{ .said = "ram", .generic = "memory" },
	{ .said = "ddr", .generic = "memory" },
};

/* The generic name for a word of the table, with or without a number after it; or NULL. */
static const char *nearest_generic(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(nearest_words) / sizeof(nearest_words[0]); i++) {
		size_t said = strlen(nearest_words[i].said);

		if (len >= said && memcmp(name, nearest_words[i].said, said) == 0 &&
		    strspn(name + said, "0123456789") == len - said)
			return nearest_words[i].generic;
	}
	return NULL;
}

int dt_nearest(struct dt_node from, const char *path, char *found, size_t size)
{
	struct nearest best;
	struct dt_node node = *path == '/' ? dt_root(from.tree) : from, next;
	const char *last = strrchr(path, '/'), *generic;
	size_t len;

	if (*path == '&')
		path++; /* a label */
	last = last ? last + 1 : path;
	for (;; path += len, node = next) {
		path += strspn(path, "/");
		len = strcspn(path, "/");
		next = dt_find(node, path, len);
		if (len == 0 || !dt_found(next))
			break;
	}
	generic = nearest_generic(path, len);
	nearest_start(&best, path, len, nearest_bound(path, len));
	nearest_below(&best, node);
	path += len;
	if (best.offset < 0 && generic) {
		len = strlen(generic);
		nearest_start(&best, generic, len, nearest_bound(generic, len));
		nearest_children(&best, node);
	}
	if (best.offset < 0) {
		last = generic ? generic : last;
		len = strlen(last);
		nearest_start(&best, last, len, nearest_bound_far(last, len));
		nearest_all(&best, from.tree);
		path = "";
	}
	if (best.offset < 0)
		return -ENOENT;
	return dt_path(nearest_node(&best, from, path), found, size);
}

const char *dt_nearest_prop(struct dt_node node, const char *name)
{
	struct nearest best;
	struct dt_cursor cursor;

	nearest_start(&best, name, strlen(name), nearest_bound(name, strlen(name)));
	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		nearest_try(&best, cursor.name, (int)(cursor.name - node.tree->strings));
	return best.offset < 0 ? NULL : node.tree->strings + best.offset;
}

bool dt_any_prop(const struct dt_tree *tree, const char *name)
{
	struct dt_cursor cursor;
	enum dt_event event;

	cursor_start(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP && !strcmp(cursor.name, name))
			return true;
	return false;
}
