#include "shell/handoff/plan_parts.h"
/*
 * Whose memory a piece of the payload would take. This program's may be taken, because it needs
 * none once the payload runs; what the payload needs, or firmware, may not.
 */
#include <errno.h>
#include <inttypes.h>

int plan_banks(const struct plan *plan, struct dt_range *bank)
{
	int banks = shell_ram(plan->shell, shell_given_tree(plan->shell), bank, PLAN_BANKS_MAX,
			      NULL);

	if (!banks && plan->wish->tree)
		banks = dt_memory(plan->wish->tree, bank, PLAN_BANKS_MAX, NULL);
	return banks;
}

struct dt_range plan_bank(const struct plan *plan, uint64_t base, bool *known)
{
	struct dt_range bank[PLAN_BANKS_MAX];
	int banks = plan_banks(plan, bank);
	const struct dt_range *found = dt_range_at(bank, banks, base);

	if (known)
		*known = banks > 0;
	return found ? *found : (struct dt_range){ base, 0 };
}

static bool target_inside(const struct dt_range *bank, struct dt_range range)
{
	return bank && range.size <= bank->size - (range.base - bank->base);
}

bool plan_answers(const struct plan *plan, struct dt_range range)
{
	struct shell_port *port = plan->shell->port;

	return !port->answers || (port->answers(port, range.base) &&
				  port->answers(port, range.base + (range.size - 1)));
}

uint64_t plan_ram_end(const struct dt_tree *tree, uint64_t base)
{
	struct dt_range bank[PLAN_BANKS_MAX];
	int banks = dt_memory(tree, bank, PLAN_BANKS_MAX, NULL);
	const struct dt_range *found = dt_range_at(bank, banks, base);

	return found ? found->base + found->size : 0;
}

bool plan_in_ram(const struct dt_tree *tree, struct dt_range range)
{
	struct dt_range bank[PLAN_BANKS_MAX];
	int banks = dt_memory(tree, bank, PLAN_BANKS_MAX, NULL);

	return !banks || target_inside(dt_range_at(bank, banks, range.base), range);
}

/* --- RAM -------------------------------------------------------------------------------------- */

static int target_no_ram(struct plan *plan, const char *what, struct dt_range range,
			 const char *next)
{
	struct dt_range bank[PLAN_BANKS_MAX];
	int banks = plan_banks(plan, bank);
	uint64_t last = range.base + (range.size - 1);
	const struct dt_range *found = dt_range_at(bank, banks, range.base);

	if (!banks && plan->wish->force)
		return 0;
	if (!banks)
		return plan_refuse(plan, -ENODATA,
				   "%s at 0x%" PRIx64
				   ": no tree says where RAM is; -f believes you",
				   what, range.base);
	if (target_inside(found, range))
		return 0;
	if (found)
		return plan_refuse(plan, -ERANGE,
				   "%s at 0x%" PRIx64 " to 0x%" PRIx64 ": RAM ends at 0x%" PRIx64
				   "; %s",
				   what, range.base, last, found->base + (found->size - 1), next);
	return plan_refuse(plan, -ERANGE,
			   "%s at 0x%" PRIx64 ": there is no RAM, which is at 0x%" PRIx64
			   " to 0x%" PRIx64 "%s; %s",
			   what, range.base, bank[0].base, bank[0].base + (bank[0].size - 1),
			   banks > 1 ? " and elsewhere" : "", next);
}

/* --- owners ----------------------------------------------------------------------------------- */

static bool target_meets(struct dt_range range, const struct owner *owner)
{
	return owner_meets(owner, range.base, range.size);
}

static int target_refuse(struct plan *plan, const char *what, struct dt_range range,
			 const struct owner *owner, const char *next)
{
	const char *name = owner->name ? owner->name : "";

	return plan_refuse(plan, -EBUSY,
			   "%s at 0x%" PRIx64 " to 0x%" PRIx64 ": %s%s%.*s is there, 0x%" PRIx64
			   " to 0x%" PRIx64 "; %s",
			   what, range.base, range.base + (range.size - 1),
			   owner_kind_name(owner->kind), name[0] ? " " : "", OWNER_NAME_MAX, name,
			   owner->base, owner->base + (owner->size - 1), next);
}

/* The owner's memory may be taken at the very end: it is this program's, what is copied itself, or
 * an initrd that another one replaces. */
static bool target_gives(const struct plan *plan, const struct owner *owner)
{
	if (owner->kind < OWNER_LOADED)
		return true;
	if (target_meets(plan->source, owner))
		return owner->kind == OWNER_LOADED || owner->kind == OWNER_INITRD;
	return owner->kind == OWNER_INITRD && plan->wish->initrd.size;
}

/* Looks at all owners that @tree adds. */
static int target_owners(struct plan *plan, const struct dt_tree *tree, const char *what,
			 struct dt_range range, const char *next, struct plan_target *target)
{
	bool loaded = false; /* by `load -f`: then whoever did that may use it */
	struct shell_owners it;

	shell_owners(&it, plan->shell, tree);
	while (shell_owners_next(&it)) {
		const struct owner *owner = &it.owner;

		if (owner->kind == OWNER_LOADED && owner_holds(owner, range.base, range.size))
			loaded = true;
		if (!target_meets(range, owner) || (loaded && owner->kind > OWNER_LOADED))
			continue;
		if (!target_gives(plan, owner) && !plan->wish->force)
			return target_refuse(plan, what, range, owner, next);
		target->busy = true;
		if (!target->over)
			target->over = owner_kind_name(owner->kind);
	}
	return 0;
}

int plan_target(struct plan *plan, const char *what, struct dt_range range, const char *next,
		struct plan_target *target)
{
	const struct dt_tree *given = shell_given_tree(plan->shell);
	const struct owner initrd = { plan->wish->initrd.base, plan->wish->initrd.size,
				      .name = "of -i", .kind = OWNER_INITRD };
	int err = target_no_ram(plan, what, range, next);

	*target = (struct plan_target){ .busy = false };
	if (!err && target_meets(range, &initrd))
		err = target_refuse(plan, what, range, &initrd, next);
	if (!err)
		err = target_owners(plan, given, what, range, next, target);
	if (!err && plan->wish->tree && plan->wish->tree != given)
		err = target_owners(plan, plan->wish->tree, what, range, next, target);
	/* What was unpacked, or put there by an emulator, has no owner. */
	if (dt_range_meets(range, plan->kernel) || dt_range_meets(range, plan->source)) {
		target->busy = true;
		target->over = target->over ? target->over : "what is copied";
	}
	return err;
}
