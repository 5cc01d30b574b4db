#include "drivers/irqchip/irqchip.h"
/*
 * From a device's node to the controller that takes its interrupt, as this hart sees it.
 * Sources: Devicetree Specification v0.4, 2.4; bindings riscv/cpus.yaml,
 * interrupt-controller/riscv,cpu-intc.yaml.
 */
#include <errno.h>
#include <string.h>
#include "drivers/irqchip/irqchip_driver.h"
#include "drivers/names.h"
#include "fdt/where/address.h"
#include "fdt/where/interrupt.h"
#include "fdt/where/machine.h"

enum {
	CHIPS_MAX = 8,
	SOURCES_MAX = 1023,  /* of a PLIC and of an APLIC */
	REGISTER = 4,        /* bytes */
	ENTRY = 2 * DT_CELL, /* of interrupts-extended, where it leads to harts */
	S_EXTERNAL = 9,      /* the hart's interrupt, by its number in sip */
};

static struct irq_chip chips[CHIPS_MAX];

static int irqchip_fault(const char **why, int err, const char *words)
{
	*why = words;
	return err;
}

/* --- for the drivers ------------------------------------------------------------------------- */

int irqchip_regs(struct dt_node node, uint64_t count, const char *sources, struct irq_chip *chip,
		 const char **why)
{
	struct dt_trail trail;
	struct dt_reg reg;
	uint64_t highest, size = count * REGISTER;
	int err = dt_trail(node, &trail);

	if (err)
		return irqchip_fault(why, -EINVAL, "its controller lies too deep in the tree");
	if (!dt_enabled(&trail, NULL))
		return irqchip_fault(why, -ENODEV, "its controller is disabled");
	if (dt_number(node, sources, &highest) || !highest || highest > SOURCES_MAX)
		return irqchip_fault(why, -EINVAL,
				     "its controller's number of sources is not 1 to 1023");
	err = dt_reg(&trail, 0, &reg, why);
	if (err)
		return -EINVAL;
	if ((reg.size && reg.size < size) || reg.cpu % REGISTER || reg.cpu > UINTPTR_MAX - size)
		return irqchip_fault(why, -EINVAL, "its controller's reg is too small");
	chip->regs = (struct regs){ .base = reg.cpu, .shift = 2, .width = REGISTER };
	chip->sources = (uint32_t)highest;
	chip->node = node.offset;
	return 0;
}

/* The phandle of the hart's own interrupt controller, which all other controllers name; 0: there is
 * none. */
static uint32_t irqchip_hart(const struct dt_tree *tree, uint64_t hart)
{
	struct dt_node child = dt_first_child(dt_cpu_of_hart(tree, hart));

	while (dt_found(child) && !dt_prop(child, "interrupt-controller", NULL))
		child = dt_next_child(child);
	return dt_phandle(child);
}

int irqchip_context(struct dt_node node, uint64_t hart, const char **why)
{
	uint32_t phandle = irqchip_hart(node.tree, hart);
	int len;
	const uint8_t *list = dt_prop(node, "interrupts-extended", &len);

	/* The list also has M-mode's entries, and unused ones, whose cell is all ones. */
	for (int at = 0; phandle && len - at >= ENTRY; at += ENTRY)
		if (dt_be32(list + at) == phandle && dt_be32(list + at + DT_CELL) == S_EXTERNAL)
			return at / ENTRY;
	return irqchip_fault(why, -ENODEV, "its controller does not reach this hart in S-mode");
}

/* --- the device's ---------------------------------------------------------------------------- */

/* An SCI has several interrupts; one is for received bytes, named "rx" or "rxi". */
static int irqchip_index(struct dt_node node)
{
	struct dt_strings names = dt_strings(node, "interrupt-names");
	const char *name;
	int len;

	for (int i = 0; (len = dt_strings_next(&names, &name)) >= 0; i++)
		if (len >= 2 && len <= 3 && memcmp(name, "rxi", (size_t)len) == 0)
			return i;
	return 0;
}

static const struct irqchip_driver *irqchip_find(struct dt_node node)
{
	struct dt_strings own = dt_strings(node, "compatible");
	const struct irqchip_driver *const *it;
	const char *text;
	int len;

	while ((len = dt_strings_next(&own, &text)) >= 0)
		SET_FOREACH (it, irqchip_drivers)
			if (names_find((*it)->compatible, text, (size_t)len))
				return *it;
	return NULL;
}

/* The chip in chips[] that equals @bound, or a copy of @bound put there. NULL: it is full. */
static struct irq_chip *irqchip_keep(const struct irq_chip *bound)
{
	struct irq_chip *chip = chips;

	for (; chip < chips + CHIPS_MAX; chip++) {
		if (!chip->ops)
			*chip = *bound;
		if (chip->ops == bound->ops && chip->regs.base == bound->regs.base &&
		    chip->context == bound->context)
			return chip;
	}
	return NULL;
}

static const char irqchip_full[] = "too many controllers";

static int irqchip_bind(const struct dt_interrupt *at, uint64_t hart, struct irq_line *line,
			const char **why)
{
	const struct irqchip_driver *driver = irqchip_find(at->controller);
	struct irq_chip bound = { 0 }, *chip;
	int err;

	if (!driver)
		return irqchip_fault(why, -ENODEV, "no driver for its controller");
	if (at->cells < 1)
		return irqchip_fault(why, -EINVAL, "its interrupt has no cells");
	err = driver->bind(at->controller, hart, &bound, why);
	if (err)
		return err;
	if (!at->cell[0] || at->cell[0] > bound.sources)
		return irqchip_fault(why, -EINVAL, "its controller has no such source");
	chip = irqchip_keep(&bound);
	if (!chip)
		return irqchip_fault(why, -ENOSPC, irqchip_full);
	if (driver->wire)
		err = driver->wire(chip, at->cell[0], at->cells > 1 ? at->cell[1] : 0, why);
	if (err)
		return err;
	line->chip = chip;
	line->source = at->cell[0];
	return 0;
}

int irqchip_line(const struct dt_trail *trail, uint32_t pci_unit, uint8_t pci_pin, uint64_t hart,
		 struct irq_line *line, const char **why)
{
	struct dt_interrupt at;
	int err;

	line->chip = NULL;
	if (pci_pin)
		err = dt_interrupt_pci(trail, pci_unit, pci_pin, &at, why);
	else
		err = dt_interrupt(trail, irqchip_index(dt_trail_node(trail)), &at, why);
	return err ? err : irqchip_bind(&at, hart, line, why);
}

struct irq_chip *irqchip_of(struct dt_node node, uint64_t hart, const char **why)
{
	const struct irqchip_driver *driver = irqchip_find(node);
	struct irq_chip bound = { 0 }, *chip;

	*why = NULL;
	if (!driver || driver->bind(node, hart, &bound, why))
		return NULL;
	chip = irqchip_keep(&bound);
	if (!chip)
		*why = irqchip_full;
	return chip;
}
