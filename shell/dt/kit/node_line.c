#include "shell/dt/kit/node_line.h"
/* Three columns; the first is never cut, because people copy it to the next command. */
#include <string.h>
#include "fdt/core/fault.h"
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

/* The name's column. */
static void long_put_name(struct dt_text *out, const struct shell_operand *operand, bool path)
{
	struct shell_cell cell;

	shell_cell_init(&cell, LONG_NAME);
	long_name(&cell.text, operand, path);
	shell_cell_end(&cell);
	if (cell.used <= LONG_NAME)
		shell_cell_put(&cell, out, false);
	else
		long_name(out, operand, path);
	dt_putc(out, ' ');
}

/* The last column and the line's end, without blanks before it. */
static void long_put_last(struct dt_text *out, struct shell_cell *cell)
{
	size_t len = shell_cell_end(cell);

	if (len)
		dt_puts(out, "  ");
	dt_write(out, cell->kept, len);
	dt_putc(out, '\n');
}

void shell_long_property(struct dt_text *out, const struct shell_operand *operand, bool path)
{
	struct shell_cell cell;

	long_put_name(out, operand, path);
	shell_cell_init(&cell, LONG_STATE);
	dt_put_dec(&cell.text, operand->property.len);
	shell_cell_put(&cell, out, true);
	shell_cell_init(&cell, LONG_VALUE);
	shell_put_value(&cell.text, &operand->property);
	long_put_last(out, &cell);
}

void shell_long_node(struct dt_text *out, struct dt_node node, bool path)
{
	const struct shell_operand operand = { .node = node };
	struct shell_cell cell;
	const char *text;
	int len = dt_string(node, "status", &text);

	long_put_name(out, &operand, path);
	shell_cell_init(&cell, LONG_STATE);
	if (len < 0)
		dt_putc(&cell.text, '-');
	else
		dt_put_escaped(&cell.text, text, len);
	shell_cell_put(&cell, out, true);
	shell_cell_init(&cell, LONG_VALUE);
	text = dt_prop(node, "compatible", &len);
	if (text)
		shell_put_strings(&cell.text, text, len, ' ');
	long_put_last(out, &cell);
}

void shell_path_line(struct dt_text *out, struct dt_node node)
{
	dt_put_path(out, node);
	dt_putc(out, '\n');
}

void shell_long_path_line(struct dt_text *out, struct dt_node node)
{
	shell_long_node(out, node, true);
}
