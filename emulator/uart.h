#pragma once
/*
 * A 16550 whose FIFOs fill and empty at the line's rate.
 * PC16550D data sheet (Texas Instruments SNLS378C), chapter 8.
 */
#include <stdbool.h>
#include <stdint.h>
#include "emulator/line.h"

enum { UART_FIFO = 16, UART_REGISTERS = 8 };

struct uart {
	struct line *line;
	uint64_t clock; /* Hz; 0: the divisor means nothing, its rate is the line's */
	uint8_t ier, fcr, lcr, mcr, scr, divisor[2], lsr_errors;
	bool empty_news; /* the transmitter ran empty, and IIR has not reported it yet */

	uint8_t rx[UART_FIFO];
	uint64_t arrived[UART_FIFO];
	unsigned rx_head, rx_count;
	uint64_t rx_moved; /* when a byte last came or was read */
	bool rx_timeout;

	uint8_t tx[UART_FIFO], shift;
	unsigned tx_head, tx_count;
	bool shifting;
	uint64_t tx_start, tx_run; /* the bytes sent without a pause: since when, how many */

	/* What the run reports. */
	uint64_t overruns;    /* bytes from the line that found no room */
	uint64_t tx_lost;     /* bytes from the hart that found no room */
	uint64_t rate_writes; /* of another divisor than it had */
	uint64_t latency;     /* the longest that a byte lay in the FIFO, nanoseconds */
	uint64_t read;        /* bytes */
	uint64_t echo;        /* the longest from a byte's arrival to the next one that begins to
			       * leave after it was read, nanoseconds */
	uint64_t heard;       /* when the byte arrived that was read last */
	bool answered;        /* a byte was written since */
};

/* As firmware left it: FIFOs on, trigger at @trigger (1, 4, 8, 14) bytes, interrupts off, the
 * line's rate made from @clock (as in struct uart). */
void uart_reset(struct uart *uart, struct line *line, unsigned trigger, uint64_t clock);
/* Processes everything that happens up to @now. */
void uart_advance(struct uart *uart, uint64_t now);
/* When something happens next, if no register is accessed; LINE_NEVER: nothing does. */
uint64_t uart_next(const struct uart *uart);
/* Registers 0 to 7; the caller has advanced it to @now. @pure: the read had no side effect. */
uint8_t uart_read(struct uart *uart, unsigned number, uint64_t now, bool *pure);
void uart_write(struct uart *uart, unsigned number, uint8_t value, uint64_t now);
/* The level of its interrupt line. */
bool uart_asks(const struct uart *uart);
/* All that was written has been sent, with its last stop bit. */
bool uart_idle(const struct uart *uart);
