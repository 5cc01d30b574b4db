#include "drivers/uart/console_driver.h"
/* From a family's data to one console. */
#include <errno.h>

static void driver_fill(const struct console_driver *driver, struct console *console)
{
	*console = (struct console){
		.ops = driver->ops,
		.name = driver->name,
		.fifo = driver->fifo ? driver->fifo : 1,
		.baud_unit = driver->baud_unit,
		.baud_bias = driver->baud_bias,
	};
}

int console_bind(const struct console_driver *driver, const struct dt_trail *trail,
		 struct console *console, const char **why)
{
	int err = 0;

	driver_fill(driver, console);
	if (driver->layout.count)
		err = console_regs(trail, &driver->layout, &console->regs, why);
	if (!err && driver->bind)
		err = driver->bind(trail, console, why);
	return err;
}

int console_bind_at(const struct console_driver *driver, const struct regs *regs,
		    struct console *console, const char **why)
{
	if (!driver->layout.count) {
		*why = "its registers cannot be given as an address";
		return -ENXIO;
	}
	driver_fill(driver, console);
	console->regs = *regs;
	return driver->bind ? driver->bind(NULL, console, why) : 0;
}
