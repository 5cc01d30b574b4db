#include "drivers/uart/ns16550_line.h"
/*
 * A 16550's interrupt, loopback and divisor.
 *
 * DesignWare's part ignores a write of LCR, DLL or DLM while it is busy, and raises an interrupt of
 * its own for the first, which no bit of IER masks and only a read of USR ends. That interrupt's
 * number is one that no other part can give, so the part needs no other mark.
 * Sources: PC16550D data sheet, 8.1 to 8.8; Synopsys DW_apb_uart databook, registers LCR, IIR, USR
 * and CPR; Marvell PXA27x developer's manual (IER), and PXA270M specification update, erratum 74
 * (DLL is read back before DLM is written).
 */
#include <errno.h>
#include "drivers/uart/ns16550_ops.h"
#include "kernel/irq.h"

enum {
	LINE_TRIES = 8,
	/* Until the byte that is just coming in is over: some ms at any rate and any bus. */
	LINE_FORCE_TRIES = 50000,
	LINE_DIVISOR_MAX = 0xffff,
	CPR_FIFO_AT = 16, /* [23:16] */
	CPR_FIFO_UNIT = 16,
	CPR_FIFO_MAX = 0x80,
};

static unsigned line_get(const struct regs *regs, unsigned index)
{
	return regs_read(regs, index) & NS16550_ALL_ONES;
}

/* What IIR tells, after a DesignWare's busy interrupt was ended. */
static unsigned line_interrupt(const struct regs *regs)
{
	unsigned iir = line_get(regs, NS16550_IIR);

	if ((iir & NS16550_IIR_KIND) == NS16550_IIR_DW_BUSY)
		regs_read(regs, NS16550_DW_USR);
	return iir;
}

/* The FIFO's bytes as a DesignWare tells, or 0 when it does not. */
static unsigned line_fifo(const struct console *console)
{
	unsigned size;

	if (!(console->quirks & NS16550_CPR))
		return 0;
	size = (unsigned)(regs_read(&console->regs, NS16550_DW_CPR) >> CPR_FIFO_AT) & 0xff;
	return size <= CPR_FIFO_MAX ? size * CPR_FIFO_UNIT : 0;
}

int ns16550_start(struct console *console)
{
	unsigned iir = line_interrupt(&console->regs), fifo;

	if (iir == NS16550_ALL_ONES)
		return -EIO;
	fifo = (iir & NS16550_IIR_FIFO) == NS16550_IIR_FIFO ? line_fifo(console) : 1;
	if (fifo)
		console->fifo = (uint16_t)fifo;
	return 0;
}

/*
 * Some parts signal the timeout of a FIFO that is already empty; only a read of RBR ends it. LSR is
 * read once more, for a byte may have come since, with a timeout of its own.
 */
void ns16550_hush(struct console *console)
{
	unsigned kind = line_interrupt(&console->regs) & NS16550_IIR_KIND;

	if (kind == NS16550_IIR_TIMEOUT && !(ns16550_status(console) & NS16550_LSR_DR))
		regs_read(&console->regs, NS16550_RBR);
}

/* On a XScale the unit stays on, the line's coding stays, and a FIFO below its threshold has a bit
 * of its own; on all others that comes with the first bit. */
static void line_listen(const struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	unsigned ier = on ? NS16550_IER_RX : 0;

	if (console->quirks & NS16550_XSCALE) {
		ier |= line_get(regs, NS16550_IER) & NS16550_IER_XSCALE_NRZ;
		ier |= NS16550_IER_XSCALE_UNIT | (on ? NS16550_IER_XSCALE_TIMEOUT : 0);
	}
	regs_write(regs, NS16550_IER, ier);
}

/* On PCs and on cards OUT2 is no output: it lets the interrupt through. */
int ns16550_listen(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	unsigned mcr = line_get(regs, NS16550_MCR);

	if (mcr == NS16550_ALL_ONES)
		return -EIO;
	line_listen(console, on);
	if (on && !(mcr & NS16550_MCR_OUT2)) {
		regs_write(regs, NS16550_MCR, mcr | NS16550_MCR_OUT2);
		console->state |= NS16550_OUT2_OURS;
	}
	if (!on && console->state & NS16550_OUT2_OURS)
		regs_write(regs, NS16550_MCR, mcr & ~(unsigned)NS16550_MCR_OUT2);
	console->state = on ? console->state | NS16550_LISTENS : 0;
	return 0;
}

/* In loopback OUT2 is cut off, too: who loops reads by polling. */
int ns16550_loop(struct console *console, bool on)
{
	unsigned mcr = line_get(&console->regs, NS16550_MCR);

	if (mcr == NS16550_ALL_ONES)
		return -EIO;
	mcr &= ~(unsigned)NS16550_MCR_LOOP;
	regs_write(&console->regs, NS16550_MCR, mcr | (on ? NS16550_MCR_LOOP : 0));
	return 0;
}

int ns16550_drained(struct console *console)
{
	int lsr = ns16550_status(console);

	return lsr < 0 ? lsr : !!(lsr & NS16550_LSR_TEMT);
}

/* --- the divisor: behind LCR_DLAB, in the place of RBR and IER -------------------------------- */

static bool line_set_lcr(const struct regs *regs, unsigned lcr)
{
	for (int i = 0; i < LINE_TRIES; i++) {
		regs_write(regs, NS16550_LCR, lcr);
		if (line_get(regs, NS16550_LCR) == lcr)
			return true;
		line_interrupt(regs);
	}
	return false;
}

static int line_open_latch(const struct regs *regs, unsigned *lcr)
{
	*lcr = line_get(regs, NS16550_LCR);
	if (*lcr == NS16550_ALL_ONES)
		return -EIO;
	*lcr &= ~(unsigned)NS16550_LCR_DLAB;
	return line_set_lcr(regs, *lcr | NS16550_LCR_DLAB) ? 0 : -EBUSY;
}

/*
 * A byte that came in meanwhile keeps a DesignWare busy, and with the latch open nobody can read
 * it: rather than a console that is dead for good, that byte is lost.
 */
static int line_close_latch(const struct regs *regs, unsigned lcr)
{
	for (int i = 0; !line_set_lcr(regs, lcr); i++) {
		if (i == LINE_FORCE_TRIES / LINE_TRIES)
			return -EIO;
		regs_write(regs, NS16550_FCR, NS16550_FCR_ON | NS16550_FCR_CLEAR_RX);
	}
	return 0;
}

static unsigned line_get_latch(const struct regs *regs)
{
	return line_get(regs, NS16550_DLL) | line_get(regs, NS16550_DLM) << 8;
}

static void line_set_latch(const struct regs *regs, unsigned divisor)
{
	regs_write(regs, NS16550_DLL, divisor & 0xff);
	regs_read(regs, NS16550_DLL);
	regs_write(regs, NS16550_DLM, divisor >> 8);
}

/* Reads the latch, after setting it unless @divisor is 0. */
static int64_t line_latch(const struct regs *regs, unsigned divisor)
{
	unsigned lcr, was;
	int err = line_open_latch(regs, &lcr), closed;

	if (err)
		return err;
	was = line_get_latch(regs);
	if (divisor && divisor != was) {
		line_set_latch(regs, divisor);
		if (line_get_latch(regs) != divisor) {
			line_set_latch(regs, was);
			err = -EBUSY;
		}
	}
	closed = line_close_latch(regs, lcr);
	if (closed)
		err = closed;
	return err ? err : (int64_t)was;
}

/* No interrupt between: it would read the divisor for a byte. */
static int64_t line_latch_alone(const struct console *console, unsigned divisor)
{
	uint64_t state = irq_save();
	int64_t was = line_latch(&console->regs, divisor);

	irq_restore(state);
	return was;
}

int64_t ns16550_divisor(struct console *console)
{
	return line_latch_alone(console, 0);
}

int ns16550_set_divisor(struct console *console, uint32_t divisor)
{
	int64_t was;

	if (!divisor || divisor > LINE_DIVISOR_MAX)
		return -ERANGE;
	was = line_latch_alone(console, divisor);
	return was < 0 ? (int)was : 0;
}
