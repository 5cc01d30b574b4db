/*
 * Consoles by name that no driver here serves: to be told apart from what is no console at all.
 * Sources: the compatible strings of U-Boot's serial drivers and of Linux 6.12's earlycon tables.
 */
#include "drivers/console_scan.h"
#include <string.h>

/* Lines of a maker and what follows his comma in the strings. */
static const char known_text[] =
	" coreboot-serial nulldev-serial\n"
	"actions owl-uart\n"
	"adi uart4\n"
	"amlogic meson-a1-uart meson-ao-uart meson-gx-uart meson-s4-uart meson-uart\n"
	"apple s5l-uart\n"
	"arm dcc mps2-uart pl010\n"
	"atmel at91rm9200-usart at91sam9260-dbgu at91sam9260-usart\n"
	"axis artpec8-uart\n"
	"brcm bcm2835-aux-uart bcm6345-uart\n"
	"cortina ca-uart\n"
	"efi uart\n"
	"fsl imx21-uart imx23-auart imx28-auart imx53-uart imx6q-uart imx6sx-uart"
	" imx6ul-uart imx7d-uart imx7ulp-lpuart imx8qm-lpuart imx8qxp-lpuart"
	" imx8ulp-lpuart imxrt-lpuart imxrt1050-lpuart ls1021a-lpuart ls1028a-lpuart"
	" mcf-uart pq1-smc s32v234-linflexuart vf610-lpuart\n"
	"google gs101-uart\n"
	"ingenic jz4740-uart jz4750-uart jz4770-uart jz4775-uart jz4780-uart x1000-uart\n"
	"intel lgm-asc mid-uart\n"
	"lantiq asc\n"
	"marvell armada-3700-uart pci-bootcmd pci-console\n"
	"mediatek hsuart mt6577-uart mt7620-uart\n"
	"microchip pic32mzda-uart\n"
	"nuvoton npcm750-uart npcm845-uart\n"
	"nvidia tegra20-uart\n"
	"qca ar9330-uart\n"
	"qcom geni-debug-uart geni-uart msm-uart msm-uartdm msm-uartdm-v1.4\n"
	"ralink rt2880-uart\n"
	"rda 8810pl-uart\n"
	"renesas hscif sci scif scifa scifb\n"
	"samsung exynos4210-uart exynos850-uart exynos8895-uart s3c6400-uart s5pv210-uart\n"
	"sandbox serial\n"
	"snps arc-uart\n"
	"socionext milbeaut-usio-uart uniphier-uart\n"
	"sprd sc9836-uart\n"
	"st asc stm32-uart stm32f7-uart stm32h7-uart\n"
	"sunplus sp7021-uart\n"
	"ti am3352-uart am4372-uart am654-uart dra742-uart omap2-uart omap3-uart"
	" omap4-uart\n"
	"xen xen\n";

/* The end of the word at @at. */
static const char *known_word_end(const char *at)
{
	return at + strcspn(at, " \n");
}

static bool known_is(const char *word, const char *end, const char *text, size_t len)
{
	return (size_t)(end - word) == len && memcmp(word, text, len) == 0;
}

/* @text is "maker,part", or just "part". */
static bool known_has(const char *text, size_t len)
{
	const char *comma = memchr(text, ',', len);
	size_t maker = comma ? (size_t)(comma - text) : 0;
	const char *part = text + maker + (comma ? 1 : 0), *end;
	bool his;

	for (const char *at = known_text; *at; at = end + 1) {
		end = known_word_end(at);
		his = known_is(at, end, text, maker);
		while (*end == ' ') {
			at = end + 1;
			end = known_word_end(at);
			if (his && known_is(at, end, part, len - (size_t)(part - text)))
				return true;
		}
	}
	return false;
}

const char *console_known(struct dt_node node)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	/* What ends without its NUL has one behind it all the same: tokens begin with a zero. */
	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (known_has(text, (size_t)len))
			return text;
	return NULL;
}

static bool known_is_driven(struct dt_node node)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (console_driver_named(text, (size_t)len))
			return true;
	return false;
}

void console_known_init(struct console_known_walk *it, const struct dt_tree *tree)
{
	dt_walk(&it->cursor, dt_root(tree));
	it->trail.tree = tree;
	it->trail.depth = 0;
}

bool console_known_next(struct console_known_walk *it)
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
		it->compatible = console_known(node);
		if (it->compatible && dt_enabled(&it->trail, NULL) && !known_is_driven(node))
			return true;
	}
	return false;
}
