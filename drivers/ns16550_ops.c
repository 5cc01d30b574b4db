#include "drivers/ns16550_ops.h"
/*
 * A 16550, written and read.
 *
 * Sources: PC16550D data sheet, 8.4 (LSR) and 8.6 (IIR).
 */
#include <errno.h>
#include "drivers/ns16550_line.h"

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

/* Ready, and nothing to count: what it is nearly always. */
static inline bool ns16550_plainly_ready(unsigned lsr)
{
	return (lsr & (NS16550_LSR_THRE | NS16550_LSR_ERRORS)) == NS16550_LSR_THRE;
}

/* Bytes that may be sent now; 0, or -EIO. */
static inline int ns16550_room(struct console *console)
{
	unsigned lsr = regs_read(&console->regs, NS16550_LSR) & NS16550_ALL_ONES;
	int judged;

	if (ns16550_plainly_ready(lsr))
		return console->fifo;
	judged = ns16550_judge(console, lsr);
	if (judged < 0)
		return judged;
	return judged & NS16550_LSR_THRE ? console->fifo : 0;
}

static int ns16550_write(struct console *console, const char *text, size_t len)
{
	int room = ns16550_room(console);

	if (room <= 0)
		return room;
	if (len > (size_t)room)
		len = (size_t)room;
	regs_write_rep(&console->regs, NS16550_THR, text, len);
	return (int)len;
}

/* Burst after burst, while the part is ready again at once: emulated ones are. */
static int ns16550_write_lines(struct console *console, const char *text, size_t len, size_t *sent)
{
	const char *from = text, *end = text + len;
	int room = ns16550_room(console);

	*sent = 0;
	while (room > 0 && text < end) {
		size_t left = (size_t)room;

		text += regs_write_lines(&console->regs, NS16550_THR, text, (size_t)(end - text),
					 &left);
		*sent += (size_t)room - left;
		if (text < end)
			room = ns16550_room(console);
	}
	return text > from ? (int)(text - from) : room;
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
