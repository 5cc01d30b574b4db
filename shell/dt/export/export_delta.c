#include "shell/dt/export/export_delta.h"
/* Which trees are compared, and what the form cannot say. */
#include <errno.h>
#include <string.h>
#include "fdt/core/label.h"
#include "fdt/edit/draft.h"
#include "fdt/export/delta_blob.h"

int export_delta(struct shell *shell, const char *text, struct dt_delta *delta)
{
	int number = shell_other_tree(shell, text);
	struct dt_slot *old;

	if (number < 0)
		return number;
	old = dt_trees_slot(shell->trees, number);
	if (shell_index(shell) || shell_index_slot(shell, old))
		return -ENOMEM;
	if (dt_labels_build(old->tree.index, &old->tree) ||
	    dt_labels_build(shell->tree->index, shell->tree))
		return shell_error(shell, -ENOMEM, "no memory for the trees' labels");
	*delta = (struct dt_delta){ .from = &old->tree, .to = shell->tree };
	return 0;
}

/* No backslash either: before a line's end, it would join two lines. */
static void export_escaped(struct dt_text *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\\')
			dt_put_escape(out, *text);
		else
			dt_put_escaped(out, text, 1);
	}
}

static void export_path(struct dt_text *out, struct dt_node node)
{
	char path[DT_PATH_MAX];

	export_escaped(out, dt_path(node, path, sizeof(path)) < 0 ? "..." : path);
}

void export_comment(struct shell *shell, const char *begin, const struct dt_delta *delta,
		    const struct dt_delta_item *item)
{
	struct dt_text out;

	shell_text(shell, &out);
	dt_puts(&out, begin);
	export_lost(&out, delta, item);
	dt_putc(&out, '\n');
	dt_flush(&out);
}

void export_lost(struct dt_text *out, const struct dt_delta *delta,
		 const struct dt_delta_item *item)
{
	struct dt_node node = dt_numbered(delta->to, item->node);

	if (!item->name)
		node = dt_numbered(item->removal ? delta->from : delta->to, item->child);
	dt_puts(out, item->removal ? "remove " : item->name ? "set " : "add ");
	export_path(out, node);
	if (!item->name || dt_root(node.tree).offset != node.offset)
		dt_putc(out, '/');
	export_escaped(out, item->name ? item->name : "");
	if (item->why) {
		dt_puts(out, ": ");
		dt_puts(out, item->why);
	}
	if (item->why && item->target >= 0) {
		dt_puts(out, ": ");
		export_path(out, dt_numbered(delta->to, item->target));
	}
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

int export_overlay(struct shell *shell,
		   int (*write)(struct shell *shell, const void *context, const void *blob,
				uint32_t size),
		   const void *context)
{
	struct dt_delta delta;
	const void *blob;
	uint32_t size;
	int err = export_delta(shell, NULL, &delta);

	if (err)
		return err;
	err = dt_delta_blob(&delta, &blob, &size);
	if (err)
		shell_error(shell, err, "%s",
			    err == -ENOMEM ? "no memory"
					   : "the path and the name of a reference are too long");
	else
		err = write(shell, context, blob, size);
	dt_edit_abandon();
	if (err || !delta.lost)
		return err;
	return export_lost_end(shell, delta.lost, "in an overlay; 'export dts' shows which");
}
