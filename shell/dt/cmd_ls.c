/* ls: what a node holds: properties, as files are in a directory, and nodes, as directories. */
#include <string.h>
#include "shell/dt/column.h"
#include "shell/dt/operand.h"
#include "shell/dt/property.h"
#include "shell/shell.h"

/* The columns of ls -l: with the blanks between them, one row of a terminal. */
enum {
	LS_NAME = 30,
	LS_STATE = 8, /* bytes of a property, status of a node: "disabled" */
	LS_VALUE = SHELL_COLUMNS - LS_NAME - LS_STATE - 3,
};

/* The name's column. A name is never cut, for it is what people go on with. */
static void ls_put_name(struct dt_text *out, const char *name, const char *mark)
{
	struct shell_column column;

	shell_column_init(&column, LS_NAME);
	dt_put_escaped(&column.text, name, strlen(name));
	dt_puts(&column.text, mark);
	shell_column_end(&column);
	if (column.used <= LS_NAME) {
		shell_column_put(&column, out, false);
	} else {
		dt_put_escaped(out, name, strlen(name));
		dt_puts(out, mark);
	}
	dt_putc(out, ' ');
}

/* The last column and the line's end, without blanks behind what stands there. */
static void ls_put_last(struct dt_text *out, struct shell_column *column)
{
	size_t len = shell_column_end(column);

	if (len)
		dt_puts(out, "  ");
	dt_write(out, column->kept, len);
	dt_putc(out, '\n');
}

static void ls_long_prop(struct dt_text *out, const struct shell_property *prop)
{
	struct shell_column column;

	ls_put_name(out, prop->name, "");
	shell_column_init(&column, LS_STATE);
	dt_put_dec(&column.text, prop->len);
	shell_column_put(&column, out, true);
	shell_column_init(&column, LS_VALUE);
	shell_put_value(&column.text, prop);
	ls_put_last(out, &column);
}

static void ls_long_node(struct dt_text *out, struct dt_node node)
{
	struct shell_column column;
	const char *text;
	int len = dt_string(node, "status", &text);

	ls_put_name(out, dt_name(node), "/");
	shell_column_init(&column, LS_STATE);
	if (len < 0)
		dt_putc(&column.text, '-');
	else
		dt_put_escaped(&column.text, text, len);
	shell_column_put(&column, out, true);
	shell_column_init(&column, LS_VALUE);
	text = dt_prop(node, "compatible", &len);
	if (text)
		shell_put_strings(&column.text, text, len, ' ');
	ls_put_last(out, &column);
}

static void ls_prop(struct dt_text *out, const struct shell_property *prop, bool full)
{
	if (full) {
		ls_long_prop(out, prop);
		return;
	}
	dt_put_escaped(out, prop->name, strlen(prop->name));
	dt_putc(out, '\n');
}

static void ls_child(struct dt_text *out, const struct dt_cursor *cursor, bool full)
{
	if (full) {
		ls_long_node(out, (struct dt_node){ cursor->tree, cursor->node });
		return;
	}
	dt_put_escaped(out, cursor->name, strlen(cursor->name));
	dt_puts(out, "/\n");
}

/* In the tree's own order, which is one pass: properties come first there. */
static void ls_node(struct dt_text *out, struct dt_node node, bool full)
{
	const char *name = dt_name(node);
	struct shell_property prop;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_PROP) {
			prop = shell_property(name, &cursor);
			ls_prop(out, &prop, full);
		} else if (event == DT_NODE) {
			ls_child(out, &cursor, full);
			dt_skip(&cursor);
		}
	}
}

static int ls_run(struct shell *shell, const struct shell_args *args)
{
	bool full = shell_option(args, 'l');
	struct shell_operand operand;
	struct dt_text out;
	int err = shell_operand(shell, args->argc > 1 ? args->argv[1] : ".", &operand);

	if (err)
		return err;
	shell_text(shell, &out);
	if (operand.property.name)
		ls_prop(&out, &operand.property, full);
	else
		ls_node(&out, operand.node, full);
	dt_flush(&out);
	return 0;
}

static const struct shell_option ls_options[] = {
	{ 'l', NULL, "nodes with status and compatible, properties with length and value" },
	{ 0 },
};

static const struct shell_command ls_command = {
	.name = "ls",
	.args = "[PATH|PATH/PROP]",
	.summary = "list a node's properties and child nodes",
	.detail = "One a line; nodes have a / behind the name. Default: the current node.\n"
		  "With -l, a node without status, which counts as okay, shows -. A line that\n"
		  "was too long ends in ...; use cat to see all.",
	.example = "ls -l /soc",
	.options = ls_options,
	.max_args = 1,
	.needs_tree = true,
	.run = ls_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(ls_command);
