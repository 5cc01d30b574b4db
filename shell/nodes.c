/* The nodes that an operand names: one, or all that fit its globs. */
#include "shell/core.h"
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"

/* The bytes of @path that lead to its first name with a glob. */
static size_t nodes_literal(const char *path)
{
	size_t len = 0, step;

	while ((step = strcspn(path + len, "/")), !dt_is_glob(path + len, step))
		len += step + 1; /* a glob comes, so there is a slash */
	return len;
}

/* Where the globs begin: the node that the names before them name; told when there is none. */
static struct dt_node nodes_from(struct shell *shell, const char *path, size_t len)
{
	char before[SHELL_LINE_MAX + 1];

	if (len == 0)
		return shell_cwd(shell);
	if (len >= sizeof(before))
		return (struct dt_node){ .offset = -ENAMETOOLONG };
	memcpy(before, path, len);
	before[len] = '\0';
	return shell_node(shell, before);
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

/* Several nodes are to be told apart by their paths, and each by a walk would be too slow; so it is
 * where there is no memory. */
static void nodes_index(struct shell *shell)
{
	struct dt_slot *slot = shell->trees ? dt_trees_current(shell->trees) : NULL;

	if (slot)
		dt_index_build(&slot->tree, NULL);
}

static int nodes_globs(struct shell *shell, const char *path, struct shell_nodes *it)
{
	size_t literal = nodes_literal(path);
	struct dt_node from = nodes_from(shell, path, literal);

	if (!dt_found(from))
		return from.offset;
	nodes_index(shell);
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
		return shell_node(shell, path).offset;
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
