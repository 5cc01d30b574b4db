#include "kernel/handoff/handoff.h"
/*
 * The hand-off, done: consoles, timer, devices, interrupt controllers and this hart made quiet, and
 * the jump to the trampoline.
 * Source: RISC-V Privileged Architecture 1.12, 4.1 (supervisor CSRs) and 4.2.1 (sfence.vma).
 */
#include "kernel/boot_facts.h"
#include "kernel/console/console.h"
#include "kernel/csr.h"
#include "kernel/guard.h"
#include "kernel/handoff/trampoline_list.h"
#include "kernel/irq.h"
#include "kernel/mmio.h"
#include "kernel/quiet.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "kernel/trap/reset.h"

static void go_hooks(enum quiet_stage stage)
{
	const struct quiet_hook *const *it;

	SET_FOREACH (it, quiet_hooks)
		if ((*it)->stage == stage)
			(*it)->quiet();
}

static int go_without_translation(void *unused)
{
	(void)unused;
	csr_write_satp(0);
	__asm__ volatile("sfence.vma" : : : "memory");
	return 0;
}

static void go_quiet(void)
{
	console_drain();
	time_stop();
	console_quiet();
	for (unsigned stage = 0; stage < QUIET_STAGES; stage++)
		go_hooks(stage);
	irq_stop();
	trap_try(go_without_translation, NULL, NULL); /* firmware may deny satp: then it is 0 */
	csr_write_sie(0);
	csr_clear_sip(SIE_SSIE);
	regs_fence();
	guard_sync_code();
}

/* a0 = this hart, a1 = the list. */
static void go_enter(uint64_t at, const struct trampoline_list *list) __attribute__((noreturn));

static void go_enter(uint64_t at, const struct trampoline_list *list)
{
	const uint64_t hart = list->self;
	register uint64_t a0 __asm__("a0") = hart;
	register uint64_t a1 __asm__("a1") = (uintptr_t)list;

	__asm__ volatile("jr %2" : : "r"(a0), "r"(a1), "r"(at) : "memory");
	__builtin_unreachable();
}

int handoff_go(uint64_t at, const char **why)
{
	const struct trampoline_list *list = trampoline_list(at);
	uint64_t state = irq_save();
	int err = handoff_lead_harts(at, why);

	if (err) {
		irq_restore(state);
		return err;
	}
	go_quiet();
	if (list->old != boot_facts.hart)
		go_enter(at, list);
	/* The hart that was started waits until this one is stopped. */
	sbi_call(SBI_HSM, SBI_HSM_STOP, 0, 0, 0);
	reset_saying("this hart does not stop");
}
