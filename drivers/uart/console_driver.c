#include "drivers/uart/console_driver.h"
/* From a driver's data to one console, and drivers by their names. */
#include <errno.h>
#include "drivers/names.h"

static void driver_fill(const struct console_driver *driver, struct console *console)
{
	*console = (struct console){
		.ops = driver->ops,
		.name = driver->name,
		.tty = driver->tty,
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
		err = console_address(trail, &driver->layout, &console->regs, why);
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

static bool driver_has_name(const struct console_driver *driver, const char *name, size_t len)
{
	return (strncmp(driver->name, name, len) == 0 && !driver->name[len]) ||
	       (driver->earlycon && names_find(driver->earlycon, name, len)) ||
	       names_find(driver->compatible, name, len);
}

const struct console_driver *console_driver_named(const char *name, size_t len)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		if (driver_has_name(*it, name, len))
			return *it;
	return NULL;
}
