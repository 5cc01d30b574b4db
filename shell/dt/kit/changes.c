#include "shell/dt/kit/changes.h"
/* A line is gathered before it is printed, because only then its length is known. */
#include <string.h>
#include "fdt/export/diff.h"
#include "fdt/core/fault.h"
#include "shell/dt/kit/property.h"

struct changes {
	struct shell *shell;
	bool whole;
	size_t used;              /* bytes of the line, also those for which there was no room */
	char line[SHELL_COLUMNS]; /* the line that is being made */
};

/* Keeps what fits into the line. */
static void changes_take(void *context, const char *text, size_t len)
{
	struct changes *changes = context;

	if (changes->used < sizeof(changes->line)) {
		size_t room = sizeof(changes->line) - changes->used;

		memcpy(changes->line + changes->used, text, len < room ? len : room);
	}
	changes->used += len;
}

/* Prints the line, cut where it is too long. */
static void changes_put(struct changes *changes)
{
	static const char mark[] = "...";
	const size_t room = sizeof(changes->line);

	if (changes->used > room) {
		memcpy(changes->line + room - sizeof(mark) + 1, mark, sizeof(mark) - 1);
		changes->used = room;
	}
	shell_write(changes->shell, changes->line, changes->used);
	shell_write(changes->shell, "\n", 1);
}

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

static void changes_report(struct dt_diff *diff, const struct dt_change *change)
{
	static const char marks[] = {
		[DT_ADDED] = '+',
		[DT_REMOVED] = '-',
		[DT_CHANGED] = '~',
	};
	struct changes *changes = diff->context;
	struct dt_text out;

	changes->used = 0;
	if (changes->whole)
		shell_text(changes->shell, &out);
	else
		dt_text_init(&out, changes_take, changes);
	dt_putc(&out, marks[change->kind]);
	dt_putc(&out, ' ');
	if (change->name)
		changes_property(&out, diff, change);
	else
		changes_child(&out, diff, change);
	if (changes->whole)
		dt_putc(&out, '\n');
	dt_flush(&out);
	if (!changes->whole)
		changes_put(changes);
}

uint32_t shell_changes(struct shell *shell, const struct dt_tree *from, const struct dt_tree *to,
		       bool whole)
{
	struct changes changes = { .shell = shell, .whole = whole };
	struct dt_diff diff = { from, to, changes_report, &changes, 0 };
	bool reserves = dt_diff_reserves(from, to);

	if (reserves)
		shell_puts(shell, "~ /memreserve/\n");
	dt_diff(&diff);
	return diff.changes + reserves;
}
