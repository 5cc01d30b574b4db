#include "kernel/handoff/trampoline_list.h"
/*
 * The hand-off's harts: what the others do, and how they leave the image.
 * Source: SBI Specification 2.0, chapter 9 (HSM).
 */
#include <errno.h>
#include "kernel/boot_facts.h"
#include "kernel/hart/hart.h"
#include "kernel/hart/hart_park.h"
#include "kernel/mmio.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "kernel/trap/reset.h"

enum { LEAD_US = HART_START_MS * 1000 };

bool handoff_has_hsm(void)
{
	return sbi_probe(SBI_HSM);
}

enum handoff_hart handoff_hart(uint64_t hart)
{
	struct sbi_ret status;

	if (hart == boot_facts.hart)
		return HANDOFF_HART_SELF;
	if (hart_is_parked(hart))
		return HANDOFF_HART_WAITING;
	if (!handoff_has_hsm())
		return HANDOFF_HART_UNKNOWN;
	status = sbi_call(SBI_HSM, SBI_HSM_STATUS, hart, 0, 0);
	if (status.error)
		return HANDOFF_HART_UNKNOWN;
	return status.value == SBI_HSM_STOPPED ? HANDOFF_HART_STOPPED : HANDOFF_HART_STARTED;
}

const char *handoff_hart_name(enum handoff_hart state)
{
	static const char *const names[HANDOFF_HART_STATES] = {
		[HANDOFF_HART_SELF] = "runs this program",
		[HANDOFF_HART_STOPPED] = "stopped",
		[HANDOFF_HART_STARTED] = "started",
		[HANDOFF_HART_WAITING] = "waits in the image",
		[HANDOFF_HART_UNKNOWN] = "unknown to firmware",
	};

	return state < HANDOFF_HART_STATES ? names[state] : "?";
}

unsigned handoff_entering(void)
{
	return 1 + (handoff_has_hsm() ? 0 : (unsigned)__builtin_popcountll(hart_parked));
}

/* --- out of the image ------------------------------------------------------------------------- */

static int harts_refuse(const char **why, int err, const char *words)
{
	*why = words;
	return err;
}

/* What may be wrong, before anything is done. */
static int harts_check(const struct trampoline_list *list, const char **why)
{
	bool waits = hart_is_parked(list->first);

	if (hart_parked_far)
		return harts_refuse(why, -ENOTSUP, "a hart with an id above 63 waits in the image");
	if (list->first == list->self || waits)
		return 0;
	return list->hsm ? 0
			 : harts_refuse(why, -ENODEV,
					"firmware cannot start that hart: it has no HSM");
}

/* The call that interrupts other harts. */
static int harts_choose_ipi(struct trampoline_list *list, const char **why)
{
	enum hart_ipi ipi = hart_find_ipi();

	list->ipi = ipi == HART_IPI_EXTENSION;
	if (!list->mask || ipi != HART_IPI_NONE)
		return 0;
	return harts_refuse(why, -ENOTSUP, "firmware cannot wake the harts in the image");
}

/* They run code that will be overwritten: if one does not come, there is no way back. */
static void harts_lead_out(uint64_t at, struct trampoline_list *list)
{
	struct time_wait wait = { 0 };
	unsigned count = (unsigned)__builtin_popcountll(list->mask);

	hart_lead(at + (uint64_t)(handoff_trampoline_other - handoff_trampoline), (uintptr_t)list);
	hart_interrupt_masked(list->mask);
	while (list->arrived < count)
		if (time_expired(&wait, LEAD_US))
			reset_saying("a hart did not leave the image");
	hart_lead_end();
	hart_parked = 0;
	if (list->hsm)
		list->mask = 0; /* they stop */
}

/* A hart that has just come out of the image may still be on its way to the stop. */
static int harts_start(uint64_t at, struct trampoline_list *list, const char **why)
{
	struct time_wait wait = { 0 };

	list->old = list->self;
	list->self = list->first;
	regs_fence();
	while (sbi_call(SBI_HSM, SBI_HSM_START, list->first, at, (uintptr_t)list).error) {
		if (handoff_hart(list->first) == HANDOFF_HART_STARTED &&
		    !time_expired(&wait, LEAD_US))
			continue;
		list->self = list->old;
		list->old = (uint64_t)LIST_NONE;
		return harts_refuse(why, -EIO, "firmware does not start that hart");
	}
	return 0;
}

int handoff_lead_harts(uint64_t at, const char **why)
{
	struct trampoline_list *list = trampoline_list(at);
	int err = hart_stop_all(why);

	if (err)
		return err;
	list->hsm = handoff_has_hsm();
	list->mask = hart_parked;
	err = harts_check(list, why);
	if (!err)
		err = harts_choose_ipi(list, why);
	if (err)
		return err;
	if (list->mask)
		harts_lead_out(at, list);
	return list->hsm && list->first != list->self ? harts_start(at, list, why) : 0;
}
