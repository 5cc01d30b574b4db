/* rm: take nodes and properties out. */
#include <errno.h>
#include "shell/dt/dangling.h"
#include "shell/dt/edit.h"
#include "shell/dt/operand.h"

/* What goes: a node or, by its name, a property of one. */
struct rm_target {
	int offset; /* of the node, in the tree in use */
	const char *property;
};

/* The operands, in the tree's order; a line has no more. */
struct rm {
	int count;
	struct rm_target target[SHELL_WORDS_MAX];
};

/* Behind those before it in the tree; of one node, the node before its properties. */
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

static int rm_take(struct shell *shell, struct rm *rm, const char *path)
{
	struct shell_operand operand;
	int err = shell_operand(shell, path, &operand);

	if (err)
		return err;
	if (!operand.property.name && operand.node.offset == dt_root(shell->tree).offset)
		return shell_error(shell, -EPERM, "%s: the root stays", path);
	rm_insert(rm, (struct rm_target){ operand.node.offset, operand.property.name });
	return 0;
}

static void rm_warn(struct shell *shell, const struct rm *rm)
{
	struct shell_gone gone[SHELL_WORDS_MAX];
	int count = 0;

	for (int i = 0; i < rm->count; i++)
		if (!rm->target[i].property)
			gone[count++] = shell_gone(
				(struct dt_node){ shell->tree, rm->target[i].offset });
	shell_warn_dangling(shell, gone, count, true);
}

/* From the last to the first, so that what is still to go does not move. What was named twice, or
 * goes with its node, is gone already. */
static int rm_remove(struct dt_draft *draft, const struct rm *rm)
{
	int err = 0;

	for (int i = rm->count; i-- > 0 && err == 0;) {
		const struct rm_target *target = &rm->target[i];
		struct dt_node node = { &draft->tree, target->offset };
		bool again = i > 0 && !target->property && !rm->target[i - 1].property &&
			     rm->target[i - 1].offset == target->offset;

		if (target->property)
			dt_draft_remove(draft, node, target->property);
		else if (!again)
			err = dt_draft_delete(draft, node);
	}
	return err;
}

static int rm_run(struct shell *shell, const struct shell_args *args)
{
	struct rm rm = { .count = 0 };
	struct dt_draft *draft;
	int err;

	for (int i = 1; i < args->argc; i++) {
		err = rm_take(shell, &rm, args->argv[i]);
		if (err)
			return err;
	}
	rm_warn(shell, &rm);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	err = rm_remove(draft, &rm);
	return err ? shell_edit_fail(shell, err, args->argv[1])
		   : shell_edit_end(shell, args, draft);
}

static const struct shell_command rm_command = {
	.name = "rm",
	.args = "PATH[/PROP]...",
	.summary = "remove nodes, with all below them, and properties",
	.detail =
		"All of them or, where one is not there, none. What refers to a node that goes is\n"
		"told, and stays. A property goes before a node of its name; NAME/ is the node.",
	.example = "rm /soc/serial@10000000/status /soc/rtc@101000",
	.min_args = 1,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = rm_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(rm_command);
