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
		.fix = "set it to the path of a node",
	},
	[ALIASES_LOOP] = {
		.severity = DT_ERROR,
		.name = "alias-loop",
		.text = "the alias leads back to itself",
		.fix = "set it to the path of a node",
	},
	[ALIASES_NAME] = {
		.severity = DT_WARNING,
		.name = "alias-name",
		.text = "the name of an alias must be lower-case letters, digits and dashes",
		.fix = "rename it",
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
		.fix = "set it to the path of a node",
	},
};

enum { ALIASES_HOPS_MAX = 8 };

/* The number of steps from alias to alias to a path; ALIASES_HOPS_MAX for a loop. */
static int aliases_hops(struct dt_node aliases, const char *text, size_t len)
{
	int hops = 0;

	for (; hops < ALIASES_HOPS_MAX && len && len < RULE_TEXT_MAX && *text != '/'; hops++) {
		char name[RULE_TEXT_MAX];
		int next;

		memcpy(name, text, len);
		name[len] = '\0';
		next = dt_string(aliases, name, &text);
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
	char path[DT_PATH_MAX], fix[DT_PATH_MAX + 16];
	int full = dt_path(node, path, sizeof(path));

	if (full < 0 || ((size_t)full == len && memcmp(path, text, len) == 0))
		return;
	snprintf(fix, sizeof(fix), "set it to \"%s\"", path);
	if (rule_found_fix(check, ALIASES_SHORT, check->node, fix, "%s", prop->name) &&
	    dt_name_fits(prop->name, strlen(prop->name)))
		rule_repair_text(check, check->node, prop->name, path);
}

static void aliases_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	size_t len = strnlen((const char *)prop->value, prop->len);
	const char *text = (const char *)prop->value, *at = prop->name;
	char near[RULE_TEXT_MAX];
	struct dt_node node = { check->tree, -ENOENT };

	if (!rule_is_top(check, "aliases") || dt_is_phandle(at) || strcmp(at, "name") == 0)
		return;
	while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-')
		at++;
	if (*at || at == prop->name)
		rule_found(check, ALIASES_NAME, "%s", prop->name);
	if (at == prop->name && !*at)
		return; /* without a name, its value can be neither read nor set */
	if (aliases_hops(check->node, text, len) == ALIASES_HOPS_MAX) {
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
	.tree = aliases_symbols,
};
