/*
 * UARTs that are known by name and that no driver here serves: `console why` and `console` say so,
 * rather than take them for devices that are no console.
 * Sources: the compatible strings of U-Boot's serial drivers and of Linux 6.12's earlycon tables.
 */
#include "drivers/console/console_select.h"
#include <string.h>
#include "fdt/core/text.h"

static const char *const undriven_sources[] = {
	[UBOOT] = "U-Boot",
	[LINUX] = "Linux",
	[BOTH] = "U-Boot and Linux",
};

static const struct console_undriven undriven[] = {
	{ .compatible = "coreboot-serial", .what = "coreboot's console", .source = UBOOT },
	{ .compatible = "nulldev-serial", .what = "drops all output", .source = UBOOT },
	{ .compatible = "actions,owl-uart", .what = "Actions Owl UART", .source = BOTH },
	{ .compatible = "adi,uart4", .what = "Analog Devices UART4", .source = UBOOT },
	{ .compatible = "amlogic,meson-a1-uart", .what = "Amlogic Meson UART", .source = UBOOT },
	{ .compatible = "amlogic,meson-ao-uart", .what = "Amlogic Meson UART", .source = LINUX },
	{ .compatible = "amlogic,meson-gx-uart", .what = "Amlogic Meson UART", .source = UBOOT },
	{ .compatible = "amlogic,meson-s4-uart", .what = "Amlogic Meson UART", .source = LINUX },
	{ .compatible = "amlogic,meson-uart", .what = "Amlogic Meson UART", .source = UBOOT },
	{ .compatible = "apple,s5l-uart", .what = "Apple UART", .source = BOTH },
	{ .compatible = "arm,dcc", .what = "ARM debug channel", .source = UBOOT },
	{ .compatible = "arm,mps2-uart", .what = "ARM MPS2 UART", .source = LINUX },
	{ .compatible = "arm,pl010", .what = "ARM PL010", .source = UBOOT },
	{ .compatible = "atmel,at91rm9200-usart", .what = "Atmel USART", .source = LINUX },
	{ .compatible = "atmel,at91sam9260-dbgu", .what = "Atmel debug unit", .source = UBOOT },
	{ .compatible = "atmel,at91sam9260-usart", .what = "Atmel USART", .source = BOTH },
	{ .compatible = "axis,artpec8-uart", .what = "Axis ARTPEC-8 UART", .source = LINUX },
	{ .compatible = "brcm,bcm2835-aux-uart", .what = "Broadcom mini UART", .source = BOTH },
	{ .compatible = "brcm,bcm6345-uart", .what = "Broadcom BCM6345 UART", .source = BOTH },
	{ .compatible = "cortina,ca-uart", .what = "Cortina Access UART", .source = UBOOT },
	{ .compatible = "efi,uart", .what = "EFI's console", .source = UBOOT },
	{ .compatible = "esp,esp32-uart", .what = "Espressif UART", .source = BOTH },
	{ .compatible = "esp,esp32s3-acm", .what = "Espressif USB serial port", .source = LINUX },
	{ .compatible = "esp,esp32s3-uart", .what = "Espressif UART", .source = BOTH },
	{ .compatible = "esp,esp32s31-uart", .what = "Espressif UART", .source = UBOOT },
	{ .compatible = "fsl,imx21-uart", .what = "NXP i.MX UART", .source = BOTH },
	{ .compatible = "fsl,imx23-auart", .what = "NXP application UART", .source = UBOOT },
	{ .compatible = "fsl,imx28-auart", .what = "NXP application UART", .source = UBOOT },
	{ .compatible = "fsl,imx53-uart", .what = "NXP i.MX UART", .source = UBOOT },
	{ .compatible = "fsl,imx6q-uart", .what = "NXP i.MX UART", .source = BOTH },
	{ .compatible = "fsl,imx6sx-uart", .what = "NXP i.MX UART", .source = UBOOT },
	{ .compatible = "fsl,imx6ul-uart", .what = "NXP i.MX UART", .source = UBOOT },
	{ .compatible = "fsl,imx7d-uart", .what = "NXP i.MX UART", .source = UBOOT },
	{ .compatible = "fsl,imx7ulp-lpuart", .what = "NXP LPUART", .source = BOTH },
	{ .compatible = "fsl,imx8qm-lpuart", .what = "NXP LPUART", .source = UBOOT },
	{ .compatible = "fsl,imx8qxp-lpuart", .what = "NXP LPUART", .source = LINUX },
	{ .compatible = "fsl,imx8ulp-lpuart", .what = "NXP LPUART", .source = LINUX },
	{ .compatible = "fsl,imxrt-lpuart", .what = "NXP LPUART", .source = UBOOT },
	{ .compatible = "fsl,imxrt1050-lpuart", .what = "NXP LPUART", .source = LINUX },
	{ .compatible = "fsl,ls1021a-lpuart", .what = "NXP LPUART", .source = BOTH },
	{ .compatible = "fsl,ls1028a-lpuart", .what = "NXP LPUART", .source = BOTH },
	{ .compatible = "fsl,mcf-uart", .what = "NXP ColdFire UART", .source = UBOOT },
	{ .compatible = "fsl,pq1-smc", .what = "NXP PowerQUICC SMC", .source = UBOOT },
	{ .compatible = "fsl,s32v234-linflexuart", .what = "NXP LINFlexD UART", .source = LINUX },
	{ .compatible = "fsl,vf610-lpuart", .what = "NXP LPUART", .source = BOTH },
	{ .compatible = "google,gs101-uart", .what = "Google GS101 UART", .source = LINUX },
	{ .compatible = "ingenic,jz4740-uart", .what = "Ingenic UART", .source = LINUX },
	{ .compatible = "ingenic,jz4750-uart", .what = "Ingenic UART", .source = LINUX },
	{ .compatible = "ingenic,jz4770-uart", .what = "Ingenic UART", .source = LINUX },
	{ .compatible = "ingenic,jz4775-uart", .what = "Ingenic UART", .source = LINUX },
	{ .compatible = "ingenic,jz4780-uart", .what = "Ingenic UART", .source = BOTH },
	{ .compatible = "ingenic,x1000-uart", .what = "Ingenic UART", .source = LINUX },
	{ .compatible = "intel,lgm-asc", .what = "Intel LGM ASC", .source = LINUX },
	{ .compatible = "intel,mid-uart", .what = "Intel MID UART", .source = UBOOT },
	{ .compatible = "lantiq,asc", .what = "Lantiq ASC", .source = LINUX },
	{ .compatible = "marvell,armada-3700-uart", .what = "Armada 3700 UART", .source = BOTH },
	{ .compatible = "marvell,pci-bootcmd", .what = "OCTEON boot commands", .source = UBOOT },
	{ .compatible = "marvell,pci-console", .what = "OCTEON PCI console", .source = UBOOT },
	{ .compatible = "mediatek,hsuart", .what = "MediaTek high-speed UART", .source = UBOOT },
	{ .compatible = "mediatek,mt6577-uart", .what = "MediaTek UART", .source = BOTH },
	{ .compatible = "mediatek,mt7620-uart", .what = "MediaTek MT7620 UART", .source = UBOOT },
	{ .compatible = "microchip,pic32mzda-uart", .what = "Microchip PIC32", .source = UBOOT },
	{ .compatible = "nuvoton,npcm750-uart", .what = "Nuvoton UART", .source = UBOOT },
	{ .compatible = "nuvoton,npcm845-uart", .what = "Nuvoton UART", .source = UBOOT },
	{ .compatible = "nvidia,tegra20-uart", .what = "NVIDIA Tegra UART", .source = BOTH },
	{ .compatible = "qca,ar9330-uart", .what = "Atheros AR9330 UART", .source = UBOOT },
	{ .compatible = "qcom,geni-debug-uart", .what = "Qualcomm GENI debug", .source = BOTH },
	{ .compatible = "qcom,geni-uart", .what = "Qualcomm GENI UART", .source = UBOOT },
	{ .compatible = "qcom,msm-uart", .what = "Qualcomm MSM UART", .source = LINUX },
	{ .compatible = "qcom,msm-uartdm", .what = "Qualcomm MSM UART", .source = LINUX },
	{ .compatible = "qcom,msm-uartdm-v1.4", .what = "Qualcomm MSM UART", .source = UBOOT },
	{ .compatible = "ralink,rt2880-uart", .what = "Ralink UART", .source = LINUX },
	{ .compatible = "rda,8810pl-uart", .what = "RDA Micro UART", .source = LINUX },
	{ .compatible = "renesas,hscif", .what = "Renesas HSCIF", .source = BOTH },
	{ .compatible = "renesas,sci", .what = "Renesas SCI", .source = BOTH },
	{ .compatible = "renesas,scif", .what = "Renesas SCIF", .source = BOTH },
	{ .compatible = "renesas,scifa", .what = "Renesas SCIFA", .source = BOTH },
	{ .compatible = "renesas,scifb", .what = "Renesas SCIFB", .source = LINUX },
	{ .compatible = "samsung,exynos4210-uart", .what = "Samsung UART", .source = BOTH },
	{ .compatible = "samsung,exynos850-uart", .what = "Samsung UART", .source = UBOOT },
	{ .compatible = "samsung,exynos8895-uart", .what = "Samsung UART", .source = UBOOT },
	{ .compatible = "samsung,s3c6400-uart", .what = "Samsung UART", .source = LINUX },
	{ .compatible = "samsung,s5pv210-uart", .what = "Samsung UART", .source = LINUX },
	{ .compatible = "sandbox,serial", .what = "U-Boot sandbox's console", .source = UBOOT },
	{ .compatible = "snps,arc-uart", .what = "Synopsys ARC UART", .source = BOTH },
	{ .compatible = "socionext,milbeaut-usio-uart", .what = "Milbeaut USIO", .source = LINUX },
	{ .compatible = "socionext,uniphier-uart", .what = "UniPhier UART", .source = BOTH },
	{ .compatible = "sprd,sc9836-uart", .what = "Spreadtrum UART", .source = LINUX },
	{ .compatible = "st,asc", .what = "ST ASC", .source = UBOOT },
	{ .compatible = "st,stm32-uart", .what = "STM32 USART", .source = BOTH },
	{ .compatible = "st,stm32f7-uart", .what = "STM32 USART", .source = BOTH },
	{ .compatible = "st,stm32h7-uart", .what = "STM32 USART", .source = BOTH },
	{ .compatible = "sunplus,sp7021-uart", .what = "Sunplus UART", .source = LINUX },
	{ .compatible = "ti,am3352-uart", .what = "TI UART", .source = UBOOT },
	{ .compatible = "ti,am4372-uart", .what = "TI UART", .source = UBOOT },
	{ .compatible = "ti,am654-uart", .what = "TI UART", .source = BOTH },
	{ .compatible = "ti,dra742-uart", .what = "TI UART", .source = UBOOT },
	{ .compatible = "ti,omap2-uart", .what = "TI UART", .source = BOTH },
	{ .compatible = "ti,omap3-uart", .what = "TI UART", .source = BOTH },
	{ .compatible = "ti,omap4-uart", .what = "TI UART", .source = BOTH },
	{ .compatible = "xen,xen", .what = "Xen's console", .source = UBOOT },
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
	dt_puts(text, undriven_sources[uart->source]);
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
