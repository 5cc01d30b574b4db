/* Transmit: FIFO, shift register, their time, a byte too many, loopback. 1,000,000 baud. */
#include "emulator/guest/guest.h"

enum { BYTE_NS = 10000, MCR_LOOP = 0x10 };

/* 17 bytes at once: one goes on to the shift register, 16 fill the FIFO. */
static void burst(void)
{
	uint64_t start = now(), empty, drained;
	uint8_t full;

	for (int i = 0; i < 17; i++)
		uart_set(RBR, (uint8_t)('A' + i));
	full = uart_get(LSR);
	while (!(uart_get(LSR) & LSR_THRE))
		;
	empty = now() - start;
	while (!(uart_get(LSR) & LSR_TEMT))
		;
	drained = now() - start;
	put('\n');
	say("full", full);
	say("empty", empty / (BYTE_NS / 10));
	say("drained", drained / (BYTE_NS / 10));
}

static void too_many(void)
{
	for (int i = 0; i < 19; i++)
		uart_set(RBR, (uint8_t)('a' + i));
	put('\n');
	while (!(uart_get(LSR) & LSR_TEMT))
		;
}

static void loopback(void)
{
	uart_set(MCR, MCR_LOOP);
	uart_set(RBR, 'z');
	wait_ns(2ULL * BYTE_NS);
	uart_set(MCR, 0);
	say("status", uart_get(LSR));
	say("byte", uart_get(RBR));
}

/* The interrupt of an empty FIFO: it comes when it is enabled, and reading IIR clears it. */
static void empty_news(void)
{
	uart_set(IER, 2);
	say("cause", uart_get(IIR));
	uart_get(IIR);
	say("cause", uart_get(IIR));
	uart_set(IER, 0);
}

void guest(void)
{
	burst();
	too_many();
	loopback();
	empty_news();
	off();
}
