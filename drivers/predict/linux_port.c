#include "drivers/predict/linux_port.h"
/*
 * From nodes to devices, from devices to ports.
 *
 * Sources: Linux 6.12, drivers/of/platform.c: of_platform_bus_create, of_default_bus_match_table
 * (what becomes a device); drivers/tty/serial/8250/8250_of.c: of_platform_serial_setup; 8250_dw.c:
 * dw8250_probe; 8250_core.c: serial8250_find_match_or_unused (numbers); sifive.c:
 * sifive_serial_probe; of_alias_get_id. That ports get numbers in the tree's order holds for
 * drivers that are built in and whose clocks are there.
 */
#include <errno.h>
#include <string.h>
#include "drivers/names.h"
#include "fdt/where/address.h"

enum { PORT_TTYS = 12 }; /* more than there are names of ports */

/* --- one node --------------------------------------------------------------------------------- */

static const char *const port_buses[] = { "simple-bus",   "simple-mfd",    "isa",
					  "arm,amba-bus", "simple-pm-bus", NULL };

/* The bus of the node at the end of @trail, or one above, that Linux makes no devices below. */
static struct dt_node port_closed_bus(const struct dt_trail *trail)
{
	struct dt_node bus = { trail->tree, -ENOENT };

	for (int level = 1; level < trail->depth; level++) {
		bus.offset = trail->node[level];
		if (!predict_in_list(bus, port_buses))
			return bus;
	}
	return (struct dt_node){ trail->tree, -ENOENT };
}

static void port_refuse(struct predict_port *port, const char *why, enum predict_fix fix,
			struct dt_node fixed)
{
	if (port->why)
		return;
	port->why = why;
	port->fix = fix;
	port->fixed = fixed;
}

static void port_closed(struct predict_port *port)
{
	port_refuse(port,
		    "a node above is no simple-bus, so that only a driver of that bus could make "
		    "a device of it",
		    PREDICT_NO_FIX, port->node);
	port->by = "of_platform_bus_create";
}

/* What the driver's probe needs. */
static void port_probe(struct predict_port *port, const struct dt_trail *trail)
{
	const struct predict_driver *driver = port->driver;
	struct dt_node node = port->node;
	struct dt_reg reg;

	if (dt_reg(trail, 0, &reg, NULL))
		port_refuse(port, "its reg gives no address", PREDICT_NO_FIX, node);
	if (driver->needs_clock && !predict_has_clock(node))
		port_refuse(port, "it has neither clock-frequency nor clocks", PREDICT_CLOCK, node);
	if (driver->needs_alias && port->alias < 0)
		port_refuse(port, "no alias serialN names it, which this driver demands",
			    PREDICT_ALIAS, node);
	if (driver->needs_irq && !dt_prop(node, "interrupts", NULL) &&
	    !dt_prop(node, "interrupts-extended", NULL))
		port_refuse(port, "it has no interrupts, which this driver demands", PREDICT_NO_FIX,
			    node);
}

/* All but the number. */
static void port_read(const struct dt_trail *trail, struct predict_port *port)
{
	struct dt_node node = dt_trail_node(trail), off;

	*port = (struct predict_port){ .node = node, .alias = -1, .number = -1 };
	port->driver = predict_match(predict_linux_drivers, node, &port->string);
	if (!port->driver) {
		port->why = "none of the drivers known here has one of its compatible strings";
		return;
	}
	port->alias = predict_serial(node);
	if (!dt_enabled(trail, &off))
		port_refuse(port,
			    off.offset == node.offset ? "its status is not \"okay\""
						      : "the status of a bus above is not \"okay\"",
			    PREDICT_ENABLE, off);
	if (port->why)
		port->by = "of_device_is_available";
	else if (dt_found(port_closed_bus(trail)))
		port_closed(port);
	port_probe(port, trail);
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* The numbers in use, by name of port. */
struct port_numbers {
	const char *tty[PORT_TTYS];
	uint64_t used[PORT_TTYS];
};

static uint64_t *port_used(struct port_numbers *numbers, const char *tty)
{
	int i = 0;

	while (numbers->tty[i] && strcmp(numbers->tty[i], tty) != 0)
		i++;
	numbers->tty[i] = tty;
	return &numbers->used[i];
}

/* The alias's number or, if the driver allows that, the least that is free. */
static void port_count(struct port_numbers *numbers, struct predict_port *port)
{
	const struct predict_driver *driver = port->driver;
	uint64_t *used = port_used(numbers, driver->tty);
	int number = port->alias;

	if (number >= 0 && number < driver->ports && !(*used >> number & 1)) {
		port->number = number;
	} else if (number < 0 || driver->any_port) {
		number = 0;
		while (number < driver->ports && *used >> number & 1)
			number++;
		port->number = number < driver->ports ? number : -1;
	}
	if (port->number >= 0)
		*used |= (uint64_t)1 << port->number;
	else
		port->why = number >= driver->ports ? "its number is beyond the driver's ports"
						    : "its alias's number is taken";
}

/* --- the walk --------------------------------------------------------------------------------- */

struct port_query {
	struct dt_node node; /* this one; else not found, and: */
	const char *tty;     /* a port of this name, @len bytes, and that number; or NULL */
	size_t len;
	unsigned number;
	const uint64_t *address; /* the port there; or NULL */
};

static bool port_fits(const struct port_query *query, const struct predict_port *port,
		      const struct dt_trail *trail)
{
	struct dt_reg reg;

	if (dt_found(query->node))
		return port->node.offset == query->node.offset;
	if (port->number < 0)
		return false;
	if (query->address)
		return dt_reg(trail, 0, &reg, NULL) == 0 && reg.cpu == *query->address;
	return !query->tty || (port->number == (int)query->number &&
			       strncmp(port->driver->tty, query->tty, query->len) == 0 &&
			       !port->driver->tty[query->len]);
}

static struct predict_port port_find(const struct dt_tree *tree, const struct port_query *query)
{
	struct port_numbers numbers = { 0 };
	struct predict_walk walk;
	struct predict_port port;

	predict_walk(&walk, tree);
	while (predict_next(&walk)) {
		port_read(&walk.trail, &port);
		if (port.driver && !port.why)
			port_count(&numbers, &port);
		if (port_fits(query, &port, &walk.trail))
			return port;
	}
	return (struct predict_port){ .node = { tree, -ENOENT }, .number = -1 };
}

struct predict_port predict_port_of(struct dt_node node)
{
	return port_find(node.tree, &(struct port_query){ .node = node });
}

struct predict_port predict_port_named(const struct dt_tree *tree, const char *tty, size_t len,
				       unsigned number)
{
	return port_find(tree, &(struct port_query){ .node = { tree, -ENOENT },
						     .tty = tty,
						     .len = len,
						     .number = number });
}

struct predict_port predict_port_at(const struct dt_tree *tree, uint64_t address)
{
	return port_find(tree,
			 &(struct port_query){ .node = { tree, -ENOENT }, .address = &address });
}

struct predict_port predict_port_first(const struct dt_tree *tree)
{
	return port_find(tree, &(struct port_query){ .node = { tree, -ENOENT } });
}
