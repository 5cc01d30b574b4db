#include "shell/dt/kit/changes.h"
/* Each line is a cell, which is cut at the screen's width, or is printed whole. */
#include <string.h>
#include "fdt/export/diff.h"
#include "fdt/core/fault.h"
#include "shell/dt/kit/cell.h"
#include "shell/dt/kit/property.h"

struct changes {
	struct shell *shell;
	bool whole;
};

void shell_put_inside(struct dt_text *out, struct dt_node node)
{
	dt_put_path(out, node);
	if (node.offset != dt_root(node.tree).offset)
		dt_putc(out, '/');
}

static void changes_value(struct dt_text *out, struct dt_node node, const char *name,
			  const uint8_t *value, uint32_t len)
{
	struct shell_property property = {
		.node = dt_name(node), .name = name, .value = value, .len = len
	};

	if (len)
		shell_put_value(out, &property);
	else
		dt_puts(out, "<>");
}

static void changes_property(struct dt_text *out, const struct dt_diff *diff,
			     const struct dt_change *change)
{
	struct dt_node from = dt_numbered(diff->from, change->from);
	struct dt_node to = dt_numbered(diff->to, change->to);

	shell_put_inside(out, to);
	dt_put_escaped(out, change->name, strlen(change->name));
	if (change->kind != DT_CHANGED && !change->before_len && !change->after_len)
		return;
	dt_puts(out, "  ");
	if (change->before)
		changes_value(out, from, change->name, change->before, change->before_len);
	if (change->kind == DT_CHANGED)
		dt_puts(out, " -> ");
	if (change->after)
		changes_value(out, to, change->name, change->after, change->after_len);
}

static void changes_child(struct dt_text *out, const struct dt_diff *diff,
			  const struct dt_change *change)
{
	const struct dt_tree *tree = change->kind == DT_ADDED ? diff->to : diff->from;
	int32_t nodes = tree->index->node[change->child].end - change->child;

	shell_put_inside(out, dt_numbered(tree, change->child));
	dt_puts(out, "  ");
	dt_put_dec(out, (uint64_t)nodes);
	dt_puts(out, nodes == 1 ? " node" : " nodes");
}

/* A line without its end. */
static void changes_line(struct dt_text *out, const struct dt_diff *diff,
			 const struct dt_change *change)
{
	static const char marks[] = {
		[DT_ADDED] = '+',
		[DT_REMOVED] = '-',
		[DT_CHANGED] = '~',
	};

	dt_putc(out, marks[change->kind]);
	dt_putc(out, ' ');
	if (change->name)
		changes_property(out, diff, change);
	else
		changes_child(out, diff, change);
}

static void changes_report(struct dt_diff *diff, const struct dt_change *change)
{
	const struct changes *changes = diff->context;
	struct shell_cell cell;
	struct dt_text out;

	shell_text(changes->shell, &out);
	if (changes->whole) {
		changes_line(&out, diff, change);
	} else {
		shell_cell_init(&cell, SHELL_COLUMNS);
		changes_line(&cell.text, diff, change);
		dt_write(&out, cell.kept, shell_cell_end(&cell));
	}
	dt_putc(&out, '\n');
	dt_flush(&out);
}

uint32_t shell_changes(struct shell *shell, const struct dt_tree *from, const struct dt_tree *to,
		       bool whole)
{
	struct changes changes = { .shell = shell, .whole = whole };
	struct dt_diff diff = {
		.from = from,
		.to = to,
		.report = changes_report,
		.context = &changes,
	};
	bool reserves = dt_diff_reserves(from, to);

	if (reserves)
		shell_puts(shell, "~ /memreserve/\n");
	dt_diff(&diff);
	return diff.changes + reserves;
}
