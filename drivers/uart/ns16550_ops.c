#include "drivers/uart/ns16550_ops.h"
/*
 * A 16550: started, written, read, listened to, looped.
 *
 * Sources: PC16550D data sheet, 8.4 (LSR), 8.6 (IIR), 8.7 (IER) and 8.8 (MCR); Synopsys
 * DW_apb_uart databook, register CPR; Marvell PXA27x developer's manual (IER).
 */
#include <errno.h>
#include "drivers/uart/ns16550_divisor.h"

enum {
	CPR_FIFO_AT = 16, /* bits [23:16]: the FIFO's size in units of 16 bytes */
	CPR_FIFO_UNIT = 16,
	CPR_FIFO_MAX = 0x80,
};

/* --- bytes ------------------------------------------------------------------------------------ */

/* What LSR, as it was just read, says; see ns16550_status. */
static inline int ns16550_judge(struct console *console, unsigned lsr)
{
	if (lsr == NS16550_ALL_ONES &&
	    (regs_read(&console->regs, NS16550_IIR) & NS16550_ALL_ONES) == NS16550_ALL_ONES)
		return -EIO;
	if (lsr & NS16550_LSR_ERRORS) {
		console->errors.overruns += !!(lsr & NS16550_LSR_OE);
		console->errors.parity += !!(lsr & NS16550_LSR_PE);
		console->errors.framing += (lsr & (NS16550_LSR_FE | NS16550_LSR_BI)) ==
					   NS16550_LSR_FE;
		console->errors.breaks += !!(lsr & NS16550_LSR_BI);
	}
	return (int)lsr;
}

/* LSR; -EIO when the device is gone. The read clears LSR's errors, so they are counted here. */
static inline int ns16550_status(struct console *console)
{
	return ns16550_judge(console, regs_read(&console->regs, NS16550_LSR) & NS16550_ALL_ONES);
}

static int ns16550_write(struct console *console, const char *text, size_t len)
{
	int lsr = ns16550_status(console);

	if (lsr < 0)
		return lsr;
	if (!(lsr & NS16550_LSR_THRE))
		return 0;
	if (len > console->fifo)
		len = console->fifo;
	regs_write_rep(&console->regs, NS16550_THR, text, len);
	return (int)len;
}

/*
 * Writes burst after burst while the part is ready again at once, as emulated ones are. Where LSR
 * showed errors, reading it has cleared them, and a second try is made.
 */
static int ns16550_write_lines(struct console *console, const char *text, size_t len, size_t *sent)
{
	const struct regs_fifo fifo = {
		.data = NS16550_THR,
		.status = NS16550_LSR,
		.mask = NS16550_LSR_THRE | NS16550_LSR_ERRORS,
		.ready = NS16550_LSR_THRE,
		.burst = console->fifo,
	};

	for (int tries = 0; tries < 2; tries++) {
		unsigned lsr;
		size_t taken = regs_write_lines(&console->regs, &fifo, text, len, sent, &lsr);
		int judged = taken < len ? ns16550_judge(console, lsr & NS16550_ALL_ONES) : 0;

		if (taken || judged < 0)
			return taken ? (int)taken : judged;
		if (!(judged & NS16550_LSR_THRE))
			break;
	}
	return 0;
}

/*
 * Ends an interrupt that brought no byte, or it would be taken for a storm. Some parts signal the
 * timeout of a FIFO that is already empty; only a read of RBR ends that. LSR is read once more
 * first: a byte may have arrived since, with a timeout of its own.
 */
static void ns16550_hush(struct console *console)
{
	unsigned id = ns16550_interrupt(&console->regs) & NS16550_IIR_ID;

	if (id == NS16550_IIR_TIMEOUT && !(ns16550_status(console) & NS16550_LSR_DR))
		regs_read(&console->regs, NS16550_RBR);
}

static int ns16550_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		int lsr = ns16550_status(console);

		if (lsr < 0)
			return n ? (int)n : lsr;
		if (!(lsr & NS16550_LSR_DR))
			break;
		text[n] = (char)regs_read(&console->regs, NS16550_RBR);
	}
	if (!n && ns16550_of(console)->listening)
		ns16550_hush(console);
	return (int)n;
}

static int ns16550_drained(struct console *console)
{
	int lsr = ns16550_status(console);

	return lsr < 0 ? lsr : !!(lsr & NS16550_LSR_TEMT);
}

/* --- start, interrupt, loopback --------------------------------------------------------------- */

/* Bytes of the FIFO as a DesignWare reports them; 0 when it does not. */
static unsigned ns16550_fifo(struct console *console)
{
	unsigned size;

	if (!ns16550_of(console)->has_cpr)
		return 0;
	size = (unsigned)(regs_read(&console->regs, NS16550_DW_CPR) >> CPR_FIFO_AT) & 0xff;
	return size <= CPR_FIFO_MAX ? size * CPR_FIFO_UNIT : 0;
}

static int ns16550_start(struct console *console)
{
	unsigned iir = ns16550_interrupt(&console->regs), fifo;

	if (iir == NS16550_ALL_ONES)
		return -EIO;
	fifo = (iir & NS16550_IIR_FIFO) == NS16550_IIR_FIFO ? ns16550_fifo(console) : 1;
	if (fifo)
		console->fifo = (uint16_t)fifo;
	return 0;
}

/*
 * On an XScale UUE stays set and NRZE stays as it is, and bytes below the FIFO's threshold have a
 * bit of their own. On all other parts they come with ERBFI.
 */
static void ns16550_set_ier(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	unsigned ier = on ? NS16550_IER_ERBFI : 0;

	if (ns16550_of(console)->xscale) {
		ier |= (unsigned)regs_read(regs, NS16550_IER) & NS16550_IER_NRZE;
		ier |= NS16550_IER_UUE | (on ? NS16550_IER_RTOIE : 0);
	}
	regs_write(regs, NS16550_IER, ier);
}

/* On PCs and on cards OUT2 is not an output: it lets the interrupt through. */
static int ns16550_listen(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	unsigned mcr = regs_read(regs, NS16550_MCR) & NS16550_ALL_ONES;
	struct ns16550 *uart = ns16550_of(console);

	if (mcr == NS16550_ALL_ONES)
		return -EIO;
	ns16550_set_ier(console, on);
	if (on && !(mcr & NS16550_MCR_OUT2)) {
		regs_write(regs, NS16550_MCR, mcr | NS16550_MCR_OUT2);
		uart->out2_ours = true;
	} else if (!on && uart->out2_ours) {
		regs_write(regs, NS16550_MCR, mcr & ~(unsigned)NS16550_MCR_OUT2);
		uart->out2_ours = false;
	}
	uart->listening = on;
	return 0;
}

/* Loopback cuts OUT2 off as well: while it is on, the caller must poll. */
static int ns16550_loop(struct console *console, bool on)
{
	unsigned mcr = regs_read(&console->regs, NS16550_MCR) & NS16550_ALL_ONES;

	if (mcr == NS16550_ALL_ONES)
		return -EIO;
	mcr &= ~(unsigned)NS16550_MCR_LOOP;
	regs_write(&console->regs, NS16550_MCR, mcr | (on ? NS16550_MCR_LOOP : 0));
	return 0;
}

static int ns16550_ring(struct console *console, bool on)
{
	unsigned ier = regs_read(&console->regs, NS16550_IER) & NS16550_ALL_ONES;

	if (ier == NS16550_ALL_ONES)
		return -EIO;
	ier &= ~(unsigned)NS16550_IER_ETBEI;
	regs_write(&console->regs, NS16550_IER, ier | (on ? NS16550_IER_ETBEI : 0));
	return 0;
}

const struct console_ops ns16550_ops = {
	.start = ns16550_start,
	.write = ns16550_write,
	.write_lines = ns16550_write_lines,
	.read = ns16550_read,
	.listen = ns16550_listen,
	.loop = ns16550_loop,
	.drained = ns16550_drained,
	.divisor = ns16550_divisor,
	.set_divisor = ns16550_set_divisor,
	.ring = ns16550_ring,
};
