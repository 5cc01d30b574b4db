/*
 * UARTs that are known by name and that no driver here serves: `console why` and `console` say so,
 * rather than take them for devices that are no console.
 * Sources: the compatible strings of U-Boot's serial drivers and of Linux 6.12's earlycon tables.
 */
#include "drivers/console/console_select.h"
#include <string.h>
#include "fdt/core/text.h"

/* Whose source has the string, in words. */
static const char in_uboot[] = "U-Boot", in_linux[] = "Linux", in_both[] = "U-Boot and Linux";

static const struct console_undriven undriven[] = {
	{ .compatible = "coreboot-serial", .what = "coreboot's console", .by = in_uboot },
	{ .compatible = "nulldev-serial", .what = "drops all output", .by = in_uboot },
	{ .compatible = "actions,owl-uart", .what = "Actions Owl UART", .by = in_both },
	{ .compatible = "adi,uart4", .what = "Analog Devices UART4", .by = in_uboot },
	{ .compatible = "amlogic,meson-a1-uart", .what = "Amlogic Meson UART", .by = in_uboot },
	{ .compatible = "amlogic,meson-ao-uart", .what = "Amlogic Meson UART", .by = in_linux },
	{ .compatible = "amlogic,meson-gx-uart", .what = "Amlogic Meson UART", .by = in_uboot },
	{ .compatible = "amlogic,meson-s4-uart", .what = "Amlogic Meson UART", .by = in_linux },
	{ .compatible = "amlogic,meson-uart", .what = "Amlogic Meson UART", .by = in_uboot },
	{ .compatible = "apple,s5l-uart", .what = "Apple UART", .by = in_both },
	{ .compatible = "arm,dcc", .what = "ARM debug channel", .by = in_uboot },
	{ .compatible = "arm,mps2-uart", .what = "ARM MPS2 UART", .by = in_linux },
	{ .compatible = "arm,pl010", .what = "ARM PL010", .by = in_uboot },
	{ .compatible = "atmel,at91rm9200-usart", .what = "Atmel USART", .by = in_linux },
	{ .compatible = "atmel,at91sam9260-dbgu", .what = "Atmel debug unit", .by = in_uboot },
	{ .compatible = "atmel,at91sam9260-usart", .what = "Atmel USART", .by = in_both },
	{ .compatible = "axis,artpec8-uart", .what = "Axis ARTPEC-8 UART", .by = in_linux },
	{ .compatible = "brcm,bcm2835-aux-uart", .what = "Broadcom mini UART", .by = in_both },
	{ .compatible = "brcm,bcm6345-uart", .what = "Broadcom BCM6345 UART", .by = in_both },
	{ .compatible = "cortina,ca-uart", .what = "Cortina Access UART", .by = in_uboot },
	{ .compatible = "efi,uart", .what = "EFI's console", .by = in_uboot },
	{ .compatible = "esp,esp32-uart", .what = "Espressif UART", .by = in_both },
	{ .compatible = "esp,esp32s3-acm", .what = "Espressif USB serial port", .by = in_linux },
	{ .compatible = "esp,esp32s3-uart", .what = "Espressif UART", .by = in_both },
	{ .compatible = "esp,esp32s31-uart", .what = "Espressif UART", .by = in_uboot },
	{ .compatible = "fsl,imx21-uart", .what = "NXP i.MX UART", .by = in_both },
	{ .compatible = "fsl,imx23-auart", .what = "NXP application UART", .by = in_uboot },
	{ .compatible = "fsl,imx28-auart", .what = "NXP application UART", .by = in_uboot },
	{ .compatible = "fsl,imx53-uart", .what = "NXP i.MX UART", .by = in_uboot },
	{ .compatible = "fsl,imx6q-uart", .what = "NXP i.MX UART", .by = in_both },
	{ .compatible = "fsl,imx6sx-uart", .what = "NXP i.MX UART", .by = in_uboot },
	{ .compatible = "fsl,imx6ul-uart", .what = "NXP i.MX UART", .by = in_uboot },
	{ .compatible = "fsl,imx7d-uart", .what = "NXP i.MX UART", .by = in_uboot },
	{ .compatible = "fsl,imx7ulp-lpuart", .what = "NXP LPUART", .by = in_both },
	{ .compatible = "fsl,imx8qm-lpuart", .what = "NXP LPUART", .by = in_uboot },
	{ .compatible = "fsl,imx8qxp-lpuart", .what = "NXP LPUART", .by = in_linux },
	{ .compatible = "fsl,imx8ulp-lpuart", .what = "NXP LPUART", .by = in_linux },
	{ .compatible = "fsl,imxrt-lpuart", .what = "NXP LPUART", .by = in_uboot },
	{ .compatible = "fsl,imxrt1050-lpuart", .what = "NXP LPUART", .by = in_linux },
	{ .compatible = "fsl,ls1021a-lpuart", .what = "NXP LPUART", .by = in_both },
	{ .compatible = "fsl,ls1028a-lpuart", .what = "NXP LPUART", .by = in_both },
	{ .compatible = "fsl,mcf-uart", .what = "NXP ColdFire UART", .by = in_uboot },
	{ .compatible = "fsl,pq1-smc", .what = "NXP PowerQUICC SMC", .by = in_uboot },
	{ .compatible = "fsl,s32v234-linflexuart", .what = "NXP LINFlexD UART", .by = in_linux },
	{ .compatible = "fsl,vf610-lpuart", .what = "NXP LPUART", .by = in_both },
	{ .compatible = "google,gs101-uart", .what = "Google GS101 UART", .by = in_linux },
	{ .compatible = "ingenic,jz4740-uart", .what = "Ingenic UART", .by = in_linux },
	{ .compatible = "ingenic,jz4750-uart", .what = "Ingenic UART", .by = in_linux },
	{ .compatible = "ingenic,jz4770-uart", .what = "Ingenic UART", .by = in_linux },
	{ .compatible = "ingenic,jz4775-uart", .what = "Ingenic UART", .by = in_linux },
	{ .compatible = "ingenic,jz4780-uart", .what = "Ingenic UART", .by = in_both },
	{ .compatible = "ingenic,x1000-uart", .what = "Ingenic UART", .by = in_linux },
	{ .compatible = "intel,lgm-asc", .what = "Intel LGM ASC", .by = in_linux },
	{ .compatible = "intel,mid-uart", .what = "Intel MID UART", .by = in_uboot },
	{ .compatible = "lantiq,asc", .what = "Lantiq ASC", .by = in_linux },
	{ .compatible = "marvell,armada-3700-uart", .what = "Armada 3700 UART", .by = in_both },
	{ .compatible = "marvell,pci-bootcmd", .what = "OCTEON boot commands", .by = in_uboot },
	{ .compatible = "marvell,pci-console", .what = "OCTEON PCI console", .by = in_uboot },
	{ .compatible = "mediatek,hsuart", .what = "MediaTek high-speed UART", .by = in_uboot },
	{ .compatible = "mediatek,mt6577-uart", .what = "MediaTek UART", .by = in_both },
	{ .compatible = "mediatek,mt7620-uart", .what = "MediaTek MT7620 UART", .by = in_uboot },
	{ .compatible = "microchip,pic32mzda-uart", .what = "Microchip PIC32", .by = in_uboot },
	{ .compatible = "nuvoton,npcm750-uart", .what = "Nuvoton UART", .by = in_uboot },
	{ .compatible = "nuvoton,npcm845-uart", .what = "Nuvoton UART", .by = in_uboot },
	{ .compatible = "nvidia,tegra20-uart", .what = "NVIDIA Tegra UART", .by = in_both },
	{ .compatible = "qca,ar9330-uart", .what = "Atheros AR9330 UART", .by = in_uboot },
	{ .compatible = "qcom,geni-debug-uart", .what = "Qualcomm GENI debug", .by = in_both },
	{ .compatible = "qcom,geni-uart", .what = "Qualcomm GENI UART", .by = in_uboot },
	{ .compatible = "qcom,msm-uart", .what = "Qualcomm MSM UART", .by = in_linux },
	{ .compatible = "qcom,msm-uartdm", .what = "Qualcomm MSM UART", .by = in_linux },
	{ .compatible = "qcom,msm-uartdm-v1.4", .what = "Qualcomm MSM UART", .by = in_uboot },
	{ .compatible = "ralink,rt2880-uart", .what = "Ralink UART", .by = in_linux },
	{ .compatible = "rda,8810pl-uart", .what = "RDA Micro UART", .by = in_linux },
	{ .compatible = "renesas,hscif", .what = "Renesas HSCIF", .by = in_both },
	{ .compatible = "renesas,sci", .what = "Renesas SCI", .by = in_both },
	{ .compatible = "renesas,scif", .what = "Renesas SCIF", .by = in_both },
	{ .compatible = "renesas,scifa", .what = "Renesas SCIFA", .by = in_both },
	{ .compatible = "renesas,scifb", .what = "Renesas SCIFB", .by = in_linux },
	{ .compatible = "samsung,exynos4210-uart", .what = "Samsung UART", .by = in_both },
	{ .compatible = "samsung,exynos850-uart", .what = "Samsung UART", .by = in_uboot },
	{ .compatible = "samsung,exynos8895-uart", .what = "Samsung UART", .by = in_uboot },
	{ .compatible = "samsung,s3c6400-uart", .what = "Samsung UART", .by = in_linux },
	{ .compatible = "samsung,s5pv210-uart", .what = "Samsung UART", .by = in_linux },
	{ .compatible = "sandbox,serial", .what = "U-Boot sandbox's console", .by = in_uboot },
	{ .compatible = "snps,arc-uart", .what = "Synopsys ARC UART", .by = in_both },
	{ .compatible = "socionext,milbeaut-usio-uart", .what = "Milbeaut USIO", .by = in_linux },
	{ .compatible = "socionext,uniphier-uart", .what = "UniPhier UART", .by = in_both },
	{ .compatible = "sprd,sc9836-uart", .what = "Spreadtrum UART", .by = in_linux },
	{ .compatible = "st,asc", .what = "ST ASC", .by = in_uboot },
	{ .compatible = "st,stm32-uart", .what = "STM32 USART", .by = in_both },
	{ .compatible = "st,stm32f7-uart", .what = "STM32 USART", .by = in_both },
	{ .compatible = "st,stm32h7-uart", .what = "STM32 USART", .by = in_both },
	{ .compatible = "sunplus,sp7021-uart", .what = "Sunplus UART", .by = in_linux },
	{ .compatible = "ti,am3352-uart", .what = "TI UART", .by = in_uboot },
	{ .compatible = "ti,am4372-uart", .what = "TI UART", .by = in_uboot },
	{ .compatible = "ti,am654-uart", .what = "TI UART", .by = in_both },
	{ .compatible = "ti,dra742-uart", .what = "TI UART", .by = in_uboot },
	{ .compatible = "ti,omap2-uart", .what = "TI UART", .by = in_both },
	{ .compatible = "ti,omap3-uart", .what = "TI UART", .by = in_both },
	{ .compatible = "ti,omap4-uart", .what = "TI UART", .by = in_both },
	{ .compatible = "xen,xen", .what = "Xen's console", .by = in_uboot },
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
	dt_puts(text, uart->by);
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
