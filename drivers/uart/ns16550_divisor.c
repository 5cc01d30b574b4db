#include "drivers/uart/ns16550_divisor.h"
/*
 * A 16550's divisor latch. LCR_DLAB puts it in the place of RBR and IER.
 *
 * A DesignWare part ignores writes of LCR, DLL and DLM while it is busy. After an ignored write of
 * LCR it raises an interrupt that no bit of IER masks; only a read of USR ends it. No other part
 * uses that interrupt's number, so the code below runs on every part.
 * Sources: PC16550D data sheet, 8.1 and 8.3; Synopsys DW_apb_uart databook, registers LCR, IIR and
 * USR; Marvell PXA270M specification update, erratum 74 (DLL is read back before DLM is written).
 */
#include <errno.h>
#include "drivers/uart/ns16550_registers.h"
#include "kernel/irq.h"

enum {
	DIVISOR_TRIES = 8,
	/* Enough for the byte that is just arriving: some ms at any rate, on any bus. */
	DIVISOR_FORCED_TRIES = 50000,
	DIVISOR_MAX = 0xffff,
};

static unsigned divisor_get(const struct regs *regs, unsigned index)
{
	return regs_read(regs, index) & NS16550_ALL_ONES;
}

unsigned ns16550_interrupt(const struct regs *regs)
{
	unsigned iir = divisor_get(regs, NS16550_IIR);

	if ((iir & NS16550_IIR_ID) == NS16550_IIR_DW_BUSY)
		regs_read(regs, NS16550_DW_USR);
	return iir;
}

static bool divisor_set_lcr(const struct regs *regs, unsigned lcr)
{
	for (int i = 0; i < DIVISOR_TRIES; i++) {
		regs_write(regs, NS16550_LCR, lcr);
		if (divisor_get(regs, NS16550_LCR) == lcr)
			return true;
		ns16550_interrupt(regs);
	}
	return false;
}

static int divisor_open_latch(const struct regs *regs, unsigned *lcr)
{
	*lcr = divisor_get(regs, NS16550_LCR);
	if (*lcr == NS16550_ALL_ONES)
		return -EIO;
	*lcr &= ~(unsigned)NS16550_LCR_DLAB;
	return divisor_set_lcr(regs, *lcr | NS16550_LCR_DLAB) ? 0 : -EBUSY;
}

/*
 * A byte that arrived meanwhile keeps a DesignWare busy, and it cannot be read while the latch is
 * open. That byte is dropped: otherwise the console would stay dead.
 */
static int divisor_close_latch(const struct regs *regs, unsigned lcr)
{
	for (int i = 0; !divisor_set_lcr(regs, lcr); i++) {
		if (i == DIVISOR_FORCED_TRIES / DIVISOR_TRIES)
			return -EIO;
		regs_write(regs, NS16550_FCR, NS16550_FCR_FIFO_ENABLE | NS16550_FCR_RCVR_RESET);
	}
	return 0;
}

static unsigned divisor_get_latch(const struct regs *regs)
{
	return divisor_get(regs, NS16550_DLL) | divisor_get(regs, NS16550_DLM) << 8;
}

static void divisor_set_latch(const struct regs *regs, unsigned divisor)
{
	regs_write(regs, NS16550_DLL, divisor & 0xff);
	regs_read(regs, NS16550_DLL);
	regs_write(regs, NS16550_DLM, divisor >> 8);
}

/* Reads the latch. Then sets it, unless @divisor is 0. The value before, or -errno. */
static int64_t divisor_exchange(const struct regs *regs, unsigned divisor)
{
	unsigned lcr, was;
	int err = divisor_open_latch(regs, &lcr), closed;

	if (err)
		return err;
	was = divisor_get_latch(regs);
	if (divisor && divisor != was) {
		divisor_set_latch(regs, divisor);
		if (divisor_get_latch(regs) != divisor) {
			divisor_set_latch(regs, was);
			err = -EBUSY;
		}
	}
	closed = divisor_close_latch(regs, lcr);
	if (closed)
		err = closed;
	return err ? err : (int64_t)was;
}

/* Interrupts are off meanwhile: a handler would read the divisor as a received byte. */
static int64_t divisor_exchange_alone(const struct console *console, unsigned divisor)
{
	uint64_t state = irq_save();
	int64_t was = divisor_exchange(&console->regs, divisor);

	irq_restore(state);
	return was;
}

int64_t ns16550_divisor(struct console *console)
{
	return divisor_exchange_alone(console, 0);
}

int ns16550_set_divisor(struct console *console, uint32_t divisor)
{
	int64_t was;

	if (!divisor || divisor > DIVISOR_MAX)
		return -ERANGE;
	was = divisor_exchange_alone(console, divisor);
	return was < 0 ? (int)was : 0;
}
