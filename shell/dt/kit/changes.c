#include "shell/dt/kit/changes.h"
/* The path of a difference is made first, because it decides whether it is shown. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/export/meaning.h"
#include "shell/dt/kit/change_line.h"
#include "shell/dt/kit/kept.h"

enum {
	CHANGES_MARK = 2,   /* characters before the path */
	CHANGES_LEAST = 40, /* columns that a cut value needs */
};

enum {
	CHANGES_CHANGE,
	CHANGES_KIND,
	CHANGES_PATH,
	CHANGES_PROPERTY,
	CHANGES_NODES,
	CHANGES_OLD,
	CHANGES_NEW,
	CHANGES_LINE, /* for people: all of it */
};

static const struct report_column changes_columns[] = {
	[CHANGES_CHANGE] = { .key = "change", .flags = REPORT_HIDDEN },
	[CHANGES_KIND] = { .key = "kind", .flags = REPORT_HIDDEN },
	[CHANGES_PATH] = { .key = "path", .flags = REPORT_HIDDEN },
	[CHANGES_PROPERTY] = { .key = "property", .flags = REPORT_HIDDEN },
	[CHANGES_NODES] = { .key = "nodes", .flags = REPORT_HIDDEN },
	[CHANGES_OLD] = { .key = "old", .flags = REPORT_HIDDEN },
	[CHANGES_NEW] = { .key = "new", .flags = REPORT_HIDDEN },
	[CHANGES_LINE] = { .key = "" },
};

static const struct report_table changes_table = {
	.key = "differences",
	REPORT_TABLE_COLUMNS(changes_columns),
};

/* By enum dt_change_kind. */
static const struct {
	char mark, name[9];
} changes_kinds[] = {
	[DT_ADDED] = { '+', "added" },
	[DT_REMOVED] = { '-', "removed" },
	[DT_CHANGED] = { '~', "changed" },
};

/* Static, so that the next run finds the memory of one that was ended by force. */
static struct changes {
	const struct shell_changes *how;
	struct report *report;
	struct report own; /* of shell_changes */
	struct dt_meaning meaning;
	struct shell_kept name, before, after; /* the parts of a line */
	unsigned columns;                      /* that a line has; 0: as many as it needs */
	bool differ;
} changes_state;

/* The node that differs, or whose property does. */
static struct dt_node changes_node(const struct dt_change *change)
{
	const struct dt_meaning *meaning = &changes_state.meaning;
	bool before = change->kind == DT_REMOVED;
	int32_t above = before ? change->from : change->to;

	return dt_numbered(before ? meaning->from : meaning->to,
			   change->name ? above : change->child);
}

/* How many nodes were added or removed with a child. */
static uint64_t changes_nodes(const struct dt_change *change)
{
	const struct dt_tree *tree = changes_node(change).tree;

	return (uint64_t)(tree->index->node[change->child].end - change->child);
}

/* Whether there is such a value to show; a flag that was added or removed has none. */
static bool changes_has(const struct dt_change *change, bool before)
{
	if (!change->name)
		return before == (change->kind == DT_REMOVED);
	if (change->kind == DT_CHANGED)
		return true;
	return before ? change->before_len : change->after_len;
}

/* --- for people ------------------------------------------------------------------------------- */

/* Puts a mark and the path of what differs, without '/' at its end. */
static void changes_put_name(struct dt_text *out, const struct dt_change *change)
{
	struct dt_node node = changes_node(change);

	dt_putc(out, changes_kinds[change->kind].mark);
	dt_putc(out, ' ');
	if (!change->name) {
		dt_put_path(out, node);
		return;
	}
	dt_put_inside(out, node);
	dt_put_escaped(out, change->name, strlen(change->name));
}

/* Puts a value, or how many nodes a child is. */
static void changes_put_value(struct dt_text *out, const struct dt_change *change, bool before)
{
	uint64_t nodes;

	if (change->name) {
		dt_put_meaning(out, &changes_state.meaning, change, before);
		return;
	}
	nodes = changes_nodes(change);
	dt_put_dec(out, nodes);
	dt_puts(out, nodes == 1 ? " node" : " nodes");
}

static void changes_put_whole(struct dt_text *out, const struct dt_change *change)
{
	changes_put_name(out, change);
	if (!change->name)
		dt_putc(out, '/');
	for (int before = 1; before >= 0; before--) {
		if (!changes_has(change, before))
			continue;
		dt_puts(out, change->kind == DT_CHANGED && !before ? " -> " : "  ");
		changes_put_value(out, change, before);
	}
}

static struct shell_piece changes_piece(struct shell_kept *kept, const struct dt_change *change,
					bool before)
{
	shell_kept_begin(kept);
	if (!changes_has(change, before))
		return (struct shell_piece){ 0 };
	changes_put_value(&kept->text, change, before);
	shell_kept_end(kept);
	return (struct shell_piece){ kept->at, kept->len };
}

static void changes_put_line(struct changes *changes, const struct dt_change *change)
{
	struct dt_text *out = report_cell(changes->report, CHANGES_LINE);
	struct shell_kept *name = &changes->name;
	struct shell_piece before, after;

	if (!changes->columns) {
		changes_put_whole(out, change);
		return;
	}
	before = changes_piece(&changes->before, change, true);
	after = changes_piece(&changes->after, change, false);
	if (!change->name)
		dt_putc(&name->text, '/');
	shell_kept_end(name);
	if (name->cut || changes->before.cut || changes->after.cut)
		changes_put_whole(out, change);
	else
		shell_put_change(out, changes->columns, (struct shell_piece){ name->at, name->len },
				 before, after);
}

/* --- for programs ----------------------------------------------------------------------------- */

static void changes_put_cells(struct report *report, const struct dt_change *change)
{
	report_string(report, CHANGES_CHANGE, changes_kinds[change->kind].name);
	report_string(report, CHANGES_KIND, change->name ? "property" : "node");
	report_node(report, CHANGES_PATH, changes_node(change));
	report_string(report, CHANGES_PROPERTY, change->name);
	if (!change->name)
		report_dec(report, CHANGES_NODES, changes_nodes(change));
	for (int before = 1; change->name && before >= 0; before--)
		if (changes_has(change, before))
			dt_put_meaning(report_cell(report, before ? CHANGES_OLD : CHANGES_NEW),
				       &changes_state.meaning, change, before);
}

/* ---------------------------------------------------------------------------------------------- */

static bool changes_left_out(const struct changes *changes)
{
	const struct shell_kept *name = &changes->name;

	return name->len > CHANGES_MARK &&
	       shell_is_left_out(&changes->how->left_out, name->at + CHANGES_MARK,
				 name->len - CHANGES_MARK);
}

static void changes_report(struct dt_diff *diff, const struct dt_change *change)
{
	struct changes *changes = diff->context;

	if (change->name && dt_is_phandle(change->name))
		return;
	shell_kept_begin(&changes->name);
	changes_put_name(&changes->name.text, change);
	shell_kept_end(&changes->name);
	if (changes_left_out(changes))
		return;
	changes->differ = true;
	if (changes->how->quiet)
		return;
	report_row(changes->report);
	if (changes->report->json)
		changes_put_cells(changes->report, change);
	else
		changes_put_line(changes, change);
}

static bool changes_same(const struct dt_diff *diff, const struct dt_change *change)
{
	(void)diff;
	return dt_same_meaning(&changes_state.meaning, change);
}

static void changes_reserves(struct changes *changes)
{
	static const char path[] = "/memreserve";
	struct report *report = changes->report;

	if (!dt_diff_reserves(changes->meaning.from, changes->meaning.to) ||
	    shell_is_left_out(&changes->how->left_out, path, strlen(path)))
		return;
	changes->differ = true;
	if (changes->how->quiet)
		return;
	report_row(report);
	report_string(report, CHANGES_CHANGE, changes_kinds[DT_CHANGED].name);
	report_string(report, CHANGES_KIND, "memreserve");
	report_string(report, CHANGES_LINE, "~ /memreserve/");
}

int shell_changes_in(struct report *report, const struct dt_tree *from, const struct dt_tree *to,
		     const struct shell_changes *how)
{
	struct changes *changes = &changes_state;
	unsigned columns = shell_columns(report->shell);
	struct dt_diff diff = {
		.from = from,
		.to = to,
		.report = changes_report,
		.same = changes_same,
		.context = changes,
	};

	changes->report = report;
	changes->how = how;
	changes->columns = how->whole || columns < CHANGES_LEAST ? 0 : columns;
	changes->differ = false;
	if (dt_meaning_open(&changes->meaning, from, to))
		return shell_error(report->shell, -ENOMEM, "no memory for the nodes of both trees");
	report_table(report, &changes_table);
	changes_reserves(changes);
	dt_diff(&diff);
	dt_meaning_close(&changes->meaning);
	shell_kept_drop(&changes->name);
	shell_kept_drop(&changes->before);
	shell_kept_drop(&changes->after);
	return changes->differ ? SHELL_FAILED : 0;
}

int shell_changes(struct shell *shell, const struct shell_args *args, const struct dt_tree *from,
		  const struct dt_tree *to, const struct shell_changes *how)
{
	struct report *report = &changes_state.own;
	int result;

	report_begin(report, shell, args);
	result = shell_changes_in(report, from, to, how);
	if (result >= 0)
		report_end(report);
	return result;
}
