/*
 * Audits of the tree's UARTs: whether they answer as their nodes say.
 *
 * A UART of the handed-over tree has a row of `console`, which may be in use: that one is asked.
 * The nodes of another tree lead to the same rows, by driver and registers. A UART that only an
 * edit of the handed-over tree has is started as `console open` would. One that only a tree from
 * elsewhere has is left alone: something else of this machine may be at that address.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "fdt/core/space.h"
#include "kernel/trap_try.h"
#include "shell/audit.h"

/* The choice on a tree that is not the handed-over one, for its rows: none of its consoles is put
 * into use. Kept, so that the next run frees what an interrupted one left. */
static void *uart_other;

/* The choice on the tree in use; NULL: there is no memory for it. */
static struct console_choice *uart_choice(struct shell *shell)
{
	if (console_choice.tree && console_choice.tree->blob == shell->tree->blob)
		return &console_choice;
	if (dt_keep(&uart_other, sizeof(struct console_choice)))
		return NULL;
	console_select(shell->tree, uart_other);
	return uart_other;
}

/* A row that can be tried: its node is enabled and makes sense. One that failed in use is, too. */
static bool uart_is_row(const struct console_candidate *row)
{
	return dt_found(row->node) && row->enabled && !row->unprobed &&
	       (!row->err || row->console.failed);
}

static struct dt_node uart_node(struct shell *shell, const struct console_candidate *row)
{
	return (struct dt_node){ shell->tree, row->node.offset };
}

static bool uart_same(const struct console_candidate *a, const struct console_candidate *b)
{
	const struct regs *x = &a->console.regs, *y = &b->console.regs;

	return a->driver == b->driver && a->console.instance == b->console.instance &&
	       x->base == y->base && x->shift == y->shift && x->width == y->width &&
	       x->big_endian == y->big_endian;
}

/* Bytes from the first to the last register that the driver uses. */
static uint64_t uart_size(const struct console_candidate *row)
{
	unsigned last = row->driver->layout.count ? row->driver->layout.count - 1u : 0;

	return ((uint64_t)last << row->console.regs.shift) + row->console.regs.width;
}

static bool uart_touch(const struct console_candidate *a, const struct console_candidate *b)
{
	uint64_t x = a->console.regs.base, y = b->console.regs.base;

	return a->console.regs.width && b->console.regs.width &&
	       (x - y < uart_size(b) || y - x < uart_size(a));
}

/* Why the UART of @row, which the handed-over tree does not have, may not be asked; or NULL. */
static const char *uart_why_not(struct shell *shell, const struct console_candidate *row)
{
	for (int i = 0; i < console_choice.candidates; i++)
		if (console_choice.candidate[i].console.ways &&
		    uart_touch(&console_choice.candidate[i], row))
			return "in use with other registers";
	if (shell->trees && dt_trees_origin(shell->trees, shell->trees->used) == 0)
		return NULL; /* an edit of firmware's tree */
	return "not in firmware's tree";
}

/* The console to ask about @row; NULL: no console, which is reported. */
static struct console *uart_console(struct shell *shell, struct check_report *report,
				    struct console_candidate *row)
{
	const char *why;

	for (int i = 0; i < console_choice.candidates; i++)
		if (uart_same(&console_choice.candidate[i], row))
			return &console_choice.candidate[i].console;
	why = uart_why_not(shell, row);
	if (!why)
		return &row->console;
	check_not_run(report, uart_node(shell, row), why);
	return NULL;
}

/* Calls @ask for each UART that may be asked; it returns false where it could ask nothing. */
static void uart_each(struct shell *shell, struct check_report *report,
		      bool (*ask)(struct check_report *report, struct dt_node node,
				  struct console *console))
{
	struct console_choice *choice = uart_choice(shell);
	int left = 0, asked = 0;

	for (int i = 0; choice && i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];
		struct console *console;

		if (!uart_is_row(row))
			continue;
		console = uart_console(shell, report, row);
		left += !console;
		asked += console && ask(report, uart_node(shell, row), console);
	}
	if (!choice)
		check_not_run(report, dt_root(shell->tree), "not enough memory");
	else if (choice->more)
		check_not_run(report, dt_root(shell->tree), "the list of consoles is full");
	else if (!asked && !left)
		check_not_run(report, dt_root(shell->tree), "no UART here could be asked");
	dt_drop(&uart_other);
}

/* --- registers that answer -------------------------------------------------------------------- */

static int uart_start(struct console *console)
{
	if (console->failed)
		return console->failed;
	return console->ways ? 0 : console_start(console);
}

static bool silent_ask(struct check_report *report, struct dt_node node, struct console *console)
{
	int err = uart_start(console);

	if (err)
		check_found(report, node, "%s", console_failure(err));
	return true;
}

static void silent_run(struct shell *shell, struct check_report *report)
{
	uart_each(shell, report, silent_ask);
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
	uart_each(shell, report, loop_ask);
}

static const struct check_audit loop_audit = {
	.name = "live-uart-loop",
	.severity = DT_WARNING,
	.text = "bytes that go through the loopback of this UART do not come back",
	.fix = "set $/compatible, $/reg-shift or $/reg-io-width",
	.run = loop_run,
};
CHECK_AUDIT(loop_audit);
