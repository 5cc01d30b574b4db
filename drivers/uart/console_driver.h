#pragma once
/* What a family of UARTs provides, and the set that its file adds itself to. */
#include "drivers/uart/console_address.h"
#include "fdt/core/dt.h"
#include "kernel/console/console.h"
#include "kernel/set.h"

/*
 * A family of UARTs, or of other devices that can be a console, as a node of the tree describes
 * them.
 *
 * There is one file a family. It exports nothing and ends with CONSOLE_DRIVER(); no other source
 * file names it. Most families are data: operations, register layout and names. The lists of names
 * end with NULL.
 */
struct console_driver {
	const char *name;              /* for people and for console=: "ns16550" */
	const char *const *earlycon;   /* Linux's names in earlycon=, where they differ; or NULL */
	const char *tty;               /* console->tty; start may set another one there */
	const char *const *compatible; /* what it drives */
	const struct console_ops *ops;
	uint16_t fifo;      /* console->fifo; 0 counts as 1 */
	uint16_t baud_unit; /* as in struct console */
	uint8_t baud_bias;  /* as in struct console */
	/* What holds where the node says nothing. count 0: the family has no such registers, and
	 * cannot be opened by an address. */
	struct console_layout layout;
	/*
	 * What its nodes are, in the singular ("virtio device"), when only a probe shows whether
	 * there is a console: they are probed when no better console is there, or when a person
	 * lists or names them. start gives -ENODEV when there is no console. NULL: every node is a
	 * console.
	 */
	const char *probed;
	/* A node may have several consoles: console->instance, set before start, counts them from 0
	 * until start gives -ENODEV. */
	bool several;
	/* Its output may be seen where its input leads nowhere, as firmware's: it is not the only
	 * console as long as others can be probed. */
	bool doubtful;
	/*
	 * Reads what the node says beyond its registers, after those are filled in. For a family
	 * without registers it fills in all of @console but ops, name and fifo. It reads the tree
	 * only and touches no register, because it also runs on the host. It is also called for a
	 * UART that is in no tree; @trail is NULL then. 0; -ENODEV: compatible, but not usable; any
	 * other -errno is reported with the node's path. The search goes on after either. @why,
	 * never NULL, may be set to a constant text that says what is wrong: "no reg". Optional.
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

/* The driver that has this name, Linux's name for earlycon=, or compatible string; or NULL. */
const struct console_driver *console_driver_named(const char *name, size_t len);

#define CONSOLE_DRIVER(driver) SET_ADD(console_drivers, driver)
SET_DECLARE(const struct console_driver, console_drivers);
