#include "fdt/check/rule.h"
/*
 * /aliases. Source: Devicetree Specification v0.4, 3.3.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"
#include "fdt/core/nearest.h"

enum { ALIASES_PATHS, ALIASES_LOOP, ALIASES_NAME, ALIASES_SHORT, ALIASES_SYMBOLS };

static const char aliases_rows[] =
	"Ecalias-paths\0leads to no node\0"
	"E+alias-loop\0an alias leads back to itself\0set it to a path\0"
	"Waalias-name\0names of aliases are small letters, digits and dashes\0"
	"W-alias-unit-address\0an alias without unit address, which Linux does not follow\0"
	"Wcsymbol-paths\0a label that leads to no node: overlays that use it fail\0";

enum {
	ALIASES_HOPS_MAX = 8,
	ALIASES_GUESSES_MAX = 4, /* each walks the tree */
};

/* The number of hops from alias to alias until a path: ALIASES_HOPS_MAX for a loop. */
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

const char *rule_near(struct dt_check *check, const char *path, size_t len, char *near)
{
	static const char start[] = " (nearest: ";
	char text[RULE_TEXT_MAX];
	size_t used = sizeof(start) - 1;

	memcpy(near, start, sizeof(start));
	if (check->guesses++ >= ALIASES_GUESSES_MAX || len >= sizeof(text))
		return "";
	memcpy(text, path, len);
	text[len] = '\0';
	if (dt_nearest(dt_root(check->tree), text, near + used, RULE_TEXT_MAX - used - 2) < 0)
		return "";
	strcat(near, ")");
	return near;
}

/* The value names a node: but perhaps not as exactly as all readers want it. */
static void aliases_exact(struct dt_check *check, const struct dt_cursor *prop, size_t len,
			  struct dt_node node)
{
	const char *text = (const char *)prop->value;
	char path[DT_PATH_MAX];
	int full = dt_path(node, path, sizeof(path));

	if (full < 0 || ((size_t)full == len && memcmp(path, text, len) == 0))
		return;
	if (rule_found(check, ALIASES_SHORT, "%s; set it \"%s\"", prop->name, path) &&
	    dt_name_fits(prop->name, strlen(prop->name)))
		rule_mend_text(check, check->node, prop->name, path);
}

static void aliases_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	size_t len = strnlen((const char *)prop->value, prop->len);
	const char *text = (const char *)prop->value, *at = prop->name;
	char near[RULE_TEXT_MAX];
	struct dt_node node = { check->tree, -ENOENT };

	if (!rule_is_top(check, "aliases") || strcmp(at, "phandle") == 0 || strcmp(at, "name") == 0)
		return;
	while (islower((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '-')
		at++;
	if (*at || at == prop->name)
		rule_found(check, ALIASES_NAME, "%s", prop->name);
	if (at == prop->name && !*at)
		return; /* without a name it cannot be looked up, and its value cannot be set */
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

const char *rule_alias_of(const struct dt_check *check, struct dt_node node, const char *start)
{
	struct dt_node aliases = { check->tree, check->tree->aliases };
	struct dt_cursor cursor;

	dt_walk(&cursor, aliases);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		const char *text = (const char *)cursor.value;

		if (strncmp(cursor.name, start, strlen(start)) == 0 && cursor.len && *text == '/' &&
		    dt_find(dt_root(check->tree), text, strnlen(text, cursor.len)).offset ==
			    node.offset)
			return cursor.name;
	}
	return NULL;
}

/* Labels, which dtc makes: the walk passes them over. */
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
	.prop = aliases_prop,
	.tree = aliases_symbols,
};
