#pragma once
/* From a device's node to its interrupt's controller, as this hart sees it. */
#include <stdint.h>
#include "fdt/core/dt.h"
#include "kernel/irq.h"

/*
 * Finds the interrupt of the device at the end of @trail: in line->chip its controller, as hart
 * number @hart sees it in S-mode, and in line->source the controller's number for it. The rest of
 * @line stays. Of several interrupts it is the one that interrupt-names calls the receiver's, else
 * the first. @pci_pin 1 to 4: the interrupt is that of the PCI function @pci_unit (phys.hi of its
 * address), and @trail leads to the function's host bridge; 0: the interrupt is the node's own.
 *
 * 0; -ENOENT: the device has no interrupt; -ENODEV: this hart cannot take it, or its controller has
 * no driver here; -EINVAL: the tree is wrong; -ENOSPC: too many controllers. After an error *@why,
 * never NULL, says what is wrong as a constant text, and line->chip is NULL. For people, an
 * interrupt is chip->name and source: "plic 10".
 *
 * Reads the tree only. irq_attach touches the controller, and may find that it is not there or that
 * firmware forbids it. There is one chip a controller, which is never freed.
 */
int irqchip_line(const struct dt_trail *trail, uint32_t pci_unit, uint8_t pci_pin, uint64_t hart,
		 struct irq_line *line, const char **why);

/*
 * The controller @node, as hart number @hart sees it in S-mode; of an APLIC of M-mode, the domain
 * below it that has its sources. NULL: it cannot be used. Then *@why says why, as irqchip_line's,
 * or is NULL where no driver knows it, as a hart's own. Reads the tree only.
 */
struct irq_chip *irqchip_of(struct dt_node node, uint64_t hart, const char **why);
