#include "shell/machine/memory/registers.h"
/* Sources: devicetree binding common-properties.txt; for consoles, what their drivers know. */
#include "drivers/uart/console_driver.h"

static const struct console_driver *registers_driver(struct dt_node node)
{
	struct dt_strings names = dt_strings(node, "compatible");
	const struct console_driver *driver = NULL;
	const char *name;
	int len;

	while (!driver && (len = dt_strings_next(&names, &name)) >= 0)
		driver = console_driver_named(name, (size_t)len);
	return driver;
}

/* A device decodes lines of the address: its registers are a power of two. */
static unsigned registers_decoded(unsigned used)
{
	unsigned count = 1;

	while (count < used)
		count *= 2;
	return count;
}

unsigned memory_registers(const struct shell_memory *memory, struct regs *regs)
{
	const struct console_driver *driver = registers_driver(memory->node);
	struct dt_trail trail;
	const char *why;
	uint32_t width = dt_cell(memory->node, "reg-io-width", 0);
	uint32_t shift = dt_cell(memory->node, "reg-shift", 0);

	if (driver && driver->layout.count && !memory->entry && !dt_trail(memory->node, &trail) &&
	    !console_address(&trail, &driver->layout, regs, &why))
		return registers_decoded(driver->layout.count);
	*regs = (struct regs){ .base = memory->base };
	if (shift <= 4)
		regs->shift = (uint8_t)shift;
	if (width == 1 || width == 2 || width == 4 || width == 8)
		regs->width = (uint8_t)width;
	return 0;
}
