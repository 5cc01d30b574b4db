/*
 * `check`: whether the UARTs that the tree names answer, and as their nodes say.
 *
 * Of the tree that firmware handed over, for its consoles are known and may be in use.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "kernel/trap.h"
#include "shell/audit.h"

/* The consoles' tree is the one that is checked. */
static bool uart_is_ours(struct shell *shell)
{
	return console_choice.tree && console_choice.tree->blob == shell->tree->blob;
}

/* A row that is there to be tried: the node is enabled and makes sense. */
static bool uart_is_row(const struct console_candidate *row)
{
	return dt_found(row->node) && row->enabled && !row->unasked && !row->err;
}

static struct dt_node uart_node(struct shell *shell, const struct console_candidate *row)
{
	return (struct dt_node){ shell->tree, row->node.offset };
}

static void silent_run(struct shell *shell, struct check_report *report)
{
	for (int i = 0; uart_is_ours(shell) && i < console_choice.candidates; i++) {
		struct console_candidate *row = &console_choice.candidate[i];
		int err = uart_is_row(row) && !row->console.ways ? console_start(&row->console) : 0;

		if (err)
			check_found(report, uart_node(shell, row), "%s", console_failure(err));
	}
}

static const struct check_audit silent_audit = {
	.name = "live-uart-dead",
	.severity = DT_ERROR,
	.summary = "this UART does not answer",
	.mend = "correct reg, or disable it",
	.run = silent_run,
};
CHECK_AUDIT(silent_audit);

static void loop_run(struct shell *shell, struct check_report *report)
{
	for (int i = 0; uart_is_ours(shell) && i < console_choice.candidates; i++) {
		struct console_candidate *row = &console_choice.candidate[i];
		struct console_loop loop;
		int err;

		if (!uart_is_row(row) || row->console.failed || console_start(&row->console))
			continue;
		err = console_loop_test(&row->console, &loop);
		if (err == -ENOTSUP || (!err && loop.back == loop.sent && !loop.wrong))
			continue;
		check_found(report, uart_node(shell, row),
			    "%" PRIu32 " of %" PRIu32 " bytes come back, %" PRIu32 " wrong",
			    loop.back, loop.sent, loop.wrong);
	}
}

static const struct check_audit loop_audit = {
	.name = "live-uart-loop",
	.severity = DT_WARNING,
	.summary = "what is sent through this UART's loopback does not come back",
	.mend = "look at compatible, reg-shift and reg-io-width",
	.run = loop_run,
};
CHECK_AUDIT(loop_audit);
