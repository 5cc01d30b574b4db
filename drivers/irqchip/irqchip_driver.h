#pragma once
/* What a family of interrupt controllers provides, and the set that its file adds itself to. */
#include "drivers/irqchip/irqchip.h"
#include "kernel/set.h"

/*
 * A family of interrupt controllers. There is one file a family. It exports nothing and ends with
 * IRQCHIP_DRIVER(); no other source file names it.
 */
struct irqchip_driver {
	const char *const *compatible; /* what it drives; ends with NULL */
	/*
	 * Fills @chip for the controller @node as @hart sees it, by the helpers below. Reads the
	 * tree only. 0; -ENODEV: that hart cannot use it in S-mode; -EINVAL: the tree is wrong.
	 * After an error *@why is a constant text.
	 */
	int (*bind)(struct dt_node node, uint64_t hart, struct irq_chip *chip, const char **why);
	/* Prepares @source. @sense is the second cell of its specifier: 1, 2: rising or falling
	 * edge; 4, 8: high or low level; 0: there is no second cell. 0, or -errno and *@why.
	 * Optional. */
	int (*wire)(const struct irq_chip *chip, uint32_t source, uint32_t sense, const char **why);
};

#define IRQCHIP_DRIVER(driver) SET_ADD(irqchip_drivers, driver)
SET_DECLARE(const struct irqchip_driver, irqchip_drivers);

/* Fills chip's node, its registers (words of 32 bits, of which reg must have @count) and its number
 * of sources, which is in the node's property @sources. Errors and @why as bind's. */
int irqchip_regs(struct dt_node node, uint64_t count, const char *sources, struct irq_chip *chip,
		 const char **why);

/* The number, from 0, of the entry in the node's interrupts-extended that is @hart's external
 * interrupt in S-mode; or -ENODEV and *@why. */
int irqchip_context(struct dt_node node, uint64_t hart, const char **why);
