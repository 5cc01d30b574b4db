#include "boot/boot.h"
/*
 * Memory for trees: a part of the RAM that the tree does not reserve.
 *
 * It is the end of the largest gap, because loaders and people put things at the beginnings. RAM is
 * tried before it is used, with faults contained. Where the tree names no RAM, or too many reserved
 * ranges, a reserve in the image is used instead: it holds the index of a tree of 800 nodes.
 */
#include <errno.h>
#include "fdt/core/space.h"
#include "kernel/heap.h"
#include "kernel/irq.h"
#include "kernel/noinit.h"
#include "kernel/guard.h"
#include "kernel/trap_try.h"
#include "shell/room.h"

enum {
	SPACE_RESERVE = 36 << 10, /* bytes */
	SPACE_PAGE = 4 << 10,
	SPACE_STEP = 8 << 20, /* bytes between the words that are tried */
	SPACE_MAX = 64 << 20, /* bytes; the largest trees need a twentieth */
	SPACE_SHARE = 4,      /* one part in so many of the gap is used */
	SPACE_TRIES = 4,      /* gaps, the largest first */
};

static NOINIT _Alignas(16) char space_reserve[SPACE_RESERVE];

static struct space {
	const struct shell *shell;
	struct heap heap;    /* base 0: not chosen yet */
	uint64_t interrupts; /* what dt_hold found */
} space;

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

/* The end of a gap; false where that is smaller than the reserve. */
static bool space_end(const struct dt_range *gap, struct dt_range *end)
{
	const uint64_t page = ~(uint64_t)(SPACE_PAGE - 1);

	end->size = (gap->size / SPACE_SHARE) & page;
	if (end->size > SPACE_MAX)
		end->size = SPACE_MAX;
	end->base = ((gap->base + gap->size) & page) - end->size;
	return end->size > SPACE_RESERVE;
}

static void space_tell(void)
{
	const struct owner range = { space.heap.base, space.heap.end - space.heap.base,
				     .kind = OWNER_WORKSPACE };

	if (space.shell)
		owners_put(space.shell->owners, &range);
}

static void space_choose(uint64_t base, uint64_t size)
{
	space.heap = (struct heap){ .base = base, .at = base, .end = base + size };
	space_tell();
}

/* Chooses the first of the largest gaps that works as RAM, if any does. */
static void space_find(void)
{
	struct dt_range gap[SPACE_TRIES], end;
	struct shell_room want = { .size = SPACE_PAGE, .besides = gap };
	int *tries = &want.besides_count;

	while (*tries < SPACE_TRIES && shell_room_largest(space.shell, &want, &gap[*tries]) == 0 &&
	       space_end(&gap[*tries], &end)) {
		if (space_works(end.base, end.base + end.size)) {
			space_choose(end.base, end.size);
			return;
		}
		++*tries;
	}
}

void boot_space_begin(void)
{
	if (space.heap.base)
		return;
	if (space.shell)
		space_find();
	if (space.heap.base)
		return;
	space_choose((uintptr_t)space_reserve, SPACE_RESERVE);
}

void boot_space_init(const struct shell *shell)
{
	space.shell = shell;
}

static bool space_overlap(uint64_t base, uint64_t size, uint64_t from, uint64_t to)
{
	return base < to && from < base + size;
}

int boot_space_spare(uint64_t base, uint64_t size)
{
	if (space_overlap(base, size, space.heap.base, space.heap.at))
		return -EBUSY;
	if (!space_overlap(base, size, space.heap.at, space.heap.end))
		return 0;
	if (space.heap.at == space.heap.base)
		space.heap = (struct heap){ 0 }; /* unused: it is chosen again when needed */
	else
		space.heap.end = base;
	space_tell();
	return 0;
}

void *dt_alloc(size_t size)
{
	return dt_resize(NULL, size);
}

void *dt_resize(void *old, size_t size)
{
	uint64_t interrupts = irq_save();
	void *memory;

	boot_space_begin();
	memory = heap_resize(&space.heap, old, size);
	irq_restore(interrupts);
	return memory;
}

void dt_free(void *memory)
{
	uint64_t interrupts = irq_save();

	heap_free(&space.heap, memory);
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
	*out = (struct dt_space){ space.heap.base, space.heap.end - space.heap.base,
				  space.heap.at - space.heap.base };
}
