#include "kernel/hart/hart_main.h"
/*
 * What another hart runs: it waits for jobs.
 * Source: RISC-V Privileged Architecture 1.12, 3.3.3 (wfi wakes with interrupts off) and 4.1.3.
 */
#include "kernel/csr.h"
#include "kernel/instret.h"
#include "kernel/mmio.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi.h"
#include "kernel/stack_guard.h"
#include "kernel/time.h"
#include "kernel/trap/trap.h"

static _Thread_local struct hart *main_hart;

static bool main_has(const uint32_t *word)
{
	return __atomic_load_n(word, __ATOMIC_ACQUIRE);
}

/* By kernel/trap/trap.c, when another hart has interrupted this one. */
static void main_interrupted(void)
{
	__atomic_fetch_add(&main_hart->interrupts, 1, __ATOMIC_RELEASE);
	if (main_has(&main_hart->force))
		trap_break();
}

static int main_wfi(void *unused)
{
	(void)unused;
	__asm__ volatile("wfi" : : : "memory");
	return 0;
}

/* Interrupts are off: one that became pending since the look ends wfi. Where firmware denies wfi,
 * or cannot interrupt, it polls. */
static void main_wait(struct hart *hart)
{
	while (!main_has(&hart->leave) &&
	       __atomic_load_n(&hart->posted, __ATOMIC_ACQUIRE) == hart->done) {
		if (hart_can_interrupt(hart->id))
			trap_try(main_wfi, NULL, NULL);
		csr_clear_sip(SIE_SSIE);
	}
}

static void main_work(struct hart *hart)
{
	bool is_protected = protect_hart();

	stack_guard_set(hart->stack);
	hart->trap.cause = UINT64_MAX;
	csr_set_sstatus(SSTATUS_SIE);
	hart->result = trap_contain(hart->run, hart->arg, &hart->trap);
	csr_clear_sstatus(SSTATUS_SIE);
	if (is_protected)
		protect_hart_off(); /* it may be stopped or parked next */
	hart->overflowed = stack_guard_broken(hart->stack) ||
			   (hart->trap.cause != UINT64_MAX &&
			    stack_guard_trapped(&hart->trap, hart->stack));
	__atomic_store_n(&hart->done, hart->posted, __ATOMIC_RELEASE);
}

/* Does not return where HSM stops it. */
static void main_leave(struct hart *hart)
{
	csr_write_sie(0);
	__atomic_store_n(&hart->ready, 0, __ATOMIC_RELEASE);
	sbi_call(SBI_HSM, SBI_HSM_STOP, 0, 0, 0);
	csr_write_sie(SIE_SSIE);
	__atomic_store_n(&hart->leave, 0, __ATOMIC_RELEASE);
	__atomic_store_n(&hart->ready, 1, __ATOMIC_RELEASE);
}

uint64_t hart_main(struct hart *hart)
{
	main_hart = hart;
	trap_init(hart->stack, hart->trap_top, hart->tick_top);
	trap_on_software(main_interrupted);
	instret_init();
	time_init();
	csr_clear_sstatus(SSTATUS_SIE);
	csr_write_sie(SIE_SSIE);
	hart->touched = &regs_touched;
	__atomic_store_n(&hart->ready, 1, __ATOMIC_RELEASE);
	for (;;) {
		main_wait(hart);
		if (!main_has(&hart->leave))
			main_work(hart);
		else if (hart->parked)
			return hart->id;
		else
			main_leave(hart);
	}
}
