#include "shell/dt/kit/repair.h"
/*
 * The repairs of `check -f`. They are made from the end of the tree to its beginning, so that the
 * offsets of those that are still to be made stay right.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
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

static void repair_collect(struct dt_check *check, const struct dt_repair *proposed)
{
	struct repair *repair = &repair_list[repair_count];

	(void)check;
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

void check_repair_begin(struct dt_check *check)
{
	repair_drop();
	check->repair = repair_collect;
}

/* Prints "fixed: rm /soc/timer/name" or "fixed: set /chosen/stdout-path "serial0"": the command
 * that does the same, except that it needs quotes around a blank in a name. */
static void repair_print(struct dt_text *out, const struct dt_repair *change)
{
	char path[DT_PATH_MAX];

	dt_puts(out, change->value ? "fixed: set " : "fixed: rm ");
	if (dt_path(change->node, path, sizeof(path)) > 1)
		dt_put_escaped(out, path, strlen(path));
	dt_putc(out, '/');
	dt_put_escaped(out, change->name, strlen(change->name));
	if (change->value) {
		dt_putc(out, ' ');
		dt_print_value(out, dt_name(change->node), change->name, change->value,
			       change->len);
	}
	dt_putc(out, '\n');
}

static void repair_print_all(struct shell *shell)
{
	struct dt_text out;

	shell_text(shell, &out);
	for (int i = 0; i < repair_count; i++)
		repair_print(&out, &repair_list[i].change);
	dt_flush(&out);
}

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
static int repair_none(struct shell *shell)
{
	if (repair_left)
		return shell_error(shell, -ENOMEM, "-f: not enough memory");
	shell_puts(shell, "nothing was changed: no finding can be fixed in only one way\n");
	return 0;
}

/* Names in the list are the tree's: they are valid until the draft takes its place. */
int check_repair_end(struct shell *shell, const struct shell_args *args)
{
	struct dt_draft *draft;
	int err = 0;

	if (!repair_count)
		return repair_none(shell);
	repair_print_all(shell);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	dt_hold(); /* each copy stays in exactly one row, also if Ctrl-C comes now */
	qsort(repair_list, (size_t)repair_count, sizeof(repair_list[0]), repair_order);
	dt_release();
	for (int i = 0; i < repair_count && !err; i++)
		err = repair_make(draft, &repair_list[i].change);
	if (err)
		return shell_edit_fail(shell, err, "check -f");
	if (repair_left)
		shell_printf(shell, "%d more; run check -f again\n", repair_left);
	repair_drop();
	return shell_edit_end(shell, args, draft);
}
