/*
 * Cadence's UART, as in Zynq and its relatives and in StarFive's JH8100.
 *
 * Line settings stay as firmware left them; a direction that is off is switched on. The interrupt
 * register keeps each event until it is written. So read takes all bytes, clears the events and
 * looks once more: a byte that arrives in between is not missed.
 * Sources: Zynq UltraScale+ manual UG1085, chapter UART, and registers UG1087; devicetree binding
 * serial/cdns,uart.yaml.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum cadence_register {
	CR,
	MR,
	IER,
	IDR,
	ISR = 5,
	BAUDGEN,
	RXWM = 8,
	SR = 11,
	FIFO,
	BAUDDIV,
	CADENCE_REGISTERS
};

enum cadence_bit {
	CR_RXEN = 1 << 2,
	CR_RXDIS = 1 << 3,
	CR_TXEN = 1 << 4,
	CR_TXDIS = 1 << 5,
	CR_ENABLE = CR_RXEN | CR_TXEN,
	CR_DISABLE = CR_RXDIS | CR_TXDIS,
	MR_CLKS = 1 << 0, /* the clock is divided by eight first */
	MR_CHMODE_LOCAL_LOOP = 2 << 8,
	MR_CHMODE = 3 << 8,
	INT_RTRIG = 1 << 0,
	INT_ROVR = 1 << 5,
	INT_FRAME = 1 << 6,
	INT_PARE = 1 << 7,
	INT_RBRK = 1 << 13, /* reserved in the older revision, and never set there */
	INT_TAKEN = INT_RTRIG | INT_ROVR | INT_FRAME | INT_PARE | INT_RBRK,
	INT_ALL = 0x3fff,
	SR_REMPTY = 1 << 1,
	SR_TEMPTY = 1 << 3,
	SR_TFUL = 1 << 4,
	SR_TACTIVE = 1 << 11,
	DIVISOR_MAX = 0xffff,
};

#define ALL_ONES UINT32_MAX /* no device answers, or its clock is off */

/* The rate is clock / (BAUDGEN * (BAUDDIV + 1)). BAUDDIV is never changed, so it is part of
 * baud_unit; 0: that would be too large. */
static void cadence_find_unit(struct console *console)
{
	uint32_t unit = 64 * ((uint8_t)regs_read(&console->regs, BAUDDIV) + 1u);

	if (regs_read(&console->regs, MR) & MR_CLKS)
		unit *= 8;
	console->baud_unit = unit > UINT16_MAX ? 0 : (uint16_t)unit;
}

static int cadence_start(struct console *console)
{
	uint32_t cr = (uint32_t)regs_read(&console->regs, CR);

	if (cr == ALL_ONES)
		return -EIO;
	if ((cr & (CR_ENABLE | CR_DISABLE)) != CR_ENABLE)
		regs_write(&console->regs, CR, (cr & ~(uint32_t)CR_DISABLE) | CR_ENABLE);
	cadence_find_unit(console);
	return 0;
}

static int cadence_write(struct console *console, const char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	size_t n;

	for (n = 0; n < len; n++) {
		uint32_t sr = (uint32_t)regs_read(regs, SR);

		if (sr == ALL_ONES)
			return n ? (int)n : -EIO;
		if (sr & SR_TFUL)
			break;
		regs_write(regs, FIFO, (uint8_t)text[n]);
	}
	return (int)n;
}

/* Counts and clears the events since the last call. */
static void cadence_settle(struct console *console)
{
	struct console_errors *errors = &console->errors;
	uint32_t isr = (uint32_t)regs_read(&console->regs, ISR) & INT_TAKEN;

	if (!isr)
		return;
	regs_write(&console->regs, ISR, isr);
	errors->overruns += !!(isr & INT_ROVR);
	errors->framing += (isr & (INT_FRAME | INT_RBRK)) == INT_FRAME;
	errors->parity += !!(isr & INT_PARE);
	errors->breaks += !!(isr & INT_RBRK);
}

static int cadence_read(struct console *console, char *text, size_t len)
{
	const struct regs *regs = &console->regs;
	bool settled = false;
	size_t n = 0;

	while (n < len) {
		uint32_t sr = (uint32_t)regs_read(regs, SR);

		if (sr == ALL_ONES)
			return n ? (int)n : -EIO;
		if (!(sr & SR_REMPTY)) {
			text[n++] = (char)regs_read(regs, FIFO);
			settled = false;
		} else if (settled) {
			break;
		} else {
			cadence_settle(console);
			settled = true;
		}
	}
	return (int)n;
}

/* Firmware may have left the trigger level at half of the FIFO, with the timeout off: then a key
 * would be received only after 31 more. */
static int cadence_listen(struct console *console, bool on)
{
	regs_write(&console->regs, IDR, INT_ALL);
	if (!on)
		return 0;
	regs_write(&console->regs, RXWM, 1);
	regs_write(&console->regs, IER, INT_RTRIG);
	return 0;
}

static int cadence_loop(struct console *console, bool on)
{
	uint32_t mr = (uint32_t)regs_read(&console->regs, MR) & ~(uint32_t)MR_CHMODE;

	regs_write(&console->regs, MR, on ? mr | MR_CHMODE_LOCAL_LOOP : mr);
	return 0;
}

static int cadence_drained(struct console *console)
{
	return (regs_read(&console->regs, SR) & (SR_TEMPTY | SR_TACTIVE)) == SR_TEMPTY;
}

static int64_t cadence_divisor(struct console *console)
{
	if (!console->baud_unit)
		return -ERANGE;
	return (int64_t)(regs_read(&console->regs, BAUDGEN) & DIVISOR_MAX);
}

/* Both directions must be off while BAUDGEN is written. */
static int cadence_set_divisor(struct console *console, uint32_t divisor)
{
	const struct regs *regs = &console->regs;
	uint32_t cr;

	if (!divisor || divisor > DIVISOR_MAX)
		return -ERANGE;
	if (!cadence_drained(console))
		return -EBUSY;
	cr = (uint32_t)regs_read(regs, CR);
	regs_write(regs, CR, (cr & ~(uint32_t)CR_ENABLE) | CR_DISABLE);
	regs_write(regs, BAUDGEN, divisor);
	regs_write(regs, CR, cr);
	return 0;
}

static const struct console_ops cadence_ops = {
	.start = cadence_start,
	.write = cadence_write,
	.read = cadence_read,
	.listen = cadence_listen,
	.loop = cadence_loop,
	.drained = cadence_drained,
	.divisor = cadence_divisor,
	.set_divisor = cadence_set_divisor,
};

static const char *const cadence_compatible[] = {
	"cdns,uart-r1p8", "cdns,uart-r1p12",  "starfive,jh8100-uart",
	"xlnx,xuartps",   "xlnx,zynqmp-uart", NULL,
};

static const char *const cadence_earlycon[] = { "cdns", NULL };

static const struct console_driver cadence_driver = {
	.name = "cadence",
	.earlycon = cadence_earlycon,
	.compatible = cadence_compatible,
	.ops = &cadence_ops,
	.layout = { .shift = 2, .width = 4, .count = CADENCE_REGISTERS },
	.tty = "ttyPS",
};
CONSOLE_DRIVER(cadence_driver);
