#include "shell/dt/kit/list.h"
/* Rows with their keys, and a table of columns that are chosen at run time. */
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "shell/dt/kit/list_column.h"
#include "shell/dt/kit/list_sort.h"

enum {
	LIST_COLUMNS = 12,
	LIST_ROOM = 64, /* rows at first */
};

static const char list_for_programs[] =
	"path,name,depth,label,alias,status,compatible,reg,size,irq,phandle";

static struct {
	const struct dt_tree *tree;
	struct report_table table;
	struct shell_list_column column[LIST_COLUMNS];
	struct report_column head[LIST_COLUMNS];
	const char *name[LIST_COLUMNS]; /* of properties; the others' is NULL */
	char names[SHELL_LINE_MAX + 1]; /* the names that -c gave, each with a NUL */
	struct shell_list_column key;
	bool ordered, reverse;
	int32_t count, room;
	int32_t absent; /* rows without a key */
	struct shell_list_key *row, *spare;
} list;

static void list_drop(void)
{
	dt_hold();
	dt_free(list.row);
	dt_free(list.spare);
	memset(&list, 0, sizeof(list));
	dt_release();
}

/* The column is there already: the keys of a JSON object are unique. */
static bool list_has_column(const struct shell_list_column *column)
{
	for (int i = 0; i < list.table.columns; i++)
		if (list.column[i].len == column->len &&
		    memcmp(list.column[i].name, column->name, column->len) == 0)
			return true;
	return false;
}

static void list_add_column(const struct shell_list_column *column, char *name)
{
	int at = list.table.columns++;

	list.column[at] = *column;
	list.head[at] = shell_list_head(column);
	if (at > 0) /* the first one is what people copy to the next command */
		list.head[at].flags = REPORT_CUT;
	if (column->kind == SHELL_LIST_PROPERTY)
		list.name[at] = name;
}

/* Copies the names of columns, as far as they can be printed, which is what a title must be. */
static void list_copy_names(const char *names)
{
	char *to = list.names;

	for (; *names; names++)
		*to++ = (char)(*names == ',' ? '\0' : *names < ' ' || *names > '~' ? '?' : *names);
}

/* Reads the names of columns, which commas separate. */
static int list_take_columns(struct shell *shell, const char *names)
{
	const char *begin = names;

	if (strlen(names) >= sizeof(list.names))
		return shell_error(shell, -E2BIG, "-c: longer than %d characters", SHELL_LINE_MAX);
	list_copy_names(names);
	while (*names) {
		size_t len = strcspn(names, ",");
		struct shell_list_column column = shell_list_column(names, len);
		bool adds = len && !list_has_column(&column);

		if (adds && list.table.columns == LIST_COLUMNS)
			return shell_error(shell, -E2BIG, "-c: more than %d columns", LIST_COLUMNS);
		if (adds)
			list_add_column(&column, list.names + (names - begin));
		names += len + (names[len] == ',');
	}
	return list.table.columns ? 0 : shell_error(shell, -ENOENT, "-c: it names no column");
}

int shell_list_begin(struct shell *shell, const char *columns, const char *key, bool reverse)
{
	int err = shell_index(shell);

	list_drop();
	list.tree = shell->tree;
	list.reverse = reverse;
	list.ordered = key;
	if (key)
		list.key = shell_list_column(key, strlen(key));
	list.table = (struct report_table){
		.key = "nodes",
		.layout = REPORT_COLUMNS,
		.column = list.head,
		.name = list.name,
	};
	return err ? err : list_take_columns(shell, columns ? columns : list_for_programs);
}

/* Makes room for @room rows at *@rows: 0, or -ENOMEM reported. */
static int list_resize(struct shell *shell, struct shell_list_key **rows, int32_t room)
{
	if (dt_resize_kept((void **)rows, (size_t)room * sizeof(**rows)))
		return shell_error(shell, -ENOMEM, "no memory for a list of %d nodes", (int)room);
	return 0;
}

int shell_list_add(struct shell *shell, int32_t number)
{
	struct shell_list_key *row;
	int32_t room = list.room ? 2 * list.room : LIST_ROOM;

	if (list.count == list.room) {
		int err = list_resize(shell, &list.row, room);

		if (err)
			return err;
		list.room = room;
	}
	row = &list.row[list.count++];
	*row = (struct shell_list_key){ .kind = SHELL_KEY_NONE, .node = number };
	if (list.ordered)
		*row = shell_list_key(&list.key, list.tree, number);
	if (row->kind == SHELL_KEY_NONE)
		list.absent++;
	return 0;
}

int shell_list_add_children(struct shell *shell, struct dt_node node, bool enabled)
{
	const struct dt_index_node *row = node.tree->index->node;
	int32_t above = dt_number_of(node);
	int err = 0;

	for (int32_t i = above + 1; i < row[above].end && !err; i = row[i].end)
		if (!enabled || dt_okay(dt_numbered(node.tree, i)))
			err = shell_list_add(shell, i);
	return err;
}

static int list_order(struct shell *shell)
{
	int err = list.count ? list_resize(shell, &list.spare, list.room) : 0;
	struct shell_list_key *row = list.row, *sorted;

	if (err || list.count == 0)
		return err;
	sorted = shell_list_sort(list.tree, row, list.spare, list.count);
	dt_hold();
	list.row = sorted;
	if (sorted != row)
		list.spare = row;
	dt_release();
	return 0;
}

/* A property that no node has is mostly a typing mistake. */
static int list_refuse(struct shell *shell, const struct shell_list_column *column,
		       const char *option)
{
	return shell_error(shell, -ENOENT,
			   "%s %.*s: not a column, and no node here has this property", option,
			   (int)column->len, column->name);
}

static int list_check_column(struct shell *shell, const struct shell_list_column *column)
{
	struct shell_property property;

	if (column->kind != SHELL_LIST_PROPERTY || list.count == 0)
		return 0;
	for (int32_t at = 0; at < list.count; at++)
		if (shell_list_property(column, dt_numbered(list.tree, list.row[at].node),
					&property))
			return 0;
	return list_refuse(shell, column, "-c");
}

int shell_list_end(struct shell *shell)
{
	int err = 0;

	for (int i = 0; i < list.table.columns && !err; i++)
		err = list_check_column(shell, &list.column[i]);
	if (err || !list.ordered)
		return err;
	if (list.key.kind == SHELL_LIST_PROPERTY && list.count && list.absent == list.count)
		return list_refuse(shell, &list.key, "-s");
	return list_order(shell);
}

int32_t shell_list_node(int32_t at)
{
	if (at >= list.count)
		return DT_NONE;
	return list.row[list.reverse ? list.count - 1 - at : at].node;
}

/* --- the table ------------------------------------------------------------------------------- */

const struct report_table *shell_list_table(void)
{
	return &list.table;
}

void shell_list_row(struct report *report, int32_t number)
{
	report_row(report);
	for (int i = 0; i < list.table.columns; i++)
		shell_list_cell(report, i, &list.column[i], list.tree, number);
}

void shell_list_rows(struct report *report, void *context)
{
	(void)context;
	for (int32_t at = 0; at < list.count; at++)
		shell_list_row(report, shell_list_node(at));
}
