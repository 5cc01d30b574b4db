#include "fdt/core/dt.h"
/*
 * Nodes by what names them: paths, aliases, phandles; and back to a path.
 *
 * Source: Devicetree Specification v0.4, 2.2.1 to 2.2.3 (names and paths), 2.3.3 (phandles), 3.3
 * (aliases), 3.6 (stdout-path's options).
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"

/* The child of that name by the index; or the only one whose name without its unit address it
 * is. */
static struct dt_node path_indexed_child(struct dt_node node, const char *name, size_t len)
{
	const struct dt_index *index = node.tree->index;
	int32_t parent = dt_number_of(node);
	struct dt_node found = dt_numbered(node.tree, dt_index_child(node.tree, parent, name, len));

	if (parent < 0 || dt_found(found) || memchr(name, '@', len))
		return found;
	for (int32_t i = parent + 1; i < index->node[parent].end; i = index->node[i].end) {
		struct dt_node child = dt_numbered(node.tree, i);
		const char *here = dt_name(child);

		if (strncmp(here, name, len) == 0 && here[len] == '@')
			found.offset = found.offset == -ENOENT ? child.offset : -EEXIST;
	}
	return found;
}

/* The child called @name of @len bytes, or the only one of that name with a unit address. */
static struct dt_node path_child(struct dt_node node, const char *name, size_t len)
{
	struct dt_node found = { node.tree, -ENOENT };
	struct dt_node child;
	bool without_unit;

	if (node.tree->index)
		return path_indexed_child(node, name, len);
	without_unit = !memchr(name, '@', len);
	child = dt_first_child(node);
	for (; dt_found(child); child = dt_next_child(child)) {
		const char *here = dt_name(child);

		if (strncmp(here, name, len) != 0)
			continue;
		if (here[len] == '\0')
			return child;
		if (without_unit && here[len] == '@')
			found.offset = found.offset == -ENOENT ? child.offset : -EEXIST;
	}
	return found;
}

/* The last node of depth @depth that begins before @offset. */
static struct dt_node path_last_at(const struct dt_tree *tree, int depth, int offset)
{
	struct dt_node last = dt_root(tree);
	struct dt_cursor cursor;
	enum dt_event event;

	cursor_start(&cursor, last);
	while ((event = dt_next(&cursor)) != DT_END && cursor.node < offset)
		if (event == DT_NODE && cursor.depth == depth)
			last.offset = cursor.node;
	return last;
}

/* The parent by the index; the root is its own parent. */
static struct dt_node path_indexed_parent(struct dt_node node)
{
	int32_t number = dt_number_of(node);

	return dt_numbered(node.tree, number > 0 ? node.tree->index->node[number].parent : 0);
}

/* The root is its own parent. Two walks, whatever the depth. */
static struct dt_node path_parent(struct dt_node node)
{
	struct dt_cursor cursor;

	if (node.tree->index)
		return path_indexed_parent(node);
	cursor_start(&cursor, dt_root(node.tree));
	while (dt_next(&cursor) != DT_END && cursor.node != node.offset)
		;
	return path_last_at(node.tree, cursor.depth - 1, node.offset);
}

/* Follows exact names down from node number @number by the index, as far as they go; *@path is then
 * what is left. "." and ".." are left, too. */
static int32_t path_indexed(const struct dt_tree *tree, int32_t number, const char **path,
			    const char *end)
{
	const char *at = *path;

	while (at < end && *at != '.') {
		const char *slash = memchr(at, '/', (size_t)(end - at));
		size_t step = (size_t)((slash ? slash : end) - at);
		int32_t child = step ? dt_index_child(tree, number, at, step) : number;

		if (child < 0)
			break;
		number = child;
		at += step + (slash ? 1 : 0);
	}
	*path = at;
	return number;
}

int32_t dt_index_path(const struct dt_tree *tree, const char *path, size_t len)
{
	const char *at = path, *end = path + strnlen(path, len);
	int32_t number;

	if (end - path >= DT_PATH_MAX)
		return DT_NONE;
	number = path_indexed(tree, 0, &at, end);
	return at == end ? number : dt_number_of(dt_find(dt_root(tree), path, len));
}

static struct dt_node path_step(struct dt_node node, const char *name, size_t len)
{
	if (len == 1 && name[0] == '.')
		return node;
	if (len == 2 && name[0] == '.' && name[1] == '.')
		return path_parent(node);
	return path_child(node, name, len);
}

/* Follows @path's names down from @node, whether or not it begins with '/'. */
static struct dt_node path_go(struct dt_node node, const char *path, size_t len)
{
	const char *end = path + len;

	if (node.tree->index && node.offset == dt_root(node.tree).offset)
		node = dt_numbered(node.tree, path_indexed(node.tree, 0, &path, end));
	while (dt_found(node) && path < end) {
		const char *slash = memchr(path, '/', (size_t)(end - path));
		size_t step = (size_t)((slash ? slash : end) - path);

		if (step)
			node = path_step(node, path, step);
		path += step + (slash ? 1 : 0);
	}
	return node;
}

struct dt_node dt_find(struct dt_node from, const char *path, size_t len)
{
	len = strnlen(path, len);
	if (len >= DT_PATH_MAX)
		return (struct dt_node){ from.tree, -ENAMETOOLONG };
	return path_go(len && *path == '/' ? dt_root(from.tree) : from, path, len);
}

/* The value of the alias of @len bytes; its length, or -ENOENT. */
static int path_alias(const struct dt_tree *tree, const char *alias, size_t len,
		      const char **target)
{
	struct dt_node aliases = { tree, tree->aliases };
	struct dt_cursor cursor;

	cursor_start(&cursor, aliases);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		if (strncmp(cursor.name, alias, len) != 0 || cursor.name[len] != '\0')
			continue;
		*target = (const char *)cursor.value;
		return (int)strnlen(*target, cursor.len);
	}
	return -ENOENT;
}

/* "serial0" or "serial0/child". */
static struct dt_node path_of_alias(const struct dt_tree *tree, const char *text, size_t len)
{
	const char *slash = memchr(text, '/', len), *target;
	size_t alias = slash ? (size_t)(slash - text) : len;
	int target_len = path_alias(tree, text, alias, &target);

	if (target_len <= 0 || *target != '/')
		return (struct dt_node){ tree, -ENOENT };
	return path_go(dt_find(dt_root(tree), target, (size_t)target_len), text + alias,
		       len - alias);
}

struct dt_node dt_resolve(const struct dt_tree *tree, const char *text, size_t len)
{
	const char *colon;

	len = strnlen(text, len);
	colon = memchr(text, ':', len);
	if (colon)
		len = (size_t)(colon - text);
	if (len == 0)
		return (struct dt_node){ tree, -ENOENT };
	if (len >= DT_PATH_MAX)
		return (struct dt_node){ tree, -ENAMETOOLONG };
	if (*text == '/')
		return path_go(dt_root(tree), text, len);
	return path_of_alias(tree, text, len);
}

/* The first property from @at on whose value is the cell @value, as it is in the blob; NULL: none.
 * *@node is where its node begins. */
static const char *path_cell(const char *at, const void *value, const char **node)
{
	uint32_t word = token_word(value);
	unsigned token;

	while ((token = token_at(at)) != TOKEN_END) {
		if (token == TOKEN_PROP) {
			if (token_word(at + PROP_HEAD) == word && token_len(at) == DT_CELL)
				return at;
			at = token_after_prop(at);
		} else if (token == TOKEN_BEGIN_NODE) {
			*node = at;
			at = token_after_name(at);
		} else {
			at += TOKEN_SIZE;
		}
	}
	return NULL;
}

struct dt_node dt_by_phandle(const struct dt_tree *tree, uint32_t phandle)
{
	struct dt_node none = { tree, -ENOENT };
	const char *at = tree->structs, *begin = at;
	_Alignas(uint32_t) char value[DT_CELL];

	if (!phandle)
		return none;
	if (tree->index)
		return dt_numbered(tree, dt_index_phandle(tree, phandle));
	dt_put_be32(value, phandle);
	for (; (at = path_cell(at, value, &begin)); at = token_after_prop(at)) {
		struct dt_node node = token_node(tree, begin);

		if (dt_is_phandle(token_prop_name(tree, at)) && dt_phandle(node) == phandle)
			return node;
	}
	return none;
}

int dt_path(struct dt_node node, char *path, size_t size)
{
	struct dt_trail trail;
	size_t used = 0;

	if (!dt_found(node))
		return node.offset;
	if (size < sizeof("/") || dt_trail(node, &trail) < 0)
		return -ENAMETOOLONG;
	memcpy(path, "/", sizeof("/"));
	for (int i = 1; i <= trail.depth; i++) {
		const char *name = dt_name((struct dt_node){ node.tree, trail.node[i] });
		size_t len = strlen(name);

		if (used + 1 + len + 1 > size)
			return -ENAMETOOLONG;
		path[used++] = '/';
		memcpy(path + used, name, len + 1);
		used += len;
	}
	return used ? (int)used : 1;
}
