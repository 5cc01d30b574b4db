#pragma once
#include "drivers/console/console_select.h"

/* What came of sending through a part's internal loopback. */
struct console_loop {
	uint32_t sent, back, wrong; /* bytes; wrong: came back as others than were sent */
	uint64_t us;                /* that it took */
};

/*
 * Sends all 256 byte values through the internal loopback of @console, started by the caller, in
 * use or not. The line hears nothing of it; what has come in before stays in the ring; what comes
 * in meanwhile may be lost. 0, whatever came back; -ENOTSUP: the part has no loopback; other
 * -errno: it does not do as it is told.
 */
int console_loop_test(struct console *console, struct console_loop *result);

/*
 * Whether firmware's console is behind the same port as @console: all output would be doubled, and
 * each would get a part of the input. Where the part has internal loopback this is tried, with one
 * NUL: another port shows nothing for it. Elsewhere it is choice->firmware, which is a guess.
 * @console was started by the caller. One that failed is not tried, for firmware waits for ever on
 * a dead UART.
 */
bool console_same_port(const struct console_choice *choice, struct console *console);
