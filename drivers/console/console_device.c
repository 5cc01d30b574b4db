/*
 * UARTs whose line leads to a device, such as a Bluetooth chip or a board's controller: what a
 * prompt would send it may do harm.
 * Source: devicetree binding serial/serial.yaml (a child node is the device on the line).
 */
#include "drivers/console/console_select.h"
#include <errno.h>

/* A child that is enabled, and says what it is: other children only hold data. */
static struct dt_node device_below(struct dt_node uart)
{
	struct dt_node child = dt_first_child(uart);

	while (dt_found(child) && !(dt_okay(child) && dt_prop(child, "compatible", NULL)))
		child = dt_next_child(child);
	return child;
}

struct dt_node console_line_device(const struct console_candidate *row)
{
	/* What must be probed is no UART: the children of a PCI bridge are its functions. */
	if (!dt_found(row->node) || row->rank < CONSOLE_BY_ALIAS || row->console.ways ||
	    row->driver->probed)
		return (struct dt_node){ row->node.tree, -ENOENT };
	return device_below(row->node);
}
