#include "shell/dt/export/export_delta.h"
/* Which trees are compared, and what the form cannot say. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/changes.h"

int export_delta(struct shell *shell, const char *text, struct dt_delta *delta)
{
	int number = shell_other_tree(shell, text);
	struct dt_slot *old;

	if (number < 0)
		return number;
	old = dt_trees_slot(shell->trees, number);
	if (shell_index(shell) || shell_index_slot(shell, old))
		return -ENOMEM;
	*delta = (struct dt_delta){ .from = &old->tree, .to = shell->tree };
	return 0;
}

void export_lost(struct dt_text *out, const struct dt_delta *delta,
		 const struct dt_delta_item *item)
{
	struct dt_node owner = dt_numbered(delta->to, item->node);

	dt_puts(out, item->value ? "set " : "remove ");
	if (!item->name)
		owner = dt_numbered(delta->from, item->child);
	shell_put_inside(out, owner);
	if (item->name)
		dt_put_escaped(out, item->name, strlen(item->name));
}

int export_lost_end(struct shell *shell, uint32_t lost, const char *where)
{
	shell_error(shell, SHELL_FAILED, "%u difference%s cannot be %s", (unsigned)lost,
		    lost == 1 ? "" : "s", where);
	return SHELL_FAILED;
}

int export_delta_end(struct shell *shell, const struct dt_delta *delta)
{
	if (!delta->lost)
		return 0;
	return export_lost_end(shell, delta->lost, "written in this form; comments show which");
}
