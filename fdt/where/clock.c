/*
 * Rates of fixed clocks, of factors, and of clocks that firmware was asked to set. The rate of a
 * clock controller's output is in its registers, not in the tree.
 *
 * Sources: devicetree bindings clock/fixed-clock.yaml, clock/fixed-factor-clock.yaml and, of the
 * core schema, clock/clock.yaml (clocks, assigned-clocks, assigned-clock-rates).
 */
#include "fdt/where/clock.h"
#include <errno.h>
#include <string.h>

enum {
	CLOCK_CHAIN_MAX = 8, /* factors in a chain; real trees have one */
	CLOCK_CELLS_MAX = 8, /* of a specifier */
};

static const char clock_none[] = "the tree gives it no clock";
static const char clock_lost[] = "its clock is not in the tree";
static const char clock_unknown[] = "its clock is a controller's";

/* An entry of clocks or assigned-clocks: the provider, and which of its clocks it is. */
struct clock_entry {
	struct dt_node provider;
	const uint8_t *at; /* the phandle and what follows it */
	int len;           /* bytes of both */
};

/* Reads the entry that begins at @at; false: there is no provider, or it reaches past @end. */
static bool clock_read(const struct dt_tree *tree, const uint8_t *at, const uint8_t *end,
		       struct clock_entry *entry)
{
	uint32_t cells;

	if (end - at < DT_CELL)
		return false;
	entry->at = at;
	entry->provider = dt_by_phandle(tree, dt_be32(at));
	cells = dt_cell(entry->provider, "#clock-cells", 0);
	if (!dt_found(entry->provider) || cells > CLOCK_CELLS_MAX)
		return false;
	entry->len = DT_CELL * (1 + (int)cells);
	return entry->len <= end - at;
}

static bool clock_first(struct dt_node node, struct clock_entry *entry)
{
	int len;
	const uint8_t *value = dt_prop(node, "clocks", &len);

	return value && clock_read(node.tree, value, value + len, entry);
}

/* Multiplies a factor's numbers into *@mult and *@div; false: @clock is not a factor. */
static bool clock_factor(struct dt_node clock, uint64_t *mult, uint64_t *div)
{
	uint64_t by, through;

	return dt_compatible(clock, "fixed-factor-clock") &&
	       dt_number(clock, "clock-mult", &by) == 0 &&
	       dt_number(clock, "clock-div", &through) == 0 && through &&
	       !__builtin_mul_overflow(*mult, by, mult) &&
	       !__builtin_mul_overflow(*div, through, div);
}

int dt_clock_output(struct dt_node clock, uint64_t *hz)
{
	uint64_t mult = 1, div = 1;
	struct clock_entry input;

	for (int i = 0; !dt_compatible(clock, "fixed-clock"); i++) {
		if (i == CLOCK_CHAIN_MAX || !clock_factor(clock, &mult, &div) ||
		    !clock_first(clock, &input))
			return -ENOENT;
		clock = input.provider;
	}
	if (dt_number(clock, "clock-frequency", hz) || __builtin_mul_overflow(*hz, mult, hz))
		return -ENOENT;
	*hz /= div;
	return *hz ? 0 : -ENOENT;
}

/* The rate that @node wants @wanted to be set to; whatever started the device has done so. */
static int clock_assigned(struct dt_node node, const struct clock_entry *wanted, uint64_t *hz)
{
	struct clock_entry entry;
	int len, rates_len;
	const uint8_t *at = dt_prop(node, "assigned-clocks", &len);
	const uint8_t *rate = dt_prop(node, "assigned-clock-rates", &rates_len);
	const uint8_t *end;

	if (!at || !rate)
		return -ENOENT;
	for (end = at + len; rates_len >= DT_CELL && clock_read(node.tree, at, end, &entry);
	     at += entry.len, rate += DT_CELL, rates_len -= DT_CELL) {
		if (entry.len != wanted->len || memcmp(at, wanted->at, (size_t)entry.len) != 0)
			continue;
		*hz = dt_be32(rate);
		return *hz ? 0 : -ENOENT; /* 0: leave the clock as it is */
	}
	return -ENOENT;
}

int dt_clock_rate(const struct dt_trail *trail, uint64_t *hz, const char **why)
{
	struct dt_node node = dt_trail_node(trail);
	struct clock_entry entry;

	*hz = 0;
	if (dt_number(node, "clock-frequency", hz) == 0 && *hz)
		return 0;
	*why = dt_prop(node, "clocks", NULL) ? clock_lost : clock_none;
	if (!clock_first(node, &entry))
		return -ENOENT;
	*why = clock_unknown;
	if (dt_clock_output(entry.provider, hz) == 0)
		return 0;
	return clock_assigned(node, &entry, hz);
}
