/*
 * APBUART of Gaisler's GRLIB, as in NOEL-V.
 *
 * Line settings, flow control and the debug mode, in which a debugger takes what is sent, stay as
 * firmware left them.
 * Sources: GRLIB IP Core User's Manual, chapter APBUART; devicetree binding of the string
 * gaisler,apbuart.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum apbuart_register { DATA, STATUS, CTRL, SCALER, APBUART_REGISTERS };

enum apbuart_bit {
	STATUS_READY = 1 << 0,
	STATUS_SHIFT_EMPTY = 1 << 1,
	STATUS_TX_EMPTY = 1 << 2, /* the FIFO, or the one holding register */
	STATUS_BREAK = 1 << 3,
	STATUS_OVERRUN = 1 << 4,
	STATUS_PARITY = 1 << 5,
	STATUS_FRAMING = 1 << 6,
	STATUS_ERRORS = 0xf << 3,
	STATUS_TX_FULL = 1 << 9, /* of the FIFO, if there is one */
	CTRL_ENABLE = 3 << 0,    /* receiver and transmitter */
	CTRL_RI = 1 << 2,        /* an interrupt with each byte received */
	CTRL_LOOP = 1 << 7,
	/* All: TI, RI; TF, RF by the FIFOs' level; BI break, DI delayed, SI shifter empty. */
	CTRL_INTERRUPTS = 3 << 2 | 3 << 9 | 7 << 12,
};

/* Bit 31 of CTRL: there are FIFOs. */
#define CTRL_FIFOS (UINT32_C(1) << 31)

/* What is in console->state. */
struct apbuart {
	bool fifos; /* CTRL_FIFOS; else there is one holding register each way */
};

static struct apbuart *apbuart_of(struct console *console)
{
	_Static_assert(sizeof(struct apbuart) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct apbuart *)console->state;
}

#define ALL_ONES UINT32_MAX /* no device answers, or its clock is off */

/* CTRL with the bits of @clear off and those of @set on; written only if that changes it. */
static void apbuart_control(const struct console *console, uint32_t clear, uint32_t set)
{
	uint32_t old = (uint32_t)regs_read(&console->regs, CTRL), new = (old & ~clear) | set;

	if (new != old)
		regs_write(&console->regs, CTRL, new);
}

static int apbuart_start(struct console *console)
{
	uint32_t ctrl = (uint32_t)regs_read(&console->regs, CTRL);

	if (ctrl == ALL_ONES)
		return -EIO;
	apbuart_of(console)->fifos = ctrl & CTRL_FIFOS;
	if ((ctrl & CTRL_ENABLE) != CTRL_ENABLE)
		regs_write(&console->regs, CTRL, ctrl | CTRL_ENABLE);
	return 0;
}

static int apbuart_write(struct console *console, const char *text, size_t len)
{
	bool fifos = apbuart_of(console)->fifos;
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t status = (uint32_t)regs_read(&console->regs, STATUS);

		if (status == ALL_ONES)
			return n ? (int)n : -EIO;
		if (fifos ? status & STATUS_TX_FULL : !(status & STATUS_TX_EMPTY))
			break;
		regs_write(&console->regs, DATA, (uint8_t)text[n]);
	}
	return (int)n;
}

/* Errors stay until zeros are written over them; the other bits cannot be written. */
static void apbuart_count(struct console *console, uint32_t status)
{
	struct console_errors *errors = &console->errors;

	if (!(status & STATUS_ERRORS))
		return;
	regs_write(&console->regs, STATUS, 0);
	errors->overruns += !!(status & STATUS_OVERRUN);
	errors->framing += (status & (STATUS_FRAMING | STATUS_BREAK)) == STATUS_FRAMING;
	errors->parity += !!(status & STATUS_PARITY);
	errors->breaks += !!(status & STATUS_BREAK);
}

static int apbuart_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t status = (uint32_t)regs_read(&console->regs, STATUS);

		if (status == ALL_ONES)
			return n ? (int)n : -EIO;
		apbuart_count(console, status);
		if (!(status & STATUS_READY))
			break;
		text[n] = (char)regs_read(&console->regs, DATA);
	}
	return (int)n;
}

static int apbuart_listen(struct console *console, bool on)
{
	apbuart_control(console, CTRL_INTERRUPTS, on ? CTRL_RI : 0);
	return 0;
}

static int apbuart_loop(struct console *console, bool on)
{
	apbuart_control(console, CTRL_LOOP, on ? CTRL_LOOP : 0);
	return 0;
}

static int apbuart_drained(struct console *console)
{
	const uint32_t all = STATUS_SHIFT_EMPTY | STATUS_TX_EMPTY;

	return (regs_read(&console->regs, STATUS) & all) == all;
}

static int64_t apbuart_divisor(struct console *console)
{
	return (int64_t)(uint32_t)regs_read(&console->regs, SCALER);
}

/* How many bits the scaler has was chosen when the core was built. */
static int apbuart_set_divisor(struct console *console, uint32_t divisor)
{
	const struct regs *regs = &console->regs;
	uint64_t old = regs_read(regs, SCALER);

	regs_write(regs, SCALER, divisor);
	if ((uint32_t)regs_read(regs, SCALER) == divisor)
		return 0;
	regs_write(regs, SCALER, old);
	return -ERANGE;
}

static const struct console_ops apbuart_ops = {
	.start = apbuart_start,
	.write = apbuart_write,
	.read = apbuart_read,
	.listen = apbuart_listen,
	.loop = apbuart_loop,
	.drained = apbuart_drained,
	.divisor = apbuart_divisor,
	.set_divisor = apbuart_set_divisor,
};

static const char *const apbuart_compatible[] = {
	"gaisler,apbuart",
	NULL,
};

static const struct console_driver apbuart_driver = {
	.name = "apbuart",
	.compatible = apbuart_compatible,
	.ops = &apbuart_ops,
	.layout = { .shift = 2, .width = 4, .count = APBUART_REGISTERS },
	.baud_unit = 512,
	.baud_bias = 1,
	.tty = "ttyS",
};
CONSOLE_DRIVER(apbuart_driver);
