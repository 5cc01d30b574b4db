/*
 * APBUART of Gaisler's GRLIB, as in NOEL-V.
 *
 * Line settings, flow control and the debug mode (a debugger takes what is sent) stay as firmware
 * left them.
 * Sources: GRLIB IP Core User's Manual, chapter APBUART; devicetree binding of the string
 * gaisler,apbuart.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum apbuart_register { DATA, STATUS, CTRL, SCALER, APBUART_REGISTERS };

enum apbuart_bit {
	STATUS_DR = 1 << 0, /* data ready */
	STATUS_TS = 1 << 1, /* transmitter shift register empty */
	STATUS_TE = 1 << 2, /* transmitter FIFO empty, or the one holding register */
	STATUS_BR = 1 << 3, /* break */
	STATUS_OV = 1 << 4, /* overrun */
	STATUS_PE = 1 << 5, /* parity error */
	STATUS_FE = 1 << 6, /* framing error */
	STATUS_ERRORS = STATUS_BR | STATUS_OV | STATUS_PE | STATUS_FE,
	STATUS_TF = 1 << 9, /* transmitter FIFO full, if there is one */
	CTRL_RE = 1 << 0,   /* receiver enable */
	CTRL_TE = 1 << 1,   /* transmitter enable */
	CTRL_ENABLE = CTRL_RE | CTRL_TE,
	CTRL_TI = 1 << 3, /* interrupt with each byte sent */
	CTRL_RI = 1 << 2, /* interrupt with each byte received */
	CTRL_LB = 1 << 7, /* loopback */
	CTRL_TF = 1 << 9, /* interrupts by the FIFOs' levels */
	CTRL_RF = 1 << 10,
	CTRL_BI = 1 << 12, /* interrupt with a break */
	CTRL_DI = 1 << 13, /* delayed interrupt */
	CTRL_SI = 1 << 14, /* interrupt when the shift register is empty */
	CTRL_INTERRUPTS = CTRL_TI | CTRL_RI | CTRL_TF | CTRL_RF | CTRL_BI | CTRL_DI | CTRL_SI,
};

/* Bit 31 of CTRL, FA: there are FIFOs. */
#define CTRL_FA (UINT32_C(1) << 31)

/* What is in console->state. */
struct apbuart {
	bool fifos; /* CTRL_FA; otherwise there is one holding register each way */
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
	apbuart_of(console)->fifos = ctrl & CTRL_FA;
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
		if (fifos ? status & STATUS_TF : !(status & STATUS_TE))
			break;
		regs_write(&console->regs, DATA, (uint8_t)text[n]);
	}
	return (int)n;
}

/* Errors stay until they are written as zeros. The other bits cannot be written. */
static void apbuart_count(struct console *console, uint32_t status)
{
	struct console_errors *errors = &console->errors;

	if (!(status & STATUS_ERRORS))
		return;
	regs_write(&console->regs, STATUS, 0);
	errors->overruns += !!(status & STATUS_OV);
	errors->framing += (status & (STATUS_FE | STATUS_BR)) == STATUS_FE;
	errors->parity += !!(status & STATUS_PE);
	errors->breaks += !!(status & STATUS_BR);
}

static int apbuart_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t status = (uint32_t)regs_read(&console->regs, STATUS);

		if (status == ALL_ONES)
			return n ? (int)n : -EIO;
		apbuart_count(console, status);
		if (!(status & STATUS_DR))
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
	apbuart_control(console, CTRL_LB, on ? CTRL_LB : 0);
	return 0;
}

static int apbuart_drained(struct console *console)
{
	const uint32_t all = STATUS_TS | STATUS_TE;

	return (regs_read(&console->regs, STATUS) & all) == all;
}

static int64_t apbuart_divisor(struct console *console)
{
	return (int64_t)(uint32_t)regs_read(&console->regs, SCALER);
}

/* The scaler's number of bits was chosen when the core was built. */
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

static const char *const apbuart_compatible[] = { "gaisler,apbuart", NULL };

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
