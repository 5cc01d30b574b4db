#include "drivers/predict/linux_drivers.h"
/*
 * Lists and defaults of Linux's drivers.
 *
 * Sources: Linux 6.12, drivers/tty/serial/: of_device_id tables, OF_EARLYCON_DECLARE, the rate in
 * each driver's console setup, what each probe refuses; Kconfig for the number of ports. 8250_of,
 * 8250_dw and sifive were compared with Debian's kernel 6.12: its table of earlycons, and what its
 * drivers do without clock, alias or interrupt.
 */

#define LINUX_LIST(name, ...) static const char *const name[] = { __VA_ARGS__, NULL }

LINUX_LIST(of, "ns8250", "ns16450", "ns16550a", "ns16550", "ns16750", "ns16850",
	   "altr,16550-FIFO32", "altr,16550-FIFO64", "altr,16550-FIFO128", "mrvl,mmp-uart",
	   "mrvl,pxa-uart", "intel,xscale-uart");
LINUX_LIST(of_early, "ns16550a", "ns16550", "mrvl,pxa-uart", "mrvl,mmp-uart", "intel,xscale-uart");
LINUX_LIST(dw, "snps,dw-apb-uart", "renesas,rzn1-uart", "starfive,jh7100-uart",
	   "sophgo,sg2044-uart");
LINUX_LIST(dw_early, "snps,dw-apb-uart");
LINUX_LIST(sifive, "sifive,fu540-c000-uart", "sifive,uart0");
LINUX_LIST(uartlite, "xlnx,opb-uartlite-1.00.b", "xlnx,xps-uartlite-1.00.a");
LINUX_LIST(liteuart, "litex,liteuart");
LINUX_LIST(cadence, "xlnx,xuartps", "cdns,uart-r1p8", "cdns,uart-r1p12", "xlnx,zynqmp-uart");
LINUX_LIST(sci, "renesas,scif-r9a07g044", "renesas,scif-r9a09g057", "renesas,scif-r7s9210");
LINUX_LIST(altera, "altr,uart-1.0");
LINUX_LIST(juart, "altr,juart-1.0");
LINUX_LIST(sbsa, "arm,sbsa-uart");
LINUX_LIST(goldfish, "google,goldfish-tty");

/* clang-format off */
static const struct predict_driver linux_of = {
	.name = "8250_of", .config = "CONFIG_SERIAL_OF_PLATFORM", .compatible = of,
	.earlycon = of_early, .tty = "ttyS", .rate = 9600, .ports = 4, .any_port = true,
	.needs_clock = true,
	.probe = "of_platform_serial_setup", .setup = "serial8250_console_setup",
};
static const struct predict_driver linux_dw = {
	.name = "8250_dw", .config = "CONFIG_SERIAL_8250_DW", .compatible = dw,
	.earlycon = dw_early, .tty = "ttyS", .rate = 9600, .ports = 4, .any_port = true,
	.needs_clock = true,
	.probe = "dw8250_probe", .setup = "serial8250_console_setup",
};
static const struct predict_driver linux_sifive = {
	.name = "sifive", .config = "CONFIG_SERIAL_SIFIVE", .compatible = sifive, .tty = "ttySIF",
	.rate = 115200, .ports = 8, .needs_clock = true, .needs_alias = true, .needs_irq = true,
	.probe = "sifive_serial_probe", .setup = "sifive_serial_console_setup",
};
static const struct predict_driver linux_uartlite = {
	.name = "uartlite", .config = "CONFIG_SERIAL_UARTLITE", .compatible = uartlite,
	.tty = "ttyUL", .ports = 1, .needs_irq = true, .fixed_rate = true,
	.probe = "ulite_probe", .setup = "ulite_console_setup",
};
static const struct predict_driver linux_liteuart = {
	.name = "liteuart", .config = "CONFIG_SERIAL_LITEUART", .compatible = liteuart,
	.tty = "ttyLXU", .ports = 32, .fixed_rate = true,
	.probe = "liteuart_probe", .setup = "liteuart_console_setup",
};
static const struct predict_driver linux_cadence = {
	.name = "xilinx_uartps", .config = "CONFIG_SERIAL_XILINX_PS_UART", .compatible = cadence,
	.tty = "ttyPS", .rate = 9600, .ports = 16, .needs_clock = true, .needs_irq = true,
	.probe = "cdns_uart_probe", .setup = "cdns_uart_console_setup",
};
static const struct predict_driver linux_sci = {
	.name = "sh-sci", .config = "CONFIG_SERIAL_SH_SCI", .compatible = sci, .tty = "ttySC",
	.rate = 115200, .ports = 18, .needs_clock = true, .needs_irq = true,
	.probe = "sci_probe", .setup = "serial_console_setup",
};
static const struct predict_driver linux_altera = {
	.name = "altera_uart", .config = "CONFIG_SERIAL_ALTERA_UART", .compatible = altera,
	.tty = "ttyAL", .rate = 115200, .ports = 4, .needs_clock = true,
	.probe = "altera_uart_probe", .setup = "altera_uart_console_setup",
};
static const struct predict_driver linux_juart = {
	.name = "altera_jtaguart", .config = "CONFIG_SERIAL_ALTERA_JTAGUART", .compatible = juart,
	.tty = "ttyJ", .ports = 1, .needs_irq = true, .fixed_rate = true,
	.probe = "altera_jtaguart_probe", .setup = "altera_jtaguart_console_setup",
};
static const struct predict_driver linux_sbsa = {
	.name = "sbsa-uart", .config = "CONFIG_SERIAL_AMBA_PL011", .compatible = sbsa,
	.tty = "ttyAMA", .ports = 14, .needs_irq = true, .fixed_rate = true,
	.probe = "sbsa_uart_probe", .setup = "pl011_console_setup",
};
static const struct predict_driver linux_goldfish = {
	.name = "goldfish_tty", .config = "CONFIG_GOLDFISH_TTY", .compatible = goldfish,
	.tty = "ttyGF", .ports = 8, .needs_irq = true, .fixed_rate = true,
	.probe = "goldfish_tty_probe", .setup = "goldfish_tty_console_setup",
};
/* clang-format on */

const struct predict_driver *const predict_linux_drivers[] = {
	&linux_of,  &linux_dw,     &linux_sifive, &linux_uartlite, &linux_liteuart, &linux_cadence,
	&linux_sci, &linux_altera, &linux_juart,  &linux_sbsa,     &linux_goldfish, NULL,
};
