#pragma once
#include "drivers/uart/console_address.h"
#include "drivers/texts.h"
#include "fdt/core/dt.h"
#include "kernel/console/console.h"
#include "kernel/set.h"

/*
 * A family of UARTs (or of anything that can be a console) that a tree's node can name.
 *
 * One file a family; it exports nothing and ends with CONSOLE_DRIVER(). Nothing else in the tree
 * of sources names it. Most families are data: ops, layout and the strings.
 */
struct console_driver {
	/* For people and for console=: "ns16550"; behind it, as in drivers/texts.h, Linux's names
	 * in earlycon= where they are others. */
	const char *name;
	const char *compatible; /* likewise, all that it serves */
	const struct console_ops *ops;
	uint16_t fifo;      /* console->fifo; 0 counts as 1 */
	uint16_t baud_unit; /* as in struct console */
	uint8_t baud_bias;  /* likewise */
	/* Where the node says nothing; count 0: the family has no such registers, and cannot be
	 * opened by an address. */
	struct console_layout layout;
	char tty[7]; /* Linux's name of such ports without the number: "ttyS"; or "" */
	/*
	 * Whether there is a console behind the node only the device can tell (virtio, PCI): such
	 * nodes are asked when nothing better is there, or when a person wants them listed. start
	 * gives -ENODEV when there is none.
	 */
	bool asks : 1;
	/* One node may have several consoles: console->instance, set before start, counts them from
	 * 0 until start gives -ENODEV. */
	bool many : 1;
	/*
	 * What the node says beyond its registers, after those are filled in; for a family without
	 * them, all of @console but ops, name and fifo. Reads the tree only and touches no
	 * register, for it also runs on the host. Also called for a UART that is in no tree: then
	 * @trail is NULL. 0; -ENODEV for "compatible, but not usable: go on"; any other -errno is
	 * told with the node's path, and the search goes on. @why, never NULL, may be set to a
	 * constant text that says what is wrong: "no reg". Optional.
	 */
	int (*bind)(const struct dt_trail *trail, struct console *console, const char **why);
};

/* Fills @console for the node at the end of @trail: what the driver's data says, its registers,
 * then its bind. Errors and @why as there. */
int console_bind(const struct console_driver *driver, const struct dt_trail *trail,
		 struct console *console, const char **why);

/*
 * The same for a UART that is in no tree: @regs holds its base, and shift, width and endianness as
 * a person gave them. -ENXIO: the family cannot be opened by an address; others as console_bind.
 */
int console_bind_at(const struct console_driver *driver, const struct regs *regs,
		    struct console *console, const char **why);

#define CONSOLE_DRIVER(driver) SET_ADD(console_drivers, driver)
SET_DECLARE(const struct console_driver, console_drivers);
