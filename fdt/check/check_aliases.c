/*
 * Checks of /aliases, and of the labels in /__symbols__.
 * Source: Devicetree Specification v0.4, 3.3.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"

enum {
	ALIASES_PATHS,
	ALIASES_LOOP,
	ALIASES_NAME,
	ALIASES_SHORT,
	ALIASES_SYMBOLS,
	ALIASES_CHECKS,
};

static const struct dt_check_row aliases_rows[] = {
	[ALIASES_PATHS] = {
		.severity = DT_ERROR,
		.name = "alias-paths",
		.text = "the alias leads to no node",
		.fix = "set $$ PATH to that of a node, or rm $$",
	},
	[ALIASES_LOOP] = {
		.severity = DT_ERROR,
		.name = "alias-loop",
		.text = "the alias leads back to itself",
		.fix = "set $$ PATH to that of a node, or rm $$",
	},
	[ALIASES_NAME] = {
		.severity = DT_WARNING,
		.name = "alias-name",
		.text = "the name of an alias must be lower-case letters, digits and dashes",
		.fix = "mv $$ $/NEW-NAME",
	},
	[ALIASES_SHORT] = {
		.severity = DT_WARNING,
		.name = "alias-unit-address",
		.text = "Linux does not follow an alias that is not the full path of a node",
	},
	[ALIASES_SYMBOLS] = {
		.severity = DT_WARNING,
		.name = "symbol-paths",
		.text = "the label leads to no node, and overlays that use it fail",
		.fix = "set $$ PATH to that of a node, or rm $$",
	},
};

enum { ALIASES_HOPS_MAX = 8 };

/* The first row of the sorted ones whose key is @key or higher. */
static size_t aliases_row(const struct rule_row *row, size_t count, uint64_t key)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = (low + count) / 2;

		if (row[middle].key < key)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/* The first string of the alias whose name is the @len bytes at @name: its length, or -ENOENT. Any
 * number of aliases may lead to others, so they are sorted when the first one does. */
static int aliases_value(struct dt_check *check, const char *name, size_t len, const char **text)
{
	struct dt_check_space *space = check->space;
	uint64_t key = rule_hash(name, len);

	if (space->sorted != check->number)
		space->props = rule_prop_rows(check);
	space->sorted = check->number;
	for (size_t i = aliases_row(space->rows, space->props, key);
	     i < space->props && space->rows[i].key == key; i++) {
		const char *at = check->tree->structs + space->rows[i].number;
		const char *here = token_prop_name(check->tree, at);
		struct dt_strings it = dt_strings_in(at + PROP_HEAD, (int)token_len(at));

		if (strncmp(here, name, len) == 0 && !here[len])
			return dt_strings_next(&it, text);
	}
	return -ENOENT;
}

/* The number of steps from alias to alias to a path; ALIASES_HOPS_MAX for a loop. */
static int aliases_hops(struct dt_check *check, const char *text, size_t len)
{
	int hops = 0;

	for (; hops < ALIASES_HOPS_MAX && len && len < RULE_TEXT_MAX && *text != '/'; hops++) {
		int next = aliases_value(check, text, len, &text);

		if (next < 0)
			return 0;
		len = (size_t)next;
	}
	return hops;
}

/* The value leads to @node, but perhaps not by its full path, which some readers need. */
static void aliases_exact(struct dt_check *check, const struct dt_cursor *prop, size_t len,
			  struct dt_node node)
{
	const char *text = (const char *)prop->value;
	char path[DT_PATH_MAX];
	int full = dt_path(node, path, sizeof(path));

	if (full < 0 || ((size_t)full == len && memcmp(path, text, len) == 0))
		return;
	if (rule_found(check, ALIASES_SHORT, "%s", prop->name) &&
	    dt_name_fits(prop->name, strlen(prop->name)))
		rule_repair_text(check, check->node, prop->name, path);
}

static void aliases_one(struct dt_check *check, const struct dt_cursor *prop)
{
	size_t len = strnlen((const char *)prop->value, prop->len);
	const char *text = (const char *)prop->value, *at = prop->name;
	char near[RULE_TEXT_MAX];
	struct dt_node node = { check->tree, -ENOENT };

	while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-')
		at++;
	if (*at || at == prop->name)
		rule_found(check, ALIASES_NAME, "%s", prop->name);
	if (at == prop->name && !*at)
		return; /* without a name, its value can be neither read nor set */
	if (aliases_hops(check, text, len) == ALIASES_HOPS_MAX) {
		rule_found(check, ALIASES_LOOP, "%s", prop->name);
		return;
	}
	if (len && *text == '/')
		node = dt_find(dt_root(check->tree), text, len);
	if (dt_found(node))
		aliases_exact(check, prop, len, node);
	else
		rule_found(check, ALIASES_PATHS, "%s = \"%.*s\"%s", prop->name, (int)len, text,
			   rule_near(check, text, len, near));
}

static uint8_t aliases_says(const char *name)
{
	return !dt_is_phandle(name) && strcmp(name, "name") != 0;
}

static void aliases_prop(struct dt_check *check, const struct dt_cursor *prop, unsigned says)
{
	(void)says;
	if (rule_is_top(check, "aliases"))
		aliases_one(check, prop);
}

/* The walk does not come to nodes that dtc made. */
static void aliases_symbols(struct dt_check *check)
{
	struct dt_node node = dt_find(dt_root(check->tree), "/__symbols__", 12);
	struct dt_cursor cursor;
	char near[RULE_TEXT_MAX];

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		const char *text = (const char *)cursor.value;
		size_t len = strnlen(text, cursor.len);

		if (!len || *text != '/' || !dt_found(dt_find(dt_root(check->tree), text, len)))
			rule_found_at(check, ALIASES_SYMBOLS, node, "%s = \"%.*s\"%s", cursor.name,
				      (int)len, text, rule_near(check, text, len, near));
	}
}

const struct dt_check_group check_aliases = {
	.rows = aliases_rows,
	.count = ALIASES_CHECKS,
	.prop = aliases_prop,
	.name = aliases_says,
	.tree = aliases_symbols,
};
