#include "boot/boot.h"
/* What `irq` lists without a node: controllers and lines. */
#include <inttypes.h>
#include "kernel/console/console.h"
#include "kernel/irq.h"

/* The line is of a console whose interrupt never came. */
static bool interrupts_silent(const struct irq_line *line)
{
	const struct console *console;

	for (int i = 0; (console = console_attached(i)); i++)
		if (line == &console->irq)
			return console_never_interrupted(console);
	return false;
}

static const char *interrupts_state(const struct irq_line *line)
{
	if (line->stormed)
		return "stormed";
	if (interrupts_silent(line))
		return "never came";
	return line->on ? "on" : "paused";
}

void boot_interrupts(struct shell *shell)
{
	const struct irq_chip *chip = irq_chips();
	const struct irq_line *line;

	if (!chip) {
		shell_puts(shell, "no interrupt controller is in use: consoles are polled\n");
		return;
	}
	shell_puts(shell,
		   "CONTROLLER  ADDRESS             CONTEXT  SOURCES       TAKEN   STRAYS\n");
	for (; chip; chip = chip->next)
		shell_printf(shell,
			     "%-10s  0x%-16" PRIxPTR "  %7" PRIu32 "  %7" PRIu32 "  %10" PRIu64
			     "  %7" PRIu64 "\n",
			     chip->name, chip->regs.base, chip->context, chip->sources, chip->taken,
			     chip->strays);
	shell_puts(shell, "\nCONTROLLER  SOURCE  DEVICE                COUNT  STATE\n");
	for (line = irq_lines(); line; line = line->next)
		shell_printf(shell, "%-10s  %6" PRIu32 "  %-14s  %11" PRIu64 "  %s\n",
			     line->chip->name, line->source, line->name, line->count,
			     interrupts_state(line));
}
