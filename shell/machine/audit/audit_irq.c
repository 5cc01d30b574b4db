/*
 * Audit of the consoles' interrupts: whether one that is on was seen to come.
 *
 * What was typed before is the evidence: while polling finds it again and again, an interrupt that
 * never comes is described wrongly, or firmware keeps it from this hart.
 */
#include <inttypes.h>
#include "drivers/console/console_select.h"
#include "shell/audit.h"

/* The node of the checked tree with the path of @node, which is in the tree of the consoles. */
static struct dt_node irq_node(const struct shell *shell, struct dt_node node)
{
	char path[DT_PATH_MAX];
	int len = dt_found(node) ? dt_path(node, path, sizeof(path)) : -1;

	if (len <= 0)
		return (struct dt_node){ shell->tree, -1 };
	return dt_find(dt_root(shell->tree), path, (size_t)len);
}

static void irq_run(struct shell *shell, struct check_report *report)
{
	for (int i = 0; i < console_choice.candidates; i++) {
		const struct console_candidate *row = &console_choice.candidate[i];
		const struct console *console = &row->console;
		struct dt_node node = irq_node(shell, row->node);

		if (dt_found(node) && console->ways & CONSOLE_IN &&
		    console_never_interrupted(console))
			check_found(report, node,
				    "%s source %" PRIu32 "; %" PRIu32 " times polling found bytes",
				    console->irq.chip->name, console->irq.source, console->missed);
	}
}

static const struct check_audit irq_audit = {
	.name = "live-irq-silent",
	.severity = DT_WARNING,
	.text = "the interrupt of this UART is on and never came",
	.fix = "correct interrupts here, or interrupts-extended of the controller",
	.run = irq_run,
};
CHECK_AUDIT(irq_audit);
