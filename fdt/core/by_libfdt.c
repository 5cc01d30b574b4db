#include "fdt/core/by_libfdt.h"
/*
 * Properties by fdt_getprop only: fdt_stringlist_get and fdt_node_check_compatible refuse a list
 * whose last NUL is missing, and some real trees have such lists.
 * Source: libfdt.h.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"

const void *dt_libfdt_prop(struct dt_node node, const char *name, int *len)
{
	const void *value = NULL;
	int found = 0;

	if (dt_found(node))
		value = fdt_getprop(node.tree->blob, node.offset, name, &found);
	if (len)
		*len = value ? found : 0;
	return value;
}

int dt_libfdt_string(struct dt_node node, const char *name, const char **text)
{
	int len;
	const char *value = dt_libfdt_prop(node, name, &len);

	if (!value || len == 0)
		return -ENOENT;
	*text = value;
	return (int)strnlen(value, (size_t)len);
}

/* "serial0" or "serial0/child": an alias must be an absolute path. */
static struct dt_node by_alias(const struct dt_tree *tree, const char *text, size_t len)
{
	struct dt_node none = { tree, -ENOENT }, node;
	const char *slash = memchr(text, '/', len), *path;
	size_t alias = slash ? (size_t)(slash - text) : len;
	int size;

	if (tree->aliases < 0)
		return none;
	path = fdt_getprop_namelen(tree->blob, tree->aliases, text, (int)alias, &size);
	if (!path || size == 0 || *path != '/')
		return none;
	node = dt_find(dt_root(tree), path, (size_t)size);
	while (alias < len && text[alias] == '/')
		alias++;
	return dt_found(node) && alias < len ? dt_find(node, text + alias, len - alias) : node;
}

struct dt_node dt_libfdt_resolve(const struct dt_tree *tree, const char *text, size_t len)
{
	const char *colon;

	len = strnlen(text, len);
	colon = memchr(text, ':', len);
	if (colon)
		len = (size_t)(colon - text);
	if (len == 0 || *text == '/' || len >= DT_PATH_MAX)
		return dt_resolve(tree, text, len);
	return by_alias(tree, text, len);
}

bool dt_libfdt_okay(struct dt_node node)
{
	int len;
	const char *status = dt_libfdt_prop(node, "status", &len);

	return !status || dt_status_okay(status, len);
}
