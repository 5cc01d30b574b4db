#include "shell/dt/kit/list_column.h"
/* The columns by name, and what each prints of a node. */
#include <ctype.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/where/interrupt.h"
#include "fdt/core/label.h"
#include "fdt/where/query.h"
#include "shell/dt/kit/property.h"

enum { COLUMN_DEC_MAX = 65535 }; /* larger interrupt numbers are printed in hex: mostly all ones */

/* By kind. Any other name is a property's. */
static const char column_names[SHELL_LIST_PROPERTY + 1][11] = {
	[SHELL_LIST_NAME] = "name",
	[SHELL_LIST_PATH] = "path",
	[SHELL_LIST_DEPTH] = "depth",
	[SHELL_LIST_LABEL] = "label",
	[SHELL_LIST_ALIAS] = "alias",
	[SHELL_LIST_STATUS] = "status",
	[SHELL_LIST_COMPATIBLE] = "compatible",
	[SHELL_LIST_REG] = "reg",
	[SHELL_LIST_SIZE] = "size",
	[SHELL_LIST_IRQ] = "irq",
	[SHELL_LIST_PHANDLE] = "phandle",
	[SHELL_LIST_PROPS] = "props",
	[SHELL_LIST_CHILDREN] = "children",
	[SHELL_LIST_PROPERTY] = "",
};

struct shell_list_column shell_list_column(const char *name, size_t len)
{
	struct shell_list_column column = { .name = name, .len = len };
	size_t kind = 0;

	while (kind < SHELL_LIST_PROPERTY &&
	       (strlen(column_names[kind]) != len || memcmp(column_names[kind], name, len) != 0))
		kind++;
	column.kind = (enum shell_list_kind)kind;
	return column;
}

struct report_column shell_list_head(const struct shell_list_column *column)
{
	struct report_column head = { .flags = 0 };
	const char *name = column_names[column->kind];

	strcpy(head.key, name);
	for (size_t i = 0; name[i]; i++)
		head.title[i] = (char)toupper((unsigned char)name[i]);
	return head;
}

/* --- cells ----------------------------------------------------------------------------------- */

static void column_put_number(struct report *report, int at, enum shell_list_kind kind,
			      uint64_t value)
{
	bool hex = kind == SHELL_LIST_REG || kind == SHELL_LIST_SIZE ||
		   (kind == SHELL_LIST_PHANDLE && !report->json);

	(hex ? report_hex : report_dec)(report, at, value);
}

static void column_put_irqs(struct report *report, int at, const struct dt_tree *tree,
			    int32_t number)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	struct dt_trail trail;
	int more;

	report_number_list(report, at);
	if (dt_index_trail(tree, number, &trail) || !dt_interrupts(&it, &trail))
		return;
	while ((more = dt_interrupts_next(&it, &interrupt)) != 0) {
		uint64_t irq = more > 0 ? dt_query_irq(&interrupt) : 0;

		if (more > 0 && irq > COLUMN_DEC_MAX && !report->json)
			dt_put_hex(report_item(report), irq);
		else if (more > 0)
			dt_put_dec(report_item(report), irq);
	}
}

static void column_put_alias(struct report *report, const char *name)
{
	dt_put_escaped(report_item(report), name, strlen(name));
}

static void column_put_aliases(struct report *report, int at, const struct dt_tree *tree,
			       int32_t number)
{
	report_list(report, at);
	for (int32_t alias = dt_alias(tree, number); alias >= 0; alias = dt_alias_next(tree, alias))
		column_put_alias(report, dt_alias_name(tree, alias));
}

static void column_put_compatible(struct report *report, int at,
				  const struct shell_list_column *column, struct dt_node node)
{
	struct dt_strings list = { 0 };
	struct shell_property property;

	if (shell_list_property(column, node, &property))
		list = dt_strings_in(property.value, (int)property.len);
	report_strings(report, at, list);
}

static void column_put_property(struct report *report, int at,
				const struct shell_list_column *column, struct dt_node node)
{
	struct shell_property property;

	if (!shell_list_property(column, node, &property))
		return;
	if (!property.len)
		dt_puts(report_cell(report, at), "<>");
	else if (column->kind == SHELL_LIST_STATUS && *property.value)
		shell_put_strings(report_cell(report, at), (const char *)property.value,
				  property.len, ' ');
	else
		shell_put_value(report_cell(report, at), &property);
}

void shell_list_cell(struct report *report, int at, const struct shell_list_column *column,
		     const struct dt_tree *tree, int32_t number)
{
	struct dt_node node = dt_numbered(tree, number);
	uint64_t value;

	switch (column->kind) {
	case SHELL_LIST_PATH:
		report_node(report, at, node);
		break;
	case SHELL_LIST_NAME:
		report_string(report, at, number ? dt_name(node) : "/");
		break;
	case SHELL_LIST_LABEL:
		report_string(report, at, dt_label(tree, number));
		break;
	case SHELL_LIST_ALIAS:
		column_put_aliases(report, at, tree, number);
		break;
	case SHELL_LIST_IRQ:
		column_put_irqs(report, at, tree, number);
		break;
	case SHELL_LIST_COMPATIBLE:
		column_put_compatible(report, at, column, node);
		break;
	case SHELL_LIST_STATUS:
	case SHELL_LIST_PROPERTY:
		column_put_property(report, at, column, node);
		break;
	default:
		if (shell_list_number(column, tree, number, &value))
			column_put_number(report, at, column->kind, value);
	}
}
