#include "fdt/check/rule.h"
/*
 * What rules share: facts of nodes, reading, sorting.
 */
#include <errno.h>
#include <string.h>

const uint8_t *rule_cells(struct dt_node node, const char *name, uint32_t *cells)
{
	int len;
	const uint8_t *value = dt_prop(node, name, &len);

	*cells = (uint32_t)len / CELL;
	return value;
}

uint64_t rule_number(const uint8_t *at, unsigned cells)
{
	uint64_t number = 0;

	for (unsigned i = 0; i < cells; i++)
		number = number << 32 | rule_cell(at, i);
	return number;
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

/* --- facts ----------------------------------------------------------------------------------- */

/* Cells of an address or a size. */
static unsigned rule_size(struct dt_node node, const char *name, unsigned absent)
{
	int len;
	const void *value = dt_prop(node, name, &len);

	if (!value || len != CELL)
		return absent;
	return dt_be32(value) > RULE_CELLS_MAX ? RULE_CELLS_MAX : dt_be32(value);
}

static bool rule_text_is(struct dt_node node, const char *name, const char *wanted)
{
	const char *text;
	int len = dt_string(node, name, &text);

	return len == (int)strlen(wanted) && memcmp(text, wanted, (size_t)len) == 0;
}

/* As the bindings name them. */
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
	uint64_t phandle;

	if (dt_number(check->node, "interrupt-parent", &phandle) == 0)
		return dt_index_phandle(check->tree, (uint32_t)phandle);
	if (check->up->takes)
		return check->parent;
	return check->up->taker;
}

static bool rule_is_made(const char *name)
{
	return strcmp(name, "__symbols__") == 0 || strcmp(name, "__fixups__") == 0 ||
	       strcmp(name, "__local_fixups__") == 0;
}

void rule_learn(struct dt_check *check)
{
	*check->own = (struct dt_check_node){
		.address = rule_size(check->node, "#address-cells", 2),
		.size = rule_size(check->node, "#size-cells", 1),
		.has_address = rule_has(check, "#address-cells"),
		.has_size = rule_has(check, "#size-cells"),
		.takes = rule_has(check, "#interrupt-cells"),
		.made = check->up->made || (check->depth == 1 && rule_is_made(check->name)),
		.off = check->up->off || !dt_okay(check->node),
		.bus = rule_bus_of(check),
		.taker = rule_taker(check),
	};
}

/* --- sorting --------------------------------------------------------------------------------- */

static bool rule_before(const struct rule_row *a, const struct rule_row *b)
{
	return a->key != b->key ? a->key < b->key : a->number < b->number;
}

/* Lets row @at sink in the heap of @count, whose top is the last one. */
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
