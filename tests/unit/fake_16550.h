#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "tests/unit/fake_regs.h"

enum { FAKE_16550_MAX = 256 };

/*
 * A 16550 as its programmer sees it. It fails the test when a byte is sent into a full transmitter,
 * or when anything but THR is written: line, FIFO and interrupts are firmware's.
 */
struct fake_16550 {
	struct fake_device device;
	bool fifo_on;
	bool never_ready; /* THRE stays 0 */
	bool gone;        /* all registers read all ones */
	size_t waiting;   /* bytes in the transmitter */
	char sent[FAKE_16550_MAX];
	size_t sent_len;
	uint16_t received[FAKE_16550_MAX]; /* a byte, and above it its LSR error bits */
	size_t received_in, received_out;
	unsigned lsr_reads;
};

/* Attaches a fresh one at @regs. */
void fake_16550_attach(struct fake_16550 *uart, struct regs regs, bool fifo_on);
/* The line carries @count bytes away. */
void fake_16550_drain(struct fake_16550 *uart, size_t count);
/* A byte comes in, with the LSR bits of what went wrong (0: nothing). */
void fake_16550_receive(struct fake_16550 *uart, char byte, unsigned errors);
