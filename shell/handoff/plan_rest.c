#include "shell/handoff/plan_parts.h"
/* Where the tree and the trampoline lie: out of the way of all else. */
#include <errno.h>
#include <inttypes.h>
#include "fdt/core/space.h"

/*
 * The tree is so far after the kernel, where there is room: what the kernel does not say is that it
 * uses memory after itself, as U-Boot does for its stack. OpenSBI puts the tree as far away
 * (docs/firmware/fw_jump.md).
 */
#define REST_DISTANCE (UINT64_C(32) << 20) /* bytes */
#define REST_PAGE     UINT64_C(0x1000)

static void *rest_page; /* for the trampoline, where nothing says where RAM is */

/* The kernel does not take it. */
static bool rest_outside(const struct plan *plan, uint64_t base, uint64_t size)
{
	return !dt_range_meets((struct dt_range){ base, size }, plan->span);
}

/* Room for the tree, if there is some in the RAM that the payload will see. */
static int rest_room(struct plan *plan, struct shell_room *want, uint64_t *base)
{
	const uint64_t far = want->from, end = plan_ram_end(plan->wish->tree, plan->span.base);
	const struct {
		uint64_t from, to;
	} tries[] = { { far, end }, { 0, end }, { far, 0 }, { 0, 0 } };
	int err = -ENOSPC;

	for (size_t i = 0; err == -ENOSPC && i < sizeof(tries) / sizeof(tries[0]); i++) {
		want->from = tries[i].from;
		want->to = tries[i].to;
		err = plan_room(plan, want, base);
	}
	return err;
}

int plan_tree_place(struct plan *plan)
{
	struct plan_piece piece = {
		.what = "tree",
		.from = (uintptr_t)plan->tree.blob,
		.size = plan->tree.size,
		.memory = plan->tree.size,
		.how = PLAN_NOW,
	};
	struct shell_room want = {
		.size = piece.size,
		.alignment = REST_PAGE,
		.from = plan->span.base + plan->span.size + REST_DISTANCE,
	};
	int err;

	if (!plan->tree.blob)
		return 0;
	err = rest_room(plan, &want, &piece.to);
	if (err == -ENODATA && rest_outside(plan, piece.from, piece.size)) {
		piece.to = piece.from;
		piece.how = PLAN_IN_PLACE;
		err = 0;
	}
	if (err)
		return plan_refuse(
			plan, -ENOSPC,
			"no room for the tree, 0x%" PRIx64 " bytes besides the kernel at "
			"0x%" PRIx64 " to 0x%" PRIx64 "; 'mem' shows what is in use",
			piece.size, plan->span.base, plan->span.base + (plan->span.size - 1));
	plan->tree_at = piece.to;
	return plan_add(plan, &piece);
}

int plan_trampoline(struct plan *plan)
{
	struct shell_room want = { .size = plan->wish->room, .alignment = REST_PAGE };
	int err = plan_room(plan, &want, &plan->trampoline);

	if (err == -ENODATA && dt_keep(&rest_page, want.size + REST_PAGE) == 0) {
		plan->trampoline = ((uintptr_t)rest_page + REST_PAGE - 1) & ~(REST_PAGE - 1);
		if (rest_outside(plan, plan->trampoline, want.size))
			return 0;
	}
	if (!err)
		return 0;
	return plan_refuse(plan, -ENOSPC,
			   "no room for the %" PRIu64 " bytes of code that make the last copies; "
			   "'mem' shows what is in use",
			   want.size);
}
