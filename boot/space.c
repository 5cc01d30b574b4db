#include "boot/boot.h"
/*
 * Memory for trees: a part of the RAM that the tree does not reserve, managed by the C library's
 * allocator.
 *
 * It is the end of the largest gap, because loaders and people put things at the beginnings. RAM is
 * tried before it is used, with faults contained. Where the tree names no RAM, or too many reserved
 * ranges, a reserve in the image is used instead: it holds the index of a tree of a thousand nodes.
 */
#include <errno.h>
#include <stdlib.h>
#include "fdt/core/space.h"
#include "fdt/where/reserved.h"
#include "kernel/irq.h"
#include "kernel/noinit.h"
#include "kernel/guard.h"
#include "kernel/trap_try.h"

enum {
	SPACE_RESERVE = 48 << 10, /* bytes */
	SPACE_PAGE = 4 << 10,
	SPACE_STEP = 8 << 20,  /* bytes between the words that are tried */
	SPACE_MAX = 64 << 20,  /* bytes; the largest trees need a twentieth */
	SPACE_SHARE = 4,       /* one part in so many of the gap is used */
	SPACE_TRIES = 4,       /* gaps, the largest first */
	SPACE_TAKEN_MAX = 256, /* ranges in use; where there are more, the reserve is used */
	SPACE_BANKS_MAX = 32,
};

extern char _image_base[], _image_end[];

static NOINIT _Alignas(16) char space_reserve[SPACE_RESERVE];

static struct space {
	struct dt_trees *trees;
	uint64_t base, end, at; /* base 0: not chosen yet */
	uint64_t interrupts;    /* what dt_hold found */
} space;

/* The ranges in use, and the largest gap in RAM between them. */
struct space_plan {
	struct dt_range taken[SPACE_TAKEN_MAX];
	int count;
	struct dt_range best;
};

static void space_take(struct space_plan *plan, uint64_t base, uint64_t size)
{
	if (plan->count < SPACE_TAKEN_MAX)
		plan->taken[plan->count++] = (struct dt_range){ base, size };
}

static void space_take_all(struct space_plan *plan, const struct dt_tree *tree)
{
	struct dt_node chosen = { tree, tree->chosen };
	struct dt_reserved it;
	uint64_t start, end;

	space_take(plan, (uintptr_t)_image_base, (uint64_t)(_image_end - _image_base));
	if (dt_found(chosen) && dt_number(chosen, "linux,initrd-start", &start) == 0 &&
	    dt_number(chosen, "linux,initrd-end", &end) == 0 && end > start)
		space_take(plan, start, end - start);
	for (int i = 0; i < DT_TREES_MAX; i++) {
		const struct dt_slot *open = dt_trees_slot(space.trees, i);

		if (open)
			space_take(plan, (uintptr_t)open->tree.blob, open->tree.size);
	}
	dt_reserved_init(&it, tree);
	while (dt_reserved_next(&it))
		space_take(plan, it.range.base, it.range.size);
}

/* Looks at the gap that begins at @base in the bank that ends at @end. */
static void space_look(struct space_plan *plan, uint64_t base, uint64_t end)
{
	for (int i = 0; i < plan->count; i++) {
		const struct dt_range *taken = &plan->taken[i];

		if (base >= taken->base && base - taken->base < taken->size)
			return;
		if (taken->base > base && taken->base < end)
			end = taken->base;
	}
	if (end - base > plan->best.size)
		plan->best = (struct dt_range){ base, end - base };
}

static void space_look_in(struct space_plan *plan, const struct dt_range *bank)
{
	uint64_t end = bank->base + bank->size;

	space_look(plan, bank->base, end);
	for (int i = 0; i < plan->count; i++) {
		uint64_t after = plan->taken[i].base + plan->taken[i].size;

		if (after > bank->base && after < end)
			space_look(plan, after, end);
	}
}

/* Whether the word at @at holds what is written there. Its value is restored, because it may be in
 * use without the tree saying so. */
static bool space_holds(uint64_t at)
{
	uint64_t before, seen = 0;
	bool holds;

	if (guard_read(at, 8, &before, NULL) || guard_write(at, 8, ~at, NULL))
		return false;
	holds = guard_read(at, 8, &seen, NULL) == 0 && seen == ~at;
	return guard_write(at, 8, before, NULL) == 0 && holds;
}

/* Whether both ends of the range and words between them are RAM. */
static bool space_works(uint64_t base, uint64_t end)
{
	for (uint64_t at = base; at < end; at += SPACE_STEP)
		if (!space_holds(at))
			return false;
	return space_holds(end - sizeof(end));
}

/* Finds the end of the largest gap; false where that is smaller than the reserve. */
static bool space_best(struct space_plan *plan, const struct dt_range *bank, int banks,
		       struct dt_range *best)
{
	uint64_t end;

	plan->best.size = 0;
	for (int i = 0; i < banks; i++)
		space_look_in(plan, &bank[i]);
	end = (plan->best.base + plan->best.size) & ~(uint64_t)(SPACE_PAGE - 1);
	best->size = (plan->best.size / SPACE_SHARE) & ~(uint64_t)(SPACE_PAGE - 1);
	if (best->size > SPACE_MAX)
		best->size = SPACE_MAX;
	best->base = end - best->size;
	return best->size > SPACE_RESERVE;
}

/* Chooses the first of the largest gaps that works as RAM, if any does. */
static void space_find(const struct dt_tree *tree)
{
	static struct space_plan plan; /* 4 KiB: too much for the stack */
	struct dt_range bank[SPACE_BANKS_MAX], best;
	int banks = dt_memory(tree, bank, SPACE_BANKS_MAX, NULL);

	plan.count = 0;
	space_take_all(&plan, tree);
	if (plan.count == SPACE_TAKEN_MAX)
		return; /* there may be more: only the reserve is surely unused */
	for (int tries = 0; tries < SPACE_TRIES && space_best(&plan, bank, banks, &best); tries++) {
		if (space_works(best.base, best.base + best.size)) {
			space.base = space.at = best.base;
			space.end = best.base + best.size;
			return;
		}
		space_take(&plan, plan.best.base, plan.best.size);
	}
}

void boot_space_begin(void)
{
	const struct dt_slot *given;

	if (space.base)
		return;
	given = space.trees ? dt_trees_slot(space.trees, 0) : NULL;
	if (given)
		space_find(&given->tree);
	if (space.base)
		return;
	space.base = space.at = (uintptr_t)space_reserve;
	space.end = space.base + SPACE_RESERVE;
}

void boot_space_init(struct dt_trees *trees)
{
	space.trees = trees;
}

static bool space_overlap(uint64_t base, uint64_t size, uint64_t from, uint64_t to)
{
	return base < to && from < base + size;
}

int boot_space_spare(uint64_t base, uint64_t size)
{
	if (space_overlap(base, size, space.base, space.at))
		return -EBUSY;
	if (!space_overlap(base, size, space.at, space.end))
		return 0;
	if (space.at == space.base)
		space.base = space.at = space.end = 0; /* unused: it is chosen again when needed */
	else
		space.end = base;
	return 0;
}

/* The C library's allocator calls this for memory. */
void *sbrk(ptrdiff_t more);

void *sbrk(ptrdiff_t more)
{
	uint64_t at;

	boot_space_begin();
	at = space.at;
	if (more > 0 && (uint64_t)more > space.end - at)
		return (void *)-1; // NOLINT: what sbrk is to return
	space.at += (uint64_t)more;
	return (void *)(uintptr_t)at;
}

void *dt_alloc(size_t size)
{
	return dt_resize(NULL, size);
}

void *dt_resize(void *old, size_t size)
{
	uint64_t interrupts = irq_save();
	void *memory = realloc(old, size);

	irq_restore(interrupts);
	return memory;
}

void dt_free(void *memory)
{
	uint64_t interrupts = irq_save();

	free(memory);
	irq_restore(interrupts);
}

void dt_hold(void)
{
	space.interrupts = irq_save();
}

void dt_release(void)
{
	irq_restore(space.interrupts);
}

void dt_space(struct dt_space *out)
{
	boot_space_begin();
	*out = (struct dt_space){ space.base, space.end - space.base, space.at - space.base };
}
