#include "shell/dt/kit/list_value.h"
/* Numbers, properties, and the key that a node is sorted by. */
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/core/label.h"
#include "fdt/print/print.h"
#include "fdt/where/address.h"
#include "fdt/where/interrupt.h"
#include "fdt/where/query.h"

static bool value_reg(const struct dt_tree *tree, int32_t number, bool size, uint64_t *value)
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

/* The first interrupt that leads to a controller. */
static bool value_irq(const struct dt_tree *tree, int32_t number, uint64_t *value)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	struct dt_trail trail;
	int more;

	if (dt_index_trail(tree, number, &trail) || !dt_interrupts(&it, &trail))
		return false;
	while ((more = dt_interrupts_next(&it, &interrupt)) < 0)
		;
	if (more)
		*value = dt_query_irq(&interrupt);
	return more;
}

static uint64_t value_count(struct dt_node node, bool children)
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

bool shell_list_property(const struct shell_list_column *column, struct dt_node node,
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

bool shell_list_number(const struct shell_list_column *column, const struct dt_tree *tree,
		       int32_t number, uint64_t *value)
{
	switch (column->kind) {
	case SHELL_LIST_REG:
	case SHELL_LIST_SIZE:
		return value_reg(tree, number, column->kind == SHELL_LIST_SIZE, value);
	case SHELL_LIST_IRQ:
		return value_irq(tree, number, value);
	case SHELL_LIST_DEPTH:
		*value = (uint64_t)tree->index->node[number].depth;
		return true;
	case SHELL_LIST_PHANDLE:
		*value = tree->index->node[number].phandle;
		return *value;
	case SHELL_LIST_PROPS:
	case SHELL_LIST_CHILDREN:
		*value = value_count(dt_numbered(tree, number),
				     column->kind == SHELL_LIST_CHILDREN);
		return true;
	default:
		return false;
	}
}

/* The key by a property's value: a number if it is one or two cells, else its bytes. */
static void value_key_property(const struct shell_list_column *column, struct dt_node node,
			       struct shell_list_key *key)
{
	struct shell_property property;
	enum dt_type type;

	if (!shell_list_property(column, node, &property))
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
	} else if (shell_list_number(column, tree, number, &key.number)) {
		key.kind = SHELL_KEY_NUMBER;
	} else {
		value_key_property(column, node, &key);
	}
	if (!text)
		return key;
	key.kind = SHELL_KEY_TEXT;
	key.text = text;
	key.len = (uint32_t)strlen(text);
	return key;
}
