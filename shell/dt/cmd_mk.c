/* mk: make nodes. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/operand.h"
#include "shell/dt/kit/short_name.h"

/* Where the last name of @path, which has @len bytes, begins. */
static size_t mk_leaf(const char *path, size_t len)
{
	while (len > 0 && path[len - 1] != '/')
		len--;
	return len;
}

static size_t mk_trim(const char *path, size_t len)
{
	while (len > 1 && path[len - 1] == '/')
		len--;
	return len;
}

/* Adds the names from @at to @len of @path, each below the one before, the first below @parent. */
static int mk_add(struct dt_draft *draft, struct dt_node parent, const char *path, size_t at,
		  size_t len)
{
	int err = 0;

	while (at < len && err == 0) {
		size_t name = strcspn(path + at, "/");

		if (name > len - at)
			name = len - at;
		err = dt_draft_add(draft, parent, path + at, name, &parent);
		at += name;
		while (at < len && path[at] == '/')
			at++;
	}
	return err;
}

/* The deepest existing node above @path; *@at is where the names below it begin. */
static struct dt_node mk_above(struct shell *shell, const char *path, size_t len, bool parents,
			       size_t *at)
{
	struct dt_node node;

	*at = mk_leaf(path, len);
	node = shell_find_node(shell, path, *at);
	while (parents && node.offset == -ENOENT && *at > 0) {
		*at = mk_leaf(path, mk_trim(path, *at));
		node = shell_find_node(shell, path, *at);
	}
	return node;
}

static bool mk_exists(struct dt_node parent, const char *path, size_t at, size_t len)
{
	struct dt_node child;

	for (child = dt_first_child(parent); dt_found(child); child = dt_next_child(child))
		if (!strncmp(dt_name(child), path + at, len - at) && !dt_name(child)[len - at])
			return true;
	return false;
}

static int mk_run(struct shell *shell, const struct shell_args *args)
{
	char *path = args->argv[1];
	bool parents = shell_option(args, 'p');
	size_t len = mk_trim(path, strlen(path)), at;
	struct dt_node parent = mk_above(shell, path, len, parents, &at);
	struct dt_draft *draft;
	int err;

	if (!dt_found(parent))
		parent = shell_operand_above(shell, path, at);
	if (!dt_found(parent))
		return parent.offset;
	if (parents && (at == len || mk_exists(parent, path, at, len)))
		return 0;
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	err = mk_add(draft, (struct dt_node){ &draft->tree, parent.offset }, path, at, len);
	if (at == len)
		err = -EEXIST;
	if (err)
		return shell_edit_fail(shell, err, path);
	shell_warn_short_name(shell, parent, (struct dt_node){ parent.tree, -ENOENT }, path + at,
			      strcspn(path + at, "/"));
	return shell_edit_end(shell, args, draft);
}

static const struct shell_option mk_options[] = {
	{ .letter = 'p', .summary = "make the nodes above it too; no error if it exists" },
	{ 0 },
};

static const struct shell_command mk_command = {
	.name = "mk",
	.group = SHELL_EDIT,
	.args = "PATH",
	.summary = "make a node",
	.detail = "It becomes the last child of the node above it, and has no properties. A name\n"
		  "without @address should not be that of a sibling with one: paths would mean\n"
		  "either.",
	.example = "mk -p /soc/bus@20000000/serial@0",
	.options = mk_options,
	.min_args = 1,
	.max_args = 1,
	.needs_tree = true,
	.run = mk_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(mk_command);
