/*
 * UARTs that are known by name and that no driver here serves: `console why` and `console` say so,
 * rather than take them for devices that are no console.
 * Sources: the compatible strings of U-Boot's serial drivers and of Linux 6.12's earlycon tables.
 */
#include "drivers/console/console_select.h"
#include <string.h>
#include "fdt/core/text.h"

/* Whose source has the string. */
enum {
	IN_UBOOT = CONSOLE_KNOWN_TO_U_BOOT,
	IN_LINUX = CONSOLE_KNOWN_TO_LINUX,
	IN_BOTH = IN_UBOOT | IN_LINUX,
};

static const char *const undriven_by[] = {
	[IN_UBOOT] = "U-Boot",
	[IN_LINUX] = "Linux",
	[IN_BOTH] = "U-Boot and Linux",
};

static const struct console_undriven undriven[] = {
	{ .compatible = "coreboot-serial", .what = "coreboot's console", .by = IN_UBOOT },
	{ .compatible = "nulldev-serial", .what = "drops all output", .by = IN_UBOOT },
	{ .compatible = "actions,owl-uart", .what = "Actions Owl UART", .by = IN_BOTH },
	{ .compatible = "adi,uart4", .what = "Analog Devices UART4", .by = IN_UBOOT },
	{ .compatible = "amlogic,meson-a1-uart", .what = "Amlogic Meson UART", .by = IN_UBOOT },
	{ .compatible = "amlogic,meson-ao-uart", .what = "Amlogic Meson UART", .by = IN_LINUX },
	{ .compatible = "amlogic,meson-gx-uart", .what = "Amlogic Meson UART", .by = IN_UBOOT },
	{ .compatible = "amlogic,meson-s4-uart", .what = "Amlogic Meson UART", .by = IN_LINUX },
	{ .compatible = "amlogic,meson-uart", .what = "Amlogic Meson UART", .by = IN_UBOOT },
	{ .compatible = "apple,s5l-uart", .what = "Apple UART", .by = IN_BOTH },
	{ .compatible = "arm,dcc", .what = "ARM debug channel", .by = IN_UBOOT },
	{ .compatible = "arm,mps2-uart", .what = "ARM MPS2 UART", .by = IN_LINUX },
	{ .compatible = "arm,pl010", .what = "ARM PL010", .by = IN_UBOOT },
	{ .compatible = "atmel,at91rm9200-usart", .what = "Atmel USART", .by = IN_LINUX },
	{ .compatible = "atmel,at91sam9260-dbgu", .what = "Atmel debug unit", .by = IN_UBOOT },
	{ .compatible = "atmel,at91sam9260-usart", .what = "Atmel USART", .by = IN_BOTH },
	{ .compatible = "axis,artpec8-uart", .what = "Axis ARTPEC-8 UART", .by = IN_LINUX },
	{ .compatible = "brcm,bcm2835-aux-uart", .what = "Broadcom mini UART", .by = IN_BOTH },
	{ .compatible = "brcm,bcm6345-uart", .what = "Broadcom BCM6345 UART", .by = IN_BOTH },
	{ .compatible = "cortina,ca-uart", .what = "Cortina Access UART", .by = IN_UBOOT },
	{ .compatible = "efi,uart", .what = "EFI's console", .by = IN_UBOOT },
	{ .compatible = "esp,esp32-uart", .what = "Espressif UART", .by = IN_BOTH },
	{ .compatible = "esp,esp32s3-acm", .what = "Espressif USB serial port", .by = IN_LINUX },
	{ .compatible = "esp,esp32s3-uart", .what = "Espressif UART", .by = IN_BOTH },
	{ .compatible = "esp,esp32s31-uart", .what = "Espressif UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx21-uart", .what = "NXP i.MX UART", .by = IN_BOTH },
	{ .compatible = "fsl,imx23-auart", .what = "NXP application UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx28-auart", .what = "NXP application UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx53-uart", .what = "NXP i.MX UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx6q-uart", .what = "NXP i.MX UART", .by = IN_BOTH },
	{ .compatible = "fsl,imx6sx-uart", .what = "NXP i.MX UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx6ul-uart", .what = "NXP i.MX UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx7d-uart", .what = "NXP i.MX UART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx7ulp-lpuart", .what = "NXP LPUART", .by = IN_BOTH },
	{ .compatible = "fsl,imx8qm-lpuart", .what = "NXP LPUART", .by = IN_UBOOT },
	{ .compatible = "fsl,imx8qxp-lpuart", .what = "NXP LPUART", .by = IN_LINUX },
	{ .compatible = "fsl,imx8ulp-lpuart", .what = "NXP LPUART", .by = IN_LINUX },
	{ .compatible = "fsl,imxrt-lpuart", .what = "NXP LPUART", .by = IN_UBOOT },
	{ .compatible = "fsl,imxrt1050-lpuart", .what = "NXP LPUART", .by = IN_LINUX },
	{ .compatible = "fsl,ls1021a-lpuart", .what = "NXP LPUART", .by = IN_BOTH },
	{ .compatible = "fsl,ls1028a-lpuart", .what = "NXP LPUART", .by = IN_BOTH },
	{ .compatible = "fsl,mcf-uart", .what = "NXP ColdFire UART", .by = IN_UBOOT },
	{ .compatible = "fsl,pq1-smc", .what = "NXP PowerQUICC SMC", .by = IN_UBOOT },
	{ .compatible = "fsl,s32v234-linflexuart", .what = "NXP LINFlexD UART", .by = IN_LINUX },
	{ .compatible = "fsl,vf610-lpuart", .what = "NXP LPUART", .by = IN_BOTH },
	{ .compatible = "google,gs101-uart", .what = "Google GS101 UART", .by = IN_LINUX },
	{ .compatible = "ingenic,jz4740-uart", .what = "Ingenic UART", .by = IN_LINUX },
	{ .compatible = "ingenic,jz4750-uart", .what = "Ingenic UART", .by = IN_LINUX },
	{ .compatible = "ingenic,jz4770-uart", .what = "Ingenic UART", .by = IN_LINUX },
	{ .compatible = "ingenic,jz4775-uart", .what = "Ingenic UART", .by = IN_LINUX },
	{ .compatible = "ingenic,jz4780-uart", .what = "Ingenic UART", .by = IN_BOTH },
	{ .compatible = "ingenic,x1000-uart", .what = "Ingenic UART", .by = IN_LINUX },
	{ .compatible = "intel,lgm-asc", .what = "Intel LGM ASC", .by = IN_LINUX },
	{ .compatible = "intel,mid-uart", .what = "Intel MID UART", .by = IN_UBOOT },
	{ .compatible = "lantiq,asc", .what = "Lantiq ASC", .by = IN_LINUX },
	{ .compatible = "marvell,armada-3700-uart", .what = "Armada 3700 UART", .by = IN_BOTH },
	{ .compatible = "marvell,pci-bootcmd", .what = "OCTEON boot commands", .by = IN_UBOOT },
	{ .compatible = "marvell,pci-console", .what = "OCTEON PCI console", .by = IN_UBOOT },
	{ .compatible = "mediatek,hsuart", .what = "MediaTek high-speed UART", .by = IN_UBOOT },
	{ .compatible = "mediatek,mt6577-uart", .what = "MediaTek UART", .by = IN_BOTH },
	{ .compatible = "mediatek,mt7620-uart", .what = "MediaTek MT7620 UART", .by = IN_UBOOT },
	{ .compatible = "microchip,pic32mzda-uart", .what = "Microchip PIC32", .by = IN_UBOOT },
	{ .compatible = "nuvoton,npcm750-uart", .what = "Nuvoton UART", .by = IN_UBOOT },
	{ .compatible = "nuvoton,npcm845-uart", .what = "Nuvoton UART", .by = IN_UBOOT },
	{ .compatible = "nvidia,tegra20-uart", .what = "NVIDIA Tegra UART", .by = IN_BOTH },
	{ .compatible = "qca,ar9330-uart", .what = "Atheros AR9330 UART", .by = IN_UBOOT },
	{ .compatible = "qcom,geni-debug-uart", .what = "Qualcomm GENI debug", .by = IN_BOTH },
	{ .compatible = "qcom,geni-uart", .what = "Qualcomm GENI UART", .by = IN_UBOOT },
	{ .compatible = "qcom,msm-uart", .what = "Qualcomm MSM UART", .by = IN_LINUX },
	{ .compatible = "qcom,msm-uartdm", .what = "Qualcomm MSM UART", .by = IN_LINUX },
	{ .compatible = "qcom,msm-uartdm-v1.4", .what = "Qualcomm MSM UART", .by = IN_UBOOT },
	{ .compatible = "ralink,rt2880-uart", .what = "Ralink UART", .by = IN_LINUX },
	{ .compatible = "rda,8810pl-uart", .what = "RDA Micro UART", .by = IN_LINUX },
	{ .compatible = "renesas,hscif", .what = "Renesas HSCIF", .by = IN_BOTH },
	{ .compatible = "renesas,sci", .what = "Renesas SCI", .by = IN_BOTH },
	{ .compatible = "renesas,scif", .what = "Renesas SCIF", .by = IN_BOTH },
	{ .compatible = "renesas,scifa", .what = "Renesas SCIFA", .by = IN_BOTH },
	{ .compatible = "renesas,scifb", .what = "Renesas SCIFB", .by = IN_LINUX },
	{ .compatible = "samsung,exynos4210-uart", .what = "Samsung UART", .by = IN_BOTH },
	{ .compatible = "samsung,exynos850-uart", .what = "Samsung UART", .by = IN_UBOOT },
	{ .compatible = "samsung,exynos8895-uart", .what = "Samsung UART", .by = IN_UBOOT },
	{ .compatible = "samsung,s3c6400-uart", .what = "Samsung UART", .by = IN_LINUX },
	{ .compatible = "samsung,s5pv210-uart", .what = "Samsung UART", .by = IN_LINUX },
	{ .compatible = "sandbox,serial", .what = "U-Boot sandbox's console", .by = IN_UBOOT },
	{ .compatible = "snps,arc-uart", .what = "Synopsys ARC UART", .by = IN_BOTH },
	{ .compatible = "socionext,milbeaut-usio-uart", .what = "Milbeaut USIO", .by = IN_LINUX },
	{ .compatible = "socionext,uniphier-uart", .what = "UniPhier UART", .by = IN_BOTH },
	{ .compatible = "sprd,sc9836-uart", .what = "Spreadtrum UART", .by = IN_LINUX },
	{ .compatible = "st,asc", .what = "ST ASC", .by = IN_UBOOT },
	{ .compatible = "st,stm32-uart", .what = "STM32 USART", .by = IN_BOTH },
	{ .compatible = "st,stm32f7-uart", .what = "STM32 USART", .by = IN_BOTH },
	{ .compatible = "st,stm32h7-uart", .what = "STM32 USART", .by = IN_BOTH },
	{ .compatible = "sunplus,sp7021-uart", .what = "Sunplus UART", .by = IN_LINUX },
	{ .compatible = "ti,am3352-uart", .what = "TI UART", .by = IN_UBOOT },
	{ .compatible = "ti,am4372-uart", .what = "TI UART", .by = IN_UBOOT },
	{ .compatible = "ti,am654-uart", .what = "TI UART", .by = IN_BOTH },
	{ .compatible = "ti,dra742-uart", .what = "TI UART", .by = IN_UBOOT },
	{ .compatible = "ti,omap2-uart", .what = "TI UART", .by = IN_BOTH },
	{ .compatible = "ti,omap3-uart", .what = "TI UART", .by = IN_BOTH },
	{ .compatible = "ti,omap4-uart", .what = "TI UART", .by = IN_BOTH },
	{ .compatible = "xen,xen", .what = "Xen's console", .by = IN_UBOOT },
};

static const struct console_undriven *undriven_named(const char *compatible, size_t len)
{
	for (size_t i = 0; i < sizeof(undriven) / sizeof(*undriven); i++)
		if (strncmp(undriven[i].compatible, compatible, len) == 0 &&
		    !undriven[i].compatible[len])
			return &undriven[i];
	return NULL;
}

const struct console_undriven *console_undriven(struct dt_node node)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const struct console_undriven *found;
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0) {
		found = undriven_named(text, (size_t)len);
		if (found)
			return found;
	}
	return NULL;
}

void console_put_undriven(struct dt_text *text, const struct console_undriven *uart)
{
	dt_puts(text, "known, not driven: ");
	dt_puts(text, uart->compatible);
	dt_puts(text, " (");
	dt_puts(text, uart->what);
	dt_puts(text, ", known to ");
	dt_puts(text, undriven_by[uart->by]);
	dt_putc(text, ')');
}

/* --- the walk --------------------------------------------------------------------------------- */

static bool undriven_has_driver(struct dt_node node)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (console_driver_named(text, (size_t)len))
			return true;
	return false;
}

void console_undriven_init(struct console_undriven_walk *it, const struct dt_tree *tree)
{
	dt_walk(&it->cursor, dt_root(tree));
	it->trail.tree = tree;
	it->trail.depth = 0;
}

bool console_undriven_next(struct console_undriven_walk *it)
{
	enum dt_event event;
	struct dt_node node = { it->trail.tree, 0 };

	while ((event = dt_next(&it->cursor)) != DT_END) {
		if (event != DT_NODE)
			continue;
		if (it->cursor.depth >= DT_DEPTH_MAX) {
			dt_skip(&it->cursor);
			continue;
		}
		node.offset = it->cursor.node;
		it->trail.depth = it->cursor.depth;
		it->trail.node[it->trail.depth] = node.offset;
		it->uart = console_undriven(node);
		if (it->uart && dt_enabled(&it->trail, NULL) && !undriven_has_driver(node))
			return true;
	}
	return false;
}
