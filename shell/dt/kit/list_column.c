#include "shell/dt/kit/list_column.h"
/* Columns of tables of nodes: what each prints of a node, and the key that it sorts by. */
#include <string.h>
#include "fdt/where/address.h"
#include "fdt/core/alias.h"
#include "fdt/where/interrupt.h"
#include "fdt/core/label.h"
#include "fdt/print/print.h"
#include "fdt/where/query.h"
#include "shell/dt/kit/property.h"

enum { COLUMN_DEC_MAX = 65535 }; /* larger interrupt numbers are printed in hex: mostly all ones */

/* By kind. Any other name is a property's. */
static const char *const column_names[SHELL_LIST_PROPERTY] = {
	[SHELL_LIST_NAME] = "name",     [SHELL_LIST_PATH] = "path",
	[SHELL_LIST_LABEL] = "label",   [SHELL_LIST_ALIAS] = "alias",
	[SHELL_LIST_STATUS] = "status", [SHELL_LIST_COMPATIBLE] = "compatible",
	[SHELL_LIST_REG] = "reg",       [SHELL_LIST_SIZE] = "size",
	[SHELL_LIST_IRQ] = "irq",       [SHELL_LIST_PHANDLE] = "phandle",
	[SHELL_LIST_PROPS] = "props",   [SHELL_LIST_CHILDREN] = "children",
};

struct shell_list_column shell_list_column(const char *name, size_t len)
{
	struct shell_list_column column = { .name = name, .len = len };
	size_t kind = 0;

	while (kind < SHELL_LIST_PROPERTY &&
	       (strncmp(column_names[kind], name, len) != 0 || column_names[kind][len]))
		kind++;
	column.kind = (enum shell_list_kind)kind;
	return column;
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool column_reg(const struct dt_tree *tree, int32_t number, bool size, uint64_t *value)
{
	struct dt_trail trail;
	struct dt_place place;
	struct dt_fault fault;
	struct dt_regs it;

	if (dt_index_trail(tree, number, &trail) || dt_regs(&it, &trail, &fault) ||
	    dt_regs_next(&it, &place) != 1)
		return false;
	*value = size ? place.size : dt_query_address(&place);
	return true;
}

/* *@value is the first interrupt that leads to a controller; all such are put to @out, unless it is
 * NULL. */
static bool column_irq(struct dt_text *out, const struct dt_tree *tree, int32_t number,
		       uint64_t *value)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	struct dt_trail trail;
	bool seen = false;
	int more;

	if (dt_index_trail(tree, number, &trail) || !dt_interrupts(&it, &trail))
		return false;
	while ((more = dt_interrupts_next(&it, &interrupt)) != 0 && (out || !seen)) {
		if (more < 0)
			continue;
		*value = dt_query_irq(&interrupt);
		if (out && seen)
			dt_putc(out, ',');
		if (out && *value > COLUMN_DEC_MAX)
			dt_put_hex(out, *value);
		else if (out)
			dt_put_dec(out, *value);
		seen = true;
	}
	return seen;
}

static uint64_t column_count(struct dt_node node, bool children)
{
	struct dt_cursor cursor;
	uint64_t props = 0, nodes = 0;
	enum dt_event event;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while ((event = dt_next(&cursor)) == DT_PROP)
		props++;
	if (!children)
		return props;
	for (; event == DT_NODE; event = dt_next(&cursor)) {
		dt_skip(&cursor);
		nodes++;
	}
	return nodes;
}

/* Finds the property that the column is about; false: the node does not have it. */
static bool column_property(const struct shell_list_column *column, struct dt_node node,
			    struct shell_property *property)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		if (strncmp(cursor.name, column->name, column->len) || cursor.name[column->len])
			continue;
		*property = shell_property(dt_name(node), &cursor);
		return true;
	}
	return false;
}

/* The cell is a number. */
static bool column_number(const struct shell_list_column *column, const struct dt_tree *tree,
			  int32_t number, uint64_t *value)
{
	switch (column->kind) {
	case SHELL_LIST_REG:
	case SHELL_LIST_SIZE:
		return column_reg(tree, number, column->kind == SHELL_LIST_SIZE, value);
	case SHELL_LIST_IRQ:
		return column_irq(NULL, tree, number, value);
	case SHELL_LIST_PHANDLE:
		*value = tree->index->node[number].phandle;
		return *value;
	case SHELL_LIST_PROPS:
	case SHELL_LIST_CHILDREN:
		*value = column_count(dt_numbered(tree, number),
				      column->kind == SHELL_LIST_CHILDREN);
		return true;
	default:
		return false;
	}
}

/* --- text ------------------------------------------------------------------------------------ */

static bool column_put_number(struct dt_text *out, const struct shell_list_column *column,
			      const struct dt_tree *tree, int32_t number)
{
	enum shell_list_kind kind = column->kind;
	uint64_t value;

	if (kind == SHELL_LIST_IRQ)
		return column_irq(out, tree, number, &value);
	if (!column_number(column, tree, number, &value))
		return false;
	if (kind == SHELL_LIST_REG || kind == SHELL_LIST_SIZE || kind == SHELL_LIST_PHANDLE)
		dt_put_hex(out, value);
	else
		dt_put_dec(out, value);
	return true;
}

static bool column_put_aliases(struct dt_text *out, const struct dt_tree *tree, int32_t number)
{
	int32_t first = dt_alias(tree, number);

	for (int32_t alias = first; alias >= 0; alias = dt_alias_next(tree, alias)) {
		const char *name = dt_alias_name(tree, alias);

		if (alias != first)
			dt_putc(out, ',');
		dt_put_escaped(out, name, strlen(name));
	}
	return first >= 0;
}

static bool column_put_property(struct dt_text *out, const struct shell_list_column *column,
				struct dt_node node)
{
	struct shell_property property;

	if (!column_property(column, node, &property))
		return false;
	if (column->kind != SHELL_LIST_PROPERTY)
		shell_put_strings(out, (const char *)property.value, property.len, ' ');
	else if (property.len)
		shell_put_value(out, &property);
	else
		dt_puts(out, "<>");
	return true;
}

static bool column_put(struct dt_text *out, const struct shell_list_column *column,
		       const struct dt_tree *tree, int32_t number)
{
	struct dt_node node = dt_numbered(tree, number);
	const char *text = NULL;

	switch (column->kind) {
	case SHELL_LIST_PATH:
		dt_put_path(out, node);
		return true;
	case SHELL_LIST_NAME:
		text = number ? dt_name(node) : "/";
		break;
	case SHELL_LIST_LABEL:
		text = dt_label(tree, number);
		break;
	case SHELL_LIST_ALIAS:
		return column_put_aliases(out, tree, number);
	case SHELL_LIST_STATUS:
	case SHELL_LIST_COMPATIBLE:
	case SHELL_LIST_PROPERTY:
		return column_put_property(out, column, node);
	default:
		return column_put_number(out, column, tree, number);
	}
	if (text)
		dt_put_escaped(out, text, strlen(text));
	return text;
}

bool shell_list_cell(struct dt_text *out, const struct shell_list_column *column,
		     const struct dt_tree *tree, int32_t number)
{
	bool seen = column_put(out, column, tree, number);

	if (!seen)
		dt_putc(out, '-');
	return seen;
}

/* --- keys ------------------------------------------------------------------------------------ */

/* The key by a property's value: a number if it is one or two cells, else its bytes. */
static void column_key_property(const struct shell_list_column *column, struct dt_node node,
				struct shell_list_key *key)
{
	struct shell_property property;
	enum dt_type type;

	if (!column_property(column, node, &property))
		return;
	type = dt_prop_type(property.node, property.name, property.value, property.len);
	if (type != DT_TYPE_STRINGS && (property.len == DT_CELL || property.len == 2 * DT_CELL)) {
		key->kind = SHELL_KEY_NUMBER;
		key->number = dt_be_cells(property.value, property.len / DT_CELL);
		return;
	}
	key->kind = SHELL_KEY_TEXT;
	key->text = (const char *)property.value;
	key->len = property.len;
}

struct shell_list_key shell_list_key(const struct shell_list_column *column,
				     const struct dt_tree *tree, int32_t number)
{
	struct shell_list_key key = { .kind = SHELL_KEY_NONE, .node = number };
	struct dt_node node = dt_numbered(tree, number);
	const char *text = NULL;
	int32_t alias;

	if (column->kind == SHELL_LIST_PATH) {
		key.kind = SHELL_KEY_PATH;
	} else if (column->kind == SHELL_LIST_NAME) {
		text = dt_name(node);
	} else if (column->kind == SHELL_LIST_LABEL) {
		text = dt_label(tree, number);
	} else if (column->kind == SHELL_LIST_ALIAS) {
		alias = dt_alias(tree, number);
		text = alias < 0 ? NULL : dt_alias_name(tree, alias);
	} else if (column_number(column, tree, number, &key.number)) {
		key.kind = SHELL_KEY_NUMBER;
	} else {
		column_key_property(column, node, &key);
	}
	if (!text)
		return key;
	key.kind = SHELL_KEY_TEXT;
	key.text = text;
	key.len = (uint32_t)strlen(text);
	return key;
}
