#pragma once
/* Sending through a part's internal loopback. */
#include "drivers/console/console_select.h"

/* What came back. */
struct console_loop {
	uint32_t sent, back; /* bytes */
	uint32_t wrong;      /* of those that came back: not what was sent */
	uint64_t us;         /* how long it took */
	/* Of the quickest CONSOLE_LOOP_PIECE bytes, which only the line held up: how long they
	 * took, and how often no byte moved meanwhile. An emulator's line may take no time. */
	uint64_t piece_us;
	uint32_t piece_waits;
};

enum { CONSOLE_LOOP_PIECE = 16 }; /* bytes at a time: every FIFO holds them, or is read in time */

/*
 * Sends a NUL and, if that comes back, all 256 byte values through the internal loopback of
 * @console, which the caller has started and which may be in use. Nothing is sent on the line,
 * except that NUL where the part has no loopback after all. Bytes received before stay in the ring
 * if the console is read from; bytes that arrive meanwhile may be lost. 0, whatever came back;
 * -ENOTSUP: the driver knows no loopback; any other -errno: the part failed.
 */
int console_loop_test(struct console *console, struct console_loop *result);

/*
 * How many bytes the receiver of @console, which the caller has started, keeps: its internal
 * loopback is filled until one is lost, or until @most are in it. A byte takes its time on the
 * line, without interrupts. What is typed meanwhile stays where the part still receives it.
 * -ENOTSUP: the driver knows no loopback, or not when a byte was sent; -EAGAIN: other bytes came in
 * between; any other -errno: the part failed.
 */
int console_loop_depth(struct console *console, unsigned most);

/*
 * Whether firmware's console uses the same port as @console: then all output would appear twice,
 * and each of the two would get a part of the input. Where the part has an internal loopback this
 * is tried with one NUL, for which a terminal on another port shows nothing. Elsewhere the answer
 * is a guess: @console is choice->firmware. The caller has started @console. If it failed nothing
 * is tried, because firmware waits for ever on a dead UART.
 */
bool console_same_port(const struct console_choice *choice, struct console *console);
