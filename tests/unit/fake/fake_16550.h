#pragma once
/* A model of a 16550 UART for unit tests. */
#include <stdbool.h>
#include <stddef.h>
#include "tests/unit/fake/fake_regs.h"

enum { FAKE_16550_MAX = 256 };

/* Registers that a test may allow to be written besides THR. */
enum fake_16550_may {
	FAKE_MAY_IER = 1 << 1,
	FAKE_MAY_FCR = 1 << 2,
	FAKE_MAY_LCR = 1 << 3, /* and so the divisor */
	FAKE_MAY_MCR = 1 << 4,
};

/*
 * A 16550 as its programmer sees it. It fails the test when a byte is sent into a full transmitter,
 * when an empty receiver is read, and when anything is written but THR and what the test allows:
 * firmware has set the line, the FIFO and the interrupts.
 */
struct fake_16550 {
	struct fake_device device;
	unsigned may; /* enum fake_16550_may */
	bool fifo_on;
	bool never_ready; /* THRE stays 0 */
	bool gone;        /* all registers read all ones */
	bool xscale;      /* IER[6] must never be 0, and IER[4] exists */
	bool designware;  /* USR and CPR exist */
	unsigned busy;    /* DesignWare: how many writes of LCR, DLL and DLM it refuses */
	bool byte_busy;   /* DesignWare: a received byte keeps it busy */
	bool busy_raised; /* the interrupt for a refused write */
	bool timeout;     /* the FIFO's timeout interrupt: until RBR is read, even if empty */
	uint32_t cpr;
	uint8_t ier, lcr, mcr, fcr;
	uint16_t divisor;
	size_t waiting; /* bytes in the transmitter */
	char sent[FAKE_16550_MAX];
	size_t sent_len;
	uint16_t received[FAKE_16550_MAX]; /* a byte, and in bits 8 to 15 its LSR error bits */
	size_t received_in, received_out;
	unsigned lsr_reads, usr_reads;
};

/* Attaches a new one at @regs. */
void fake_16550_attach(struct fake_16550 *uart, struct regs regs, bool fifo_on);
/* The same beside an attached device: only accesses at @regs go to it. */
void fake_16550_init(struct fake_16550 *uart, struct regs regs, bool fifo_on);
/* The line transmits @count bytes. */
void fake_16550_drain(struct fake_16550 *uart, size_t count);
/* A byte is received, with the LSR bits of its errors (0: none). */
void fake_16550_receive(struct fake_16550 *uart, char byte, unsigned errors);
/* Whether its interrupt is pending, and OUT2 lets it through. */
bool fake_16550_interrupts(const struct fake_16550 *uart);
