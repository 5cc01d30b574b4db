#include "shell/handoff/plan_parts.h"
/*
 * Where an ELF runs: a static one where it is linked, by the physical addresses of its segments; a
 * position-independent one wherever there is room.
 *
 * Source: System V ABI, gABI 4.1, chapter 5 (program headers).
 */
#include <errno.h>
#include <inttypes.h>

#define ELF_PAGE UINT64_C(0x1000) /* bytes */

static int elf_segment(const struct plan *plan, uint32_t n, struct payload_segment *segment)
{
	return payload_segment((const void *)(uintptr_t)plan->kernel.base, plan->kernel.size, n,
			       segment);
}

/* --- static ----------------------------------------------------------------------------------- */

/* Its segments would overwrite the file from which later ones are copied: copies that out of their
 * way first. */
static int elf_stage(struct plan *plan, uint64_t *file)
{
	struct plan_piece piece = {
		.what = "file",
		.from = plan->kernel.base,
		.size = plan->kernel.size,
		.memory = plan->kernel.size,
		.how = PLAN_NOW,
	};
	struct shell_room want = { .size = piece.size, .alignment = ELF_PAGE };
	int err = plan_room(plan, &want, &piece.to);

	if (err)
		return plan_refuse(plan, -ENOSPC,
				   "%s: it lies where its segments are to be, and there is no room "
				   "to move it; load it elsewhere",
				   plan->wish->name);
	*file = piece.to;
	return plan_add(plan, &piece);
}

/* Checks all segments. *@stage: they hit the file. */
static int elf_check(struct plan *plan, bool *stage)
{
	struct payload_segment segment;
	struct plan_target target;
	int err = 0;

	*stage = false;
	for (uint32_t n = 0; !err && elf_segment(plan, n, &segment) == 0; n++) {
		const struct dt_range range = { segment.address, segment.memory };

		*stage |= dt_range_meets(range, plan->kernel);
		err = plan_target(plan, "segment", range,
				  "link it for other addresses, or -f overwrites that", &target);
	}
	return err;
}

static int elf_static(struct plan *plan)
{
	uint64_t file = plan->kernel.base;
	struct payload_segment segment;
	bool stage;
	int err;

	if (plan->wish->placed)
		return plan_refuse(plan, -EDOM,
				   "-a: this ELF is not position independent and runs where it is "
				   "linked, at 0x%" PRIx64 "; leave -a out",
				   plan->payload.base);
	plan->entry = plan->payload.entry;
	plan->span = (struct dt_range){ plan->payload.base, plan->payload.memory };
	err = elf_check(plan, &stage);
	if (!err && stage)
		err = elf_stage(plan, &file);
	for (uint32_t n = 0; !err && elf_segment(plan, n, &segment) == 0; n++) {
		const struct dt_range range = { segment.address, segment.memory };
		struct plan_target target = { .busy = false };
		struct plan_piece piece = {
			.what = "segment",
			.from = file + segment.offset,
			.to = segment.address,
			.size = segment.file_size,
			.memory = segment.memory,
			.clear = true,
		};

		err = plan_target(plan, "segment", range, "", &target);
		piece.how = target.busy ? PLAN_LAST : PLAN_NOW;
		piece.over = target.over;
		err = err ? err : plan_add(plan, &piece);
	}
	return err;
}

/* --- position independent --------------------------------------------------------------------- */

/* Where it runs: *@at, and whether that is in use until the end. */
static int elf_where(struct plan *plan, uint64_t *at, struct plan_target *target)
{
	struct shell_room want = { .size = plan->payload.memory, .alignment = PLAN_MEGA_PAGE };

	*at = plan->wish->at;
	if (!plan->wish->placed && plan_room(plan, &want, at))
		return plan_refuse(plan, -ENOSPC,
				   "%s: no room for its 0x%" PRIx64 " bytes at a multiple of "
				   "2 MiB; -a ADDRESS places it, 'mem' shows what is in use",
				   plan->wish->name, plan->payload.memory);
	if (*at % ELF_PAGE)
		return plan_refuse(plan, -EDOM,
				   "-a 0x%" PRIx64 ": an ELF runs at a multiple of 4 KiB (0x1000)",
				   *at);
	return plan_target(plan, "kernel", (struct dt_range){ *at, plan->payload.memory },
			   "choose another -a, or leave it out", target);
}

/* The copy that is relocated: where it runs or, while that is in use, elsewhere. */
static int elf_copy(struct plan *plan, bool busy)
{
	struct shell_room want = { .size = plan->payload.memory, .alignment = ELF_PAGE };

	plan->relocate_at = plan->span.base;
	if (!busy || plan_room(plan, &want, &plan->relocate_at) == 0)
		return 0;
	return plan_refuse(plan, -ENOSPC,
			   "%s: no room for a second copy of its 0x%" PRIx64 " bytes, which is "
			   "relocated before it is moved to where this program is",
			   plan->wish->name, plan->payload.memory);
}

static int elf_independent(struct plan *plan)
{
	const uint64_t base = plan->payload.base;
	struct payload_segment segment;
	struct plan_target target = { .busy = false };
	struct plan_piece last = { .what = "kernel", .how = PLAN_LAST };
	uint64_t at;
	int err = elf_where(plan, &at, &target);

	if (err)
		return err;
	plan->span = (struct dt_range){ at, plan->payload.memory };
	plan->entry = at + (plan->payload.entry - base);
	err = elf_copy(plan, target.busy);
	for (uint32_t n = 0; !err && elf_segment(plan, n, &segment) == 0; n++)
		err = plan_add(plan, &(struct plan_piece){
					     .what = "segment",
					     .from = plan->kernel.base + segment.offset,
					     .to = plan->relocate_at + (segment.address - base),
					     .size = segment.file_size,
					     .memory = segment.memory,
					     .clear = true,
					     .how = PLAN_NOW,
				     });
	if (err || plan->relocate_at == at)
		return err;
	last.from = plan->relocate_at;
	last.to = at;
	last.size = last.memory = plan->payload.memory;
	last.over = target.over;
	return plan_add(plan, &last);
}

int plan_place_elf(struct plan *plan)
{
	return plan->payload.relocatable ? elf_independent(plan) : elf_static(plan);
}
