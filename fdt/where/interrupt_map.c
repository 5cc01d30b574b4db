#include "fdt/where/interrupt_map.h"
/*
 * The maps on an interrupt's way: they translate its unit address and specifier from nexus to
 * nexus. The length of a map's row depends on the parent that the row names.
 *
 * Source: Devicetree Specification v0.4, 2.4.3 and 2.4.4.
 */
#include <errno.h>
#include <string.h>

enum {
	SEARCHES_MAX = 64, /* walks of the tree for one interrupt: real maps have a parent or two */
};

struct interrupt_cells interrupt_prop(struct dt_node node, const char *name)
{
	int len;
	const void *value = dt_prop(node, name, &len);

	return (struct interrupt_cells){ value, len / DT_CELL };
}

bool interrupt_take(struct interrupt_cells *from, uint32_t *to, int count)
{
	if (from->left < count)
		return false;
	for (int i = 0; i < count; i++, from->at += DT_CELL)
		to[i] = dt_be32(from->at);
	from->left -= count;
	return true;
}

int interrupt_fault(struct dt_fault *fault, struct dt_node node, const char *why)
{
	*fault = (struct dt_fault){ .node = node, .why = why };
	return -EINVAL;
}

int interrupt_sizes(struct interrupt_key *key, uint32_t units, struct dt_node node,
		    struct dt_fault *fault)
{
	uint32_t cells;

	if (!dt_found(key->parent))
		return interrupt_fault(fault, node, "an interrupt parent is missing");
	cells = dt_cell(key->parent, "#interrupt-cells", UINT32_MAX);
	if (cells > DT_INTERRUPT_CELLS)
		return interrupt_fault(fault, key->parent, "#interrupt-cells is missing or over 8");
	units = dt_cell(key->parent, "#address-cells", units);
	if (units > INTERRUPT_UNITS)
		return interrupt_fault(fault, key->parent,
				       "an interrupt parent's #address-cells is over 4");
	key->units = (int)units;
	key->cells = (int)cells;
	return 0;
}

/* The mask for comparing a key with a row: interrupt-map-mask; all ones without it. */
static int interrupt_mask(const struct interrupt_key *key, uint32_t *mask, struct dt_fault *fault)
{
	struct interrupt_cells given = interrupt_prop(key->parent, "interrupt-map-mask");

	memset(mask, 0xff, INTERRUPT_KEY * sizeof(*mask));
	if (given.at && !interrupt_take(&given, mask, key->units + key->cells))
		return interrupt_fault(fault, key->parent, "interrupt-map-mask is too short");
	return 0;
}

/* Finds the parent by its phandle; without an index no more often than a sane tree needs. */
static void interrupt_find(struct interrupt_key *key, uint32_t phandle, const struct dt_tree *tree)
{
	key->phandle = phandle;
	key->parent.offset = -ENOENT;
	if (tree->index || key->searches++ < SEARCHES_MAX)
		key->parent = dt_by_phandle(tree, phandle);
}

/* Reads one row of a map: the @child key that it is for, and the key that it leads @to. */
static int interrupt_row(struct interrupt_cells *map, const struct interrupt_key *key,
			 uint32_t *child, struct interrupt_key *to, struct dt_fault *fault)
{
	static const char cut[] = "interrupt-map ends within a row";
	uint32_t phandle;
	int err;

	if (!interrupt_take(map, child, key->units + key->cells) ||
	    !interrupt_take(map, &phandle, 1))
		return interrupt_fault(fault, key->parent, cut);
	if (phandle != to->phandle) /* most rows have the parent of the previous one */
		interrupt_find(to, phandle, key->parent.tree);
	err = interrupt_sizes(to, 0, key->parent, fault);
	if (!err && !interrupt_take(map, to->cell, to->units + to->cells))
		err = interrupt_fault(fault, key->parent, cut);
	return err;
}

static bool interrupt_fits(const struct interrupt_key *key, const uint32_t *child,
			   const uint32_t *mask)
{
	for (int i = 0; i < key->units + key->cells; i++)
		if ((key->cell[i] ^ child[i]) & mask[i])
			return false;
	return true;
}

/* Replaces @key by what its parent's @map leads it to. */
static int interrupt_hop(struct interrupt_key *key, struct interrupt_cells map,
			 struct dt_fault *fault)
{
	uint32_t mask[INTERRUPT_KEY], child[INTERRUPT_KEY];
	struct interrupt_key to = { .parent.offset = -ENOENT, .searches = key->searches };
	int err = interrupt_mask(key, mask, fault);

	while (!err && map.left) {
		err = interrupt_row(&map, key, child, &to, fault);
		if (!err && interrupt_fits(key, child, mask)) {
			*key = to;
			return 0;
		}
	}
	return err ? err : interrupt_fault(fault, key->parent, "no row of an interrupt-map fits");
}

int interrupt_follow(struct interrupt_key *key, struct dt_interrupt *out, struct dt_fault *fault)
{
	for (out->hops = 0;;) {
		struct interrupt_cells map = interrupt_prop(key->parent, "interrupt-map");
		int err;

		if (!map.at && dt_prop(key->parent, "interrupt-controller", NULL))
			break;
		if (!map.at || out->hops == DT_INTERRUPT_HOPS)
			return interrupt_fault(fault, key->parent,
					       "its interrupt leads to no controller");
		out->via[out->hops++] = key->parent.offset;
		err = interrupt_hop(key, map, fault);
		if (err)
			return err;
	}
	out->controller = key->parent;
	out->cells = key->cells;
	memcpy(out->cell, key->cell + key->units, sizeof(out->cell));
	return 0;
}
