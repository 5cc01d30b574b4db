#include "kernel/trap/trap.h"
/*
 * The trap handler: interrupts, contained faults, and the end.
 * RISC-V Privileged Architecture 1.12, sections 4.1.1 and 4.1.8.
 */
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "kernel/trap/reset.h"
#include "kernel/time.h"
#include "kernel/trap_frame.h"

enum {
	CAUSE_INTERRUPT_SOFTWARE = 1,
	CAUSE_INTERRUPT_TIMER = 5,
	CAUSE_INTERRUPT_EXTERNAL = 9,
};

/* kernel/trap/trap_entry.S */
void trap_entry(void);
void trap_again(void);
/* Called by kernel/trap/trap_entry.S. */
void trap_handle(struct trap_frame *frame, uint64_t cause, uint64_t stval);
void trap_fatal(uint64_t cause, uint64_t epc, uint64_t stval) __attribute__((noreturn));

/* The ends of this hart's stacks. The first is read by kernel/trap/trap_entry.S, too. */
extern _Thread_local char *trap_top;
_Thread_local char *trap_top;
_Thread_local char *trap_stack_bottom;
static _Thread_local char *trap_tick_top;
static _Thread_local void (*trap_software)(void);

/* Where trap_entry finds tp: after the end of the stack. */
static void trap_put_thread(char *top)
{
	uintptr_t tp;

	__asm__("mv %0, tp" : "=r"(tp));
	*(uintptr_t *)(void *)top = tp;
}

void trap_init(char *bottom, char *top, char *tick_top)
{
	trap_stack_bottom = bottom;
	trap_top = top;
	trap_tick_top = tick_top;
	trap_put_thread(top);
	trap_put_thread(tick_top);
	csr_write_sscratch((uintptr_t)top);
	csr_write_stvec((uintptr_t)trap_entry);
	csr_write_sie(0); /* each source is switched on by its owner */
	csr_set_sstatus(SSTATUS_SIE);
}

void trap_on_software(void (*handler)(void))
{
	trap_software = handler;
}

static void trap_interrupt(struct trap_frame *frame, uint64_t cause)
{
	/* Both handlers access devices, which may fault: such a trap gets a stack of its own and is
	 * contained like any other. */
	csr_write_sscratch((uintptr_t)trap_tick_top);
	csr_write_stvec((uintptr_t)trap_entry);
	if (cause == CAUSE_INTERRUPT_TIMER) {
		time_interrupt();
	} else if (cause == CAUSE_INTERRUPT_EXTERNAL) {
		irq_dispatch();
		time_device_interrupt();
	} else if (cause == CAUSE_INTERRUPT_SOFTWARE) {
		csr_clear_sip(SIE_SSIE);
		if (trap_software)
			trap_software();
	}
	csr_write_stvec((uintptr_t)trap_again);
	trap_return_break(frame);
}

void trap_handle(struct trap_frame *frame, uint64_t cause, uint64_t stval)
{
	if ((int64_t)cause < 0)
		trap_interrupt(frame, cause << 1 >> 1);
	else if (!protect_beyond(cause, stval) && !trap_return_fault(frame, cause, stval))
		reset_after_fatal("that nothing contains", trap_cause_name(cause), frame->sepc,
				  stval);
}

void trap_fatal(uint64_t cause, uint64_t epc, uint64_t stval)
{
	reset_after_fatal("in the trap path", trap_cause_name(cause), epc, stval);
}
