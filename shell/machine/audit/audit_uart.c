/*
 * Audits of the tree's UARTs: whether they answer as their nodes say.
 *
 * Only of the tree that firmware handed over: its consoles are known, and may be in use.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "kernel/trap_try.h"
#include "shell/audit.h"

/* The tree that is checked is the one that the consoles are from. */
static bool uart_is_ours(struct shell *shell)
{
	return console_choice.tree && console_choice.tree->blob == shell->tree->blob;
}

/* A row that can be tried: its node is enabled and makes sense. */
static bool uart_is_row(const struct console_candidate *row)
{
	return dt_found(row->node) && row->enabled && !row->unprobed && !row->err;
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
	.text = "this UART does not answer",
	.fix = "correct reg, or disable it",
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
	.text = "bytes that go through the loopback of this UART do not come back",
	.fix = "correct compatible, reg-shift or reg-io-width",
	.run = loop_run,
};
CHECK_AUDIT(loop_audit);
