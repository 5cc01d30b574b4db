/*
 * SiFive's UART, and Nuclei's, which was made after it.
 *
 * Baud rate and stop bits stay as firmware left them; a direction that is off is switched on. The
 * watermarks are set only by listen and drained.
 * Sources: FU540-C000 manual v1p4, chapter 13; devicetree binding serial/sifive-serial.yaml; for
 * Nuclei's, Nuclei SDK, evalsoc_uart.h (version 1) and Nuclei's U-Boot, serial_nuclei.c (later
 * ones).
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum sifive_register { TXDATA, RXDATA, TXCTRL, RXCTRL, IE, IP, DIV, SIFIVE_REGISTERS };

enum sifive_bit {
	CTRL_EN = 1 << 0,      /* txen or rxen */
	CTRL_CNT = 0x1f << 16, /* txcnt or rxcnt: the watermark, bytes; SiFive's has three bits */
	CTRL_CNT_1 = 1 << 16,
	INT_TXWM = 1 << 0,         /* fewer bytes in the FIFO than txcnt */
	INT_RXWM = 1 << 1,         /* more than rxcnt */
	IP_NUCLEI_FULL = 1 << 14,  /* the FIFO of TXDATA */
	IP_NUCLEI_EMPTY = 1 << 15, /* the FIFO of RXDATA */
	DIV_MAX = 0xffff,
	CTRL_ALL_ONES = -1, /* no device answers, or its clock is off */
};

/* Bit 31 of TXDATA, full, and of RXDATA, empty. */
#define DATA_FULL_OR_EMPTY (UINT32_C(1) << 31)

static int sifive_enable(const struct regs *regs, unsigned ctrl)
{
	uint32_t value = (uint32_t)regs_read(regs, ctrl);

	if (value == (uint32_t)CTRL_ALL_ONES)
		return -EIO;
	if (!(value & CTRL_EN))
		regs_write(regs, ctrl, value | CTRL_EN);
	return 0;
}

static int sifive_start(struct console *console)
{
	int err = sifive_enable(&console->regs, TXCTRL);

	return err ? err : sifive_enable(&console->regs, RXCTRL);
}

static int sifive_write(struct console *console, const char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	size_t n;

	for (n = 0; n < len && !(regs_read(regs, TXDATA) & DATA_FULL_OR_EMPTY); n++)
		regs_write(regs, TXDATA, (uint8_t)text[n]);
	return (int)n;
}

/* A read takes the byte out of the FIFO; RXDATA has the byte and whether there was one. */
static int sifive_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		uint64_t data = regs_read(&console->regs, RXDATA);

		if (data & DATA_FULL_OR_EMPTY)
			break;
		text[n] = (char)data;
	}
	return (int)n;
}

/* The interrupt stays while more bytes wait than the watermark, so the watermark is set to 0. */
static int sifive_listen(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	uint32_t ctrl = (uint32_t)regs_read(regs, RXCTRL);

	if (ctrl == (uint32_t)CTRL_ALL_ONES)
		return -EIO;
	if (on && ctrl & CTRL_CNT)
		regs_write(regs, RXCTRL, ctrl & ~(uint32_t)CTRL_CNT);
	regs_write(regs, IE, on ? INT_RXWM : 0);
	return 0;
}

/* The part does not show its shift register: the last byte may still be on its way. */
static int sifive_drained(struct console *console)
{
	const struct regs *regs = &console->regs;
	uint32_t ctrl = (uint32_t)regs_read(regs, TXCTRL);

	if (ctrl == (uint32_t)CTRL_ALL_ONES)
		return -EIO;
	if ((ctrl & CTRL_CNT) != CTRL_CNT_1)
		regs_write(regs, TXCTRL, (ctrl & ~(uint32_t)CTRL_CNT) | CTRL_CNT_1);
	return (int)(regs_read(regs, IP) & INT_TXWM);
}

static int64_t sifive_divisor(struct console *console)
{
	return (int64_t)(regs_read(&console->regs, DIV) & DIV_MAX);
}

/* With the watermark that drained sets, it is pending while the FIFO is empty. */
static int sifive_ring(struct console *console, bool on)
{
	const struct regs *regs = &console->regs;
	uint32_t ie = (uint32_t)regs_read(regs, IE) & ~(uint32_t)INT_TXWM;
	int drained = sifive_drained(console);

	if (drained < 0)
		return drained;
	regs_write(regs, IE, ie | (on ? INT_TXWM : 0));
	return 0;
}

static int sifive_set_divisor(struct console *console, uint32_t divisor)
{
	if (divisor > DIV_MAX)
		return -ERANGE;
	regs_write(&console->regs, DIV, divisor);
	return 0;
}

static const struct console_ops sifive_ops = {
	.start = sifive_start,
	.write = sifive_write,
	.read = sifive_read,
	.listen = sifive_listen,
	.drained = sifive_drained,
	.divisor = sifive_divisor,
	.set_divisor = sifive_set_divisor,
	.ring = sifive_ring,
};

static const char *const sifive_compatible[] = {
	"sifive,uart0", "sifive,fu540-c000-uart", "sifive,fu740-c000-uart", "canaan,k210-uarths",
	NULL,
};

static const struct console_driver sifive_driver = {
	.name = "sifive",
	.compatible = sifive_compatible,
	.ops = &sifive_ops,
	.layout = { .shift = 2, .width = 4, .count = SIFIVE_REGISTERS },
	.baud_unit = 64,
	.baud_bias = 1,
	.tty = "ttySIF",
};
CONSOLE_DRIVER(sifive_driver);

/* --- Nuclei ----------------------------------------------------------------------------------- */

/*
 * Version 1 says in TXDATA and RXDATA that a FIFO is full or empty, as SiFive's does, and later
 * ones say it in IP. The bits of the other version read as 0, so that both are looked at, and IP
 * first: a read of RXDATA takes a byte.
 */
static int nuclei_write(struct console *console, const char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	size_t n;

	for (n = 0; n < len && !(regs_read(regs, IP) & IP_NUCLEI_FULL) &&
		    !(regs_read(regs, TXDATA) & DATA_FULL_OR_EMPTY);
	     n++)
		regs_write(regs, TXDATA, (uint8_t)text[n]);
	return (int)n;
}

static int nuclei_read(struct console *console, char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	size_t n;

	for (n = 0; n < len && !(regs_read(regs, IP) & IP_NUCLEI_EMPTY); n++) {
		uint64_t data = regs_read(regs, RXDATA);

		if (data & DATA_FULL_OR_EMPTY)
			break;
		text[n] = (char)data;
	}
	return (int)n;
}

static const struct console_ops nuclei_ops = {
	.start = sifive_start,
	.write = nuclei_write,
	.read = nuclei_read,
	.listen = sifive_listen,
	.drained = sifive_drained,
	.divisor = sifive_divisor,
	.set_divisor = sifive_set_divisor,
};

static const char *const nuclei_compatible[] = { "nuclei,uart0", NULL };

static const struct console_driver nuclei_driver = {
	.name = "nuclei",
	.compatible = nuclei_compatible,
	.ops = &nuclei_ops,
	.layout = { .shift = 2, .width = 4, .count = SIFIVE_REGISTERS },
	.baud_unit = 64,
	.baud_bias = 1,
	.tty = "ttyNUC",
};
CONSOLE_DRIVER(nuclei_driver);
