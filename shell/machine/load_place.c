#include "shell/machine/load_place.h"
/* What must not be written: the image, trees, reserved memory, and addresses without RAM. */
#include "fdt/core/space.h"
#include "fdt/where/reserved.h"

enum { PLACE_BANKS_MAX = 32 };

static bool place_meets(const struct load_owner *owner, uint64_t base, uint64_t size)
{
	const struct dt_range *range = &owner->range;

	if (!range->size)
		return false;
	return base < range->base ? range->base - base < size : base - range->base < range->size;
}

static bool place_region(struct shell *shell, uint64_t base, uint64_t size,
			 struct load_owner *owner)
{
	for (int i = 0; i < shell->region_count; i++) {
		const struct shell_region *region = &shell->regions[i];

		*owner = (struct load_owner){
			.name = region->name,
			.range = { region->base, region->size },
		};
		if (place_meets(owner, base, size))
			return true;
	}
	return false;
}

static bool place_tree(struct shell *shell, uint64_t base, uint64_t size, struct load_owner *owner)
{
	struct dt_space space;

	for (int i = 0; shell->trees && i < DT_TREES_MAX; i++) {
		const struct dt_slot *slot = dt_trees_slot(shell->trees, i);

		if (!slot)
			continue;
		*owner = (struct load_owner){
			.name = slot->name,
			.range = { (uintptr_t)slot->tree.blob, slot->tree.size },
		};
		if (place_meets(owner, base, size))
			return true;
	}
	/* It is allocated at the first need, which must not be after a file is there. */
	dt_free(dt_alloc(1));
	dt_space(&space);
	*owner = (struct load_owner){
		.name = "memory for trees",
		.range = { space.base, space.size },
	};
	return place_meets(owner, base, size);
}

static bool place_reserved(const struct dt_tree *tree, uint64_t base, uint64_t size,
			   struct load_owner *owner)
{
	struct dt_reserved it;

	dt_reserved_init(&it, tree);
	while (dt_reserved_next(&it)) {
		*owner = (struct load_owner){ .name = it.name, .range = it.range };
		if (place_meets(owner, base, size))
			return true;
	}
	return false;
}

static bool place_is_ram(const struct dt_tree *tree, uint64_t base, uint64_t size)
{
	struct dt_range bank[PLACE_BANKS_MAX];
	int banks = dt_memory(tree, bank, PLACE_BANKS_MAX, NULL);

	for (int i = 0; i < banks; i++)
		if (base >= bank[i].base && base - bank[i].base < bank[i].size &&
		    size <= bank[i].size - (base - bank[i].base))
			return true;
	return banks == 0; /* the tree says nothing about RAM */
}

bool load_place(struct shell *shell, uint64_t base, uint64_t size, struct load_owner *owner)
{
	/* The machine's own tree, whichever is in use. */
	const struct dt_slot *slot = shell->trees ? dt_trees_slot(shell->trees, 0) : NULL;

	if (place_region(shell, base, size, owner) || place_tree(shell, base, size, owner))
		return false;
	if (slot && place_reserved(&slot->tree, base, size, owner))
		return false;
	*owner = (struct load_owner){ .name = NULL };
	if (slot && !place_is_ram(&slot->tree, base, size))
		return false;
	return size <= UINT64_MAX - base;
}
