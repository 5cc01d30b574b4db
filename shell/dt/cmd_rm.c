/* rm: removes nodes and properties. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "shell/dt/kit/dangling.h"
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/operand.h"

/* What is removed: a node, or a property of it. */
struct rm_target {
	int offset;           /* of the node, in the tree in use */
	const char *property; /* its name; NULL: the node */
};

/* All that is removed, in the tree's order. */
struct rm {
	int count, room;
	struct rm_target *target;
	struct shell_gone *gone; /* those of them that are nodes and not below another one */
	int nodes;
};

/* The memory of struct rm; kept here until the next time. */
static void *rm_memory;

/* Inserts by the tree's order; a node comes before its properties. */
static void rm_insert(struct rm *rm, struct rm_target target)
{
	int at = rm->count++;

	while (at > 0 && (rm->target[at - 1].offset > target.offset ||
			  (rm->target[at - 1].offset == target.offset && !target.property))) {
		rm->target[at] = rm->target[at - 1];
		at--;
	}
	rm->target[at] = target;
}

/* Takes what operand @path names or, while there is no room, only counts it. */
static int rm_take(struct shell *shell, struct rm *rm, const char *path)
{
	struct shell_operands it;
	struct shell_operand one;
	int err = shell_operands(shell, path, &it);

	if (err)
		return err;
	while (shell_operands_next(&it, &one)) {
		if (!one.property.name && one.node.offset == dt_root(shell->tree).offset)
			return shell_error(shell, -EPERM, "%s: the root cannot be removed", path);
		if (!rm->target)
			rm->room++;
		else if (rm->count < rm->room)
			rm_insert(rm, (struct rm_target){ .offset = one.node.offset,
							  .property = one.property.name });
	}
	return 0;
}

static int rm_take_all(struct shell *shell, const struct shell_args *args, struct rm *rm)
{
	int err = 0;

	for (int i = 1; i < args->argc && err == 0; i++)
		err = rm_take(shell, rm, args->argv[i]);
	return err;
}

static int rm_make_room(struct shell *shell, struct rm *rm)
{
	size_t each = sizeof(*rm->target) + sizeof(*rm->gone);

	if (dt_keep(&rm_memory, (size_t)rm->room * each))
		return shell_error(shell, -ENOMEM, "no memory to remove so many");
	rm->target = rm_memory;
	rm->gone = (struct shell_gone *)(rm->target + rm->room);
	return 0;
}

static void rm_warn(struct shell *shell, struct rm *rm)
{
	int end = 0;

	for (int i = 0; i < rm->count; i++) {
		const struct rm_target *target = &rm->target[i];

		if (target->property || target->offset < end)
			continue;
		rm->gone[rm->nodes] = shell_gone((struct dt_node){ shell->tree, target->offset });
		end = rm->gone[rm->nodes++].end;
	}
	shell_warn_dangling(shell, rm->gone, rm->nodes, true);
}

/* Whether one of the targets is called so. */
static bool rm_names(const struct rm_target *target, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(target[i].property, name) == 0)
			return true;
	return false;
}

/* Removes those properties of a node in the tree's order, also where a name occurs twice. */
static void rm_cut_props(const struct shell *shell, struct dt_draft *draft, struct dt_cuts *cuts,
			 const struct rm_target *target, int count)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, (struct dt_node){ shell->tree, target->offset });
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP)
		if (rm_names(target, count, cursor.name))
			dt_draft_cut_prop(draft, cuts, &cursor);
}

static void rm_cut(const struct shell *shell, struct dt_draft *draft, const struct rm *rm)
{
	struct dt_cuts cuts = { 0 };
	int next;

	for (int i = 0; i < rm->count; i = next) {
		const struct rm_target *target = &rm->target[i];

		next = i + 1;
		if (!target->property) {
			dt_draft_cut_node(draft, &cuts,
					  (struct dt_node){ shell->tree, target->offset });
			continue;
		}
		while (next < rm->count && rm->target[next].offset == target->offset)
			next++;
		rm_cut_props(shell, draft, &cuts, target, next - i);
	}
	dt_draft_cut_end(draft, &cuts);
}

/* A single property needs no pass over the tree. */
static void rm_remove(const struct shell *shell, struct dt_draft *draft, const struct rm *rm)
{
	if (rm->count == 1 && rm->target->property)
		dt_draft_remove(draft, (struct dt_node){ &draft->tree, rm->target->offset },
				rm->target->property);
	else
		rm_cut(shell, draft, rm);
}

static int rm_run(struct shell *shell, const struct shell_args *args)
{
	struct rm rm = { .count = 0 };
	struct dt_draft *draft;
	int err = rm_take_all(shell, args, &rm);

	if (err == 0)
		err = rm_make_room(shell, &rm);
	if (err == 0)
		err = rm_take_all(shell, args, &rm);
	if (err)
		return err;
	rm_warn(shell, &rm);
	draft = shell_edit_begin(shell);
	if (draft)
		rm_remove(shell, draft, &rm);
	dt_drop(&rm_memory);
	return draft ? shell_edit_end(shell, args, draft) : -ENOMEM;
}

static const struct shell_command rm_command = {
	.name = "rm",
	.args = "PATH[/PROP]...",
	.summary = "remove nodes, with all below them, and properties",
	.detail = "If one does not exist, nothing is removed. References to removed nodes are not\n"
		  "changed; a warning shows them. If a node and a property have the same name,\n"
		  "NAME/ is the node.",
	.example = "rm /soc/serial@10000000/status /soc/rtc@101000",
	.min_args = 1,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = rm_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(rm_command);
