/*
 * The UART of OpenTitan, which lowRISC's other systems have as well.
 *
 * Line settings stay as firmware left them; a direction that is off is switched on. In version 2
 * the interrupt for received bytes lasts while there are any. In version 1 it is an event that must
 * be cleared, so it is cleared when the FIFO was seen empty, and the FIFO is looked at once more.
 * Source: OpenTitan documentation, hw/ip/uart: theory of operation, registers.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum opentitan_register {
	INTR_STATE,
	INTR_ENABLE,
	CTRL = 0x10 / 4,
	STATUS = 0x14 / 4,
	RDATA = 0x18 / 4,
	WDATA = 0x1c / 4,
	FIFO_CTRL = 0x20 / 4,
	OPENTITAN_REGISTERS,
};

enum opentitan_bit {
	INTR_RX_WATERMARK = 1 << 1,
	INTR_OVERRUN = 1 << 3, /* as the next three, cleared by writing it as 1 */
	INTR_FRAMING = 1 << 4,
	INTR_BREAK = 1 << 5,
	INTR_PARITY = 1 << 7,
	INTR_ERRORS = INTR_OVERRUN | INTR_FRAMING | INTR_BREAK | INTR_PARITY,
	CTRL_ON = 1 << 0 | 1 << 1, /* both directions */
	CTRL_LOOP = 1 << 4,
	STATUS_TXFULL = 1 << 0,
	STATUS_TXEMPTY = 1 << 2,
	STATUS_TXIDLE = 1 << 3,
	STATUS_RXEMPTY = 1 << 5,
	FIFO_RXILVL = 7 << 2, /* 0: the interrupt comes for one byte */
};

enum { OPENTITAN_FIFO = 32 };

#define ALL_ONES UINT32_MAX /* no device answers */

/* What is in console->state. */
struct opentitan {
	bool listening;
};

static struct opentitan *opentitan_of(struct console *console)
{
	_Static_assert(sizeof(struct opentitan) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct opentitan *)console->state;
}

static int opentitan_start(struct console *console)
{
	uint32_t ctrl = (uint32_t)regs_read(&console->regs, CTRL);

	if (ctrl == ALL_ONES)
		return -EIO;
	if ((ctrl & CTRL_ON) != CTRL_ON)
		regs_write(&console->regs, CTRL, ctrl | CTRL_ON);
	return 0;
}

/* STATUS, or -EIO when the device is gone. */
static int opentitan_status(const struct regs *regs)
{
	uint32_t status = (uint32_t)regs_read(regs, STATUS);

	return status == ALL_ONES ? -EIO : (int)(status & 0xff);
}

static int opentitan_write(struct console *console, const char *text, size_t len)
{
	int status = opentitan_status(&console->regs);
	size_t room = status & STATUS_TXEMPTY ? OPENTITAN_FIFO : 1;

	if (status < 0)
		return status;
	if (status & STATUS_TXFULL)
		return 0;
	if (len > room)
		len = room;
	regs_write_rep(&console->regs, WDATA, text, len);
	return (int)len;
}

static void opentitan_count_errors(struct console *console)
{
	uint32_t state = (uint32_t)regs_read(&console->regs, INTR_STATE) & INTR_ERRORS;

	if (!state)
		return;
	console->errors.overruns += !!(state & INTR_OVERRUN);
	console->errors.framing += !!(state & INTR_FRAMING);
	console->errors.breaks += !!(state & INTR_BREAK);
	console->errors.parity += !!(state & INTR_PARITY);
	regs_write(&console->regs, INTR_STATE, state);
}

static int opentitan_read(struct console *console, char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	bool look_again = opentitan_of(console)->listening;
	size_t n = 0;

	while (n < len) {
		int status = opentitan_status(regs);

		if (status < 0)
			return n ? (int)n : status;
		if (!(status & STATUS_RXEMPTY)) {
			text[n++] = (char)regs_read(regs, RDATA);
			continue;
		}
		if (!look_again)
			break;
		look_again = false;
		regs_write(regs, INTR_STATE, INTR_RX_WATERMARK);
	}
	opentitan_count_errors(console);
	return (int)n;
}

static int opentitan_listen(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	uint32_t fifo = (uint32_t)regs_read(regs, FIFO_CTRL);

	if (fifo == ALL_ONES)
		return -EIO;
	if (on && fifo & FIFO_RXILVL)
		regs_write(regs, FIFO_CTRL, fifo & ~(uint32_t)FIFO_RXILVL);
	regs_write(regs, INTR_ENABLE, on ? INTR_RX_WATERMARK : 0);
	opentitan_of(console)->listening = on;
	return 0;
}

static int opentitan_loop(struct console *console, bool on)
{
	uint32_t ctrl = (uint32_t)regs_read(&console->regs, CTRL);

	if (ctrl == ALL_ONES)
		return -EIO;
	ctrl &= ~(uint32_t)CTRL_LOOP;
	regs_write(&console->regs, CTRL, ctrl | (on ? CTRL_LOOP : 0));
	return 0;
}

static int opentitan_drained(struct console *console)
{
	int status = opentitan_status(&console->regs);

	return status < 0 ? status : !!(status & STATUS_TXIDLE);
}

static const struct console_ops opentitan_ops = {
	.start = opentitan_start,
	.write = opentitan_write,
	.read = opentitan_read,
	.listen = opentitan_listen,
	.loop = opentitan_loop,
	.drained = opentitan_drained,
};

static const char *const opentitan_compatible[] = {
	"lowrisc,opentitan-uart",
	"lowrisc,opentitan-uart-v2",
	"lowrisc,opentitan-uart-1.0.0",
	NULL,
};

static const char *const opentitan_earlycon[] = { "opentitan_uart", NULL };

static const struct console_driver opentitan_driver = {
	.name = "opentitan",
	.earlycon = opentitan_earlycon,
	.compatible = opentitan_compatible,
	.ops = &opentitan_ops,
	.layout = { .shift = 2, .width = 4, .count = OPENTITAN_REGISTERS },
	.fifo = OPENTITAN_FIFO,
	.tty = "ttyOT",
};
CONSOLE_DRIVER(opentitan_driver);
