#include "shell/dt/kit/node_line.h"
/* The first column is never cut, because people copy it to the next command. */
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/print/prop_type.h"

enum { LONG_NAME, LONG_STATE, LONG_VALUE };

static const struct report_column long_columns[] = {
	[LONG_NAME] = { .flags = 0 },
	/* bytes of a property, status of a node */
	[LONG_STATE] = { .flags = REPORT_RIGHT | REPORT_CUT },
	[LONG_VALUE] = { .flags = REPORT_CUT },
};

const struct report_table shell_long_table = {
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(long_columns),
};

void shell_put_name(struct dt_text *out, struct dt_node node, bool path)
{
	const char *name = dt_name(node);

	if (path) {
		dt_put_path(out, node);
		return;
	}
	dt_put_escaped(out, name, strlen(name));
	dt_putc(out, '/');
}

void shell_long_property(struct report *report, const struct shell_operand *operand, bool path)
{
	const struct shell_property *property = &operand->property;

	report_row(report);
	if (path)
		shell_put_operand(report_cell(report, LONG_NAME), operand);
	else
		report_string(report, LONG_NAME, property->name);
	report_dec(report, LONG_STATE, property->len);
	shell_put_value(report_cell(report, LONG_VALUE), property);
}

void shell_long_node(struct report *report, struct dt_node node, bool path)
{
	const char *text;
	int len = dt_string(node, "status", &text);

	report_row(report);
	shell_put_name(report_cell(report, LONG_NAME), node, path);
	report_bytes(report, LONG_STATE, text, len);
	text = dt_prop(node, "compatible", &len);
	if (text)
		shell_put_strings(report_cell(report, LONG_VALUE), text, (size_t)len, ' ');
}

/* --- for programs ---------------------------------------------------------------------------- */

enum { PROPERTY_NODE, PROPERTY_NAME, PROPERTY_BYTES, PROPERTY_TYPE, PROPERTY_VALUE };

static const struct report_column property_columns[] = {
	[PROPERTY_NODE] = { .key = "node" },   [PROPERTY_NAME] = { .key = "name" },
	[PROPERTY_BYTES] = { .key = "bytes" }, [PROPERTY_TYPE] = { .key = "type" },
	[PROPERTY_VALUE] = { .key = "value" },
};

const struct report_table shell_property_table = {
	.key = "properties",
	REPORT_TABLE_COLUMNS(property_columns),
};

/* How the value is printed. */
static const char property_types[][8] = {
	[DT_TYPE_FLAG] = "flag",     [DT_TYPE_STRINGS] = "strings", [DT_TYPE_UNKNOWN] = "bytes",
	[DT_TYPE_CELLS] = "cells",   [DT_TYPE_CELLS64] = "cells",   [DT_TYPE_BYTES] = "bytes",
	[DT_TYPE_NUMBERS] = "cells", [DT_TYPE_REG] = "cells",       [DT_TYPE_RANGES] = "cells",
	[DT_TYPE_REFS] = "cells",    [DT_TYPE_HZ] = "cells",        [DT_TYPE_HZ64] = "cells",
};

void shell_property_row(struct report *report, const struct shell_property *property)
{
	enum dt_type type = dt_prop_type(property->node, property->name, property->value,
					 property->len);

	report_row(report);
	report_node(report, PROPERTY_NODE, property->owner);
	report_string(report, PROPERTY_NAME, property->name);
	report_dec(report, PROPERTY_BYTES, property->len);
	report_string(report, PROPERTY_TYPE, property_types[type]);
	if (property->len)
		shell_put_value(report_cell(report, PROPERTY_VALUE), property);
}
