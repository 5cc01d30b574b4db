#include "shell/dt/kit/edit_tree.h"
/* The working copy, the edit's name, and the messages. */
#include <errno.h>
#include <string.h>
#include "fdt/edit/journal.h"

enum { EDIT_TEXT_MAX = 200 }; /* bytes of an edit's name, with the NUL */

struct dt_slot *shell_edit_slot(struct shell *shell)
{
	struct dt_slot *slot = shell_slot(shell);

	if (!slot)
		shell_error(shell, -ENODEV, "there is no tree to edit");
	return slot;
}

struct dt_draft *shell_edit_begin(struct shell *shell)
{
	struct dt_slot *slot = shell_edit_slot(shell);
	struct dt_draft *draft = NULL;
	uint32_t forgotten = 0;

	if (!slot)
		return NULL;
	while (!(draft = dt_edit_begin(&slot->tree)) && dt_journal_forget(slot))
		forgotten++;
	if (draft)
		draft->forgotten = forgotten;
	else
		shell_error(shell, -ENOMEM, "no memory for a second copy of %u bytes",
			    (unsigned)slot->tree.size);
	return draft;
}

/* The line as it was typed, without blanks at the end. */
static void edit_text(const struct shell_args *args, char *text)
{
	size_t len = (size_t)args->from[args->typed] - args->from[0];

	if (len >= EDIT_TEXT_MAX)
		len = EDIT_TEXT_MAX - 1;
	memcpy(text, args->line + args->from[0], len);
	text[len] = '\0';
}

static void edit_report_copy(struct shell *shell)
{
	shell_printf(shell, "tree %d (copy of %d) is in use now: edits go there\n",
		     shell->trees->used, shell_slot(shell)->copy_of);
}

/* Copies the tree in use and uses the copy; no message. NULL, reported. */
static struct dt_slot *edit_copy(struct shell *shell)
{
	int number = dt_trees_copy(shell->trees, shell->trees->used);

	if (number >= 0)
		number = shell_use_tree(shell, number);
	else
		shell_error(shell, number, "%s", shell->trees->why);
	return number ? NULL : shell_slot(shell);
}

struct dt_slot *shell_edit_own(struct shell *shell)
{
	struct dt_slot *slot = shell_edit_slot(shell);

	if (!slot || slot->own)
		return slot;
	slot = edit_copy(shell);
	if (slot)
		edit_report_copy(shell);
	return slot;
}

int shell_edit_fail(struct shell *shell, int err, const char *what)
{
	static const struct edit_reason {
		int err;
		const char *text;
	} reasons[] = {
		{ .err = -ENOMEM, .text = "not enough memory" },
		{ .err = -EFBIG, .text = "the tree would be larger than a tree can be" },
		{ .err = -EINVAL, .text = "invalid name: use letters, digits and ,._+*#?@-" },
		{ .err = -EEXIST, .text = "it exists already" },
		{ .err = -ENOENT, .text = "it does not exist" },
		{ .err = -EMSGSIZE, .text = "the property is too short, or too long, for that" },
		{ .err = -ENOSPC, .text = "all phandles are used" },
		{ .err = -ERANGE, .text = "a number is too large for its cells" },
	};
	const char *why = "failed";

	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].err == err)
			why = reasons[i].text;
	dt_edit_abandon();
	return shell_error(shell, err, "%s: %s", what, why);
}

static void edit_report(struct shell *shell, const struct dt_draft *draft)
{
	if (draft->lasting)
		shell_puts(shell,
			   "not enough memory: this edit and those before it cannot be undone\n");
	else if (draft->forgotten)
		shell_printf(shell,
			     "not enough memory: the oldest %u edits can no longer be undone\n",
			     (unsigned)draft->forgotten);
}

/* Commits the draft to the tree in use, or to a copy of it, which is in use then. As
 * dt_edit_commit. */
static int edit_commit(struct shell *shell, struct dt_draft *draft, const char *text)
{
	struct dt_slot *slot = shell_slot(shell);
	int result, copy;

	if (slot->own)
		return dt_edit_commit(slot, draft, text);
	result = dt_edit_commit_copy(shell->trees, shell->trees->used, draft, text, &copy);
	if (result == 1)
		shell_use_tree(shell, copy);
	return result;
}

int shell_edit_end(struct shell *shell, const struct shell_args *args, struct dt_draft *draft)
{
	int before = shell->trees->used, result;
	char text[EDIT_TEXT_MAX];

	edit_text(args, text);
	result = edit_commit(shell, draft, text);
	if (result == -EINVAL)
		return shell_error(shell, -EILSEQ,
				   "not changed, because the tree would be invalid: %s",
				   draft->why);
	if (result == -ENOSPC)
		return shell_error(shell, result, "%s", shell->trees->why);
	if (result < 0)
		return shell_error(shell, result, "not enough memory");
	if (result == 0) {
		shell_puts(shell, args->json ? "" : "nothing to change\n");
		return 0;
	}
	if (shell->trees->used != before && !args->json)
		edit_report_copy(shell);
	if (!args->json)
		edit_report(shell, draft);
	shell_cwd(shell);
	return 0;
}

int shell_edit_status(struct shell *shell, const struct shell_args *args, const char *status)
{
	struct dt_node node = shell_node(shell, args->argv[1]);
	struct dt_draft *draft;
	int err;

	if (!dt_found(node))
		return node.offset;
	if (node.offset == dt_root(node.tree).offset)
		return shell_error(shell, -EPERM, "/: the root cannot have a status");
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	err = dt_draft_set(draft, (struct dt_node){ &draft->tree, node.offset }, "status", status,
			   (uint32_t)strlen(status) + 1);
	return err ? shell_edit_fail(shell, err, args->argv[1])
		   : shell_edit_end(shell, args, draft);
}
