/* Receive: trigger level, timeout, overrun and what the FIFO keeps. Baud rate 1,000,000. */
#include "emulator/guest/guest.h"

enum { BYTE_NS = 10000 };

static uint64_t cause_until(uint8_t none)
{
	uint8_t cause;

	while ((cause = uart_get(IIR)) == none)
		;
	return cause;
}

static uint64_t drain(void)
{
	uint64_t count = 0;

	for (; uart_get(LSR) & 1; count++)
		uart_get(RBR);
	return count;
}

/* 11 bytes come, then 3, which are less than the trigger's 8: only the timeout reports them. */
static void triggers(void)
{
	uart_set(IER, 1);
	say("eleven", 0);
	say("cause", cause_until(0xc1));
	wait_ns(50ULL * BYTE_NS);
	say("count", drain());
	say("quiet", uart_get(IIR));
	say("three", 0);
	say("cause", cause_until(0xc1));
	say("count", drain());
}

/* When the trigger and the timeout come, in tenths of a byte's time since the first byte began. */
static void times(void)
{
	uint64_t start, first, second;

	say("eleven", 1);
	start = now();
	cause_until(0xc1);
	first = now() - start;
	for (int i = 0; i < 8; i++)
		uart_get(RBR);
	cause_until(0xc1);
	second = now() - start;
	drain();
	say("at", first / (BYTE_NS / 10));
	say("at", second / (BYTE_NS / 10));
	uart_set(IER, 0);
}

static void overrun(void)
{
	say("twenty", 0);
	wait_ns(30ULL * BYTE_NS);
	say("status", uart_get(LSR));
	say("status", uart_get(LSR));
	for (int i = 0; i < 16; i++)
		say("byte", uart_get(RBR));
	say("status", uart_get(LSR));
}

/* The FIFO off: one byte is kept. */
static void single(void)
{
	uart_set(FCR, 0);
	say("three", 1);
	wait_ns(30ULL * BYTE_NS);
	say("status", uart_get(LSR));
	say("byte", uart_get(RBR));
	say("status", uart_get(LSR));
	say("cause", uart_get(IIR));
}

void guest(void)
{
	triggers();
	times();
	overrun();
	single();
	off();
}
