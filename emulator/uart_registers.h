#pragma once
/* The UART's registers and their bits. Sources: see uart.h. */

enum uart_register {
	RBR = 0,
	THR = 0,
	IER = 1,
	IIR = 2,
	FCR = 2,
	LCR = 3,
	MCR = 4,
	LSR = 5,
	MSR = 6,
	SCR = 7
};

enum uart_bit {
	IER_RECEIVED = 1 << 0,
	IER_EMPTY = 1 << 1,
	IER_LINE = 1 << 2,
	IER_ALL = 0xf,
	IIR_NONE = 1,
	IIR_EMPTY = 2,
	IIR_RECEIVED = 4,
	IIR_LINE = 6,
	IIR_TIMEOUT = 0xc,
	IIR_FIFO = 0xc0,
	FCR_ENABLE = 1 << 0,
	FCR_CLEAR_RX = 1 << 1,
	FCR_CLEAR_TX = 1 << 2,
	FCR_KEPT = 0xc9,
	LCR_8N1 = 3,
	LCR_DLAB = 1 << 7,
	MCR_LOOP = 1 << 4,
	MCR_ALL = 0x1f,
	LSR_DR = 1 << 0,
	LSR_OE = 1 << 1,
	LSR_FE = 1 << 3,
	LSR_THRE = 1 << 5,
	LSR_TEMT = 1 << 6,
	MSR_READY = 0xb0, /* CTS, DSR, DCD */
};
