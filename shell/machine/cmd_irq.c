#include <inttypes.h>
#include "kernel/irq.h"
#include "shell/shell.h"

static const char *irq_state(const struct irq_line *line)
{
	if (line->stormed)
		return "stormed";
	return line->on ? "on" : "paused";
}

static int irq_run(struct shell *shell, const struct shell_args *args)
{
	const struct irq_chip *chip = irq_chips();
	const struct irq_line *line;

	(void)args;
	if (!chip) {
		shell_puts(shell, "no interrupt controller is in use: consoles are polled\n");
		return 0;
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
			     irq_state(line));
	return 0;
}

static const struct shell_command command_irq = {
	.name = "irq",
	.args = "",
	.summary = "list interrupt controllers, and sources in use with their counts",
	.detail =
		"CONTEXT is this hart's at the controller. TAKEN counts interrupts, STRAYS those\n"
		"from sources that nobody handles: they are masked at once. A stormed source\n"
		"came again and again with nothing to do: masked, and its device is polled.",
	.example = "irq | grep plic",
	.needs_machine = true,
	.run = irq_run,
};
SHELL_COMMAND(command_irq);
