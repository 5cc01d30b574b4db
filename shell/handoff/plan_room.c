#include "shell/handoff/plan_parts.h"
/* Room for a piece: unused RAM that no other piece of the plan comes from or goes to. */
#include <errno.h>

/* Takes the range, so that plan_room keeps out of it. */
static void room_take(struct plan *plan, uint64_t base, uint64_t size)
{
	struct plan_taken *taken = &plan->taken;

	if (size && taken->count < PLAN_TAKEN_MAX)
		taken->range[taken->count++] = (struct dt_range){ base, size };
}

/* The tree that goes along, and what it reserves: that may be more than what firmware's did. */
static void room_take_tree(struct plan *plan)
{
	struct dt_reserved it;
	struct dt_range initrd;

	if (!plan->wish->tree)
		return;
	/* Where -t names an address, it has no owner. */
	room_take(plan, (uintptr_t)plan->wish->tree->blob, plan->wish->tree->size);
	dt_reserved_init(&it, plan->wish->tree);
	while (dt_reserved_next(&it))
		room_take(plan, it.range.base, it.range.size);
	if (dt_initrd(plan->wish->tree, &initrd) == 0)
		room_take(plan, initrd.base, initrd.size);
}

int plan_room(struct plan *plan, struct shell_room *want, uint64_t *base)
{
	int kept = plan->taken.count, err;

	room_take_tree(plan);
	room_take(plan, plan->span.base, plan->span.size);
	room_take(plan, plan->wish->initrd.base, plan->wish->initrd.size);
	room_take(plan, plan->source.base, plan->source.size);
	room_take(plan, plan->kernel.base, plan->kernel.size);
	for (int i = 0; i < plan->pieces; i++) {
		room_take(plan, plan->piece[i].from, plan->piece[i].size);
		room_take(plan, plan->piece[i].to, plan->piece[i].memory);
	}
	want->besides = plan->taken.range;
	want->besides_count = plan->taken.count;
	/* Where there are too many to know, no room is found. */
	err = plan->taken.count == PLAN_TAKEN_MAX ? -ENOSPC : shell_room(plan->shell, want, base);
	plan->taken.count = kept;
	return err;
}
