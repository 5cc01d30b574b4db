#include "fdt/where/interrupt_map.h"
/*
 * The maps on an interrupt's way: they translate its unit address and specifier from nexus to
 * nexus.
 *
 * Source: Devicetree Specification v0.4, 2.4.3 and 2.4.4.
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/interrupt_rows.h"

/* The mask for comparing a key with a row: interrupt-map-mask; all ones without it. */
static int interrupt_mask(const struct interrupt_key *key, uint32_t *mask, struct dt_fault *fault)
{
	struct interrupt_cells given = interrupt_prop(key->parent, "interrupt-map-mask");

	memset(mask, 0xff, INTERRUPT_KEY * sizeof(*mask));
	if (given.at && !interrupt_take(&given, mask, key->units + key->cells))
		return interrupt_fault(fault, key->parent, "interrupt-map-mask is too short");
	return 0;
}

/* Replaces @key by what its parent's @map leads it to. */
static int interrupt_hop(struct interrupt_key *key, struct interrupt_cells map,
			 struct dt_fault *fault)
{
	uint32_t mask[INTERRUPT_KEY];
	struct interrupt_key to;
	int err = interrupt_mask(key, mask, fault);

	if (!err)
		err = interrupt_rows(key, map, mask, &to, fault);
	if (err == -ENOENT)
		return interrupt_fault(fault, key->parent, "no row of an interrupt-map fits");
	if (!err)
		*key = to;
	return err;
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

void dt_interrupt_map(struct dt_node nexus,
		      void (*visit)(const struct dt_interrupt *interrupt, void *arg), void *arg)
{
	struct interrupt_cells map = interrupt_prop(nexus, "interrupt-map");
	struct interrupt_key key = { .parent = nexus }, to = { .parent.offset = -ENOENT };
	struct dt_interrupt interrupt;
	uint32_t child[INTERRUPT_KEY];
	struct dt_fault fault;

	if (interrupt_sizes(&key, INTERRUPT_UNITS_DEFAULT, nexus, &fault))
		return;
	while (map.left && !interrupt_row(&map, &key, child, &to, &fault)) {
		struct interrupt_key way = to;

		memset(&interrupt, 0, sizeof(interrupt));
		if (interrupt_follow(&way, &interrupt, &fault) == 0)
			visit(&interrupt, arg);
	}
}
