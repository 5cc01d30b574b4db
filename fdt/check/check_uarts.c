/*
 * Checks of UARTs: what keeps a console from working, as far as the tree shows it.
 * Sources: the devicetree project's bindings serial/8250 and serial/snps-dw-apb-uart.
 */
#include "fdt/check/rule.h"
#include <inttypes.h>
#include <string.h>
#include "fdt/where/address.h"

enum {
	UARTS_SHIFT,
	UARTS_WIDTH,
	UARTS_WINDOW,
	UARTS_CLOCK,
	UARTS_INTERRUPT,
	UARTS_NO_WIDTH,
	UARTS_CHECKS,
};

static const struct dt_check_row uarts_rows[] = {
	[UARTS_SHIFT] = {
		.severity = DT_WARNING,
		.name = "uart-reg-shift",
		.text = "the registers of this part are 4 bytes apart",
		.fix = "set $/reg-shift 2",
	},
	[UARTS_WIDTH] = {
		.severity = DT_WARNING,
		.name = "uart-reg-io-width",
		.text = "its registers cannot have this reg-io-width or reg-shift",
		.fix = "set $/reg-io-width to 1, 2 or 4, and $/reg-shift to 0 to 3",
	},
	[UARTS_WINDOW] = {
		.severity = DT_WARNING,
		.name = "uart-reg",
		.text = "reg is too small for its registers",
		.fix = "set $/reg <ADDRESS SIZE> with a larger size",
	},
	[UARTS_CLOCK] = {
		.severity = DT_WARNING,
		.name = "uart-clock",
		.text = "it has neither clocks nor clock-frequency, so that no rate can be set",
		.fix = "set $/clock-frequency HZ",
	},
	[UARTS_INTERRUPT] = {
		.severity = DT_NOTE,
		.name = "uart-interrupt",
		.text = "it has no interrupts and can only be polled",
		.fix = "set $/interrupts <CELLS>",
	},
	[UARTS_NO_WIDTH] = {
		.severity = DT_NOTE,
		.name = "uart-no-width",
		.text = "it has no reg-io-width, so that its words are read as bytes",
		.fix = "set $/reg-io-width 4, unless bytes work",
	},
};

/* Parts of compatible strings of UARTs, and what is known of those. The first one that fits. */
static const struct uarts_part {
	const char *text;
	bool apart;   /* each register is a word */
	bool clocked; /* a 16550: its rate comes from a clock that the tree must name */
	bool called;  /* a call of the host, which has neither interrupts nor a number in Linux */
} uarts_parts[] = {
	{ .text = "dw-apb-uart", .apart = true, .clocked = true },
	{ .text = "xscale-uart", .apart = true, .clocked = true },
	{ .text = "16550", .clocked = true },
	{ .text = "uart" },
	{ .text = "serial" },
	{ .text = "ns8250", .clocked = true },
	{ .text = "tty" },
	{ .text = "htif", .called = true },
	{ .text = "pl011" },
	{ .text = "scif" },
	{ .text = "usart" },
	{ .text = "16450", .clocked = true },
};

enum { UARTS_PARTS = sizeof(uarts_parts) / sizeof(uarts_parts[0]) };

/* @part is at @text, before @end. */
static bool uarts_begins(const char *text, const char *end, const char *part)
{
	while (text < end && *part && *text == *part)
		text++, part++;
	return !*part;
}

/* Bits of the letters with which parts begin. */
static uint32_t uarts_first(void)
{
	uint32_t bits = 0;

	for (int i = 0; i < UARTS_PARTS; i++)
		bits |= UINT32_C(1) << uarts_parts[i].text[0] % 32;
	return bits;
}

/* The first of uarts_parts before row @rows that the text contains, or @rows. */
static int uarts_in(const char *text, int len, int rows)
{
	const uint32_t first = uarts_first();

	for (const char *end = text + len; text < end; text++) {
		if (!(first >> (uint8_t)*text % 32 & 1))
			continue;
		for (int i = 0; i < rows; i++)
			if (*text == *uarts_parts[i].text &&
			    uarts_begins(text, end, uarts_parts[i].text))
				rows = i;
	}
	return rows;
}

/* The first of uarts_parts that a string of compatible contains, or NULL. */
static const struct uarts_part *uarts_part(const void *compatible, int size)
{
	struct dt_strings it = dt_strings_in(compatible, size);
	int len, row = UARTS_PARTS;
	const char *text;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		row = uarts_in(text, len, row);
	return row < UARTS_PARTS ? &uarts_parts[row] : NULL;
}

static const struct uarts_part *uarts_part_of(struct dt_node node)
{
	int len;
	const void *compatible = dt_prop(node, "compatible", &len);

	return compatible ? uarts_part(compatible, len) : NULL;
}

bool rule_is_uart(struct dt_node node)
{
	return uarts_part_of(node) != NULL;
}

bool rule_is_numbered_uart(struct dt_node node)
{
	const struct uarts_part *part = uarts_part_of(node);

	return part && !part->called;
}

static void uarts_registers(struct dt_check *check, const struct uarts_part *part)
{
	uint32_t shift = dt_cell(check->node, "reg-shift", 0);
	uint32_t width = dt_cell(check->node, "reg-io-width", 1);
	struct dt_trail trail;
	struct dt_reg reg;

	if (part->apart && shift == 0)
		rule_found(check, UARTS_SHIFT, NULL);
	if (part->apart && !rule_node_has(check->node, "reg-io-width"))
		rule_found(check, UARTS_NO_WIDTH, NULL);
	if ((width != 1 && width != 2 && width != 4) || shift > 3)
		rule_found(check, UARTS_WIDTH, "width %" PRIu32 ", shift %" PRIu32, width, shift);
	else if (part->clocked && dt_index_trail(check->tree, check->number, &trail) == 0 &&
		 dt_reg(&trail, 0, &reg, NULL) == 0 && reg.size < UINT64_C(8) << shift)
		rule_found(check, UARTS_WINDOW, "0x%" PRIx64 " bytes", reg.size);
}

static void uarts_node(struct dt_check *check)
{
	const struct uarts_part *part;
	int len;
	const uint8_t *compatible = rule_value(check, RULE_COMPATIBLE, &len);

	if (!compatible || check->own->off || !rule_has(check, RULE_REG))
		return;
	part = uarts_part(compatible, len);
	if (!part)
		return;
	if (check->uarts++ == 0)
		check->uart = check->number;
	uarts_registers(check, part);
	if (part->clocked && !rule_has(check, RULE_CLOCKS) &&
	    !rule_has(check, RULE_CLOCK_FREQUENCY))
		rule_found(check, UARTS_CLOCK, NULL);
	if (!part->called && !rule_has(check, RULE_INTERRUPTS) &&
	    !rule_has(check, RULE_INTERRUPTS_EXTENDED))
		rule_found(check, UARTS_INTERRUPT, NULL);
}

const struct dt_check_group check_uarts = {
	.rows = uarts_rows,
	.count = UARTS_CHECKS,
	.node = uarts_node,
};
