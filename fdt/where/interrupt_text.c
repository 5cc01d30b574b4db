#include "fdt/where/interrupt_text.h"
/*
 * Interrupts in words, as their controller counts them.
 *
 * Sources: devicetree binding interrupt-controller/interrupts.txt (the second cell); RISC-V
 * Privileged Architecture 1.13, 3.1.15 (numbers of a hart's interrupts).
 */
#include <string.h>

enum {
	WORDS_DECIMAL = 0xffff, /* the largest number that people want in decimal */
	WORDS_LEVELS = 4,       /* domains of APLICs below one another */
};

static void words_number(struct dt_text *out, uint32_t number)
{
	if (number > WORDS_DECIMAL)
		dt_put_hex(out, number);
	else
		dt_put_dec(out, number);
}

void dt_put_specifier(struct dt_text *out, const uint32_t *cell, uint32_t cells)
{
	if (!cells)
		dt_putc(out, '-');
	for (uint32_t i = 0; i < cells; i++) {
		if (i)
			dt_putc(out, ' ');
		words_number(out, cell[i]);
	}
}

/* Edge or level, by the second of two cells. */
static void words_sense(struct dt_text *out, const struct dt_interrupt *interrupt)
{
	static const char *const words[] = {
		[1] = "edge-rising", [2] = "edge-falling", [3] = "edge-both",
		[4] = "level-high",  [8] = "level-low",
	};
	uint32_t sense = interrupt->cells == 2 ? interrupt->cell[1] : 0;

	if (sense < sizeof(words) / sizeof(*words) && words[sense]) {
		dt_putc(out, ' ');
		dt_puts(out, words[sense]);
	}
}

/* An interrupt of a hart, by its number in mip. */
static void words_cause(struct dt_text *out, uint32_t cause)
{
	static const char *const line[] = { "software", "timer", "external" };
	static const char *const mode[] = { [1] = "S-mode ", [2] = "VS-mode ", [3] = "M-mode " };
	uint32_t which = cause / 4, whose = cause % 4;

	dt_putc(out, ' ');
	if (cause == UINT32_MAX) { /* the binding's value for a context that is not there */
		dt_puts(out, "not connected");
		return;
	}
	if (which >= sizeof(line) / sizeof(*line) || !mode[whose]) {
		dt_puts(out, "interrupt ");
		words_number(out, cause);
		return;
	}
	dt_puts(out, mode[whose]);
	dt_puts(out, line[which]);
}

/* "plic source 10 level-high"; a controller of another kind goes by its name. */
static void words_source(struct dt_text *out, const struct dt_interrupt *interrupt,
			 enum dt_controller_kind kind)
{
	const char *name = dt_name(interrupt->controller);

	if (kind == DT_CONTROLLER_OTHER)
		dt_put_escaped(out, name, strcspn(name, "@"));
	else
		dt_puts(out, kind == DT_CONTROLLER_APLIC ? "aplic" : "plic");
	if (!interrupt->cells)
		return;
	dt_puts(out, " source ");
	words_number(out, interrupt->cell[0]);
	words_sense(out, interrupt);
}

void dt_put_interrupt(struct dt_text *out, const struct dt_interrupt *interrupt,
		      struct dt_controller *controller)
{
	struct dt_node node = interrupt->controller, child;
	int levels = 0;

	dt_controller(controller, node);
	if (controller->kind == DT_CONTROLLER_HART) {
		dt_puts(out, controller->harts);
		words_cause(out, interrupt->cell[0]);
		return;
	}
	words_source(out, interrupt, controller->kind);
	if (controller->kind == DT_CONTROLLER_OTHER)
		return;
	for (; levels < WORDS_LEVELS; levels++, node = child) {
		child = dt_controller_delegated(node, interrupt->cell[0]);
		if (child.offset == node.offset)
			break;
	}
	if (levels) {
		dt_puts(out, " delegated to ");
		dt_put_path(out, node);
		dt_controller(controller, node);
	}
	dt_puts(out, controller->by_messages ? ", msi by imsic, " : ", ");
	dt_puts(out, controller->harts);
}
