/*
 * LiteX' UART. Its rate is fixed when the FPGA is built, and it reports no errors.
 *
 * Reading RXTX does not take the byte out of the FIFO; clearing the receive event does. The event
 * comes when the FIFO is no longer empty, not for each byte.
 * Sources: LiteX, litex/soc/cores/uart.py and litex/soc/interconnect/csr_eventmanager.py;
 * devicetree binding serial/litex,liteuart.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum liteuart_register { RXTX, TXFULL, RXEMPTY, EV_PENDING = 4, EV_ENABLE, LITEUART_REGISTERS };

enum liteuart_bit { EV_RX = 1 << 1 };

#define ALL_ONES UINT32_MAX /* no device answers */

/* A register that holds a single bit; -EIO when the device is gone. */
static int liteuart_flag(const struct console *console, unsigned index)
{
	uint32_t flag = (uint32_t)regs_read(&console->regs, index);

	return flag == ALL_ONES ? -EIO : (int)(flag & 1);
}

static int liteuart_start(struct console *console)
{
	int full = liteuart_flag(console, TXFULL);

	return full < 0 ? full : 0;
}

static int liteuart_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		int full = liteuart_flag(console, TXFULL);

		if (full < 0)
			return n ? (int)n : full;
		if (full)
			break;
		regs_write(&console->regs, RXTX, (uint8_t)text[n]);
	}
	return (int)n;
}

static int liteuart_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		int empty = liteuart_flag(console, RXEMPTY);

		if (empty < 0)
			return n ? (int)n : empty;
		if (empty)
			break;
		text[n] = (char)regs_read(&console->regs, RXTX);
		regs_write(&console->regs, EV_PENDING, EV_RX);
	}
	return (int)n;
}

static int liteuart_listen(struct console *console, bool on)
{
	regs_write(&console->regs, EV_ENABLE, on ? EV_RX : 0);
	return 0;
}

static const struct console_ops liteuart_ops = {
	.start = liteuart_start,
	.write = liteuart_write,
	.read = liteuart_read,
	.listen = liteuart_listen,
};

static const char *const liteuart_compatible[] = {
	"litex,liteuart",
	"litex,uart",
	NULL,
};

static const struct console_driver liteuart_driver = {
	.name = "liteuart",
	.compatible = liteuart_compatible,
	.ops = &liteuart_ops,
	.layout = { .shift = 2, .width = 4, .count = LITEUART_REGISTERS },
	.tty = "ttyLXU",
};
CONSOLE_DRIVER(liteuart_driver);
