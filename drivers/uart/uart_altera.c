/*
 * Altera's (Intel's) UART core: one byte each way, no FIFO.
 *
 * Sources: Embedded Peripherals IP User Guide (UG-01085), chapter "UART Core", register map;
 * devicetree binding serial/altr,uart-1.0.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum altera_register { RXDATA, TXDATA, STATUS, CONTROL, DIVISOR, ALTERA_REGISTERS };

enum altera_bit {
	STATUS_PE = 1 << 0,
	STATUS_FE = 1 << 1,
	STATUS_BRK = 1 << 2,
	STATUS_ROE = 1 << 3,
	STATUS_ERRORS = STATUS_PE | STATUS_FE | STATUS_BRK | STATUS_ROE,
	STATUS_TMT = 1 << 5, /* the shift register is empty as well */
	STATUS_TRDY = 1 << 6,
	STATUS_RRDY = 1 << 7,
	CONTROL_IRRDY = 1 << 7,
	CONTROL_RTS = 1 << 11,
	DIVISOR_MAX = 0xffff,
	ALTERA_ALL_ONES = 0xffff, /* no device answers: the register has 13 bits */
};

static unsigned altera_get(const struct console *console, enum altera_register index)
{
	return (unsigned)regs_read(&console->regs, index) & ALTERA_ALL_ONES;
}

static int altera_start(struct console *console)
{
	return altera_get(console, STATUS) == ALTERA_ALL_ONES ? -EIO : 0;
}

static int altera_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		unsigned status = altera_get(console, STATUS);

		if (status == ALTERA_ALL_ONES)
			return n ? (int)n : -EIO;
		if (!(status & STATUS_TRDY))
			break;
		regs_write(&console->regs, TXDATA, (uint8_t)text[n]);
	}
	return (int)n;
}

/* The errors stay until the status register is written. A break is also a framing error. */
static void altera_count(struct console *console, unsigned status)
{
	struct console_errors *errors = &console->errors;

	if (!(status & STATUS_ERRORS))
		return;
	regs_write(&console->regs, STATUS, 0);
	errors->overruns += !!(status & STATUS_ROE);
	errors->parity += !!(status & STATUS_PE);
	errors->framing += !!(status & STATUS_FE) && !(status & STATUS_BRK);
	errors->breaks += !!(status & STATUS_BRK);
}

static int altera_read(struct console *console, char *text, size_t len)
{
	size_t n = 0;

	for (size_t turns = 0; n < len && turns <= len; turns++) {
		unsigned status = altera_get(console, STATUS), data;

		if (status == ALTERA_ALL_ONES)
			return n ? (int)n : -EIO;
		altera_count(console, status);
		if (!(status & STATUS_RRDY))
			break;
		data = altera_get(console, RXDATA);
		if ((uint8_t)data || !(status & STATUS_BRK)) /* a break is received as a zero */
			text[n++] = (char)data;
	}
	return (int)n;
}

static int altera_listen(struct console *console, bool on)
{
	unsigned control = altera_get(console, CONTROL) & CONTROL_RTS;

	regs_write(&console->regs, CONTROL, on ? control | CONTROL_IRRDY : control);
	return 0;
}

static int altera_drained(struct console *console)
{
	return !!(altera_get(console, STATUS) & STATUS_TMT);
}

static int64_t altera_divisor(struct console *console)
{
	return altera_get(console, DIVISOR);
}

/* In a core that was built for one rate the divisor cannot be written. */
static int altera_set_divisor(struct console *console, uint32_t divisor)
{
	if (divisor > DIVISOR_MAX)
		return -ERANGE;
	if (!altera_drained(console))
		return -EBUSY;
	regs_write(&console->regs, DIVISOR, divisor);
	return altera_get(console, DIVISOR) == divisor ? 0 : -ERANGE;
}

static const struct console_ops altera_ops = {
	.start = altera_start,
	.write = altera_write,
	.read = altera_read,
	.listen = altera_listen,
	.drained = altera_drained,
	.divisor = altera_divisor,
	.set_divisor = altera_set_divisor,
};

static const char *const altera_compatible[] = {
	"altr,uart-1.0",
	"ALTR,uart-1.0",
	NULL,
};

static const struct console_driver altera_driver = {
	.name = "altera",
	.compatible = altera_compatible,
	.ops = &altera_ops,
	.layout = { .shift = 2, .width = 4, .count = ALTERA_REGISTERS },
	.baud_unit = 64,
	.baud_bias = 1,
	.tty = "ttyAL",
};
CONSOLE_DRIVER(altera_driver);
