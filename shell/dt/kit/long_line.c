#include "shell/dt/kit/long_line.h"
#include <string.h>
#include "fdt/print/print.h"
#include "shell/dt/kit/cell.h"

/* With the blanks between them, one row of a terminal. */
enum {
	LONG_NAME = 30,
	LONG_STATE = 8, /* bytes of a property, status of a node: "disabled" */
	LONG_VALUE = SHELL_COLUMNS - LONG_NAME - LONG_STATE - 3,
};

static void long_name(struct dt_text *out, const struct shell_operand *operand, bool path)
{
	const char *name = operand->property.name;

	if (path)
		shell_put_operand(out, operand);
	else if (!name)
		name = dt_name(operand->node);
	if (!path)
		dt_put_escaped(out, name, strlen(name));
	if (!operand->property.name && !path)
		dt_putc(out, '/');
}

/* The name's column. A name is never cut, for it is what people go on with. */
static void long_put_name(struct dt_text *out, const struct shell_operand *operand, bool path)
{
	struct shell_column column;

	shell_column_init(&column, LONG_NAME);
	long_name(&column.text, operand, path);
	shell_column_end(&column);
	if (column.used <= LONG_NAME)
		shell_column_put(&column, out, false);
	else
		long_name(out, operand, path);
	dt_putc(out, ' ');
}

/* The last column and the line's end, without blanks behind what stands there. */
static void long_put_last(struct dt_text *out, struct shell_column *column)
{
	size_t len = shell_column_end(column);

	if (len)
		dt_puts(out, "  ");
	dt_write(out, column->kept, len);
	dt_putc(out, '\n');
}

void shell_long_property(struct dt_text *out, const struct shell_operand *operand, bool path)
{
	struct shell_column column;

	long_put_name(out, operand, path);
	shell_column_init(&column, LONG_STATE);
	dt_put_dec(&column.text, operand->property.len);
	shell_column_put(&column, out, true);
	shell_column_init(&column, LONG_VALUE);
	shell_put_value(&column.text, &operand->property);
	long_put_last(out, &column);
}

void shell_long_node(struct dt_text *out, struct dt_node node, bool path)
{
	const struct shell_operand operand = { .node = node };
	struct shell_column column;
	const char *text;
	int len = dt_string(node, "status", &text);

	long_put_name(out, &operand, path);
	shell_column_init(&column, LONG_STATE);
	if (len < 0)
		dt_putc(&column.text, '-');
	else
		dt_put_escaped(&column.text, text, len);
	shell_column_put(&column, out, true);
	shell_column_init(&column, LONG_VALUE);
	text = dt_prop(node, "compatible", &len);
	if (text)
		shell_put_strings(&column.text, text, len, ' ');
	long_put_last(out, &column);
}
