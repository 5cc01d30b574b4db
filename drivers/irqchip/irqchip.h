#pragma once
#include <stdint.h>
#include "fdt/core/dt.h"
#include "kernel/irq.h"

/*
 * Finds the interrupt of the device at the end of @trail: its controller, as hart number @hart sees
 * it in S-mode, in line->chip, and the controller's number for it in line->source. The rest of
 * @line stays. Several interrupts: the one that interrupt-names says is for receiving, else the
 * first. @pci_pin 1 to 4: of the PCI function @pci_unit (phys.hi of its address) behind the host
 * bridge at the end of @trail; 0: the node's own.
 *
 * 0; -ENOENT: the device has none; -ENODEV: none that this hart could take, or no driver; -EINVAL:
 * the tree is wrong; -ENOSPC. *@why, never NULL, then says what as a constant text, and line->chip
 * is NULL. For people, an interrupt is chip->name and source: "plic 10".
 *
 * Reads the tree only: the controller is touched by irq_attach, which may find that it is not there
 * or that firmware forbids it. The chips live for ever, one a controller.
 */
int irqchip_line(const struct dt_trail *trail, uint32_t pci_unit, uint8_t pci_pin, uint64_t hart,
		 struct irq_line *line, const char **why);
