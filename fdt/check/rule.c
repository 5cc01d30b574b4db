#include "fdt/check/rule.h"
/*
 * What the rules share: the facts of each node, reading, and sorting.
 * Sources of the facts: Devicetree Specification v0.4, 2.3.5 (cells) and 2.4 (interrupts); the
 * bindings i2c and spi-controller of the devicetree project.
 */
#include <stdio.h>
#include <string.h>
#include "fdt/core/nearest.h"
#include "fdt/core/space.h"

enum { RULE_GUESSES_MAX = 4 }; /* of a run */

const uint8_t *rule_cells(struct dt_node node, const char *name, uint32_t *cells)
{
	int len;
	const uint8_t *value = dt_prop(node, name, &len);

	*cells = (uint32_t)len / DT_CELL;
	return value;
}

bool rule_has(const struct dt_check *check, const char *name)
{
	return dt_prop(check->node, name, NULL) != NULL;
}

bool rule_base_is(const char *name, const char *base)
{
	size_t len = strlen(base);

	return strncmp(name, base, len) == 0 && (name[len] == '\0' || name[len] == '@');
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

bool rule_text_is(struct dt_node node, const char *name, const char *wanted)
{
	const char *text;
	int len = dt_string(node, name, &text);

	return len == (int)strlen(wanted) && memcmp(text, wanted, (size_t)len) == 0;
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

/* Cells of an address or a size. */
static uint32_t rule_size(struct dt_node node, const char *name, uint32_t absent)
{
	uint32_t cells = dt_cell(node, name, absent);

	return cells > RULE_CELLS_MAX ? RULE_CELLS_MAX : cells;
}

/* The kind of a bus: by what its binding requires. */
static enum rule_bus rule_bus_of(const struct dt_check *check)
{
	if (dt_compatible(check->node, "simple-bus"))
		return RULE_BUS_SIMPLE;
	if (rule_text_is(check->node, "device_type", "pci"))
		return RULE_BUS_PCI;
	if (rule_base_is(check->name, "spi"))
		return RULE_BUS_SPI;
	if (rule_base_is(check->name, "i2c") || rule_base_is(check->name, "i2c-bus") ||
	    rule_base_is(check->name, "i2c-arb"))
		return RULE_BUS_I2C;
	return RULE_BUS_OTHER;
}

/* Its own interrupt-parent, else the first node above that takes interrupts or has one. */
static int32_t rule_taker(const struct dt_check *check)
{
	uint32_t phandle = dt_cell(check->node, "interrupt-parent", UINT32_MAX);

	if (phandle != UINT32_MAX)
		return dt_index_phandle(check->tree, phandle);
	if (check->up->takes)
		return check->parent;
	return check->up->taker;
}

/* Nodes at the root that dtc adds, and how U-Boot's binman puts an image together: its binding has
 * names such as "@fdt-SEQ" (U-Boot, tools/binman/entries.rst). */
static bool rule_is_made(const char *name)
{
	static const char *const names[] = {
		"__symbols__",
		"__fixups__",
		"__local_fixups__",
		"binman",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

void rule_learn(struct dt_check *check)
{
	*check->own = (struct dt_check_node){
		.address = rule_size(check->node, "#address-cells", 2),
		.size = rule_size(check->node, "#size-cells", 1),
		.has_address = rule_has(check, "#address-cells"),
		.has_size = rule_has(check, "#size-cells"),
		.takes = rule_has(check, "#interrupt-cells"),
		.mapped = check->depth == 0 || (check->up->mapped && rule_has(check, "ranges")),
		.open = strcmp(check->name, "__overlay__") == 0 &&
			!(rule_has(check, "#address-cells") && rule_has(check, "#size-cells")),
		.made = check->up->made || (check->depth == 1 && rule_is_made(check->name)),
		.off = check->up->off || !dt_okay(check->node),
		.bus = rule_bus_of(check),
		.taker = rule_taker(check),
	};
}

struct dt_check_node *rule_facts(struct dt_check *check, int32_t number)
{
	return number < 0 ? &check->space->none : &check->space->node[number];
}

/* --- sorting --------------------------------------------------------------------------------- */

struct rule_row *rule_room(struct dt_check *check, size_t count)
{
	struct dt_check_space *space = check->space;
	struct rule_row *rows;

	if (count <= space->room)
		return space->rows;
	if (count < 2 * space->room) /* a caller that adds one row at a time asks again soon */
		count = 2 * space->room;
	dt_hold();
	rows = dt_resize(space->rows, count * sizeof(*rows));
	if (rows) {
		space->rows = rows;
		space->room = count;
	}
	dt_release();
	space->full |= !rows;
	return rows;
}

static bool rule_before(const struct rule_row *a, const struct rule_row *b)
{
	return a->key != b->key ? a->key < b->key : a->number < b->number;
}

/* Moves row @at down to its place in the heap of @count rows, whose top is the largest one. */
static void rule_sink(struct rule_row *row, size_t at, size_t count)
{
	struct rule_row moved = row[at];
	size_t child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count && rule_before(&row[child], &row[child + 1]))
			child++;
		if (!rule_before(&moved, &row[child]))
			break;
		row[at] = row[child];
		at = child;
	}
	row[at] = moved;
}

/* Heapsort: a hostile tree cannot make it slow. */
void rule_sort(struct rule_row *row, size_t count)
{
	for (size_t i = count / 2; i-- > 0;)
		rule_sink(row, i, count);
	while (count-- > 1) {
		struct rule_row last = row[count];

		row[count] = row[0];
		row[0] = last;
		rule_sink(row, 0, count);
	}
}
