/*
 * 16550 UARTs and their relatives: 8250, 16450, 16750, DesignWare APB, XScale.
 *
 * Sources: devicetree bindings serial/8250.yaml and serial/snps-dw-apb-uart.yaml; Synopsys
 * DW_apb_uart databook (CPR); for UltraRISC's, which has no CPR, the series that adds it to
 * Linux's 8250_dw (April 2026).
 */
#include <errno.h>
#include "drivers/uart/console_driver.h"
#include "drivers/uart/ns16550_ops.h"
#include "fdt/where/address.h"

enum { NS16550_CPR_END = 0xf8, NS16550_FIFO_MAX = 2048 };

/* CPR is at a much higher address than the other registers, and always has 32 bits. */
static bool ns16550_has_cpr(const struct dt_trail *trail, const struct regs *regs)
{
	struct dt_reg reg;

	return regs->shift == 2 && regs->width == 4 && dt_reg(trail, 0, &reg, NULL) == 0 &&
	       (!reg.size || reg.cpu + reg.size >= regs->base + NS16550_CPR_END);
}

/*
 * A FIFO that is larger than usual is believed of a DesignWare part only, where the hardware has
 * it. A 16750's is large only after a bit in FCR is set, which firmware seldom does. One status
 * read every 16 bytes costs almost nothing.
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
	if (designware && !dt_compatible(node, "ultrarisc,dp1000-uart") &&
	    ns16550_has_cpr(trail, &console->regs))
		ns16550_of(console)->has_cpr = true;
	if (!dt_number(node, "fifo-size", &fifo) && fifo &&
	    fifo < (designware ? NS16550_FIFO_MAX : NS16550_BURST))
		console->fifo = (uint16_t)fifo;
	return 0;
}

/* --- 16550 and DesignWare: bytes side by side, unless the node says otherwise ----------------- */

/* No reg-offset is assumed for Andes' string: Andes' own part has its registers at 32, and its
 * trees say so, but Canaan's K510 has the same string with the registers at 0. */
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
	"ultrarisc,dp1000-uart",
	"xlnx,xps-uart16550-2.00.b",
	NULL,
};

static const char *const ns16550_earlycon[] = { "uart8250", "uart", NULL };

static const struct console_driver ns16550_driver = {
	.name = "ns16550",
	.earlycon = ns16550_earlycon,
	.compatible = ns16550_compatible,
	.ops = &ns16550_ops,
	.layout = { .shift = 0, .width = 1, .count = NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = NS16550_BAUD_UNIT,
	.tty = "ttyS",
	.bind = ns16550_bind,
};
CONSOLE_DRIVER(ns16550_driver);

/* --- XScale: the same in 32-bit words --------------------------------------------------------- */

static int xscale_bind(const struct dt_trail *trail, struct console *console, const char **why)
{
	ns16550_of(console)->xscale = true;
	return ns16550_bind(trail, console, why);
}

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
	.layout = { .shift = 2, .width = 4, .count = NS16550_REGISTERS },
	.fifo = NS16550_BURST,
	.baud_unit = NS16550_BAUD_UNIT,
	.tty = "ttyS",
	.bind = xscale_bind,
};
CONSOLE_DRIVER(xscale_driver);
