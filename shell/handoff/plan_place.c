#include "shell/handoff/plan_parts.h"
/*
 * Where an Image or a flat binary runs.
 *
 * An Image runs at any multiple of 2 MiB at which the image_size bytes of its header are free.
 * Older kernels do not use RAM below themselves, so it is moved as low as possible unless it lies
 * well already. Source: Linux, Documentation/arch/riscv/boot.rst, boot-image-header.rst.
 */
#include <errno.h>
#include <inttypes.h>

enum { PLACE_INSTRUCTION = 4 /* bytes: a multiple of it suits all code */ };

int plan_add_kernel(struct plan *plan, uint64_t to, uint64_t memory,
		    const struct plan_target *target)
{
	struct plan_piece piece = {
		.what = "kernel",
		.from = plan->kernel.base,
		.to = to,
		.size = plan->kernel.size,
		.memory = memory,
		.how = target->busy ? PLAN_LAST : PLAN_NOW,
		.over = target->over,
	};

	if (piece.from == piece.to) {
		piece.how = PLAN_IN_PLACE;
		piece.over = NULL;
	}
	plan->span = (struct dt_range){ to, memory };
	plan->entry = to;
	return plan_add(plan, &piece);
}

/* Puts it there, if it may be there. */
static int place_at(struct plan *plan, uint64_t at, uint64_t memory, const char *next)
{
	struct plan_target target;
	int err = plan_target(plan, "kernel", (struct dt_range){ at, memory }, next, &target);

	return err ? err : plan_add_kernel(plan, at, memory, &target);
}

/* --- an Image --------------------------------------------------------------------------------- */

/* Whether Linux may be there; if not, why is not said. */
static bool place_fits(struct plan *plan, uint64_t at, uint64_t memory)
{
	const struct dt_range range = { at, memory };
	struct plan_target target;
	int err = plan_target(plan, "kernel", range, "", &target);

	plan->why[0] = '\0';
	return !err && plan_in_ram(plan->wish->tree, range);
}

/* Linux wants to be so far from the start of RAM: M-mode and firmware are below. */
static uint64_t place_lowest(const struct plan *plan)
{
	struct dt_range bank[PLAN_BANKS_MAX];

	return plan_banks(plan, bank) ? bank[0].base + plan->payload.text_offset : 0;
}

/* The lowest place where this program or the kernel itself may be, too: the copy is the last thing
 * that happens. */
static int place_over(struct plan *plan, uint64_t memory, uint64_t *at)
{
	struct dt_range bank[PLAN_BANKS_MAX];
	int banks = plan_banks(plan, bank);

	for (int i = 0; i < banks; i++) {
		uint64_t end = bank[i].base + bank[i].size;

		*at = (bank[i].base + PLAN_MEGA_PAGE - 1) & ~(PLAN_MEGA_PAGE - 1);
		for (; *at < end && memory <= end - *at; *at += PLAN_MEGA_PAGE) {
			shell_check_interrupt(plan->shell);
			if (place_fits(plan, *at, memory))
				return 0;
		}
	}
	return -ENOSPC;
}

static int place_find(struct plan *plan, uint64_t memory, uint64_t *at)
{
	struct shell_room want = {
		.size = memory,
		.alignment = PLAN_MEGA_PAGE,
		.from = place_lowest(plan),
	};
	int err = plan_room(plan, &want, at);

	if (err) {
		want.from = 0;
		err = plan_room(plan, &want, at);
	}
	if (err || !plan_in_ram(plan->wish->tree, (struct dt_range){ *at, memory }))
		err = place_over(plan, memory, at);
	if (!err)
		return 0;
	return plan_refuse(plan, -ENOSPC,
			   "%s: no room: Linux needs 0x%" PRIx64 " bytes (image_size) at a "
			   "multiple of 2 MiB; 'mem' shows what is in use",
			   plan->wish->name, memory);
}

static int place_image(struct plan *plan)
{
	uint64_t memory = plan->payload.memory, at;
	bool aligned = plan->kernel.base % PLAN_MEGA_PAGE == 0;
	int err;

	if (memory < plan->kernel.size)
		memory = plan->kernel.size;
	if (plan->wish->placed && plan->wish->at % PLAN_MEGA_PAGE)
		return plan_refuse(plan, -EDOM,
				   "-a 0x%" PRIx64
				   ": Linux runs at a multiple of 2 MiB (0x200000); "
				   "without -a a place is found",
				   plan->wish->at);
	if (plan->wish->placed)
		return place_at(plan, plan->wish->at, memory, "without -a a place is found");
	if (aligned && place_fits(plan, plan->kernel.base, memory))
		return place_at(plan, plan->kernel.base, memory, "");
	err = place_find(plan, memory, &at);
	return err ? err : place_at(plan, at, memory, "");
}

/* --- a flat binary ---------------------------------------------------------------------------- */

/* It may use more memory after itself, but does not say so. */
static int place_flat(struct plan *plan)
{
	uint64_t at = plan->wish->placed ? plan->wish->at : plan->kernel.base;

	if (at % PLACE_INSTRUCTION)
		return plan_refuse(plan, -EDOM,
				   "0x%" PRIx64 ": code begins at a multiple of %d; -a ADDRESS "
				   "copies it to where it is linked",
				   at, PLACE_INSTRUCTION);
	return place_at(plan, at, plan->kernel.size,
			plan->wish->placed ? "choose another -a, or -f overwrites it"
					   : "-a ADDRESS copies it elsewhere");
}

/* Linux stops early where the tree has no RAM in which the kernel itself is. */
static int place_seen(struct plan *plan)
{
	if (plan->payload.kind != PAYLOAD_IMAGE || plan->wish->force ||
	    plan_in_ram(plan->wish->tree, plan->span))
		return 0;
	return plan_refuse(plan, -ERANGE,
			   "kernel at 0x%" PRIx64 " to 0x%" PRIx64 ": the tree that goes along "
			   "has no RAM there; correct its memory node, or -f starts it anyway",
			   plan->span.base, plan->span.base + (plan->span.size - 1));
}

int plan_place(struct plan *plan)
{
	int err;

	if (plan->payload.kind == PAYLOAD_IMAGE)
		err = place_image(plan);
	else if (plan->payload.kind == PAYLOAD_ELF)
		err = plan_place_elf(plan);
	else
		err = place_flat(plan);
	return err ? err : place_seen(plan);
}
