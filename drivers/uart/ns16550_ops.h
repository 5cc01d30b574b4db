#pragma once
/* The operations of every 16550, on a bus of the tree's or on PCI. */
#include "drivers/uart/ns16550_registers.h"
#include "kernel/console/console.h"

enum {
	/* Bytes that may be sent after one THRE: a 16550's FIFO is empty then, and an XScale's, of
	 * 64 bytes, at least half empty. */
	NS16550_BURST = 16,
	NS16550_BAUD_UNIT = 1024, /* console->baud_unit: the rate is clock / (16 * divisor) */
};

/* What is in console->state. */
struct ns16550 {
	bool xscale;    /* IER has the bits of an XScale, of which UUE must stay set */
	bool has_cpr;   /* NS16550_DW_CPR may be read */
	bool listening; /* listen switched the interrupt on */
	bool out2_ours; /* listen set MCR_OUT2: firmware had left it off */
};

/* The state of a console that has ns16550_ops. */
static inline struct ns16550 *ns16550_of(struct console *console)
{
	_Static_assert(sizeof(struct ns16550) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct ns16550 *)console->state;
}

/* Line settings and FIFO stay as firmware left them, and so do IER and MCR until listen. */
extern const struct console_ops ns16550_ops;
