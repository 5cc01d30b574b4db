/*
 * What the stub does before it enters the payload: choose the harts, delegate traps, open memory.
 * Source: RISC-V Privileged Architecture 1.12, chapter 3.
 */
#include "tests/firmware/stub.h"

enum {
	DELEGATED = 0xb1ff, /* all that S-mode can handle, except its own calls */
	ILLEGAL = 1 << 2,
	S_INTERRUPTS = 0x222,
	COUNTERS = 7, /* cycle, time, instret */
	COUNTER_TIME = 2,
	COUNTER_3 = 8,
	MSTATUS_MPP = 3 << 11,
	MSTATUS_MPP_S = 1 << 11,
	MSTATUS_FS = 3 << 13,
	MIE_MSIE = 1 << 3,
	PMP_ALL = 0x1f, /* NAPOT, RWX */
	PMP_NOTHING = 0x18,
	PMP_NEXT = 8, /* the next one's lowest bit */
	STUB_AT = 0x80000000,
	GATE_TICKS = 1 << 16,
};

static const uint64_t STCE = 1UL << 63;

static const struct stub_card *card(void)
{
	return (const struct stub_card *)(uintptr_t)STUB_CARD;
}

bool stub_has(enum stub_feature feature)
{
	return card()->features & feature;
}

uint64_t stub_boot_hart(void)
{
	return card()->boot_hart;
}

/* All harts leave at the same tick, wherever they were. */
static void wait_at_gate(void)
{
	uint64_t next = (stub_now() | (GATE_TICKS - 1)) + 1;

	while (stub_now() < next)
		;
}

static void open_memory(void)
{
	/* NAPOT: from the stub's begin up to the card. */
	const uint64_t own = (uint64_t)STUB_AT >> 2 | ((STUB_CARD - (uint64_t)STUB_AT) / 8 - 1);

	if (stub_has(STUB_CLOSED)) {
		__asm__ volatile("csrw pmpaddr0, %0" : : "r"(own));
		__asm__ volatile("csrw pmpaddr1, %0" : : "r"(-1L));
		__asm__ volatile("csrw pmpcfg0, %0"
				 :
				 : "r"((long)(PMP_ALL << PMP_NEXT | PMP_NOTHING)));
		return;
	}
	__asm__ volatile("csrw pmpaddr0, %0" : : "r"(-1L));
	__asm__ volatile("csrw pmpcfg0, %0" : : "r"((long)PMP_ALL));
}

static void prepare_supervisor(void)
{
	long medeleg = DELEGATED, counters = COUNTERS;

	if (stub_time_is_odd())
		medeleg &= ~ILLEGAL;
	if (stub_time_is_odd() || stub_has(STUB_TIME_TRAPS))
		counters &= ~COUNTER_TIME;
	if (stub_has(STUB_PMU))
		counters |= COUNTER_3;
	if (stub_has(STUB_SSTC))
		__asm__ volatile("csrs 0x30a, %0" : : "r"(STCE)); /* menvcfg */
	__asm__ volatile("csrw medeleg, %0" : : "r"(medeleg));
	__asm__ volatile("csrw mideleg, %0" : : "r"((long)S_INTERRUPTS));
	__asm__ volatile("csrw mcounteren, %0" : : "r"(counters));
	__asm__ volatile("csrc mstatus, %0" : : "r"((long)MSTATUS_MPP));
	__asm__ volatile("csrs mstatus, %0" : : "r"((long)MSTATUS_MPP_S | MSTATUS_FS));
	__asm__ volatile("csrw satp, zero");
	__asm__ volatile("csrw sscratch, zero");
	__asm__ volatile("csrw sie, zero");
	__asm__ volatile("csrs mie, %0" : : "r"((long)MIE_MSIE));
}

void stub_prepare(void)
{
	open_memory();
	prepare_supervisor();
	if (stub_has(STUB_HTIF))
		stub_htif_guard();
	if (stub_has(STUB_HANG))
		stub_hang_guard();
}

void stub_main(uint64_t hart, uint64_t tree)
{
	uint64_t entry = card()->payload ? card()->payload : STUB_PAYLOAD;

	if (stub_has(STUB_HSM) && hart != card()->boot_hart)
		stub_hsm_wait(hart);
	if (!stub_has(STUB_ALL_HARTS) && hart != card()->boot_hart)
		for (;;)
			__asm__ volatile("wfi");
	if (hart == card()->boot_hart)
		stub_uart_start();
	stub_prepare();
	if (stub_has(STUB_ALL_HARTS))
		wait_at_gate();
	stub_enter(hart, stub_has(STUB_A1_GIVEN) ? card()->a1 : tree, entry);
}
