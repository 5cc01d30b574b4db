/*
 * The UART of Bouffalo Lab's BL808.
 *
 * Line settings stay as firmware left them; a direction that is off is switched on. Both FIFOs hold
 * 32 bytes. An overrun shows only in a flag that stays until the receive FIFO is cleared, which is
 * done when it has been read.
 * Sources: NuttX, arch/risc-v/src/bl808 (registers; which interrupts end by themselves); the driver
 * and devicetree binding serial/bouffalolab,bl808-uart.yaml proposed to Linux in 2023 (overruns).
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum bl808_register {
	UTX_CONFIG = 0x00 / 4,
	URX_CONFIG = 0x04 / 4,
	BIT_PRD = 0x08 / 4, /* [15:0] of what is sent, [31:16] of what is received */
	INT_MASK = 0x24 / 4,
	INT_EN = 0x2c / 4,
	STATUS = 0x30 / 4,
	FIFO_CONFIG_0 = 0x80 / 4,
	FIFO_CONFIG_1 = 0x84 / 4,
	FIFO_WDATA = 0x88 / 4,
	FIFO_RDATA = 0x8c / 4,
	BL808_REGISTERS,
};

enum bl808_bit {
	UTX_EN = 1 << 0,
	UTX_FREE = 1 << 2, /* sends all that is written, rather than a given count */
	URX_EN = 1 << 0,
	INT_RX_FIFO = 1 << 3, /* more bytes than the threshold; ends when they are read */
	STATUS_UTX_BUSY = 1 << 0,
	RX_FIFO_CLEAR = 1 << 3,
	RX_FIFO_OVERFLOW = 1 << 6,
	TX_FIFO_ROOM = 0x3f, /* bytes, in FIFO_CONFIG_1 */
	RX_FIFO_COUNT_AT = 8,
	RX_FIFO_COUNT = 0x3f,
	RX_FIFO_THRESHOLD = 0x1f << 24,
};

enum { BL808_FIFO = 32, BL808_PERIOD_MAX = 0xffff };

#define ALL_ONES UINT32_MAX /* no device answers */

static int bl808_enable(const struct regs *regs, unsigned config, uint32_t bits)
{
	uint32_t value = (uint32_t)regs_read(regs, config);

	if (value == ALL_ONES)
		return -EIO;
	if ((value & bits) != bits)
		regs_write(regs, config, value | bits);
	return 0;
}

static int bl808_start(struct console *console)
{
	int err = bl808_enable(&console->regs, UTX_CONFIG, UTX_EN | UTX_FREE);

	return err ? err : bl808_enable(&console->regs, URX_CONFIG, URX_EN);
}

static int bl808_write(struct console *console, const char *text, size_t len)
{
	uint32_t fifo = (uint32_t)regs_read(&console->regs, FIFO_CONFIG_1);
	size_t room = fifo & TX_FIFO_ROOM;

	if (fifo == ALL_ONES)
		return -EIO;
	if (len > room)
		len = room;
	regs_write_rep(&console->regs, FIFO_WDATA, text, len);
	return (int)len;
}

/* Counts an overrun, and clears the empty FIFO: only that ends the flag. */
static void bl808_end_overflow(struct console *console)
{
	uint32_t fifo = (uint32_t)regs_read(&console->regs, FIFO_CONFIG_0);

	if (!(fifo & RX_FIFO_OVERFLOW))
		return;
	console->errors.overruns++;
	regs_write(&console->regs, FIFO_CONFIG_0, fifo | RX_FIFO_CLEAR);
}

static int bl808_read(struct console *console, char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	uint32_t fifo = 0;
	size_t n = 0;

	while (n < len) {
		size_t count;

		fifo = (uint32_t)regs_read(regs, FIFO_CONFIG_1);
		if (fifo == ALL_ONES)
			return n ? (int)n : -EIO;
		count = fifo >> RX_FIFO_COUNT_AT & RX_FIFO_COUNT;
		if (!count)
			break;
		for (; count && n < len; count--)
			text[n++] = (char)regs_read(regs, FIFO_RDATA);
	}
	if (n && n < len)
		bl808_end_overflow(console);
	return (int)n;
}

static int bl808_listen(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	uint32_t fifo = (uint32_t)regs_read(regs, FIFO_CONFIG_1);

	if (fifo == ALL_ONES)
		return -EIO;
	if (on && fifo & RX_FIFO_THRESHOLD)
		regs_write(regs, FIFO_CONFIG_1, fifo & ~(uint32_t)RX_FIFO_THRESHOLD);
	regs_write(regs, INT_EN, on ? INT_RX_FIFO : 0);
	regs_write(regs, INT_MASK, on ? ~(uint32_t)INT_RX_FIFO : ALL_ONES);
	return 0;
}

static int bl808_drained(struct console *console)
{
	uint32_t fifo = (uint32_t)regs_read(&console->regs, FIFO_CONFIG_1);

	if (fifo == ALL_ONES)
		return -EIO;
	return (fifo & TX_FIFO_ROOM) == BL808_FIFO &&
	       !(regs_read(&console->regs, STATUS) & STATUS_UTX_BUSY);
}

static int64_t bl808_divisor(struct console *console)
{
	return (int64_t)(regs_read(&console->regs, BIT_PRD) & BL808_PERIOD_MAX);
}

static int bl808_set_divisor(struct console *console, uint32_t divisor)
{
	if (divisor > BL808_PERIOD_MAX)
		return -ERANGE;
	regs_write(&console->regs, BIT_PRD, divisor << 16 | divisor);
	return 0;
}

static const struct console_ops bl808_ops = {
	.start = bl808_start,
	.write = bl808_write,
	.read = bl808_read,
	.listen = bl808_listen,
	.drained = bl808_drained,
	.divisor = bl808_divisor,
	.set_divisor = bl808_set_divisor,
};

static const char *const bl808_compatible[] = {
	"bouffalolab,bl808-uart",
	"bflb,bl808-uart",
	NULL,
};

static const char *const bl808_earlycon[] = { "bflb_uart", NULL };

static const struct console_driver bl808_driver = {
	.name = "bl808",
	.earlycon = bl808_earlycon,
	.compatible = bl808_compatible,
	.ops = &bl808_ops,
	.layout = { .shift = 2, .width = 4, .count = BL808_REGISTERS },
	.fifo = BL808_FIFO,
	.baud_unit = 64,
	.baud_bias = 1,
	.tty = "ttyS",
};
CONSOLE_DRIVER(bl808_driver);
