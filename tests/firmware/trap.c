/*
 * The stub's traps: environment calls, the timer, interrupts from other harts, and an rdtime that
 * is wrong.
 * Source: RISC-V Privileged Architecture 1.12, sections 3.1.6 to 3.1.16.
 */
#include "tests/firmware/stub.h"

enum {
	CAUSE_ILLEGAL = 2,
	CAUSE_MISALIGNED_LOAD = 4,
	CAUSE_SUPERVISOR_CALL = 9,
	MSTATUS_MPP = 3 << 11,
	MSTATUS_MPP_S = 1 << 11,
	MSTATUS_SPP = 1 << 8,
	MSTATUS_SPIE = 1 << 5,
	MSTATUS_SIE = 1 << 1,
	MIP_SSIP = 1 << 1,
	MIP_STIP = 1 << 5,
	MIE_MTIE = 1 << 7,
	RDTIME = 0xc0102073,      /* csrrs rd, time, x0 */
	RDTIME_MASK = 0xfffff07f, /* all but rd */
	SECOND = 10000000,        /* ticks of virt's clock */
	TIME_ANEW = SECOND / 10,
};

static const uint64_t CAUSE_TIMER = 1UL << 63 | 7, CAUSE_SOFTWARE = 1UL << 63 | 3;

/* For a fault of the stub itself. The tests fail when they read this text. */
static _Noreturn void give_up(void)
{
	static const char text[] = "\r\nstub: panic: a trap that is not the payload's\r\n";

	for (const char *at = text; *at; at++)
		stub_uart_put(*at);
	stub_spin();
}

/* Redirects the trap to S-mode, as the hart itself would have. */
static void redirect(uint64_t cause, uint64_t epc, uint64_t status)
{
	uint64_t tval, entry;

	__asm__ volatile("csrr %0, mtval" : "=r"(tval));
	__asm__ volatile("csrr %0, stvec" : "=r"(entry));
	__asm__ volatile("csrw scause, %0" : : "r"(cause));
	__asm__ volatile("csrw sepc, %0" : : "r"(epc));
	__asm__ volatile("csrw stval, %0" : : "r"(tval));
	status |= MSTATUS_SPP;
	status = status & MSTATUS_SIE ? status | MSTATUS_SPIE : status & ~(uint64_t)MSTATUS_SPIE;
	__asm__ volatile("csrw mstatus, %0" : : "r"(status & ~(uint64_t)MSTATUS_SIE));
	__asm__ volatile("csrw mepc, %0" : : "r"(entry & ~3UL));
}

/* The payload runs without translation, so its code can be read at epc; in halves, because it may
 * be aligned to two bytes only. */
static uint32_t instruction_at(uint64_t epc)
{
	const uint16_t *half = (const uint16_t *)epc;

	return half[0] | (uint32_t)half[1] << 16;
}

bool stub_time_is_odd(void)
{
	return stub_has(STUB_TIME_STILL) || stub_has(STUB_TIME_JUMPS) || stub_has(STUB_TIME_BACK) ||
	       stub_has(STUB_TIME_APART);
}

static uint64_t odd_time(void)
{
	static uint64_t jumped;
	uint64_t hart;

	if (stub_has(STUB_TIME_STILL))
		return 0;
	if (stub_has(STUB_TIME_BACK))
		return stub_now() % TIME_ANEW;
	__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
	if (stub_has(STUB_TIME_APART))
		return stub_now() + hart * SECOND;
	return jumped += 10 * (uint64_t)SECOND;
}

static void illegal(struct stub_frame *frame, uint64_t epc, uint64_t status)
{
	uint32_t code = instruction_at(epc);

	if ((code & RDTIME_MASK) != RDTIME) {
		redirect(CAUSE_ILLEGAL, epc, status);
		return;
	}
	frame->x[code >> 7 & 31] = odd_time();
	__asm__ volatile("csrw mepc, %0" : : "r"(epc + 4));
}

void stub_trap(struct stub_frame *frame)
{
	uint64_t cause, epc, status, hart;

	__asm__ volatile("csrr %0, mcause" : "=r"(cause));
	__asm__ volatile("csrr %0, mepc" : "=r"(epc));
	__asm__ volatile("csrr %0, mstatus" : "=r"(status));
	if (cause == CAUSE_TIMER) {
		__asm__ volatile("csrs mip, %0" : : "r"((long)MIP_STIP));
		__asm__ volatile("csrc mie, %0" : : "r"((long)MIE_MTIE));
		return;
	}
	if (cause == CAUSE_SOFTWARE) {
		__asm__ volatile("csrr %0, mhartid" : "=r"(hart));
		stub_ipi_set(hart, false);
		if (stub_fence_here() || stub_sse_here(frame))
			return;
		__asm__ volatile("csrs mip, %0" : : "r"((long)MIP_SSIP));
		return;
	}
	if ((status & MSTATUS_MPP) != MSTATUS_MPP_S)
		give_up();
	if (cause == CAUSE_SUPERVISOR_CALL) {
		__asm__ volatile("csrw mepc, %0" : : "r"(epc + 4));
		stub_sbi(frame);
		return;
	}
	if (cause == CAUSE_ILLEGAL) {
		illegal(frame, epc, status);
		return;
	}
	if (cause == CAUSE_MISALIGNED_LOAD) { /* it is not delegated: fwft.c */
		__asm__ volatile("csrw mepc, %0" : : "r"(epc + 4));
		return;
	}
	if (stub_has(STUB_HANG)) {
		stub_hang(cause);
		redirect(cause, epc, status);
		return;
	}
	if (!stub_has(STUB_HTIF))
		give_up();
	if (!stub_htif(frame, cause, epc, instruction_at(epc)))
		redirect(cause, epc, status);
}
