/*
 * Audit of the consoles' interrupts: whether one that is on was seen to come.
 *
 * What was typed before is the evidence: while polling finds it again and again, an interrupt that
 * never comes is described wrongly, or firmware keeps it from this hart. It says nothing about an
 * edited tree: the interrupts that are on are those of the tree from firmware.
 */
#include <inttypes.h>
#include "drivers/console/console_select.h"
#include "shell/audit.h"

static void irq_run(struct shell *shell, struct check_report *report)
{
	if (!console_choice.tree || console_choice.tree->blob != shell->tree->blob) {
		check_not_run(report, dt_root(shell->tree),
			      "interrupts are set up from firmware's tree");
		return;
	}
	for (int i = 0; i < console_choice.candidates; i++) {
		const struct console_candidate *row = &console_choice.candidate[i];
		const struct console *console = &row->console;

		if (dt_found(row->node) && console->ways & CONSOLE_IN &&
		    console_never_interrupted(console))
			check_found(report, (struct dt_node){ shell->tree, row->node.offset },
				    "%s source %" PRIu32 "; %" PRIu32 " times polling found bytes",
				    console->irq.chip->name, console->irq.source, console->missed);
	}
}

static const struct check_audit irq_audit = {
	.name = "live-irq-silent",
	.severity = DT_WARNING,
	.text = "the interrupt of this UART is on and never came",
	.fix = "set $/interrupts, or interrupts-extended of the controller",
	.run = irq_run,
};
CHECK_AUDIT(irq_audit);
