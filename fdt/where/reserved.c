#include "fdt/where/reserved.h"
/*
 * The ranges of the reserve map, then those of /reserved-memory.
 *
 * Source: Devicetree Specification v0.4, 3.5 (/reserved-memory), 5.3 (the reserve map).
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/address.h"

void dt_reserved_init(struct dt_reserved *it, const struct dt_tree *tree)
{
	*it = (struct dt_reserved){ .tree = tree };
	it->parent = dt_find(dt_root(tree), "reserved-memory", strlen("reserved-memory"));
	it->child = dt_first_child(it->parent);
}

/* Keeps the range, clamped; false when it is empty. */
static bool reserved_take(struct dt_reserved *it, uint64_t base, uint64_t size)
{
	if (size > UINT64_MAX - base)
		size = UINT64_MAX - base;
	it->range = (struct dt_range){ base, size };
	return size != 0;
}

static bool reserved_map(struct dt_reserved *it)
{
	while (it->step < it->tree->reserves) {
		const uint8_t *entry = it->tree->reserve + (size_t)it->step++ * 16;

		it->name = "memreserve";
		if (reserved_take(it, dt_be64(entry), dt_be64(entry + 8)))
			return true;
	}
	return false;
}

/* The next entry of the current child that is not empty. */
static bool reserved_entry(struct dt_reserved *it)
{
	struct dt_trail trail = {
		.tree = it->tree,
		.depth = 2,
		.node = { dt_root(it->tree).offset, it->parent.offset, it->child.offset },
	};
	struct dt_reg reg;
	int err;

	if (!dt_okay(it->child))
		return false;
	do {
		err = dt_reg(&trail, it->index++, &reg, NULL);
		/* Out of reach or wrapping: kept as on the bus, because too much is safe. */
		if (err == -ENXIO)
			reg.cpu = reg.bus;
	} while ((err == 0 || err == -ENXIO) && !reserved_take(it, reg.cpu, reg.size));
	return err == 0 || err == -ENXIO;
}

bool dt_reserved_next(struct dt_reserved *it)
{
	if (reserved_map(it))
		return true;
	it->name = "";
	for (; dt_found(it->child); it->child = dt_next_child(it->child), it->index = 0) {
		if (!reserved_entry(it))
			continue;
		it->name = dt_name(it->child);
		it->no_map = dt_prop(it->child, "no-map", NULL) != NULL;
		return true;
	}
	return false;
}

int dt_initrd(const struct dt_tree *tree, struct dt_range *range)
{
	struct dt_node chosen = { tree, tree->chosen };
	uint64_t end;

	if (!dt_found(chosen) || dt_number(chosen, "linux,initrd-start", &range->base) ||
	    dt_number(chosen, "linux,initrd-end", &end) || end == range->base)
		return -ENOENT;
	if (end < range->base)
		return -ERANGE;
	range->size = end - range->base;
	return 0;
}
