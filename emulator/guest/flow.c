/* XOFF stops the sender some bytes later, and XON starts it again. 1,000,000 baud. */
#include "emulator/guest/guest.h"

static uint64_t count(uint64_t ns)
{
	uint64_t got = 0;

	for (uint64_t end = now() + ns; now() < end;)
		if (uart_get(LSR) & 1) {
			uart_get(RBR);
			got++;
		}
	return got;
}

void guest(void)
{
	uint64_t first, held, rest;

	say("go", 0);
	first = count(105000);
	uart_set(RBR, XOFF);
	held = count(1000000);
	uart_set(RBR, XON);
	rest = count(1000000);
	say("first", first);
	say("held", held);
	say("rest", rest);
	off();
}
