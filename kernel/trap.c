#include "kernel/trap.h"
/*
 * The trap handler: interrupts, contained faults, and the end.
 * RISC-V Privileged Architecture 1.12, sections 4.1.1 and 4.1.8.
 */
#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/irq.h"
#include "kernel/reset.h"
#include "kernel/time.h"

enum {
	CAUSE_INTERRUPT_TIMER = 5,
	CAUSE_INTERRUPT_EXTERNAL = 9,
	X_TP = 4,
	X_A0 = 10,
	X_A1 = 11,
	LANDED_FAULT = 1,
	LANDED_BREAK = 2,
};

struct trap_frame { /* laid out by trap_entry.S */
	uint64_t x[32];
	uint64_t sepc, sstatus;
};

struct trap_point {
	jmp_buf env;
	struct trap_info *info;
	struct trap_point *outer;
	uint64_t interrupts; /* SSTATUS_SIE there */
};

static struct trap_point *innermost; /* where a fault lands */
static struct trap_point *breakable; /* where trap_break lands */
static bool break_wanted;

void trap_entry(void);
void trap_again(void);
void trap_handle(struct trap_frame *frame, uint64_t cause, uint64_t stval);
void trap_fatal(uint64_t cause, uint64_t epc, uint64_t stval) __attribute__((noreturn));
extern char _trap_stack_top[], _tick_stack_top[], _tls[];

void trap_init(void)
{
	csr_write_sscratch((uintptr_t)_trap_stack_top);
	csr_write_stvec((uintptr_t)trap_entry);
	csr_write_sie(0); /* each source is switched on by who handles it */
	csr_set_sstatus(SSTATUS_SIE);
}

/* Lets the interrupted code go on as if it had called longjmp(point->env, how). */
static void trap_land(struct trap_frame *frame, struct trap_point *point, uint64_t how)
{
	frame->x[X_TP] = (uintptr_t)_tls; /* code that a person called may have changed it */
	frame->sepc = (uintptr_t)longjmp;
	frame->x[X_A0] = (uintptr_t)point->env;
	frame->x[X_A1] = how;
	/* What faulted may have held them off, and will not let go. */
	frame->sstatus &= ~(uint64_t)SSTATUS_SPIE;
	if (point->interrupts)
		frame->sstatus |= SSTATUS_SPIE;
}

static void trap_interrupt(struct trap_frame *frame, uint64_t cause)
{
	/* Both look at consoles, and a device may fault: on a stack of its own that is caught like
	 * anywhere else. */
	csr_write_sscratch((uintptr_t)_tick_stack_top);
	csr_write_stvec((uintptr_t)trap_entry);
	if (cause == CAUSE_INTERRUPT_TIMER)
		time_interrupt();
	else if (cause == CAUSE_INTERRUPT_EXTERNAL)
		irq_dispatch();
	csr_write_stvec((uintptr_t)trap_again);
	if (break_wanted && breakable)
		trap_land(frame, breakable, LANDED_BREAK);
	break_wanted = false;
}

void trap_handle(struct trap_frame *frame, uint64_t cause, uint64_t stval)
{
	struct trap_point *point = innermost;

	if ((int64_t)cause < 0) {
		trap_interrupt(frame, cause << 1 >> 1);
		return;
	}
	if (!point)
		reset_after_fatal("with nobody to catch it", trap_cause_name(cause), frame->sepc,
				  stval);
	if (point->info) {
		point->info->cause = cause;
		point->info->epc = frame->sepc;
		point->info->stval = stval;
		for (int i = 0; i < 32; i++)
			point->info->x[i] = frame->x[i];
	}
	trap_land(frame, point, LANDED_FAULT);
}

static int trap_run(int (*run)(void *), void *arg, struct trap_info *info, bool may_break)
{
	struct trap_point point; /* no initialiser: it would clear env, at a byte a turn */
	struct trap_point *outer_breakable = breakable;
	volatile int result = -EFAULT;

	point.info = info;
	point.outer = innermost;
	point.interrupts = csr_read_sstatus() & SSTATUS_SIE;
	switch (setjmp(point.env)) {
	case 0:
		innermost = &point;
		if (may_break)
			breakable = &point;
		result = run(arg);
		break;
	case LANDED_BREAK:
		result = -EINTR;
		break;
	default:
		break;
	}
	breakable = outer_breakable;
	innermost = point.outer;
	return result;
}

int trap_try(int (*run)(void *), void *arg, struct trap_info *info)
{
	return trap_run(run, arg, info, false);
}

int trap_contain(int (*run)(void *), void *arg, struct trap_info *info)
{
	return trap_run(run, arg, info, true);
}

void trap_break(void)
{
	break_wanted = true;
}

void trap_fatal(uint64_t cause, uint64_t epc, uint64_t stval)
{
	reset_after_fatal("in the trap path", trap_cause_name(cause), epc, stval);
}
