/* irq: where a node's interrupts lead; without a node, those that the machine has in use. */
#include <errno.h>
#include "fdt/where/interrupt_text.h"
#include "shell/dt/kit/resources.h"

static struct dt_controller irq_controller; /* that of the interrupt before */

static void irq_put(struct dt_text *out, const struct dt_tree *tree,
		    const struct dt_interrupt *interrupt)
{
	dt_puts(out, "  ");
	dt_put_path(out, interrupt->controller);
	dt_puts(out, "  ");
	dt_put_specifier(out, interrupt->cell, interrupt->cells);
	dt_puts(out, "  ");
	dt_put_interrupt(out, interrupt, &irq_controller);
	for (int i = 0; i < interrupt->hops; i++) {
		dt_puts(out, "  via ");
		dt_put_path(out, (struct dt_node){ tree, interrupt->via[i] });
	}
	dt_putc(out, '\n');
}

static int irq_show(struct shell_resources *resources)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	int got;

	if (!dt_interrupts(&it, &resources->trail))
		return -ENOENT;
	while ((got = dt_interrupts_next(&it, &interrupt)) != 0) {
		shell_resource_begin(resources);
		if (got > 0) {
			irq_put(&resources->out, resources->trail.tree, &interrupt);
			continue;
		}
		dt_puts(&resources->out, "  -");
		shell_resource_fault(resources, &it.fault);
	}
	return resources->index ? 0 : -ENOENT;
}

static int irq_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.what = "irq",
		.names = "interrupt-names",
		.show = irq_show,
	};

	if (args->argc == 1 && !shell_option(args, 'r')) {
		if (!shell->port->interrupts)
			return shell_error(
				shell, -ENODEV,
				"without NODE it needs a machine, and this program has none");
		shell->port->interrupts(shell);
		return 0;
	}
	irq_controller.node.tree = NULL; /* the tree may have changed since */
	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command irq_command = {
	.name = "irq",
	.args = "[NODE]",
	.summary = "show where a node's interrupts lead, or list those in use",
	.detail = "With NODE: irq[N] \"NAME\"  CONTROLLER  SPECIFIER  MEANING [via NEXUS]...\n"
		  "NAME is from interrupt-names; - and the reason, where it leads nowhere.\n"
		  "Without NODE: the machine's. CONTEXT is this hart's at the controller, TAKEN\n"
		  "counts interrupts, STRAYS those without a handler, which are masked at once. A\n"
		  "source that stormed is masked, and its device is polled. So is a device whose\n"
		  "interrupt never came though it is on.",
	.example = "irq -r /soc",
	.options = shell_resource_options,
	.max_args = 1,
	.run = irq_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(irq_command);
