#include "fdt/where/memory.h"
/*
 * RAM, from the memory nodes.
 *
 * Sources: Devicetree Specification v0.4, 3.4; RISC-V Privileged Architecture 1.13 (Sv39 to Sv57).
 */
#include <errno.h>
#include <string.h>
#include "fdt/where/address.h"

/* Physical addresses of RISC-V have 56 bits (Sv39 to Sv57: page numbers of 44 bits). */
#define MEMORY_END (UINT64_C(1) << 56)

/* By device_type, which may lack its NUL; by name where the node has no device_type. */
bool dt_is_memory(struct dt_node node)
{
	const char *type, *name = dt_name(node);
	int len = dt_string(node, "device_type", &type);

	if (len >= 0)
		return len == 6 && memcmp(type, "memory", 6) == 0;
	return strncmp(name, "memory", 6) == 0 && (name[6] == '\0' || name[6] == '@');
}

/* Replaces the @touched ranges at @at by @range, which was merged with them. */
static void memory_replace(struct dt_ranges *list, int at, int touched, struct dt_range range)
{
	struct dt_range *place = list->range + at;

	if (list->used + 1 - touched > list->max) {
		list->more++;
		return;
	}
	memmove(place + 1, place + touched, (size_t)(list->used - at - touched) * sizeof(*place));
	*place = range;
	list->used += 1 - touched;
}

void dt_ranges_add(struct dt_ranges *list, uint64_t base, uint64_t size)
{
	uint64_t end = base + size;
	int at = 0, touched = 0;

	if (size == 0 || base >= MEMORY_END || size > MEMORY_END - base)
		return;
	while (at < list->used && list->range[at].base + list->range[at].size < base)
		at++;
	for (; at + touched < list->used && list->range[at + touched].base <= end; touched++) {
		const struct dt_range *other = &list->range[at + touched];

		if (other->base < base)
			base = other->base;
		if (other->base + other->size > end)
			end = other->base + other->size;
	}
	memory_replace(list, at, touched, (struct dt_range){ base, end - base });
}

static void memory_node(struct dt_ranges *list, struct dt_node root, struct dt_node node)
{
	struct dt_trail trail = {
		.tree = node.tree,
		.depth = 1,
		.node = { root.offset, node.offset },
	};
	struct dt_reg reg;
	int err = 0;

	for (int i = 0; err == 0 || err == -ENXIO; i++) {
		err = dt_reg(&trail, i, &reg, NULL);
		if (err == 0)
			dt_ranges_add(list, reg.cpu, reg.size);
	}
}

const struct dt_range *dt_range_at(const struct dt_range *range, int count, uint64_t address)
{
	for (int i = 0; i < count; i++)
		if (address >= range[i].base && address - range[i].base < range[i].size)
			return &range[i];
	return NULL;
}

bool dt_range_meets(struct dt_range one, struct dt_range other)
{
	if (!one.size || !other.size)
		return false;
	return dt_range_at(&one, 1, other.base) || dt_range_at(&other, 1, one.base);
}

int dt_memory(const struct dt_tree *tree, struct dt_range *out, int max, int *more)
{
	struct dt_ranges list = { .range = out, .max = max };
	struct dt_node root = dt_root(tree), node = dt_first_child(root);

	for (; dt_found(node); node = dt_next_child(node))
		if (dt_is_memory(node) && dt_okay(node))
			memory_node(&list, root, node);
	if (more)
		*more = list.more;
	return list.used;
}
