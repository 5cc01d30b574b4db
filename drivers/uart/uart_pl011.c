/*
 * ARM's PrimeCell UART, PL011, and the subset of it that SBSA specifies.
 *
 * SBSA's UART has the data, flag and interrupt registers only; only firmware can set its line. All
 * accesses have 32 bits, which SBSA demands and a PL011 on any bus accepts; the registers have 16.
 * Sources: ARM DDI 0183G (PL011 r1p5), 3.3; ARM DEN 0029, appendix B; devicetree bindings
 * serial/pl011.yaml and serial/arm,sbsa-uart.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum pl011_register {
	DR = 0x00 / 4,
	FR = 0x18 / 4,
	IBRD = 0x24 / 4,
	FBRD = 0x28 / 4,
	LCRH = 0x2c / 4,
	CR = 0x30 / 4,
	IMSC = 0x38 / 4,
	MIS = 0x40 / 4,
	ICR = 0x44 / 4,
	PL011_REGISTERS,
};

enum pl011_bit {
	DR_FE = 1 << 8,
	DR_PE = 1 << 9,
	DR_BE = 1 << 10,
	DR_OE = 1 << 11,
	FR_BUSY = 1 << 3,
	FR_RXFE = 1 << 4,
	FR_TXFF = 1 << 5,
	CR_UARTEN = 1 << 0,
	CR_LBE = 1 << 7,
	CR_TXE = 1 << 8,
	CR_RXE = 1 << 9,
	CR_ON = CR_UARTEN | CR_TXE | CR_RXE,
	INT_RX = 1 << 4,
	INT_RT = 1 << 6,         /* bytes wait below the trigger level, and no more arrive */
	PL011_ALL_ONES = 0xffff, /* no device answers, or its clock is off */
};

/* The divisor in 64ths: 16 bits of IBRD, 6 of FBRD, at least 1 and at most 65535. */
enum { DIVISOR_MIN = 1 << 6, DIVISOR_MAX = 0xffff << 6, FBRD_BITS = 6, FBRD_MASK = 0x3f };

static unsigned pl011_get(const struct console *console, enum pl011_register index)
{
	return (unsigned)regs_read(&console->regs, index) & PL011_ALL_ONES;
}

static void pl011_put(const struct console *console, enum pl011_register index, unsigned value)
{
	regs_write(&console->regs, index, value);
}

static int sbsa_start(struct console *console)
{
	return pl011_get(console, FR) == PL011_ALL_ONES ? -EIO : 0;
}

static int pl011_start(struct console *console)
{
	unsigned cr = pl011_get(console, CR);

	if (cr == PL011_ALL_ONES)
		return -EIO;
	if ((cr & CR_ON) != CR_ON)
		pl011_put(console, CR, cr | CR_ON);
	return 0;
}

static int pl011_write(struct console *console, const char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		unsigned flags = pl011_get(console, FR);

		if (flags == PL011_ALL_ONES)
			return n ? (int)n : -EIO;
		if (flags & FR_TXFF)
			break;
		pl011_put(console, DR, (uint8_t)text[n]);
	}
	return (int)n;
}

/* Each byte comes with its errors. False for the zero that a break is received as, which also has a
 * framing error. */
static bool pl011_count(struct console_errors *errors, unsigned data)
{
	errors->overruns += !!(data & DR_OE);
	if (data & DR_BE) {
		errors->breaks++;
		return false;
	}
	errors->framing += !!(data & DR_FE);
	errors->parity += !!(data & DR_PE);
	return true;
}

/* Emptying the FIFO ends both receive interrupts. One whose byte is gone, because firmware has read
 * it, would stay. */
static bool pl011_clear(const struct console *console)
{
	unsigned raised = pl011_get(console, MIS) & (INT_RX | INT_RT);

	if (raised)
		pl011_put(console, ICR, raised);
	return raised;
}

static int pl011_read(struct console *console, char *text, size_t len)
{
	bool cleared = false;
	size_t n = 0;

	for (size_t turns = 0; n < len && turns <= len; turns++) {
		unsigned flags = pl011_get(console, FR), data;

		if (flags == PL011_ALL_ONES)
			return n ? (int)n : -EIO;
		if (flags & FR_RXFE) {
			/* A byte may have arrived before the interrupt was cleared: look again. */
			if (cleared || !pl011_clear(console))
				break;
			cleared = true;
			continue;
		}
		data = pl011_get(console, DR);
		if (pl011_count(&console->errors, data))
			text[n++] = (char)data;
	}
	return (int)n;
}

static int pl011_listen(struct console *console, bool on)
{
	pl011_put(console, IMSC, on ? INT_RX | INT_RT : 0);
	return 0;
}

static int pl011_drained(struct console *console)
{
	return !(pl011_get(console, FR) & FR_BUSY);
}

/* 3.3.8: the control register is written while the UART is off. A byte that is being sent is
 * completed. */
static int pl011_loop(struct console *console, bool on)
{
	unsigned cr = pl011_get(console, CR) & ~(unsigned)CR_LBE;

	pl011_put(console, CR, cr & ~(unsigned)CR_UARTEN);
	pl011_put(console, CR, on ? cr | CR_LBE : cr);
	return 0;
}

static int64_t pl011_divisor(struct console *console)
{
	unsigned whole = pl011_get(console, IBRD);

	return (int64_t)whole << FBRD_BITS | (pl011_get(console, FBRD) & FBRD_MASK);
}

/* 3.3.6: the two halves take effect when LCR_H is written, all of it with the UART off. */
static int pl011_set_divisor(struct console *console, uint32_t divisor)
{
	unsigned cr;

	if (divisor < DIVISOR_MIN || divisor > DIVISOR_MAX)
		return -ERANGE;
	if (!pl011_drained(console))
		return -EBUSY;
	cr = pl011_get(console, CR);
	pl011_put(console, CR, cr & ~(unsigned)CR_UARTEN);
	pl011_put(console, IBRD, divisor >> FBRD_BITS);
	pl011_put(console, FBRD, divisor & FBRD_MASK);
	pl011_put(console, LCRH, pl011_get(console, LCRH));
	pl011_put(console, CR, cr);
	return 0;
}

static const struct console_ops pl011_ops = {
	.start = pl011_start,
	.write = pl011_write,
	.read = pl011_read,
	.listen = pl011_listen,
	.loop = pl011_loop,
	.drained = pl011_drained,
	.divisor = pl011_divisor,
	.set_divisor = pl011_set_divisor,
};

static const char *const pl011_compatible[] = {
	"arm,pl011",
	"brcm,bcm2835-pl011",
	"nexell,s5p4418-pl011",
	NULL,
};

static const struct console_driver pl011_driver = {
	.name = "pl011",
	.compatible = pl011_compatible,
	.ops = &pl011_ops,
	.layout = { .shift = 2, .width = 4, .count = PL011_REGISTERS },
	.baud_unit = 16,
	.tty = "ttyAMA",
};
CONSOLE_DRIVER(pl011_driver);

static const struct console_ops sbsa_ops = {
	.start = sbsa_start,
	.write = pl011_write,
	.read = pl011_read,
	.listen = pl011_listen,
	.drained = pl011_drained,
};

static const char *const sbsa_compatible[] = { "arm,sbsa-uart", NULL };

static const struct console_driver sbsa_driver = {
	.name = "sbsa",
	.compatible = sbsa_compatible,
	.ops = &sbsa_ops,
	.layout = { .shift = 2, .width = 4, .count = PL011_REGISTERS },
	.tty = "ttyAMA",
};
CONSOLE_DRIVER(sbsa_driver);
