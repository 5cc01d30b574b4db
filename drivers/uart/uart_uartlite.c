/*
 * Xilinx' UART Lite, and the open AXI UART that takes its place in Rocket designs. Their rate and
 * frame are fixed when the FPGA is built.
 *
 * Its registers have the byte order of the bus for which it was built. Where the tree does not give
 * it, STAT shows it: its bits are all in the lowest byte.
 *
 * One interrupt comes for the first byte received and for the last byte sent. Neither can be
 * switched off alone.
 *
 * The AXI UART sends nothing while its CTS is high, as it is where that pin is not connected.
 * Sources: AXI UART Lite product guide PG142, chapter 2; devicetree bindings
 * serial/xlnx,opb-uartlite.yaml and common-properties.txt; for the AXI UART, vivado-risc-v's
 * uart/uart.v.
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"

enum uartlite_register { RX_FIFO, TX_FIFO, STAT_REG, CTRL_REG, UARTLITE_REGISTERS };

enum uartlite_bit {
	STAT_RXVALID = 1 << 0,
	STAT_TXEMPTY = 1 << 2,
	STAT_TXFULL = 1 << 3,
	STAT_OVERRUN = 1 << 5,
	STAT_FRAMING = 1 << 6,
	STAT_PARITY = 1 << 7,
	STAT_BITS = 0xff,
	CTRL_INTERRUPT = 1 << 4, /* other bits reset the FIFOs when written as 1 */
};

enum { UARTLITE_FIFO = 16 };

/* What is in console->state. */
struct uartlite {
	bool order_known; /* the tree gives the byte order */
};

static struct uartlite *uartlite_of(struct console *console)
{
	_Static_assert(sizeof(struct uartlite) <= CONSOLE_STATE_MAX, "it has room in state");
	return (struct uartlite *)console->state;
}

#define ALL_ONES UINT32_MAX /* no device answers */

/* CTRL_INTERRUPT in either byte order. The upper bit is reserved. */
#define INTERRUPT_IN_BOTH_ORDERS (CTRL_INTERRUPT << 24 | CTRL_INTERRUPT)

/*
 * STAT is 0 while the last bytes that firmware wrote are being sent, and then shows no byte order.
 * So the interrupt enable bit, which is off, is made to appear in it for a moment.
 */
static int uartlite_find_order(struct console *console, uint32_t stat)
{
	struct regs *regs = &console->regs;

	if (!stat) {
		regs_write(regs, CTRL_REG, INTERRUPT_IN_BOTH_ORDERS);
		stat = (uint32_t)regs_read(regs, STAT_REG);
		regs_write(regs, CTRL_REG, 0);
	}
	if (!stat)
		return -EIO;
	if (!(stat & STAT_BITS))
		regs->big_endian = !regs->big_endian;
	return 0;
}

static int uartlite_start(struct console *console)
{
	uint32_t stat = (uint32_t)regs_read(&console->regs, STAT_REG);

	if (stat == ALL_ONES)
		return -EIO;
	return uartlite_of(console)->order_known ? 0 : uartlite_find_order(console, stat);
}

/* STAT, or -EIO when the device is gone. A read clears the errors in it: they are counted here. */
static int uartlite_status(struct console *console)
{
	uint32_t stat = (uint32_t)regs_read(&console->regs, STAT_REG);

	if (stat == ALL_ONES)
		return -EIO;
	console->errors.overruns += !!(stat & STAT_OVERRUN);
	console->errors.framing += !!(stat & STAT_FRAMING);
	console->errors.parity += !!(stat & STAT_PARITY);
	return (int)(stat & STAT_BITS);
}

static int uartlite_write(struct console *console, const char *text, size_t len)
{
	int stat = uartlite_status(console);
	size_t room = stat & STAT_TXEMPTY ? UARTLITE_FIFO : 1;

	if (stat < 0)
		return stat;
	if (stat & STAT_TXFULL)
		return 0;
	if (len > room)
		len = room;
	regs_write_rep(&console->regs, TX_FIFO, text, len);
	/* When the last byte is sent an interrupt comes, without received bytes: no storm. */
	console->irq.empty = 0;
	return (int)len;
}

static int uartlite_read(struct console *console, char *text, size_t len)
{
	size_t n;

	for (n = 0; n < len; n++) {
		int stat = uartlite_status(console);

		if (stat < 0)
			return n ? (int)n : stat;
		if (!(stat & STAT_RXVALID))
			break;
		text[n] = (char)regs_read(&console->regs, RX_FIFO);
	}
	return (int)n;
}

/* CTRL cannot be read. */
static int uartlite_listen(struct console *console, bool on)
{
	regs_write(&console->regs, CTRL_REG, on ? CTRL_INTERRUPT : 0);
	return 0;
}

static const struct console_ops uartlite_ops = {
	.start = uartlite_start,
	.write = uartlite_write,
	.read = uartlite_read,
	.listen = uartlite_listen,
};

static int uartlite_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	(void)why;
	uartlite_of(console)->order_known = console->regs.big_endian ||
					    (trail &&
					     dt_prop(dt_trail_node(trail), "little-endian", NULL));
	return 0;
}

static const char *const uartlite_compatible[] = {
	"xlnx,xps-uartlite-1.00.a",
	"xlnx,opb-uartlite-1.00.b",
	NULL,
};

static const struct console_driver uartlite_driver = {
	.name = "uartlite",
	.compatible = uartlite_compatible,
	.ops = &uartlite_ops,
	.layout = { .shift = 2, .width = 4, .count = UARTLITE_REGISTERS },
	.fifo = UARTLITE_FIFO,
	.tty = "ttyUL",
	.bind = uartlite_bind,
};
CONSOLE_DRIVER(uartlite_driver);

/* --- AXI UART --------------------------------------------------------------------------------- */

/* It is always little endian. Its order may not be looked for: the bit that would show it is CTS
 * there. */
static int axi_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	(void)trail;
	(void)why;
	uartlite_of(console)->order_known = true;
	return 0;
}

static const char *const axi_compatible[] = { "riscv,axi-uart-1.0", NULL };

static const char *const axi_earlycon[] = { "axi_uart", NULL };

static const struct console_driver axi_driver = {
	.name = "axi-uart",
	.earlycon = axi_earlycon,
	.compatible = axi_compatible,
	.ops = &uartlite_ops,
	.layout = { .shift = 2, .width = 4, .count = UARTLITE_REGISTERS },
	.fifo = UARTLITE_FIFO,
	.tty = "ttyAU",
	.bind = axi_bind,
};
CONSOLE_DRIVER(axi_driver);
