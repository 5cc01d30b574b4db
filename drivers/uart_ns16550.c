/*
 * 16550 UARTs and their relatives: 8250, 16450, 16750, DesignWare APB, XScale.
 *
 * The line and the FIFO stay as the firmware that printed its banner left them: LCR, MCR, FCR and
 * IER are never written. That also keeps XScale's IER[6], which switches the whole unit.
 * Sources: PC16550D data sheet, 8.4 (LSR) and 8.6 (IIR); devicetree bindings serial/8250.yaml and
 * serial/snps-dw-apb-uart.yaml.
 */
#include <errno.h>
#include "drivers/console_driver.h"

enum ns16550_register { RBR = 0, THR = 0, IIR = 2, LSR = 5, NS16550_REGISTERS };

enum ns16550_bit {
	IIR_FIFO = 3 << 6, /* both: the FIFO is there, works and is on */
	LSR_DR = 1 << 0,
	LSR_OE = 1 << 1,
	LSR_PE = 1 << 2,
	LSR_FE = 1 << 3,
	LSR_BI = 1 << 4, /* which comes with a framing error of its own */
	LSR_ERRORS = 0xf << 1,
	LSR_THRE = 1 << 5,
	ALL_ONES = 0xff, /* no device answers, or its clock is off */
};

/*
 * What may be sent after one THRE: a 16550's FIFO is then empty, and a XScale's, of 64, at least
 * half empty. Larger FIFOs are not searched for: a status read in 16 bytes costs next to nothing.
 */
enum { NS16550_BURST = 16 };

/* LSR, with the errors that this read cleared counted; -EIO when the device is gone. */
static int ns16550_status(struct console *console)
{
	unsigned lsr = regs_read(&console->regs, LSR) & ALL_ONES;

	if (lsr == ALL_ONES && (regs_read(&console->regs, IIR) & ALL_ONES) == ALL_ONES)
		return -EIO;
	if (lsr & LSR_ERRORS) {
		console->errors.overruns += !!(lsr & LSR_OE);
		console->errors.parity += !!(lsr & LSR_PE);
		console->errors.framing += !!(lsr & LSR_FE) && !(lsr & LSR_BI);
		console->errors.breaks += !!(lsr & LSR_BI);
	}
	return (int)lsr;
}

static int ns16550_start(struct console *console)
{
	unsigned iir = regs_read(&console->regs, IIR) & ALL_ONES;

	if (iir == ALL_ONES)
		return -EIO;
	if ((iir & IIR_FIFO) != IIR_FIFO)
		console->fifo = 1;
	return 0;
}

static int ns16550_write(struct console *console, const char *text, size_t len)
{
	int lsr = ns16550_status(console);

	if (lsr < 0)
		return lsr;
	if (!(lsr & LSR_THRE))
		return 0;
	if (len > console->fifo)
		len = console->fifo;
	regs_write_rep(&console->regs, THR, text, len);
	return (int)len;
}

static int ns16550_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		int lsr = ns16550_status(console);

		if (lsr < 0)
			return n ? (int)n : lsr;
		if (!(lsr & LSR_DR))
			break;
		text[n] = (char)regs_read(&console->regs, RBR);
	}
	return (int)n;
}

static const struct console_ops ns16550_ops = {
	.start = ns16550_start,
	.write = ns16550_write,
	.read = ns16550_read,
};

static int ns16550_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	uint64_t fifo;

	(void)why;
	if (trail && !dt_number(dt_trail_node(trail), "fifo-size", &fifo) && fifo &&
	    fifo < NS16550_BURST)
		console->fifo = (uint16_t)fifo;
	return 0;
}

/* --- 16550 and DesignWare: bytes side by side, unless the node says otherwise ----------------- */

/* No reg-offset is assumed for Andes' string: its own part has the registers at 32, and its trees
 * say so, but Canaan's K510 bears the same string with the registers at 0. */
static const char *const ns16550_compatible[] = {
	"ns16550a",
	"ns16550",
	"snps,dw-apb-uart",
	"ns8250",
	"ns16450",
	"ns16750",
	"ns16850",
	"altr,16550-FIFO32",
	"altr,16550-FIFO64",
	"altr,16550-FIFO128",
	"andestech,uart16550",
	"anlogic,dr1v90-uart",
	"canaan,k210-uart",
	"opencores,uart16550-rtlsvn105",
	"openpiton,ns16550",
	"sophgo,sg2044-uart",
	"starfive,jh7100-uart",
	"starfive,jh7110-uart",
	"xlnx,xps-uart16550-2.00.b",
	NULL,
};

static const struct console_driver ns16550_driver = {
	.name = "ns16550",
	.compatible = ns16550_compatible,
	.ops = &ns16550_ops,
	.layout = { 0, 1, NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = 1024,
	.tty = "ttyS",
	.earlycon = "uart8250",
	.bind = ns16550_bind,
};
CONSOLE_DRIVER(ns16550_driver);

/* --- XScale: the same in 32-bit words --------------------------------------------------------- */

static const char *const xscale_compatible[] = {
	"intel,xscale-uart",
	"mrvl,mmp-uart",
	"mrvl,pxa-uart",
	"spacemit,k1-uart",
	"spacemit,k3-uart",
	"spacemit,pxa-uart",
	NULL,
};

static const struct console_driver xscale_driver = {
	.name = "xscale",
	.compatible = xscale_compatible,
	.ops = &ns16550_ops,
	.layout = { 2, 4, NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = 1024,
	.tty = "ttyS",
	.bind = ns16550_bind,
};
CONSOLE_DRIVER(xscale_driver);
