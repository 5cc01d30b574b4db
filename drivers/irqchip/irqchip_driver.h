#pragma once
#include "drivers/irqchip/irqchip.h"
#include "kernel/set.h"

/*
 * A family of interrupt controllers. One file a family; it exports nothing and ends with
 * IRQCHIP_DRIVER(). Nothing else in the tree of sources names it.
 */
struct irqchip_driver {
	const char *const *compatible; /* what it drives; ends with NULL */
	/*
	 * Fills @chip for the controller @node as @hart sees it, by the helpers below; from the
	 * tree only. 0; -ENODEV: that hart cannot use it in S-mode; -EINVAL; *@why is then a
	 * constant text.
	 */
	int (*bind)(struct dt_node node, uint64_t hart, struct irq_chip *chip, const char **why);
	/* Makes ready for @source, @sense being the second cell of its specifier (1, 2: rising or
	 * falling edge; 4, 8: high or low level; 0: it has none). 0, or -errno and *@why.
	 * Optional. */
	int (*wire)(const struct irq_chip *chip, uint32_t source, uint32_t sense, const char **why);
};

#define IRQCHIP_DRIVER(driver) SET_ADD(irqchip_drivers, driver)
SET_DECLARE(const struct irqchip_driver, irqchip_drivers);

/* Fills chip's node and registers, 32-bit words, of which @size bytes must be there, and its
 * sources, from the number @sources of the node. Errors and @why as bind's. */
int irqchip_regs(struct dt_node node, uint64_t size, const char *sources, struct irq_chip *chip,
		 const char **why);

/* Which of the entries of the node's interrupts-extended is @hart's external interrupt in S-mode:
 * from 0, or -ENODEV and *@why. */
int irqchip_context(struct dt_node node, uint64_t hart, const char **why);
