#include "shell/machine/pmu/pmu_claims.h"
/* Devicetree binding perf/riscv,pmu.yaml: each property is a list of rows of cells. */

enum {
	EVENT_ROW = 3 * DT_CELL,   /* event, and a selector of two cells */
	COUNTER_ROW = 3 * DT_CELL, /* the first event, the last one, counters */
	RAW_ROW = 5 * DT_CELL,     /* selector, mask, each of two cells, and counters */
};

struct dt_node pmu_claims_node(const struct dt_tree *tree)
{
	struct dt_node node = { .tree = tree, .offset = -1 };
	struct dt_cursor cursor;

	if (!tree)
		return node;
	dt_walk(&cursor, dt_root(tree));
	do {
		node.offset = dt_next_node(&cursor) == DT_NODE ? cursor.node : -1;
	} while (dt_found(node) && !dt_compatible(node, "riscv,pmu"));
	return node;
}

/* Row @i of a property, or NULL. */
static const uint8_t *claims_row(struct dt_node node, const char *name, int i, int size)
{
	int len = 0;
	const uint8_t *value = dt_found(node) ? dt_prop(node, name, &len) : NULL;

	return value && i >= 0 && i < len / size ? value + (size_t)i * (size_t)size : NULL;
}

struct pmu_claim pmu_claim(struct dt_node node, uint32_t code)
{
	struct pmu_claim claim = { 0 };
	const uint8_t *row;

	for (int i = 0; (row = claims_row(node, "riscv,event-to-mhpmcounters", i, COUNTER_ROW));
	     i++)
		if (code >= dt_be32(row) && code <= dt_be32(row + DT_CELL)) {
			claim.there = true;
			claim.counters |= dt_be32(row + DT_CELL + DT_CELL);
		}
	for (int i = 0; (row = claims_row(node, "riscv,event-to-mhpmevent", i, EVENT_ROW)); i++)
		if (code == dt_be32(row)) {
			claim.selected = true;
			claim.mhpmevent = dt_be64(row + DT_CELL);
		}
	return claim;
}

bool pmu_raw_claim(struct dt_node node, int i, struct pmu_raw_claim *claim)
{
	const uint8_t *row = claims_row(node, "riscv,raw-event-to-mhpmcounters", i, RAW_ROW);

	if (!row)
		return false;
	claim->selector = dt_be64(row);
	row += 2 * (size_t)DT_CELL;
	claim->mask = dt_be64(row);
	row += 2 * (size_t)DT_CELL;
	claim->counters = dt_be32(row);
	return true;
}

void pmu_put_counters(struct dt_text *out, uint32_t counters)
{
	const char *between = "";

	for (unsigned first = 0, last; first < 32; first = last + 1) {
		for (last = first; last + 1 < 32 && counters >> last & counters >> (last + 1) & 1;)
			last++;
		if (!(counters >> first & 1))
			continue;
		dt_puts(out, between);
		dt_put_dec(out, first);
		if (last > first) {
			dt_puts(out, "..");
			dt_put_dec(out, last);
		}
		between = ",";
	}
}
