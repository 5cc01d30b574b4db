#include "drivers/uart/ns16550_ops.h"
/*
 * A 16550, written and read.
 *
 * Sources: PC16550D data sheet, 8.4 (LSR) and 8.6 (IIR).
 */
#include <errno.h>
#include "drivers/uart/ns16550_line.h"

/* What LSR, as it was just read, says; see ns16550_status. */
static int ns16550_judge(struct console *console, unsigned lsr)
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

int ns16550_status(struct console *console)
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

/* Burst after burst, while the part is ready again at once: emulated ones are. A second try where
 * it had errors besides, which the look at them has cleared. */
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
	if (!n && console->state & NS16550_LISTENS)
		ns16550_hush(console);
	return (int)n;
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
};
