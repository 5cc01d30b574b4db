#include "shell/handoff/plan_parts.h"
/* The initrd that -i names: it stays where it is, so that must be a place that Linux can read and
 * that nothing else takes. Source: Linux, init/initramfs.c, drivers/of/fdt.c. */
#include <errno.h>
#include <inttypes.h>

static int initrd_in_ram(struct plan *plan)
{
	const struct dt_range *initrd = &plan->wish->initrd;
	bool known;
	struct dt_range bank = plan_bank(plan, initrd->base, &known);
	uint64_t last = initrd->base + (initrd->size - 1);

	if (known && (!bank.size || initrd->size > bank.size - (initrd->base - bank.base)))
		return plan_refuse(plan, -ERANGE,
				   "-i %s: 0x%" PRIx64 " to 0x%" PRIx64 " is not all RAM; 'mem' "
				   "lists RAM",
				   plan->wish->initrd_name, initrd->base, last);
	if (plan->wish->tree && !plan->wish->force && !plan_in_ram(plan->wish->tree, *initrd))
		return plan_refuse(plan, -ERANGE,
				   "-i %s: 0x%" PRIx64 " to 0x%" PRIx64 ": the tree that goes "
				   "along has no RAM there; correct its memory node, or load it "
				   "elsewhere",
				   plan->wish->initrd_name, initrd->base, last);
	if (!plan_answers(plan, *initrd))
		return plan_refuse(plan, -EFAULT,
				   "-i %s: 0x%" PRIx64 " to 0x%" PRIx64 " cannot be read; firmware "
				   "may protect it",
				   plan->wish->initrd_name, initrd->base, last);
	return 0;
}

/* Nothing of it may be in use by others. */
static int initrd_unused(struct plan *plan)
{
	const struct dt_range *initrd = &plan->wish->initrd;
	struct shell_place place = shell_place(plan->shell, initrd->base, initrd->size);

	if (dt_range_meets(*initrd, plan->kernel))
		return plan_refuse(plan, -EBUSY,
				   "-i %s: the kernel itself is there; load it elsewhere",
				   plan->wish->initrd_name);
	if (place.is != SHELL_PLACE_OWNED || place.owner.kind == OWNER_INITRD || plan->wish->force)
		return 0;
	return plan_refuse(plan, -EBUSY,
			   "-i %s: %s is there, 0x%" PRIx64 " to 0x%" PRIx64 "; load it elsewhere",
			   plan->wish->initrd_name, owner_kind_name(place.owner.kind),
			   place.owner.base, place.owner.base + (place.owner.size - 1));
}

/* What is certainly no archive was mixed up. Others are left to Linux, which knows more formats. */
static int initrd_kind(struct plan *plan)
{
	const struct dt_range *initrd = &plan->wish->initrd;
	struct payload payload;
	const char *why;

	if (payload_look((const void *)(uintptr_t)initrd->base, initrd->size, &payload, &why) ||
	    (payload.kind != PAYLOAD_IMAGE && payload.kind != PAYLOAD_ELF &&
	     payload.kind != PAYLOAD_TREE))
		return 0;
	return plan_refuse(plan, -EDOM,
			   "-i %s: it is no archive, but of kind %s; an initrd is a cpio archive, "
			   "packed or not",
			   plan->wish->initrd_name, payload_kind_name(payload.kind));
}

/* Both were put there, so one of them is damaged. What begins in the initrd's range is what an
 * emulator loaded as one. */
static bool initrd_in_kernel(const struct plan *plan, const struct dt_range *initrd)
{
	return dt_range_meets(*initrd, plan->source) && !dt_range_at(initrd, 1, plan->source.base);
}

/* The initrd that the tree names, without -i. */
static int initrd_of_tree(struct plan *plan)
{
	const struct dt_tree *tree = plan->wish->tree;
	struct dt_range initrd;

	if (!tree || dt_initrd(tree, &initrd))
		return 0;
	if (initrd_in_kernel(plan, &initrd) && !plan->wish->force)
		return plan_refuse(plan, -EBUSY,
				   "the tree's initrd, 0x%" PRIx64 " to 0x%" PRIx64 ", is in the "
				   "kernel, 0x%" PRIx64 " to 0x%" PRIx64
				   ": load one of them elsewhere, or -i names another initrd",
				   initrd.base, initrd.base + (initrd.size - 1), plan->source.base,
				   plan->source.base + (plan->source.size - 1));
	/* Linux goes on without it. */
	if (!plan_in_ram(tree, initrd))
		plan_note(plan, "the initrd that the tree names is not all in RAM, so that Linux "
				"does not use it; -i names another one");
	return 0;
}

int plan_initrd(struct plan *plan)
{
	const struct plan_wish *wish = plan->wish;
	struct plan_piece piece = {
		.what = "initrd",
		.from = wish->initrd.base,
		.to = wish->initrd.base,
		.size = wish->initrd.size,
		.memory = wish->initrd.size,
	};
	int err;

	if (!wish->initrd_name)
		return initrd_of_tree(plan);
	if (!wish->initrd.size)
		return plan_refuse(plan, -EDOM,
				   "-i %s: how long is it? type ADDRESS,SIZE, or the name of a "
				   "loaded file",
				   wish->initrd_name);
	err = initrd_in_ram(plan);
	if (!err)
		err = initrd_unused(plan);
	if (!err)
		err = initrd_kind(plan);
	return err ? err : plan_add(plan, &piece);
}
