#include "kernel/trap_try.h"
/*
 * Contained runs: code whose traps end it and not the machine.
 */
#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include "kernel/csr.h"
#include "kernel/trap_frame.h"

enum {
	X_TP = 4,
	X_A0 = 10,
	X_A1 = 11,
	RETURN_FAULT = 1, /* what setjmp returns */
	RETURN_BREAK = 2,
};

/* A run in progress. */
struct trap_point {
	jmp_buf env;
	struct trap_info *info;
	struct trap_point *outer;
	uint64_t interrupts; /* SSTATUS_SIE when it began */
};

static _Thread_local struct trap_point *innermost; /* where a fault returns to */
static _Thread_local struct trap_point *breakable; /* where trap_break returns to */
static _Thread_local bool break_wanted;

/* Lets the interrupted code go on as if it had called longjmp(point->env, how). */
static void trap_return_to(struct trap_frame *frame, struct trap_point *point, uint64_t how)
{
	/* The handler's: code that a person called may have changed the frame's. */
	__asm__("mv %0, tp" : "=r"(frame->x[X_TP]));
	frame->sepc = (uintptr_t)longjmp;
	frame->x[X_A0] = (uintptr_t)point->env;
	frame->x[X_A1] = how;
	/* What faulted may have switched interrupts off, and cannot switch them on again. */
	frame->sstatus &= ~(uint64_t)SSTATUS_SPIE;
	if (point->interrupts)
		frame->sstatus |= SSTATUS_SPIE;
}

bool trap_return_fault(struct trap_frame *frame, uint64_t cause, uint64_t stval)
{
	struct trap_point *point = innermost;

	if (!point)
		return false;
	if (point->info) {
		point->info->cause = cause;
		point->info->epc = frame->sepc;
		point->info->stval = stval;
		for (int i = 0; i < 32; i++)
			point->info->x[i] = frame->x[i];
	}
	trap_return_to(frame, point, RETURN_FAULT);
	return true;
}

void trap_return_break(struct trap_frame *frame)
{
	if (break_wanted && breakable)
		trap_return_to(frame, breakable, RETURN_BREAK);
	break_wanted = false;
}

static int trap_run(int (*run)(void *), void *arg, struct trap_info *info, bool may_break)
{
	struct trap_point point; /* not initialised: clearing env would cost more than the rest */
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
	case RETURN_BREAK:
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
