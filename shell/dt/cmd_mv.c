/* mv: gives a node or a property another name or another place. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/dangling.h"
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/operand.h"
#include "shell/dt/kit/short_name.h"

/* Where to. */
struct mv_place {
	struct dt_node parent;
	const char *name; /* NULL: it keeps its name */
};

/* The place that @path means: inside of the node, where a node has exactly this path, or it ends
 * with '/'; otherwise its last name is the new name. 0, or -errno reported. */
static int mv_place(struct shell *shell, char *path, struct mv_place *place)
{
	char *slash = strrchr(path, '/'), *leaf = slash ? slash + 1 : path;
	struct dt_node node = shell_find_node(shell, path, strlen(path));

	*place = (struct mv_place){ .parent = node };
	if (dt_found(node) && (!*leaf || *path == '&' || !strcmp(leaf, "..") ||
			       !strcmp(leaf, ".") || !strcmp(leaf, dt_name(node))))
		return 0;
	*place = (struct mv_place){
		.parent = shell_operand_above(shell, path, (size_t)(leaf - path)),
		.name = leaf,
	};
	return dt_found(place->parent) ? 0 : place->parent.offset;
}

/* The offset of the node that @node is a child of; -ENOENT for the root. */
static int mv_parent(struct dt_node node)
{
	struct dt_trail trail;

	if (dt_trail(node, &trail) < 0 || trail.depth == 0)
		return -ENOENT;
	return trail.node[trail.depth - 1];
}

/* Refuses a move that changes nothing: into the node above it, or to its own path. */
static int mv_refuse_same(struct shell *shell, const char *from, struct dt_node node,
			  const struct mv_place *place)
{
	struct dt_node above = { node.tree, mv_parent(node) };
	bool same = place->name && strcmp(place->name, dt_name(node)) == 0;
	char path[DT_PATH_MAX] = "";

	if (place->parent.offset == above.offset
		    ? place->name && !same
		    : place->name || place->parent.offset != node.offset)
		return 0;
	dt_path(above, path, sizeof(path));
	return shell_error(shell, -EEXIST, "it is there already; to rename it: mv %s %s/NAME", from,
			   strcmp(path, "/") ? path : "");
}

/* A child of @parent other than @node is called @name. */
static bool mv_taken(struct dt_node parent, const char *name, struct dt_node node)
{
	struct dt_node child;

	for (child = dt_first_child(parent); dt_found(child); child = dt_next_child(child))
		if (child.offset != node.offset && !strcmp(dt_name(child), name))
			return true;
	return false;
}

static int mv_node(struct dt_draft *draft, struct dt_node node, const struct mv_place *place)
{
	const char *name = place->name ? place->name : dt_name(node);
	struct dt_node moved = { &draft->tree, node.offset };
	int err = 0;

	if (mv_taken(place->parent, name, node))
		return -EEXIST;
	if (mv_parent(node) != place->parent.offset)
		err = dt_draft_move(draft, &moved,
				    (struct dt_node){ &draft->tree, place->parent.offset });
	if (err)
		return err == -EINVAL ? -ELOOP : err; /* it has one reason */
	return place->name ? dt_draft_rename(draft, moved, name) : 0;
}

static int mv_property(struct dt_draft *draft, const struct shell_operand *from,
		       const struct mv_place *place)
{
	const struct shell_property *property = &from->property;
	const char *name = place->name ? place->name : property->name;
	struct dt_node source = { &draft->tree, from->node.offset };
	struct dt_node target = { &draft->tree, place->parent.offset };
	int err;

	if (dt_prop(place->parent, name, NULL))
		return -EEXIST;
	if (source.offset == target.offset)
		return dt_draft_rename_prop(draft, source, property->name, name);
	/* The later one in the tree first, because that does not move the other. */
	if (source.offset > target.offset)
		dt_draft_remove(draft, source, property->name);
	err = dt_draft_set(draft, target, name, property->value, property->len);
	if (err == 0 && source.offset < target.offset)
		err = dt_draft_remove(draft, source, property->name);
	return err;
}

/* What @path names. 0, or -errno reported: it names nothing, or several. */
static int mv_from(struct shell *shell, const char *path, struct shell_operand *from)
{
	struct shell_operands it;
	struct shell_operand another;
	int err = shell_operands(shell, path, &it);

	if (err)
		return err;
	shell_operands_next(&it, from);
	if (shell_operands_next(&it, &another))
		return shell_error(shell, -EEXIST, "%s: several fit", path);
	if (!from->property.name && from->node.offset == dt_root(shell->tree).offset)
		return shell_error(shell, -EPERM, "%s: the root cannot be moved", path);
	return 0;
}

/* Warns of paths that mean another node than before. */
static void mv_warn(struct shell *shell, struct dt_node node, const struct mv_place *place)
{
	const char *name = place->name ? place->name : dt_name(node);
	struct shell_gone gone = shell_gone(node);

	shell_warn_dangling(shell, &gone, 1, false);
	shell_warn_short_name(shell, place->parent, node, name, strlen(name));
}

static int mv_run(struct shell *shell, const struct shell_args *args)
{
	struct shell_operand from;
	struct mv_place place;
	struct dt_draft *draft;
	int err = mv_from(shell, args->argv[1], &from);

	if (err == 0)
		err = mv_place(shell, args->argv[2], &place);
	if (err == 0 && !from.property.name)
		err = mv_refuse_same(shell, args->argv[1], from.node, &place);
	if (err)
		return err;
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	err = from.property.name ? mv_property(draft, &from, &place)
				 : mv_node(draft, from.node, &place);
	if (err == -ELOOP) {
		dt_edit_abandon();
		return shell_error(shell, err, "%s: a node cannot be moved below itself",
				   args->argv[2]);
	}
	if (err)
		return shell_edit_fail(shell, err, args->argv[2]);
	if (!from.property.name)
		mv_warn(shell, from.node, &place);
	return shell_edit_end(shell, args, draft);
}

static const struct shell_command mv_command = {
	.name = "mv",
	.group = SHELL_EDIT,
	.args = "FROM TO",
	.summary = "rename or move a node or a property",
	.detail = "TO: a node to move it into, or the new path. References by phandle stay right.\n"
		  "References by path are not changed; a warning shows them.",
	.example = "mv /soc/uart@1000 /soc/serial@1000",
	.min_args = 2,
	.max_args = 2,
	.needs_tree = true,
	.run = mv_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(mv_command);
