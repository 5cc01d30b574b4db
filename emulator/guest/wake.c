/* Interrupts: the PLIC's claim and completion, the timer, wfi, and which interrupt comes first. */
#include "emulator/guest/guest.h"

enum { SOURCE = 10, SIE_TIMER = 1 << 5, SIE_EXTERNAL = 1 << 9, STATUS_SIE = 2 };

#define PLIC(offset) (*(volatile uint32_t *)(0x0c000000UL + (offset)))
#define PRIORITY     PLIC(4 * SOURCE)
#define PENDING      PLIC(0x1000)
#define ENABLED      PLIC(0x2080)
#define THRESHOLD    PLIC(0x201000)
#define CLAIM        PLIC(0x201004)
#define SBI_TIME     0x54494d45
#define MILLISECOND  10000 /* ticks */

static volatile uint64_t causes, taken;

static __attribute__((interrupt("supervisor"), aligned(4))) void trapped(void)
{
	uint64_t cause = CSR_READ(scause);

	causes = causes << 8 | (cause & 0xff);
	taken++;
	if (cause & 8) {
		uint32_t source = CLAIM;

		causes = causes << 8 | source;
		while (uart_get(LSR) & 1)
			uart_get(RBR);
		CLAIM = source;
	} else {
		firmware(SBI_TIME, 0, UINT64_MAX);
	}
}

static void timer(void)
{
	uint64_t start = CSR_READ(time);

	firmware(SBI_TIME, 0, start + MILLISECOND);
	CSR_WRITE(sie, SIE_TIMER);
	__asm__ volatile("wfi");
	say("slept", (CSR_READ(time) - start) / 100);
	say("pending", CSR_READ(sip));
	CSR_WRITE(sstatus, STATUS_SIE);
	CSR_WRITE(sstatus, 0);
	say("causes", causes);
	say("pending", CSR_READ(sip));
}

/* Each of four conditions holds the interrupt back. */
static void gates(void)
{
	uart_set(IER, 1);
	say("three", 0);
	wait_ns(1000000);
	say("pending", CSR_READ(sip));
	PRIORITY = 1;
	say("pending", CSR_READ(sip));
	ENABLED = 1 << SOURCE;
	say("pending", CSR_READ(sip));
	THRESHOLD = 1;
	say("pending", CSR_READ(sip));
	THRESHOLD = 0;
	say("bits", PENDING);
}

/* While it is claimed it does not ask again. */
static void claims(void)
{
	say("claim", CLAIM);
	say("claim", CLAIM);
	say("pending", CSR_READ(sip));
	CLAIM = SOURCE;
	say("pending", CSR_READ(sip));
	firmware(SBI_TIME, 0, 0);
	causes = 0;
	CSR_WRITE(sie, SIE_TIMER | SIE_EXTERNAL);
	CSR_WRITE(sstatus, STATUS_SIE);
	CSR_WRITE(sstatus, 0);
	say("causes", causes);
	say("pending", CSR_READ(sip));
}

/* Asleep with interrupts on until bytes come. */
static void wake(void)
{
	taken = 0;
	causes = 0;
	CSR_WRITE(sstatus, STATUS_SIE);
	say("eight", 0);
	while (!taken)
		__asm__ volatile("wfi");
	CSR_WRITE(sstatus, 0);
	say("causes", causes);
}

void guest(void)
{
	CSR_WRITE(stvec, (uintptr_t)trapped);
	timer();
	gates();
	claims();
	wake();
	off();
}
