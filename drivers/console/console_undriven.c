/*
 * Consoles by name that no driver here serves: to be told apart from what is no console at all.
 * Sources: the compatible strings of U-Boot's serial drivers and of Linux 6.12's earlycon tables.
 */
#include "drivers/console/console_private.h"
#include <string.h>

/* Lines of a maker and what follows his comma in the strings; ~ stands for "-uart". */
static const char known_text[] =
	" coreboot-serial nulldev-serial\n"
	"actions owl~\n"
	"adi uart4\n"
	"amlogic meson-a1~ meson-ao~ meson-gx~ meson-s4~ meson~\n"
	"apple s5l~\n"
	"arm dcc mps2~ pl010\n"
	"atmel at91rm9200-usart at91sam9260-dbgu at91sam9260-usart\n"
	"axis artpec8~\n"
	"brcm bcm2835-aux~ bcm6345~\n"
	"cortina ca~\n"
	"efi uart\n"
	"esp esp32~ esp32s3-acm esp32s3~ esp32s31~\n"
	"fsl imx21~ imx23-auart imx28-auart imx53~ imx6q~ imx6sx~ imx6ul~ imx7d~"
	" imx7ulp-lpuart imx8qm-lpuart imx8qxp-lpuart imx8ulp-lpuart imxrt-lpuart"
	" imxrt1050-lpuart ls1021a-lpuart ls1028a-lpuart mcf~ pq1-smc s32v234-linflexuart"
	" vf610-lpuart\n"
	"google gs101~\n"
	"ingenic jz4740~ jz4750~ jz4770~ jz4775~ jz4780~ x1000~\n"
	"intel lgm-asc mid~\n"
	"lantiq asc\n"
	"marvell armada-3700~ pci-bootcmd pci-console\n"
	"mediatek hsuart mt6577~ mt7620~\n"
	"microchip pic32mzda~\n"
	"nuvoton npcm750~ npcm845~\n"
	"nvidia tegra20~\n"
	"qca ar9330~\n"
	"qcom geni-debug~ geni~ msm~ msm-uartdm msm-uartdm-v1.4\n"
	"ralink rt2880~\n"
	"rda 8810pl~\n"
	"renesas hscif sci scif scifa scifb\n"
	"samsung exynos4210~ exynos850~ exynos8895~ s3c6400~ s5pv210~\n"
	"sandbox serial\n"
	"snps arc~\n"
	"socionext milbeaut-usio~ uniphier~\n"
	"sprd sc9836~\n"
	"st asc stm32~ stm32f7~ stm32h7~\n"
	"sunplus sp7021~\n"
	"ti am3352~ am4372~ am654~ dra742~ omap2~ omap3~ omap4~\n"
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

static bool known_is_part(const char *word, const char *end, const char *text, size_t len)
{
	static const char tail[] = "-uart";
	size_t head = (size_t)(end - word) - 1;

	if (end[-1] != '~')
		return known_is(word, end, text, len);
	return len == head + strlen(tail) && memcmp(word, text, head) == 0 &&
	       memcmp(text + head, tail, strlen(tail)) == 0;
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
			if (his && known_is_part(at, end, part, len - (size_t)(part - text)))
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
