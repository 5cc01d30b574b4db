#include "shell/dt/kit/edit_tree.h"
/* Edits from the command's side: the working copy, the edit's name, what is told. */
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

/* As it was typed, blanks at the end left out. */
static void edit_text(const struct shell_args *args, char *text)
{
	size_t len = (size_t)args->from[args->typed] - args->from[0];

	if (len >= EDIT_TEXT_MAX)
		len = EDIT_TEXT_MAX - 1;
	memcpy(text, args->line + args->from[0], len);
	text[len] = '\0';
}

static void edit_tell_copy(struct shell *shell)
{
	shell_printf(shell, "tree %d (copy of %d) is in use now: edits go there\n",
		     shell->trees->used, shell_slot(shell)->copy_of);
}

/* Copies the tree in use and uses the copy, without a word; NULL, told. */
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
		edit_tell_copy(shell);
	return slot;
}

int shell_edit_fail(struct shell *shell, int err, const char *what)
{
	static const struct edit_words {
		int err;
		const char *words;
	} words[] = {
		{ -ENOMEM, "no memory left for it" },
		{ -EFBIG, "the tree would be larger than a tree can be" },
		{ -EINVAL, "no name that source can have: letters, digits and ,._+*#?@-" },
		{ -EEXIST, "it is there already" },
		{ -ENOENT, "it is not there" },
		{ -ENOSPC, "no phandle is left" },
	};
	const char *why = "failed";

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (words[i].err == err)
			why = words[i].words;
	dt_edit_abandon();
	return shell_error(shell, err, "%s: %s", what, why);
}

static void edit_tell(struct shell *shell, const struct dt_draft *draft)
{
	if (draft->lasting)
		shell_puts(shell, "no memory to undo this edit and those before it\n");
	else if (draft->forgotten)
		shell_printf(shell, "no memory to undo the oldest edits any more (%u)\n",
			     (unsigned)draft->forgotten);
}

int shell_edit_end(struct shell *shell, const struct shell_args *args, struct dt_draft *draft)
{
	int before = shell->trees->used, result;
	struct dt_slot *slot = shell_slot(shell);
	bool copy = !slot->own;
	char text[EDIT_TEXT_MAX];

	edit_text(args, text);
	if (copy)
		slot = edit_copy(shell);
	if (!slot) {
		dt_edit_abandon();
		return -ENOMEM;
	}
	result = dt_edit_commit(slot, draft, text);
	if (result <= 0 && copy) {
		int number = shell->trees->used;

		shell_use_tree(shell, before);
		dt_trees_close(shell->trees, number);
	}
	if (result == -EINVAL)
		return shell_error(shell, -EILSEQ, "not done, for the tree would be broken: %s",
				   draft->why);
	if (result < 0)
		return shell_error(shell, result, "no memory left for it");
	if (result == 0) {
		shell_puts(shell, "nothing to change: it is so already\n");
		return 0;
	}
	if (copy)
		edit_tell_copy(shell);
	edit_tell(shell, draft);
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
		return shell_error(shell, -EPERM, "/: the machine has no status");
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	err = dt_draft_set(draft, (struct dt_node){ &draft->tree, node.offset }, "status", status,
			   (uint32_t)strlen(status) + 1);
	return err ? shell_edit_fail(shell, err, args->argv[1])
		   : shell_edit_end(shell, args, draft);
}
