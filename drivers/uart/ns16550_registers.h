#pragma once
/*
 * Registers and bits of the 16550 and of the parts that are made after it.
 * Sources: PC16550D data sheet, 8; Synopsys DW_apb_uart databook (USR, CPR); Marvell PXA27x
 * developer's manual, UART chapter (the bits of IER that only an XScale has).
 */

enum ns16550_register {
	NS16550_RBR = 0, /* read */
	NS16550_THR = 0, /* written */
	NS16550_DLL = 0, /* while LCR_DLAB is set */
	NS16550_IER = 1,
	NS16550_DLM = 1, /* while LCR_DLAB is set */
	NS16550_IIR = 2, /* read */
	NS16550_FCR = 2, /* written */
	NS16550_LCR = 3,
	NS16550_MCR = 4,
	NS16550_LSR = 5,
	NS16550_REGISTERS,   /* how many of them every part has */
	NS16550_DW_USR = 31, /* DesignWare */
	NS16550_DW_CPR = 61, /* DesignWare, in 32-bit words: byte 0xf4 */
};

enum ns16550_bit {
	NS16550_IER_ERBFI = 1 << 0, /* an interrupt upon received bytes */
	NS16550_IER_ETBEI = 1 << 1, /* one while THR is empty */
	NS16550_IER_RTOIE = 1 << 4, /* XScale: bytes wait below the FIFO's threshold */
	NS16550_IER_NRZE = 1 << 5,  /* XScale: the line's coding */
	NS16550_IER_UUE = 1 << 6,   /* XScale: the whole unit is on */
	NS16550_IIR_ID = 0x3f,
	NS16550_IIR_DW_BUSY = 0x07,
	NS16550_IIR_TIMEOUT = 0x0c,
	NS16550_IIR_FIFO = 3 << 6, /* both bits: there is a FIFO, it works and is on */
	NS16550_FCR_FIFO_ENABLE = 1 << 0,
	NS16550_FCR_RCVR_RESET = 1 << 1,
	NS16550_FCR_XMIT_RESET = 1 << 2,
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
	NS16550_LSR_BI = 1 << 4, /* sets FE, too */
	NS16550_LSR_ERRORS = NS16550_LSR_OE | NS16550_LSR_PE | NS16550_LSR_FE | NS16550_LSR_BI,
	NS16550_LSR_THRE = 1 << 5,
	NS16550_LSR_TEMT = 1 << 6,
	NS16550_ALL_ONES = 0xff, /* no device answers, or its clock is off */
};
