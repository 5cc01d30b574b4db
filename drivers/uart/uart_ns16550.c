/*
 * 16550 UARTs and their relatives: 8250, 16450, 16750, DesignWare APB, XScale.
 *
 * Sources: devicetree bindings serial/8250.yaml and serial/snps-dw-apb-uart.yaml; Synopsys
 * DW_apb_uart databook (CPR).
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"
#include "drivers/uart/ns16550_ops.h"
#include "fdt/where/address.h"

enum { NS16550_CPR_END = 0xf8, NS16550_FIFO_MAX = 2048 };

/* CPR is far behind the other registers, and has 32 bits whatever those have. */
static bool ns16550_has_cpr(const struct dt_trail *trail, const struct regs *regs)
{
	struct dt_reg reg;

	return regs->shift == 2 && regs->width == 4 && dt_reg(trail, 0, &reg, NULL) == 0 &&
	       (!reg.size || reg.cpu + reg.size >= regs->base + NS16550_CPR_END);
}

/*
 * A FIFO that is larger than usual is believed of a DesignWare only, where it is made so: a 16750's
 * is large only when FCR says so, which firmware seldom does. A status read in 16 bytes costs next
 * to nothing.
 */
static int ns16550_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	struct dt_node node;
	uint64_t fifo;
	bool designware;

	(void)why;
	if (!trail)
		return 0;
	node = dt_trail_node(trail);
	designware = dt_compatible(node, "snps,dw-apb-uart");
	if (designware && ns16550_has_cpr(trail, &console->regs))
		console->quirks |= NS16550_CPR;
	if (!dt_number(node, "fifo-size", &fifo) && fifo &&
	    fifo < (designware ? NS16550_FIFO_MAX : NS16550_BURST))
		console->fifo = (uint16_t)fifo;
	return 0;
}

/* --- 16550 and DesignWare: bytes side by side, unless the node says otherwise ----------------- */

/* No reg-offset is assumed for Andes' string: its own part has the registers at 32, and its trees
 * say so, but Canaan's K510 bears the same string with the registers at 0. */
static const char ns16550_compatible[] = "ns16550a\0"
					 "ns16550\0"
					 "snps,dw-apb-uart\0"
					 "ns8250\0"
					 "ns16450\0"
					 "ns16750\0"
					 "ns16850\0"
					 "altr,16550-FIFO32\0"
					 "altr,16550-FIFO64\0"
					 "altr,16550-FIFO128\0"
					 "andestech,uart16550\0"
					 "anlogic,dr1v90-uart\0"
					 "canaan,k210-uart\0"
					 "opencores,uart16550-rtlsvn105\0"
					 "openpiton,ns16550\0"
					 "sophgo,sg2044-uart\0"
					 "starfive,jh7100-uart\0"
					 "starfive,jh7110-uart\0"
					 "xlnx,xps-uart16550-2.00.b\0";

static const struct console_driver ns16550_driver = {
	.name = "ns16550\0uart8250\0uart\0",
	.compatible = ns16550_compatible,
	.ops = &ns16550_ops,
	.layout = { 0, 1, NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = NS16550_BAUD_UNIT,
	.tty = "ttyS",
	.bind = ns16550_bind,
};
CONSOLE_DRIVER(ns16550_driver);

/* --- XScale: the same in 32-bit words --------------------------------------------------------- */

static int xscale_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	console->quirks = NS16550_XSCALE;
	return ns16550_bind(trail, console, why);
}

static const char xscale_compatible[] = "intel,xscale-uart\0"
					"mrvl,mmp-uart\0"
					"mrvl,pxa-uart\0"
					"spacemit,k1-uart\0"
					"spacemit,k3-uart\0"
					"spacemit,pxa-uart\0";

static const struct console_driver xscale_driver = {
	.name = "xscale\0",
	.compatible = xscale_compatible,
	.ops = &ns16550_ops,
	.layout = { 2, 4, NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = NS16550_BAUD_UNIT,
	.tty = "ttyS",
	.bind = xscale_bind,
};
CONSOLE_DRIVER(xscale_driver);
