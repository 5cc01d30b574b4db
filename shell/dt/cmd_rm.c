/* rm: removes nodes and properties. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "shell/dt/kit/dangling.h"
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/operand.h"
#include "fdt/core/sort.h"

/* What is removed: a node, or a property of it. */
struct rm_target {
	const uint8_t *at; /* in the tree in use: the node, or the property's value */
	uint32_t len;      /* of the value */
	bool property;
};

/* All that is removed. */
struct rm {
	int count, room;
	struct rm_target *target; /* in the end in the tree's order */
	struct shell_gone *gone;  /* those of them that are nodes and not below another one */
	int nodes;
};

/* The memory of struct rm; kept here until the next time. */
static void *rm_memory;

static const uint8_t *rm_place(struct dt_node node)
{
	return (const uint8_t *)node.tree->structs + node.offset;
}

/* The node of a target that is one. */
static struct dt_node rm_node(const struct dt_tree *tree, const struct rm_target *target)
{
	return (struct dt_node){ tree, (int)(target->at - (const uint8_t *)tree->structs) };
}

/* In the tree's order: the value of a flag is where the token after it is. */
static int rm_order(const void *a, const void *b)
{
	const struct rm_target *one = a, *two = b;

	if (one->at != two->at)
		return one->at < two->at ? -1 : 1;
	return two->property - one->property;
}

/* Takes a target or, while there is no room, only counts it. */
static void rm_add(struct rm *rm, struct rm_target target)
{
	if (!rm->target)
		rm->room++;
	else if (rm->count < rm->room)
		rm->target[rm->count++] = target;
}

/* Takes all properties of the node that have the name: it may occur twice. */
static void rm_add_named(struct rm *rm, struct dt_node node, const char *name)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP)
		if (strcmp(cursor.name, name) == 0)
			rm_add(rm, (struct rm_target){ cursor.value, cursor.len, true });
}

/* Takes what operand @path names. */
static int rm_take(struct shell *shell, struct rm *rm, const char *path)
{
	struct shell_operands it;
	struct shell_operand one;
	int err = shell_operands(shell, path, &it);

	if (err)
		return err;
	while (shell_operands_next(&it, &one)) {
		const struct shell_property *property = &one.property;

		if (!property->name && one.node.offset == dt_root(shell->tree).offset)
			return shell_error(shell, -EPERM, "%s: the root cannot be removed", path);
		if (!property->name)
			rm_add(rm, (struct rm_target){ .at = rm_place(one.node) });
		else if (it.several)
			rm_add(rm, (struct rm_target){ property->value, property->len, true });
		else
			rm_add_named(rm, one.node, property->name);
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
		struct dt_node node = rm_node(shell->tree, &rm->target[i]);

		if (rm->target[i].property || node.offset < end)
			continue;
		rm->gone[rm->nodes] = shell_gone(node);
		end = rm->gone[rm->nodes++].end;
	}
	shell_warn_dangling(shell, rm->gone, rm->nodes, true);
}

static void rm_remove(const struct shell *shell, struct dt_draft *draft, const struct rm *rm)
{
	struct dt_cuts cuts = { 0 };

	for (int i = 0; i < rm->count; i++) {
		const struct rm_target *target = &rm->target[i];

		if (target->property)
			dt_draft_cut_prop(draft, &cuts, target->at, target->len);
		else
			dt_draft_cut_node(draft, &cuts, rm_node(shell->tree, target));
	}
	dt_draft_cut_end(draft, &cuts);
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
	dt_sort(rm.target, (size_t)rm.count, sizeof(*rm.target), rm_order);
	rm_warn(shell, &rm);
	draft = shell_edit_begin(shell);
	if (draft)
		rm_remove(shell, draft, &rm);
	dt_drop(&rm_memory);
	return draft ? shell_edit_end(shell, args, draft) : -ENOMEM;
}

static const struct shell_command rm_command = {
	.name = "rm",
	.group = SHELL_EDIT,
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
