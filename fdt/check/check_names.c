/*
 * Checks of the names of nodes and properties: their characters, and that they are unique.
 * Source: Devicetree Specification v0.4, 2.2.1 and 2.2.4.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <string.h>
#include "fdt/core/cursor.h"

enum {
	NAMES_NODE_CHARS,
	NAMES_NODE_FORMAT,
	NAMES_NODE_EMPTY,
	NAMES_NODE_PROPERTY,
	NAMES_NODE_TWICE,
	NAMES_PROP_CHARS,
	NAMES_PROP_TWICE,
	NAMES_UNIT_TWICE,
	NAMES_CHECKS,
};

static const struct dt_check_row names_rows[] = {
	[NAMES_NODE_CHARS] = {
		.severity = DT_ERROR,
		.name = "node-name-chars",
		.text = "a node name must not have this character",
		.fix = "mv $ $<NEW-NAME",
	},
	[NAMES_NODE_FORMAT] = {
		.severity = DT_ERROR,
		.name = "node-name-format",
		.text = "a node name must not have two '@'",
		.fix = "mv $ $<NEW-NAME",
	},
	[NAMES_NODE_EMPTY] = {
		.severity = DT_ERROR,
		.name = "node-name-empty",
		.text = "the node has no name",
		.fix = "mv $ $<NEW-NAME",
	},
	[NAMES_NODE_PROPERTY] = {
		.severity = DT_WARNING,
		.name = "node-name-property",
		.text = "its parent has a property of the same name",
		.fix = "mv $ $<NEW-NAME, or rename the property",
	},
	[NAMES_NODE_TWICE] = {
		.severity = DT_ERROR,
		.name = "duplicate-node",
		.text = "a sibling has the same name, and only the first one is found",
		.fix = "mv $ $<NEW-NAME",
	},
	[NAMES_PROP_CHARS] = {
		.severity = DT_ERROR,
		.name = "property-name-chars",
		.text = "a property name must not have this character",
		.fix = "mv $$ $/NEW-NAME",
	},
	[NAMES_PROP_TWICE] = {
		.severity = DT_ERROR,
		.name = "duplicate-property",
		.text = "the node has this property twice, and only the first one counts",
		.fix = "rm one of them",
	},
	[NAMES_UNIT_TWICE] = {
		.severity = DT_WARNING,
		.name = "unique-unit-address",
		.text = "a sibling has the same unit address",
		.fix = "mv $ $<NAME@ADDRESS and set its reg, or those of the other node",
	},
};

/* The first of the @len characters at @name that is neither a letter, a digit nor in @more, or
 * NULL. */
static const char *names_bad(const char *name, size_t len, const char *more)
{
	for (const char *end = name + len; name < end; name++)
		if (!isalnum((unsigned char)*name) && !strchr(more, *name))
			return name;
	return NULL;
}

static void names_chars(struct dt_check *check, const char *name)
{
	size_t len = strlen(name), base = strcspn(name, "@");
	const char *bad = names_bad(name, len, "-,._+@");

	if (bad)
		rule_found(check, NAMES_NODE_CHARS, "'%c'", *bad);
	if (base == 0)
		rule_found(check, NAMES_NODE_EMPTY, NULL);
	if (name[base] && strchr(name + base + 1, '@'))
		rule_found(check, NAMES_NODE_FORMAT, NULL);
}

/* Row @at has the same text as the one before. Sorted rows of the same hash are neighbours. */
static bool names_is_twice(struct dt_check *check, const struct rule_row *at,
			   const char *(*text)(struct dt_check *, int32_t))
{
	return at->key == at[-1].key &&
	       strcmp(text(check, at->number), text(check, at[-1].number)) == 0;
}

static const char *names_prop_text(struct dt_check *check, int32_t at)
{
	return token_prop_name(check->tree, check->tree->structs + at);
}

static void names_props(struct dt_check *check)
{
	size_t count = rule_prop_rows(check);
	const struct rule_row *row = check->space->rows;

	for (size_t i = 1; i < count; i++)
		if (names_is_twice(check, &row[i], names_prop_text))
			rule_found(check, NAMES_PROP_TWICE, "%s",
				   names_prop_text(check, row[i].number));
}

static const char *names_unit_text(struct dt_check *check, int32_t number)
{
	return rule_unit(dt_name(dt_numbered(check->tree, number)));
}

/* The unit address of child @number counts: it is enabled, and the first one of its name: of others
 * NAMES_NODE_TWICE speaks. */
static bool names_unit_counts(struct dt_check *check, int32_t number)
{
	struct dt_node child = dt_numbered(check->tree, number);

	/* Cells of nvmem may be bits of the same byte: binding nvmem. */
	return dt_okay(child) && !rule_facts_has(check, number, RULE_BITS) &&
	       dt_index_child(check->tree, check->number, dt_name(child), strlen(dt_name(child))) ==
		       number;
}

/* Makes rows of the children that have a unit address, sorted by its hash. Their number; 0 where
 * there is no memory. */
static size_t names_unit_rows(struct dt_check *check)
{
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;
	size_t count = 0;

	for (int32_t i = check->number + 1; i < last; i = node[i].end) {
		const char *unit = names_unit_text(check, i);
		struct rule_row *row = unit ? rule_room(check, count + 1) : NULL;

		if (unit && !row)
			return 0;
		if (unit)
			row[count++] = (struct rule_row){
				.key = rule_hash(unit, strlen(unit)),
				.number = i,
			};
	}
	rule_sort(check->space->rows, count);
	return count;
}

static bool names_share(const struct rule_row *row, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (row[i].key == row[i - 1].key)
			return true;
	return false;
}

/* Few children share a unit address, so that only those are looked at closely. */
static void names_units(struct dt_check *check)
{
	size_t count = names_unit_rows(check), kept = 0;
	struct rule_row *row = check->space->rows;

	if (!names_share(row, count))
		return;
	for (size_t i = 0; i < count; i++)
		if (names_unit_counts(check, row[i].number))
			row[kept++] = row[i];
	for (size_t i = 1; i < kept; i++)
		if (names_is_twice(check, &row[i], names_unit_text))
			rule_found_at(check, NAMES_UNIT_TWICE,
				      dt_numbered(check->tree, row[i].number), "%s",
				      dt_name(dt_numbered(check->tree, row[i - 1].number)));
}

static void names_node(struct dt_check *check)
{
	if (check->space->repeats)
		names_props(check);
	if (rule_has_children(check))
		names_units(check);
	if (check->depth == 0)
		return;
	names_chars(check, check->name);
	if (dt_index_child(check->tree, check->parent, check->name, strlen(check->name)) !=
	    check->number)
		rule_found(check, NAMES_NODE_TWICE, NULL);
}

enum { NAMES_SAYS_GOOD = 1, NAMES_SAYS_BAD };

static const char *names_prop_bad(const char *name)
{
	return names_bad(name, strlen(name), "-,#._+*?");
}

static uint8_t names_says(const char *name)
{
	return names_prop_bad(name) ? NAMES_SAYS_BAD : NAMES_SAYS_GOOD;
}

static void names_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	int32_t child = DT_NONE;

	if (rule_has_children(check))
		child = dt_index_child(check->tree, check->number, prop->name, strlen(prop->name));
	if (says == NAMES_SAYS_BAD)
		rule_found(check, NAMES_PROP_CHARS, "'%c' in %s", *names_prop_bad(prop->name),
			   prop->name);
	if (child >= 0)
		rule_found_at(check, NAMES_NODE_PROPERTY, dt_numbered(check->tree, child), NULL);
}

const struct dt_check_group check_names = {
	.rows = names_rows,
	.count = NAMES_CHECKS,
	.node = names_node,
	.prop = names_prop,
	.name = names_says,
};
