#pragma once
#include "kernel/console/console.h"

/* What all 16550s have in common, whoever found them: registers and operations. */

enum ns16550_register {
	NS16550_RBR = 0, /* read */
	NS16550_THR = 0, /* written */
	NS16550_DLL = 0, /* with LCR_DLAB */
	NS16550_IER = 1,
	NS16550_DLM = 1, /* with LCR_DLAB */
	NS16550_IIR = 2, /* read */
	NS16550_FCR = 2, /* written */
	NS16550_LCR = 3,
	NS16550_MCR = 4,
	NS16550_LSR = 5,
	NS16550_REGISTERS,   /* those that all have */
	NS16550_DW_USR = 31, /* DesignWare */
	NS16550_DW_CPR = 61, /* DesignWare, in 32-bit words: byte 0xf4 */
};

enum ns16550_bit {
	NS16550_IER_RX = 1 << 0,
	NS16550_IER_XSCALE_TIMEOUT = 1 << 4, /* bytes that wait below the FIFO's threshold */
	NS16550_IER_XSCALE_NRZ = 1 << 5,     /* the line's coding */
	NS16550_IER_XSCALE_UNIT = 1 << 6,    /* UUE: the whole unit is on */
	NS16550_IIR_KIND = 0x3f,
	NS16550_IIR_DW_BUSY = 0x07,
	NS16550_IIR_TIMEOUT = 0x0c,
	NS16550_IIR_FIFO = 3 << 6, /* both: the FIFO is there, works and is on */
	NS16550_FCR_ON = 1 << 0,
	NS16550_FCR_CLEAR_RX = 1 << 1,
	NS16550_FCR_CLEAR_TX = 1 << 2,
	NS16550_LCR_8N1 = 3,
	NS16550_LCR_DLAB = 1 << 7,
	NS16550_MCR_DTR = 1 << 0,
	NS16550_MCR_RTS = 1 << 1,
	NS16550_MCR_OUT2 = 1 << 3,
	NS16550_MCR_LOOP = 1 << 4,
	NS16550_LSR_DR = 1 << 0,
	NS16550_LSR_OE = 1 << 1,
	NS16550_LSR_PE = 1 << 2,
	NS16550_LSR_FE = 1 << 3,
	NS16550_LSR_BI = 1 << 4, /* which comes with a framing error of its own */
	NS16550_LSR_ERRORS = 0xf << 1,
	NS16550_LSR_THRE = 1 << 5,
	NS16550_LSR_TEMT = 1 << 6,
	NS16550_ALL_ONES = 0xff, /* no device answers, or its clock is off */
};

/* console->quirks */
enum ns16550_quirk {
	NS16550_XSCALE = 1 << 0, /* IER has bits of its own, of which one must stay set */
	NS16550_CPR = 1 << 1,    /* NS16550_DW_CPR may be read */
};

/* console->state; listen's alone */
enum ns16550_state {
	NS16550_LISTENS = 1 << 0,
	NS16550_OUT2_OURS = 1 << 1,
};

enum {
	/* What may be sent after one THRE: a 16550's FIFO is then empty, and a XScale's, of 64, at
	 * least half empty. */
	NS16550_BURST = 16,
	NS16550_BAUD_UNIT = 1024, /* console->baud_unit: clock / (16 * divisor) */
};

/* The line and the FIFO stay as firmware left them; polled, IER and MCR too. */
extern const struct console_ops ns16550_ops;

/* LSR, with the errors that this read cleared counted; -EIO when the device is gone. */
int ns16550_status(struct console *console);
