#include "drivers/predict/opensbi_drivers.h"
/*
 * Lists and defaults of OpenSBI's drivers.
 *
 * Sources: OpenSBI a524f0a507de, lib/utils/serial/fdt_serial_*.c, Kconfig; lib/utils/fdt/
 * fdt_helper.c (DEFAULT_*_FREQ). Which drivers 1.1 and 1.6 lack, and the order of a list: the
 * strings in Debian's packages opensbi 1.1 and 1.6.
 */

#define OPENSBI_LIST(name, ...) static const char *const name[] = { __VA_ARGS__, NULL }

OPENSBI_LIST(juart, "altr,juart-1.0");
OPENSBI_LIST(cadence, "cdns,uart-r1p8", "cdns,uart-r1p12", "starfive,jh8100-uart");
OPENSBI_LIST(gaisler, "gaisler,apbuart");
OPENSBI_LIST(htif, "ucb,htif0");
OPENSBI_LIST(scif, "renesas,scif-r9a07g043");
OPENSBI_LIST(shakti, "shakti,uart0");
OPENSBI_LIST(sifive, "sifive,fu540-c000-uart", "sifive,uart0");
OPENSBI_LIST(litex, "litex,liteuart");
OPENSBI_LIST(uart8250, "ns16550", "ns16550a", "snps,dw-apb-uart");
OPENSBI_LIST(xscale, "intel,xscale-uart");
OPENSBI_LIST(uartlite, "xlnx,xps-uartlite-1.00.a");

#define OPENSBI_DRIVER(list, symbol, ...)                                                          \
	static const struct predict_driver list##_driver = { .name = "fdt_serial_" symbol,         \
							     .compatible = list,                   \
							     __VA_ARGS__ }

OPENSBI_DRIVER(juart, "altr_juart", .config = "CONFIG_FDT_SERIAL_ALTR_JUART", .fixed_rate = true,
	       .since = "1.6");
OPENSBI_DRIVER(cadence, "cadence", .config = "CONFIG_FDT_SERIAL_CADENCE", .since = "1.1");
OPENSBI_DRIVER(gaisler, "gaisler", .config = "CONFIG_FDT_SERIAL_GAISLER");
OPENSBI_DRIVER(htif, "htif", .config = "CONFIG_FDT_SERIAL_HTIF", .without_reg = true,
	       .fixed_rate = true);
OPENSBI_DRIVER(scif, "renesas_scif", .config = "CONFIG_FDT_SERIAL_RENESAS_SCIF", .since = "1.1",
	       .clock = 100000000);
OPENSBI_DRIVER(shakti, "shakti", .config = "CONFIG_FDT_SERIAL_SHAKTI", .clock = 50000000);
OPENSBI_DRIVER(sifive, "sifive", .config = "CONFIG_FDT_SERIAL_SIFIVE");
OPENSBI_DRIVER(litex, "litex", .config = "CONFIG_FDT_SERIAL_LITEX", .fixed_rate = true);
OPENSBI_DRIVER(uart8250, "uart8250", .config = "CONFIG_FDT_SERIAL_UART8250");
OPENSBI_DRIVER(xscale, "uart8250", .config = "CONFIG_FDT_SERIAL_UART8250", .since = "1.6");
OPENSBI_DRIVER(uartlite, "xlnx_uartlite", .config = "CONFIG_FDT_SERIAL_XILINX_UARTLITE",
	       .fixed_rate = true);

const struct predict_driver *const predict_opensbi_drivers[] = {
	&juart_driver,    &cadence_driver, &gaisler_driver,  &htif_driver,
	&scif_driver,     &shakti_driver,  &sifive_driver,   &litex_driver,
	&uart8250_driver, &xscale_driver,  &uartlite_driver, NULL,
};
