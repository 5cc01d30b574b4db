#include "shell/dt/kit/repair.h"
/*
 * The repairs of `check -f`. They are made from the end of the tree to its beginning, so that the
 * offsets of those that are still to be made stay right.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/sort.h"
#include "fdt/core/space.h"
#include "fdt/print/print.h"
#include "shell/dt/kit/edit_tree.h"

enum { REPAIRS_MAX = 16 }; /* of one run */

/* A proposed change; its value, which the check has only during the call, is copied. */
struct repair {
	struct dt_repair change; /* .value is NULL for a removal, else copy */
	void *copy;
};

static struct repair repair_list[REPAIRS_MAX];
static int repair_count;
static int repair_left; /* repairs that found no room */

/* Empties the list; also of what an interrupted run left. */
static void repair_drop(void)
{
	repair_count = repair_left = 0;
	for (int i = 0; i < REPAIRS_MAX; i++)
		dt_drop(&repair_list[i].copy);
}

/* The same property is in the list. */
static bool repair_is_known(const struct dt_repair *proposed)
{
	for (int i = 0; i < repair_count; i++)
		if (repair_list[i].change.node.offset == proposed->node.offset &&
		    strcmp(repair_list[i].change.name, proposed->name) == 0)
			return true;
	return false;
}

void check_repair_collect(const struct dt_repair *proposed)
{
	struct repair *repair = &repair_list[repair_count];

	if (repair_is_known(proposed))
		return;
	if (repair_count == REPAIRS_MAX ||
	    (proposed->value && dt_keep(&repair->copy, proposed->len))) {
		repair_left++;
		return;
	}
	repair->change = *proposed;
	if (proposed->value) {
		memcpy(repair->copy, proposed->value, proposed->len);
		repair->change.value = repair->copy;
	}
	repair_count++;
}

void check_repair_begin(void)
{
	repair_drop();
}

void check_put_repair(struct dt_text *out, const struct dt_repair *repair)
{
	dt_puts(out, repair->value ? "set " : "rm ");
	dt_put_inside(out, repair->node);
	dt_put_escaped(out, repair->name, strlen(repair->name));
	if (repair->value) {
		dt_putc(out, ' ');
		dt_print_value(out, dt_name(repair->node), repair->name, repair->value,
			       repair->len);
	}
}

/* --- the report ------------------------------------------------------------------------------ */

static const struct report_column repair_columns[] = { { .key = "command", .title = "fixed:" } };

static const struct report_table repair_table = {
	.key = "fixed",
	REPORT_TABLE_COLUMNS(repair_columns),
};

static const struct report_column repair_left_columns[] = { { .key = "repairs" },
							    { .flags = REPORT_CLOSE } };

static const struct report_table repair_left_table = {
	.key = "more",
	.record = true,
	REPORT_TABLE_COLUMNS(repair_left_columns),
};

static void repair_report_all(struct report *report)
{
	report_table(report, &repair_table);
	for (int i = 0; i < repair_count; i++) {
		report_row(report);
		check_put_repair(report_cell(report, 0), &repair_list[i].change);
	}
	report_flush(report);
}

static void repair_report_left(struct report *report)
{
	if (!repair_left)
		return;
	report_table(report, &repair_left_table);
	report_row(report);
	report_dec(report, 0, (uint64_t)repair_left);
	report_string(report, 1, "more; run check -f again");
	report_flush(report);
}

/* --------------------------------------------------------------------------------------------- */

/* The later in the tree comes first. */
static int repair_order(const void *a, const void *b)
{
	const struct repair *first = a, *second = b;

	return second->change.node.offset - first->change.node.offset;
}

static int repair_make(struct dt_draft *draft, const struct dt_repair *change)
{
	struct dt_node node = { &draft->tree, change->node.offset };

	if (!change->value)
		return dt_draft_remove(draft, node, change->name);
	return dt_draft_set(draft, node, change->name, change->value, change->len);
}

/* Says that there is no repair. 0, or -ENOMEM. */
static int repair_none(struct report *report)
{
	if (repair_left)
		return shell_error(report->shell, -ENOMEM, "-f: not enough memory");
	report_says(report, "nothing was changed: no finding can be fixed in only one way");
	return 0;
}

/* Names in the list are the tree's: they are valid until the draft takes its place. */
int check_repair_end(struct report *report, const struct shell_args *args)
{
	struct shell *shell = report->shell;
	struct dt_draft *draft;
	int err = 0;

	repair_report_all(report);
	if (!repair_count)
		return repair_none(report);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	dt_hold(); /* each copy stays in exactly one row, also if Ctrl-C comes now */
	dt_sort(repair_list, (size_t)repair_count, sizeof(repair_list[0]), repair_order);
	dt_release();
	for (int i = 0; i < repair_count && !err; i++)
		err = repair_make(draft, &repair_list[i].change);
	if (err)
		return shell_edit_fail(shell, err, "check -f");
	repair_report_left(report);
	repair_drop();
	return shell_edit_end(shell, args, draft);
}
