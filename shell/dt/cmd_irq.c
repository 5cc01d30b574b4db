/* irq: where a node's interrupts lead; without a node, those that the machine has in use. */
#include <errno.h>
#include "fdt/where/interrupt_text.h"
#include "shell/dt/kit/resources.h"
#include "shell/irq_verb.h"

enum {
	IRQ_CONTROLLER = SHELL_RESOURCE_OWN,
	IRQ_SPECIFIER, /* for people */
	IRQ_CELLS,
	IRQ_MEANING,
	IRQ_VIA, /* for people */
	IRQ_NEXUSES,
	IRQ_FAULT,
};

static const struct report_column irq_columns[] = {
	SHELL_RESOURCE_COLUMNS,
	{ .key = "controller" },
	{ .title = "" },
	{ .key = "specifier", .flags = REPORT_HIDDEN },
	{ .key = "meaning" },
	{ .title = "" },
	{ .key = "via", .flags = REPORT_HIDDEN },
	{ .key = "fault", .title = "- " },
};

static const struct report_table irq_table = {
	.key = "interrupts",
	REPORT_TABLE_COLUMNS(irq_columns),
};

static struct dt_controller irq_controller; /* that of the interrupt before */

static void irq_put(struct report *report, const struct dt_tree *tree,
		    const struct dt_interrupt *interrupt)
{
	struct dt_text *out;

	report_node(report, IRQ_CONTROLLER, interrupt->controller);
	dt_put_specifier(report_cell(report, IRQ_SPECIFIER), interrupt->cell, interrupt->cells);
	report_numbers(report, IRQ_CELLS, interrupt->cell, interrupt->cells);
	dt_put_interrupt(report_cell(report, IRQ_MEANING), interrupt, &irq_controller);
	out = report_cell(report, IRQ_VIA);
	for (int i = 0; i < interrupt->hops; i++) {
		dt_puts(out, i ? "  via " : "via ");
		dt_put_path(out, (struct dt_node){ tree, interrupt->via[i] });
	}
	report_list(report, IRQ_NEXUSES);
	for (int i = 0; i < interrupt->hops; i++)
		dt_put_path(report_item(report), (struct dt_node){ tree, interrupt->via[i] });
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
		if (got > 0)
			irq_put(&resources->report, resources->trail.tree, &interrupt);
		else
			shell_resource_fault(resources, IRQ_FAULT, &it.fault);
	}
	return resources->index ? 0 : -ENOENT;
}

static int irq_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.table = &irq_table,
		.what = "irq",
		.names = "interrupt-names",
		.show = irq_show,
	};

	if (args->verb)
		return args->verb->run(shell, args);
	if (args->argc == 1 && !shell_option(args, 'r')) {
		if (!shell->port->interrupts)
			return shell_error(
				shell, -ENODEV,
				"without NODE it needs a machine; type 'irq -r' or 'irq NODE'");
		shell->port->interrupts(shell, args);
		return 0;
	}
	irq_controller.node.tree = NULL; /* the tree may have changed since */
	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command irq_command = {
	.name = "irq",
	.group = SHELL_FACTS,
	.args = "[NODE|listen [SECONDS]]",
	.summary = "show where a node's interrupts lead, or list those in use",
	.detail = "With NODE: irq[N] \"NAME\"  CONTROLLER  SPECIFIER  MEANING [via NEXUS]...\n"
		  "NAME is from interrupt-names; - and the reason, where it leads nowhere.\n"
		  "Without NODE: the machine's. CONTEXT is this hart's at the controller, TAKEN\n"
		  "counts interrupts, STRAYS those without a handler, which are masked at once. A\n"
		  "source that stormed is masked, and its device is polled. So is a device whose\n"
		  "interrupt never came though it is on.\n"
		  "listen: until a key is pressed, at most SECONDS (10). Each source of each\n"
		  "PLIC, APLIC and IMSIC is enabled at the lowest priority. NODE is whose\n"
		  "interrupt it is by the tree. COUNT is at most one every 10 ms, unless the\n"
		  "source is in use. One that rings 50 times without a pause is masked. At the\n"
		  "end, registers are as before.",
	.example = "irq -r /soc",
	.options = shell_resource_options,
	.reports = true,
	.max_args = 1,
	.run = irq_run,
	.complete = shell_complete_node,
	.verbs = SHELL_VERBS(irq_verbs),
};
SHELL_COMMAND(irq_command);
