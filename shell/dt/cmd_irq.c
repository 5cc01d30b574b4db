/* irq: where a node's interrupts end; without a node, those that the machine has in use. */
#include <errno.h>
#include "fdt/where/interrupt_text.h"
#include "shell/dt/kit/resources.h"

static struct dt_controller irq_controller; /* where the interrupt before ended */

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

static int irq_tell(struct shell_where *where)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	int got;

	if (!dt_interrupts(&it, &where->trail))
		return -ENOENT;
	while ((got = dt_interrupts_next(&it, &interrupt)) != 0) {
		shell_where_entry(where);
		if (got > 0) {
			irq_put(&where->out, where->trail.tree, &interrupt);
			continue;
		}
		dt_puts(&where->out, "  -");
		shell_where_fault(where, &it.fault);
	}
	return where->index ? 0 : -ENOENT;
}

static int irq_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_where_of of = {
		.what = "irq",
		.names = "interrupt-names",
		.tell = irq_tell,
	};

	if (args->argc == 1 && !shell_option(args, 'r')) {
		if (!shell->port->interrupts)
			return shell_error(shell, -ENODEV,
					   "without NODE it needs a machine, and there is none");
		shell->port->interrupts(shell);
		return 0;
	}
	irq_controller.node.tree = NULL; /* the tree may have changed since */
	return shell_where(shell, args, &of);
}

static const struct shell_command irq_command = {
	.name = "irq",
	.args = "[NODE]",
	.summary = "tell where a node's interrupts end, or list those in use",
	.detail = "Of NODE: irq[N] \"NAME\"  CONTROLLER  SPECIFIER  MEANING [via NEXUS]...\n"
		  "by interrupt-names, and as the controller has it; or - and what is wrong.\n"
		  "Else the machine's: CONTEXT is this hart's at the controller, TAKEN counts\n"
		  "interrupts, STRAYS those that nobody handles: they are masked at once. A\n"
		  "stormed source rang on with nothing to do: masked, and its device polled.",
	.example = "irq -r /soc",
	.options = shell_where_options,
	.max_args = 1,
	.run = irq_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(irq_command);
