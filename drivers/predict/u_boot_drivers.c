#include "drivers/predict/u_boot_drivers.h"
/*
 * Lists of U-Boot's serial drivers for UARTs that occur with RISC-V.
 *
 * Sources: U-Boot 2025.01, drivers/serial/: udevice_id tables, Makefile; ns16550.c:
 * ns16550_serial_of_to_plat. What 2025.01 lacks: the strings in Debian's package u-boot-qemu.
 */

#define UBOOT_LIST(name, ...) static const char *const name[] = { __VA_ARGS__, NULL }

UBOOT_LIST(ns16550, "ns16550", "ns16550a", "snps,dw-apb-uart");
UBOOT_LIST(xscale, "intel,xscale-uart");
UBOOT_LIST(sifive, "sifive,uart0");
UBOOT_LIST(htif, "ucb,htif0");
UBOOT_LIST(zynq, "xlnx,xuartps", "cdns,uart-r1p8", "cdns,uart-r1p12", "xlnx,zynqmp-uart");
UBOOT_LIST(uartlite, "xlnx,opb-uartlite-1.00.b", "xlnx,xps-uartlite-1.00.a");
UBOOT_LIST(jtag, "altr,juart-1.0");
UBOOT_LIST(altera, "altr,uart-1.0");
UBOOT_LIST(sh, "renesas,scif-r9a07g044");
UBOOT_LIST(pl01x, "arm,pl011");

#define UBOOT_DRIVER(list, symbol, option, ...)                                                    \
	static const struct predict_driver list##_driver = {                                       \
		.name = symbol, .config = "CONFIG_" option, .compatible = list, __VA_ARGS__        \
	}

UBOOT_DRIVER(ns16550, "ns16550_serial", "SYS_NS16550", .needs_clock = true);
UBOOT_DRIVER(xscale, "ns16550_serial", "SYS_NS16550", .needs_clock = true, .since = "2025.01");
UBOOT_DRIVER(sifive, "serial_sifive", "SIFIVE_SERIAL");
UBOOT_DRIVER(htif, "serial_htif", "HTIF_CONSOLE", .without_reg = true);
UBOOT_DRIVER(zynq, "serial_zynq", "ZYNQ_SERIAL");
UBOOT_DRIVER(uartlite, "serial_uartlite", "XILINX_UARTLITE");
UBOOT_DRIVER(jtag, "altera_jtaguart", "ALTERA_JTAG_UART");
UBOOT_DRIVER(altera, "altera_uart", "ALTERA_UART");
UBOOT_DRIVER(sh, "serial_sh", "SCIF_CONSOLE");
UBOOT_DRIVER(pl01x, "serial_pl01x", "PL01X_SERIAL");

const struct predict_driver *const predict_u_boot_drivers[] = {
	&ns16550_driver, &xscale_driver,   &sifive_driver, &htif_driver,
	&zynq_driver,    &uartlite_driver, &jtag_driver,   &altera_driver,
	&sh_driver,      &pl01x_driver,    NULL,
};
