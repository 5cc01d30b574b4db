#include "fdt/check/rule.h"
/*
 * What the rules share: reading, and sorting.
 */
#include <stdio.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/nearest.h"
#include "fdt/core/sort.h"
#include "fdt/core/space.h"
#include "fdt/core/sum.h"

enum { RULE_GUESSES_MAX = 4 }; /* of a run */

const uint8_t *rule_node_cells(struct dt_node node, const char *name, uint32_t *cells)
{
	int len;
	const uint8_t *value = dt_prop(node, name, &len);

	*cells = (uint32_t)len / DT_CELL;
	return value;
}

bool rule_is_string(const struct dt_cursor *prop)
{
	const uint8_t *nul = memchr(prop->value, 0, prop->len);

	return nul && nul == prop->value + prop->len - 1;
}

bool rule_base_is(const char *name, const char *base)
{
	while (*base && *name == *base)
		name++, base++;
	return !*base && (!*name || *name == '@');
}

const char *rule_unit(const char *name)
{
	const char *at = strchr(name, '@');

	return at ? at + 1 : NULL;
}

bool rule_is_top(const struct dt_check *check, const char *name)
{
	return check->depth == 1 && strcmp(check->name, name) == 0;
}

const char *rule_path(struct dt_node node, char *path, size_t size)
{
	if (dt_path(node, path, size) < 0)
		strcpy(path, "...");
	return path;
}

bool rule_text_is(const struct dt_check *check, enum rule_prop prop, const char *wanted)
{
	int len;
	const char *text = (const char *)rule_value(check, prop, &len);

	/* The comparison first: most texts differ at once, and each node is asked many times. */
	return text && strncmp(text, wanted, (size_t)len) == 0 &&
	       strnlen(text, (size_t)len) == strlen(wanted);
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

const char *rule_near(struct dt_check *check, const char *path, size_t len, char *near)
{
	char text[RULE_TEXT_MAX], found[RULE_TEXT_MAX];

	if (check->guesses++ >= RULE_GUESSES_MAX || len >= sizeof(text))
		return "";
	memcpy(text, path, len);
	text[len] = '\0';
	if (dt_nearest(dt_root(check->tree), text, found, sizeof(found)) < 0 ||
	    snprintf(near, RULE_TEXT_MAX, " (nearest: %s)", found) >= RULE_TEXT_MAX)
		return "";
	return near;
}

/* --- facts ----------------------------------------------------------------------------------- */

struct dt_check_node *rule_facts(struct dt_check *check, int32_t number)
{
	return number < 0 ? &check->space->none : &check->space->node[number];
}

/* --- sorting --------------------------------------------------------------------------------- */

struct rule_row *rule_room(struct dt_check *check, size_t count)
{
	struct dt_check_space *space = check->space;

	if (count <= space->room)
		return space->rows;
	if (count < 2 * space->room) /* a caller that adds one row at a time asks again soon */
		count = 2 * space->room;
	if (dt_resize_kept((void **)&space->rows, count * sizeof(*space->rows))) {
		space->full = true;
		return NULL;
	}
	space->room = count;
	return space->rows;
}

uint32_t rule_hash(const char *name, size_t len)
{
	return dt_hash(DT_HASH_SEED, name, len);
}

size_t rule_prop_rows(struct dt_check *check)
{
	struct dt_cursor prop;
	struct rule_row *row;
	size_t count = 0;

	dt_walk(&prop, check->node);
	dt_next(&prop);
	while (dt_next(&prop) == DT_PROP) {
		const char *at = (const char *)prop.value - PROP_HEAD;

		row = rule_room(check, count + 1);
		if (!row)
			return 0;
		row[count++] = (struct rule_row){
			.key = rule_hash(prop.name, strlen(prop.name)),
			.number = (int32_t)(at - check->tree->structs),
		};
	}
	rule_sort(check->space->rows, count);
	return count;
}

static int rule_order(const void *one, const void *other)
{
	const struct rule_row *a = one, *b = other;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

void rule_sort(struct rule_row *row, size_t count)
{
	dt_sort(row, count, sizeof(*row), rule_order);
}
