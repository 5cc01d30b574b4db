/* Nodes as the person at the prompt names them: by path, alias, reference or glob. */
#include <errno.h>
#include <string.h>
#include "fdt/core/label.h"
#include "fdt/core/nearest.h"
#include "shell/core.h"

/* --- one node, by its name -------------------------------------------------------------------- */

/* What the text after the '&' of a reference names: {PATH}, PATH or LABEL; *@used bytes are it. */
static struct dt_node node_referred(struct shell *shell, const char *text, size_t len, size_t *used)
{
	struct dt_node root = dt_root(shell->tree), none = { shell->tree, -ENOENT };
	const char *brace = memchr(text, '}', len), *slash = memchr(text, '/', len);

	*used = slash ? (size_t)(slash - text) : len;
	if (len && text[0] == '{' && brace) {
		*used = (size_t)(brace + 1 - text);
		return dt_find(root, text + 1, *used - 2);
	}
	if (*used == 0)
		return root;
	if (!shell_try_index(shell))
		return none;
	return dt_by_label(shell->tree, text, *used);
}

/* A reference, and perhaps names below it. */
static struct dt_node node_by_reference(struct shell *shell, const char *text, size_t len)
{
	size_t used;
	struct dt_node node = node_referred(shell, text, len, &used);

	while (used < len && text[used] == '/')
		used++;
	return dt_found(node) ? dt_find(node, text + used, len - used) : node;
}

struct dt_node shell_find_node(struct shell *shell, const char *path, size_t len)
{
	struct dt_node cwd = shell_cwd(shell);
	struct dt_node node;

	if (!dt_found(cwd))
		return cwd;
	if (len > 0 && path[0] == '&')
		return node_by_reference(shell, path + 1, len - 1);
	node = dt_find(cwd, path, len);
	if (node.offset == -ENOENT && len > 0 && path[0] != '/') {
		struct dt_node alias = dt_resolve(shell->tree, path, len);

		if (dt_found(alias))
			return alias;
	}
	return node;
}

bool shell_is_property(struct shell *shell, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct dt_node node = shell_find_node(shell, path, (size_t)(name - path));

	return dt_found(node) && dt_prop(node, name, NULL);
}

/* The last name of @path is @name, with or without its unit address. */
static bool node_is_called(const char *path, const char *name)
{
	const char *last = strrchr(path, '/');
	size_t len = strlen(name);

	return last && strncmp(last + 1, name, len) == 0 &&
	       (!last[1 + len] || last[1 + len] == '@');
}

/* Reports what a path that names no node most likely means. */
static void node_guess(struct shell *shell, int err, const char *path)
{
	const char *instead = *path == '/' ? shell_habit_instead(path, NULL) : NULL;
	char near[DT_PATH_MAX] = "";
	bool similar = dt_nearest(shell_cwd(shell), path, near, sizeof(near)) >= 0;

	if (shell_is_property(shell, path))
		shell_error(shell, err, "%s: a property, not a node; 'cat %s' shows it", path,
			    path);
	else if (instead)
		shell_error(shell, err, "%s: no such node; type '%s'", path, instead);
	else if (!node_is_called(near, path) && dt_any_prop(shell->tree, path))
		shell_error(shell, err, "%s: a property; 'find -p %s' lists the nodes with it",
			    path, path);
	else if (similar)
		shell_error(shell, err, "%s: no such node (did you mean %s?)", path, near);
	else if (*path == '-')
		shell_error(shell, err, "%s: no such option or node; 'help %s' explains it", path,
			    shell->command);
	else
		shell_error(shell, err, "%s: no such node; 'tree' shows all", path);
}

/* Reports that @path names no node: @node, whose offset says why. */
static struct dt_node node_missing(struct shell *shell, struct dt_node node, const char *path)
{
	if (!shell->tree)
		shell_error(shell, node.offset, "%s: there is no device tree", path);
	else if (node.offset == -EEXIST)
		shell_error(shell, node.offset,
			    "%s: several nodes have this name; add the @address", path);
	else
		node_guess(shell, node.offset, path);
	return node;
}

/* --- all nodes that fit a glob ---------------------------------------------------------------- */

/* The bytes of @path that lead to its first name with a glob. */
static size_t nodes_literal(const char *path)
{
	size_t len = 0, step;

	while ((step = strcspn(path + len, "/")), !dt_is_glob(path + len, step))
		len += step + 1; /* a glob comes, so there is a slash */
	return len;
}

/* Where the globs begin: the node that the names before them lead to; reported when absent. */
static struct dt_node nodes_from(struct shell *shell, const char *path, size_t len)
{
	char before[SHELL_LINE_MAX + 1];
	struct dt_node node;

	if (len == 0)
		return shell_cwd(shell);
	if (len >= sizeof(before))
		return (struct dt_node){ .offset = -ENAMETOOLONG };
	memcpy(before, path, len);
	before[len] = '\0';
	node = shell_find_node(shell, before, len);
	return dt_found(node) ? node : node_missing(shell, node, before);
}

int shell_none_fits(struct shell *shell, const char *path)
{
	char plain[SHELL_LINE_MAX + 1], near[DT_PATH_MAX];
	size_t len = 0;

	for (const char *c = path; *c && len + 1 < sizeof(plain); c++)
		if (!strchr("*?[]", *c))
			plain[len++] = *c;
	plain[len] = '\0';
	if (len && dt_nearest(shell_cwd(shell), plain, near, sizeof(near)) >= 0)
		return shell_error(shell, -ENOENT, "%s: nothing fits (did you mean %s?)", path,
				   near);
	return shell_error(shell, -ENOENT, "%s: nothing fits", path);
}

static int nodes_globs(struct shell *shell, const char *path, struct shell_nodes *it)
{
	size_t literal = nodes_literal(path);
	struct dt_node from = nodes_from(shell, path, literal);

	if (!dt_found(from))
		return from.offset;
	shell_try_index(shell); /* paths of several nodes: each by a walk would be slow */
	it->several = true;
	if (dt_globs(&it->walk, from, path + literal, strlen(path + literal)))
		return shell_error(shell, -E2BIG, "%s: more than %d names", path, DT_GLOB_LEVELS);
	it->next = dt_globs_next(&it->walk);
	return 0;
}

int shell_nodes(struct shell *shell, const char *path, struct shell_nodes *it)
{
	int err;

	it->several = false;
	it->next = shell_find_node(shell, path, strlen(path));
	if (dt_found(it->next))
		return 0;
	if (!shell->tree || !dt_is_glob(path, strlen(path)))
		return node_missing(shell, it->next, path).offset;
	err = nodes_globs(shell, path, it);
	if (err == 0 && !dt_found(it->next))
		err = shell_none_fits(shell, path);
	return err;
}

bool shell_nodes_next(struct shell_nodes *it, struct dt_node *node)
{
	*node = it->next;
	if (!dt_found(it->next))
		return false;
	it->next.offset = -ENOENT;
	if (it->several)
		it->next = dt_globs_next(&it->walk);
	return true;
}

/* The only node that fits the glob @path; reported when none or several fit. */
static struct dt_node node_by_glob(struct shell *shell, const char *path)
{
	struct shell_nodes it;
	struct dt_node node = { shell->tree, shell_nodes(shell, path, &it) }, other;

	if (node.offset)
		return node;
	shell_nodes_next(&it, &node);
	if (shell_nodes_next(&it, &other))
		node.offset = shell_error(shell, -EEXIST, "%s: several nodes fit", path);
	return node;
}

struct dt_node shell_node(struct shell *shell, const char *path)
{
	struct dt_node node = shell_find_node(shell, path, strlen(path));

	if (dt_found(node))
		return node;
	if (shell->tree && dt_is_glob(path, strlen(path)))
		return node_by_glob(shell, path);
	return node_missing(shell, node, path);
}
