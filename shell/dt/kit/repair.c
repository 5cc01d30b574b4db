#include "shell/dt/kit/repair.h"
/*
 * The repairs of `check -f`. They are made from the end of the tree to its beginning, so that the
 * offsets of those that are still to be made stay right.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/print/print.h"
#include "shell/dt/kit/edit_tree.h"

enum {
	REPAIRS_MAX = 16, /* of one run */
	REPAIR_NAME_MAX = 32,
	REPAIR_VALUE_MAX = 128, /* bytes */
};

/* A copy of a struct dt_repair: the value that a check proposes lives only as long as its call. */
struct repair {
	struct dt_node node;
	char name[REPAIR_NAME_MAX];
	bool removes;
	uint32_t len; /* of value */
	char value[REPAIR_VALUE_MAX];
};

static struct repair repair_list[REPAIRS_MAX];
static int repair_count;
static int repair_left; /* repairs that found no room */

/* The same property is in the list. */
static bool repair_is_known(const struct dt_repair *proposed)
{
	for (int i = 0; i < repair_count; i++)
		if (repair_list[i].node.offset == proposed->node.offset &&
		    strcmp(repair_list[i].name, proposed->name) == 0)
			return true;
	return false;
}

static void repair_collect(struct dt_check *check, const struct dt_repair *proposed)
{
	struct repair *repair = &repair_list[repair_count];

	(void)check;
	if (repair_is_known(proposed))
		return;
	if (repair_count == REPAIRS_MAX || proposed->len > sizeof(repair->value) ||
	    strlen(proposed->name) >= sizeof(repair->name)) {
		repair_left++;
		return;
	}
	*repair = (struct repair){
		.node = proposed->node,
		.removes = !proposed->value,
		.len = proposed->len,
	};
	strcpy(repair->name, proposed->name);
	if (proposed->value)
		memcpy(repair->value, proposed->value, proposed->len);
	repair_count++;
}

void check_repair_begin(struct dt_check *check)
{
	repair_count = repair_left = 0;
	check->repair = repair_collect;
}

/* Prints "fixed: rm /soc/timer/name" or "fixed: set /chosen/stdout-path "serial0"": the command
 * that does the same, except that it needs quotes around a blank in a name. */
static void repair_print(struct dt_text *out, const struct repair *repair)
{
	char path[DT_PATH_MAX];

	dt_puts(out, repair->removes ? "fixed: rm " : "fixed: set ");
	if (dt_path(repair->node, path, sizeof(path)) > 1)
		dt_put_escaped(out, path, strlen(path));
	dt_putc(out, '/');
	dt_put_escaped(out, repair->name, strlen(repair->name));
	if (!repair->removes) {
		dt_putc(out, ' ');
		dt_print_value(out, dt_name(repair->node), repair->name,
			       (const uint8_t *)repair->value, repair->len);
	}
	dt_putc(out, '\n');
}

static int repair_order(const void *a, const void *b)
{
	return ((const struct repair *)b)->node.offset - ((const struct repair *)a)->node.offset;
}

static int repair_make(struct dt_draft *draft, const struct repair *repair)
{
	struct dt_node node = { &draft->tree, repair->node.offset };

	if (repair->removes)
		return dt_draft_remove(draft, node, repair->name);
	return dt_draft_set(draft, node, repair->name, repair->value, repair->len);
}

int check_repair_end(struct shell *shell, const struct shell_args *args)
{
	struct dt_draft *draft;
	struct dt_text out;
	int err = 0;

	if (!repair_count)
		return 0;
	shell_text(shell, &out);
	for (int i = 0; i < repair_count; i++)
		repair_print(&out, &repair_list[i]);
	dt_flush(&out);
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	qsort(repair_list, (size_t)repair_count, sizeof(repair_list[0]), repair_order);
	for (int i = 0; i < repair_count && !err; i++)
		err = repair_make(draft, &repair_list[i]);
	if (err)
		return shell_edit_fail(shell, err, "check -f");
	if (repair_left)
		shell_printf(shell, "%d more; run check -f again\n", repair_left);
	return shell_edit_end(shell, args, draft);
}
