#include "fdt/check/rule.h"
#include "fdt/where/address.h"
/*
 * UARTs: what keeps a console from working that the tree alone can tell.
 * Sources: the devicetree project's bindings serial/8250 and serial/snps-dw-apb-uart.
 */
#include <inttypes.h>
#include <string.h>

enum { UARTS_SHIFT, UARTS_WIDTH, UARTS_WINDOW, UARTS_CLOCK, UARTS_INTERRUPT, UARTS_NO_WIDTH };

static const char uarts_rows[] =
	"W+uart-reg-shift\0this part's registers are 4 bytes apart\0set reg-shift <2>\0"
	"W+uart-reg-io-width\0"
	"a width that its registers cannot have\0set reg-io-width <1>, <2> or <4>\0"
	"Wcuart-reg\0reg is too small for its registers\0"
	"W+uart-clock\0"
	"neither clocks nor clock-frequency: no rate can be set\0set clock-frequency\0"
	"N+uart-interrupt\0no interrupts: it can only be polled\0set interrupts\0"
	"N+uart-no-width\0"
	"no reg-io-width: its words are read as bytes\0set reg-io-width <4> unless that works\0";

/* Parts of compatible strings that tell a UART; of some it is known what they need. */
static const struct uarts_part {
	char text[10];
	bool apart;   /* registers are a word each */
	bool clocked; /* a 16550, whose rate comes of a clock that the tree must tell */
} uarts_parts[] = {
	{ "dw-apb-ua", true, true }, { "xscale-ua", true, true }, { "16550", false, true },
	{ "uart", false, false },    { "serial", false, false },  { "8250", false, true },
	{ "tty", false, false },     { "htif", false, false },    { "pl011", false, false },
	{ "scif", false, false },    { "usart", false, false },   { "16450", false, true },
};

enum { UARTS_PARTS = sizeof(uarts_parts) / sizeof(uarts_parts[0]) };

/* Whether the text of @len bytes holds @part. */
static bool uarts_holds(const char *text, int len, const char *part)
{
	int size = (int)strlen(part);

	for (; len >= size; text++, len--)
		if (memcmp(text, part, (size_t)size) == 0)
			return true;
	return false;
}

/* The first part that a string of compatible has, or NULL. */
static const struct uarts_part *uarts_part(struct dt_node node)
{
	for (int i = 0; i < UARTS_PARTS; i++) {
		struct dt_strings it = dt_strings(node, "compatible");
		const char *text;
		int len;

		while ((len = dt_strings_next(&it, &text)) >= 0)
			if (uarts_holds(text, len, uarts_parts[i].text))
				return &uarts_parts[i];
	}
	return NULL;
}

bool rule_is_uart(struct dt_node node)
{
	return uarts_part(node) != NULL;
}

static uint64_t uarts_number(struct dt_node node, const char *name, uint64_t absent)
{
	uint64_t value;

	return dt_number(node, name, &value) == 0 ? value : absent;
}

static void uarts_registers(struct dt_check *check, const struct uarts_part *part)
{
	uint64_t shift = uarts_number(check->node, "reg-shift", 0);
	uint64_t width = uarts_number(check->node, "reg-io-width", 1);
	struct dt_trail trail;
	struct dt_reg reg;

	if (part->apart && shift == 0)
		rule_found(check, UARTS_SHIFT, NULL);
	if (part->apart && !rule_has(check, "reg-io-width"))
		rule_found(check, UARTS_NO_WIDTH, NULL);
	if ((width != 1 && width != 2 && width != 4) || shift > 3)
		rule_found(check, UARTS_WIDTH, "%" PRIu64 ", shift %" PRIu64, width, shift);
	else if (part->clocked && dt_index_trail(check->tree, check->number, &trail) == 0 &&
		 dt_reg(&trail, 0, &reg, NULL) == 0 && reg.size < UINT64_C(8) << shift)
		rule_found(check, UARTS_WINDOW, "0x%" PRIx64, reg.size);
}

static void uarts_node(struct dt_check *check)
{
	const struct uarts_part *part = check->own->off || !rule_has(check, "reg")
						? NULL
						: uarts_part(check->node);

	if (!part)
		return;
	if (check->uarts++ == 0)
		check->uart = check->number;
	uarts_registers(check, part);
	if (part->clocked && !rule_has(check, "clocks") && !rule_has(check, "clock-frequency"))
		rule_found(check, UARTS_CLOCK, NULL);
	if (!rule_has(check, "interrupts") && !rule_has(check, "interrupts-extended"))
		rule_found(check, UARTS_INTERRUPT, NULL);
}

const struct dt_check_group check_uarts = {
	.rows = uarts_rows,
	.node = uarts_node,
};
