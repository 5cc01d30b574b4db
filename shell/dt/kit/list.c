#include "shell/dt/kit/list.h"
/* Rows with their keys, and a table whose columns are measured before they are printed. */
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include "fdt/core/index.h"
#include "fdt/core/space.h"
#include "shell/dt/kit/cell.h"
#include "shell/dt/kit/list_column.h"
#include "shell/dt/kit/list_sort.h"

enum {
	LIST_COLUMNS = 12,
	LIST_ROOM = 64,   /* rows at first */
	LIST_ENOUGH = 10, /* characters that a column keeps when a row is too long */
	LIST_LEAST = 4,   /* those that it keeps when that is still too long */
	LIST_GAP = 2,     /* blanks between columns */
};

static struct {
	const struct dt_tree *tree;
	int columns;
	struct shell_list_column column[LIST_COLUMNS];
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

/* Reads the names of columns, which commas separate. */
static int list_take_columns(struct shell *shell, const char *names)
{
	while (*names) {
		size_t len = strcspn(names, ",");

		if (len && list.columns == LIST_COLUMNS)
			return shell_error(shell, -E2BIG, "-c: more than %d columns", LIST_COLUMNS);
		if (len)
			list.column[list.columns++] = shell_list_column(names, len);
		names += len + (names[len] == ',');
	}
	return list.columns ? 0 : shell_error(shell, -ENOENT, "-c: it names no column");
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
	if (!err && columns)
		err = list_take_columns(shell, columns);
	return err;
}

/* Makes room for @room rows at *@rows: 0, or -ENOMEM reported. */
static int list_resize(struct shell *shell, struct shell_list_key **rows, int32_t room)
{
	struct shell_list_key *grown;

	dt_hold();
	grown = dt_resize(*rows, (size_t)room * sizeof(**rows));
	if (grown)
		*rows = grown;
	dt_release();
	if (!grown)
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

static int32_t list_node(int32_t at)
{
	return list.row[list.reverse ? list.count - 1 - at : at].node;
}

/* --- the table ------------------------------------------------------------------------------- */

static void list_measure(void)
{
	struct shell_cell cell;

	for (int i = 0; i < list.columns; i++) {
		struct shell_list_column *column = &list.column[i];

		column->width = column->len;
		for (int32_t at = 0; at < list.count; at++) {
			shell_cell_init(&cell, SHELL_COLUMNS);
			column->seen |= shell_list_cell(&cell.text, column, list.tree,
							list_node(at));
			shell_cell_end(&cell);
			if (cell.used > column->width)
				column->width = cell.used;
		}
	}
}

/* Makes the columns after the first narrower until a row fits the screen. */
static void list_fit(void)
{
	size_t total = 0;

	for (int i = 0; i < list.columns; i++)
		total += list.column[i].width + (i ? LIST_GAP : 0);
	for (int i = 2 * list.columns - 1; i > 0 && total > SHELL_COLUMNS; i--) {
		struct shell_list_column *column = &list.column[i % list.columns];
		size_t enough = i < list.columns ? LIST_LEAST : LIST_ENOUGH;
		size_t least = column->len > enough ? column->len : enough;
		size_t take = column->width > least ? column->width - least : 0;

		if (i % list.columns == 0)
			take = 0; /* the first column is never cut */
		if (take > total - SHELL_COLUMNS)
			take = total - SHELL_COLUMNS;
		column->width -= take;
		total -= take;
	}
}

/* Puts the cell; the last one of a row is not filled up. */
static void list_put_cell(struct dt_text *out, struct shell_cell *cell, bool last)
{
	size_t len = shell_cell_end(cell);

	dt_write(out, cell->kept, len);
	if (!last)
		shell_put_blanks(out, cell->room - len + LIST_GAP);
}

static void list_header(struct dt_text *out)
{
	for (int i = 0; i < list.columns; i++) {
		const struct shell_list_column *column = &list.column[i];
		bool upper = column->kind != SHELL_LIST_PROPERTY;
		struct shell_cell cell;

		shell_cell_init(&cell, column->width);
		for (size_t j = 0; j < column->len; j++) {
			char c = column->name[j];

			dt_putc(&cell.text, upper ? (char)toupper((unsigned char)c) : c);
		}
		list_put_cell(out, &cell, i + 1 == list.columns);
	}
	dt_putc(out, '\n');
}

static void list_row(struct dt_text *out, int32_t number)
{
	for (int i = 0; i < list.columns; i++) {
		const struct shell_list_column *column = &list.column[i];
		bool last = i + 1 == list.columns;
		struct shell_cell cell;

		shell_cell_init(&cell, column->width);
		shell_list_cell(&cell.text, column, list.tree, number);
		shell_cell_end(&cell);
		if (i > 0 || cell.used <= cell.room) {
			list_put_cell(out, &cell, last);
			continue;
		}
		/* The first column is what people copy to the next command. */
		shell_list_cell(out, column, list.tree, number);
		if (!last)
			shell_put_blanks(out, LIST_GAP);
	}
	dt_putc(out, '\n');
}

/* A column in which no node has anything is mostly a typing mistake. */
static int list_check_seen(struct shell *shell, const struct shell_list_column *column, bool seen,
			   const char *option)
{
	if (seen || list.count == 0 || column->kind != SHELL_LIST_PROPERTY)
		return 0;
	return shell_error(shell, -ENOENT,
			   "%s %.*s: not a column, and no node here has this property", option,
			   (int)column->len, column->name);
}

static int list_table(struct shell *shell, struct dt_text *out)
{
	list_measure();
	for (int i = 0; i < list.columns; i++) {
		const struct shell_list_column *column = &list.column[i];
		int err = list_check_seen(shell, column, column->seen, "-c");

		if (err)
			return err;
	}
	list_fit();
	list_header(out);
	for (int32_t at = 0; at < list.count; at++)
		list_row(out, list_node(at));
	return 0;
}

int shell_list_put(struct shell *shell, struct dt_text *out,
		   void (*line)(struct dt_text *out, struct dt_node node))
{
	int err = 0;

	dt_flush(out); /* errors come after what was printed before */
	if (list.ordered)
		err = list_check_seen(shell, &list.key, list.absent < list.count, "-s");
	if (!err && list.ordered)
		err = list_order(shell);
	if (err || list.columns)
		return err ? err : list_table(shell, out);
	for (int32_t at = 0; at < list.count; at++)
		line(out, dt_numbered(list.tree, list_node(at)));
	return 0;
}
