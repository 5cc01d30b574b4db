/*
 * Audits of the tree's UARTs: whether they answer as their nodes say.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "shell/audit.h"
#include "shell/machine/audit/uart_each.h"

/* An audit at work: @ask returns false where it could ask nothing. */
struct uart_audit {
	struct check_report *report;
	bool (*ask)(struct check_report *report, struct dt_node node, struct console *console);
	int left, asked;
};

static void uart_visit(void *arg, const struct uart_asked *uart)
{
	struct uart_audit *audit = arg;

	if (uart->console)
		audit->asked += audit->ask(audit->report, uart->node, uart->console);
	else
		check_not_run(audit->report, uart->node, uart->why);
	audit->left += !uart->console;
}

/* Calls @ask for each UART that may be asked. */
static void uart_ask(struct shell *shell, struct check_report *report,
		     bool (*ask)(struct check_report *report, struct dt_node node,
				 struct console *console))
{
	struct uart_audit audit = { .report = report, .ask = ask };
	int more = uart_each(shell, uart_visit, &audit);

	if (more < 0)
		check_not_run(report, dt_root(shell->tree), "not enough memory");
	else if (more)
		check_not_run(report, dt_root(shell->tree), "the list of consoles is full");
	else if (!audit.asked && !audit.left)
		check_not_run(report, dt_root(shell->tree), "no UART here could be asked");
}

/* --- registers that answer -------------------------------------------------------------------- */

static bool silent_ask(struct check_report *report, struct dt_node node, struct console *console)
{
	int err = uart_start(console);

	if (err)
		check_found(report, node, "%s", console_failure(err));
	return true;
}

static void silent_run(struct shell *shell, struct check_report *report)
{
	uart_ask(shell, report, silent_ask);
}

static const struct check_audit silent_audit = {
	.name = "live-uart-dead",
	.severity = DT_ERROR,
	.text = "this UART does not answer",
	.fix = "set $/reg <ADDRESS SIZE>, or disable $",
	.run = silent_run,
};
CHECK_AUDIT(silent_audit);

/* --- loopback --------------------------------------------------------------------------------- */

/* What a person types meanwhile is lost in the loopback, and taken for bytes that come back. So a
 * console that is in use is not asked. */
static bool loop_ask(struct check_report *report, struct dt_node node, struct console *console)
{
	struct console_loop loop;
	int err;

	if (console->ways) {
		check_not_run(report, node, "in use; 'console test' sends through it");
		return true;
	}
	err = uart_start(console) ? -ENOTSUP : console_loop_test(console, &loop);
	if (err == -ENOTSUP)
		return false;
	if (err)
		check_found(report, node, "%s", console_failure(err));
	else if (loop.back != loop.sent || loop.wrong)
		check_found(report, node,
			    "%" PRIu32 " of %" PRIu32 " bytes come back, %" PRIu32 " wrong",
			    loop.back, loop.sent, loop.wrong);
	return true;
}

static void loop_run(struct shell *shell, struct check_report *report)
{
	uart_ask(shell, report, loop_ask);
}

static const struct check_audit loop_audit = {
	.name = "live-uart-loop",
	.severity = DT_WARNING,
	.text = "bytes that go through the loopback of this UART do not come back",
	.fix = "set $/compatible, $/reg-shift or $/reg-io-width",
	.run = loop_run,
};
CHECK_AUDIT(loop_audit);
