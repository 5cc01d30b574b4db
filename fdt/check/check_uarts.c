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
		.fix = "set reg-shift <2>",
	},
	[UARTS_WIDTH] = {
		.severity = DT_WARNING,
		.name = "uart-reg-io-width",
		.text = "its registers cannot have this reg-io-width or reg-shift",
		.fix = "set reg-io-width <1>, <2> or <4>, and reg-shift up to <3>",
	},
	[UARTS_WINDOW] = {
		.severity = DT_WARNING,
		.name = "uart-reg",
		.text = "reg is too small for its registers",
		.fix = "correct the size in reg",
	},
	[UARTS_CLOCK] = {
		.severity = DT_WARNING,
		.name = "uart-clock",
		.text = "it has neither clocks nor clock-frequency, so that no rate can be set",
		.fix = "set clock-frequency",
	},
	[UARTS_INTERRUPT] = {
		.severity = DT_NOTE,
		.name = "uart-interrupt",
		.text = "it has no interrupts and can only be polled",
		.fix = "set interrupts",
	},
	[UARTS_NO_WIDTH] = {
		.severity = DT_NOTE,
		.name = "uart-no-width",
		.text = "it has no reg-io-width, so that its words are read as bytes",
		.fix = "set reg-io-width <4>, unless bytes work",
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

/* The text of @len bytes contains @part. */
static bool uarts_holds(const char *text, int len, const char *part)
{
	int size = (int)strlen(part);

	for (; len >= size; text++, len--)
		if (memcmp(text, part, (size_t)size) == 0)
			return true;
	return false;
}

/* The first of uarts_parts that a string of compatible contains, or NULL. */
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

bool rule_is_numbered_uart(struct dt_node node)
{
	const struct uarts_part *part = uarts_part(node);

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
	if (part->apart && !rule_has(check, "reg-io-width"))
		rule_found(check, UARTS_NO_WIDTH, NULL);
	if ((width != 1 && width != 2 && width != 4) || shift > 3)
		rule_found(check, UARTS_WIDTH, "width %" PRIu32 ", shift %" PRIu32, width, shift);
	else if (part->clocked && dt_index_trail(check->tree, check->number, &trail) == 0 &&
		 dt_reg(&trail, 0, &reg, NULL) == 0 && reg.size < UINT64_C(8) << shift)
		rule_found(check, UARTS_WINDOW, "0x%" PRIx64 " bytes", reg.size);
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
	if (!part->called && !rule_has(check, "interrupts") &&
	    !rule_has(check, "interrupts-extended"))
		rule_found(check, UARTS_INTERRUPT, NULL);
}

const struct dt_check_group check_uarts = {
	.rows = uarts_rows,
	.count = UARTS_CHECKS,
	.node = uarts_node,
};
