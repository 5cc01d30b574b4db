#include "fdt/core/dt.h"
/*
 * Properties of one node, and the plain types of value: numbers, strings, lists of strings.
 *
 * A value ends by its length, never by a NUL, which may be missing.
 * Source: Devicetree Specification v0.4, 2.2.4 (types) and 2.3 (compatible, phandle, status).
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"
#include "fdt/core/prop_table.h"

/* The token of the property, or NULL. */
static inline const char *prop_find(struct dt_node node, const char *name)
{
	const char *at = token_skip_nops(token_body(node));
	const struct dt_prop_table *table;
	int more = DT_TABLE_ROWS;

	for (; token_at(at) == TOKEN_PROP; at = token_skip_nops(token_after_prop(at))) {
		if (dt_name_order(token_prop_name(node.tree, at), name) == 0)
			return at;
		if (--more == 0 && (table = dt_prop_table(node)))
			return dt_prop_table_find(table, name);
	}
	return NULL;
}

const void *dt_prop(struct dt_node node, const char *name, int *len)
{
	const char *at = dt_found(node) ? prop_find(node, name) : NULL;

	if (len)
		*len = at ? (int)dt_be32(at + 4) : 0;
	return at ? at + PROP_HEAD : NULL;
}

int dt_number(struct dt_node node, const char *name, uint64_t *value)
{
	int len;
	const void *p = dt_prop(node, name, &len);

	if (!p)
		return -ENOENT;
	if (len != DT_CELL && len != 2 * DT_CELL)
		return -EINVAL;
	*value = dt_be_cells(p, (uint32_t)len / DT_CELL);
	return 0;
}

uint32_t dt_cell(struct dt_node node, const char *name, uint32_t absent)
{
	int len;
	const void *value = dt_prop(node, name, &len);

	return value && len == DT_CELL ? dt_be32(value) : absent;
}

uint32_t dt_phandle(struct dt_node node)
{
	struct dt_cursor cursor;

	cursor_start(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		if (cursor.len == DT_CELL && dt_is_phandle(cursor.name) && dt_be32(cursor.value))
			return dt_be32(cursor.value);
	return 0;
}

struct dt_strings dt_strings_in(const void *value, int len)
{
	return (struct dt_strings){ value, (const char *)value + len };
}

struct dt_strings dt_strings(struct dt_node node, const char *name)
{
	int len;
	const char *value = dt_prop(node, name, &len);

	return value ? dt_strings_in(value, len) : (struct dt_strings){ NULL, NULL };
}

int dt_strings_next(struct dt_strings *it, const char **text)
{
	size_t room = (size_t)(it->end - it->at), len;

	if (room == 0)
		return -ENOENT;
	*text = it->at;
	len = strnlen(it->at, room);
	it->at += len < room ? len + 1 : room;
	return (int)len;
}

int dt_string(struct dt_node node, const char *name, const char **text)
{
	struct dt_strings it = dt_strings(node, name);

	return dt_strings_next(&it, text);
}

static bool prop_text_is(const char *text, int len, const char *wanted)
{
	return len >= 0 && (size_t)len == strlen(wanted) && memcmp(text, wanted, (size_t)len) == 0;
}

bool dt_status_okay(const char *status, int len)
{
	len = (int)strnlen(status, (size_t)len);
	return prop_text_is(status, len, "okay") || prop_text_is(status, len, "ok");
}

bool dt_okay(struct dt_node node)
{
	int len;
	const char *status = dt_prop(node, "status", &len);

	return !status || dt_status_okay(status, len);
}

bool dt_compatible(struct dt_node node, const char *compatible)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (prop_text_is(text, len, compatible))
			return true;
	return false;
}
