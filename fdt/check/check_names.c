/*
 * Checks of the names of nodes and properties: their characters, and that they are unique.
 * Source: Devicetree Specification v0.4, 2.2.1 and 2.2.4.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/sum.h"

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
		.fix = "rename it",
	},
	[NAMES_NODE_FORMAT] = {
		.severity = DT_ERROR,
		.name = "node-name-format",
		.text = "a node name must not have two '@'",
		.fix = "rename it",
	},
	[NAMES_NODE_EMPTY] = {
		.severity = DT_ERROR,
		.name = "node-name-empty",
		.text = "the node has no name",
		.fix = "name it",
	},
	[NAMES_NODE_PROPERTY] = {
		.severity = DT_WARNING,
		.name = "node-name-property",
		.text = "its parent has a property of the same name",
		.fix = "rename one of them",
	},
	[NAMES_NODE_TWICE] = {
		.severity = DT_ERROR,
		.name = "duplicate-node",
		.text = "a sibling has the same name, and only the first one is found",
		.fix = "rename it",
	},
	[NAMES_PROP_CHARS] = {
		.severity = DT_ERROR,
		.name = "property-name-chars",
		.text = "a property name must not have this character",
		.fix = "rename it",
	},
	[NAMES_PROP_TWICE] = {
		.severity = DT_ERROR,
		.name = "duplicate-property",
		.text = "the node has this property twice, and only the first one counts",
		.fix = "remove one of them",
	},
	[NAMES_UNIT_TWICE] = {
		.severity = DT_WARNING,
		.name = "unique-unit-address",
		.text = "a sibling has the same unit address",
		.fix = "correct one of them",
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

static uint64_t names_hash(const char *name)
{
	return dt_hash(DT_HASH_SEED, name, strlen(name));
}

static void names_chars(struct dt_check *check, const char *name)
{
	size_t len = strlen(name), base = strcspn(name, "@");
	const char *bad = names_bad(name, len, ",._+-@");

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

/* Counts the properties first, to get memory for their rows. */
static void names_props(struct dt_check *check)
{
	const char *first = token_skip_nops(token_body(check->node)), *at = first;
	struct rule_row *row;
	size_t count = 0;

	for (; token_at(at) == TOKEN_PROP; at = token_skip_nops(token_after_prop(at)))
		count++;
	row = rule_room(check, count);
	if (!row)
		return;
	count = 0;
	for (at = first; token_at(at) == TOKEN_PROP; at = token_skip_nops(token_after_prop(at)))
		row[count++] = (struct rule_row){
			.key = names_hash(token_prop_name(check->tree, at)),
			.number = (int32_t)(at - check->tree->structs),
		};
	rule_sort(row, count);
	for (size_t i = 1; i < count; i++)
		if (names_is_twice(check, &row[i], names_prop_text))
			rule_found(check, NAMES_PROP_TWICE, "%s",
				   names_prop_text(check, row[i].number));
}

static const char *names_unit_text(struct dt_check *check, int32_t number)
{
	return rule_unit(dt_name(dt_numbered(check->tree, number)));
}

/* Looks at enabled children; two of the same name are NAMES_NODE_TWICE. */
static void names_units(struct dt_check *check)
{
	const struct dt_index_node *node = check->tree->index->node;
	int32_t last = node[check->number].end;
	struct rule_row *row = rule_room(check, (size_t)(last - check->number));
	size_t count = 0;

	if (!row)
		return;
	for (int32_t i = check->number + 1; i < last; i = node[i].end) {
		struct dt_node child = dt_numbered(check->tree, i);
		const char *unit = rule_unit(dt_name(child));

		/* Cells of nvmem may be bits of the same byte: binding nvmem. */
		if (unit && dt_okay(child) && !rule_other_has(child, "bits") &&
		    dt_index_child(check->tree, check->number, dt_name(child),
				   strlen(dt_name(child))) == i)
			row[count++] = (struct rule_row){ .key = names_hash(unit), .number = i };
	}
	rule_sort(row, count);
	for (size_t i = 1; i < count; i++)
		if (names_is_twice(check, &row[i], names_unit_text))
			rule_found_at(check, NAMES_UNIT_TWICE,
				      dt_numbered(check->tree, row[i].number), "%s",
				      dt_name(dt_numbered(check->tree, row[i - 1].number)));
}

static void names_node(struct dt_check *check)
{
	names_props(check);
	names_units(check);
	if (check->depth == 0)
		return;
	names_chars(check, check->name);
	if (dt_index_child(check->tree, check->parent, check->name, strlen(check->name)) !=
	    check->number)
		rule_found(check, NAMES_NODE_TWICE, NULL);
}

static void names_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	size_t len = strlen(prop->name);
	const char *bad = names_bad(prop->name, len, ",._+*#?-");
	int32_t child = dt_index_child(check->tree, check->number, prop->name, len);

	if (bad)
		rule_found(check, NAMES_PROP_CHARS, "'%c' in %s", *bad, prop->name);
	if (child >= 0)
		rule_found_at(check, NAMES_NODE_PROPERTY, dt_numbered(check->tree, child), NULL);
}

const struct dt_check_group check_names = {
	.rows = names_rows,
	.count = NAMES_CHECKS,
	.node = names_node,
	.prop = names_prop,
};
