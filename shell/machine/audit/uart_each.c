#include "shell/machine/audit/uart_each.h"
/*
 * A UART of the handed-over tree has a row of `console`, which may be in use: that one is asked.
 * The nodes of another tree lead to the same rows, by driver and registers. A UART that only an
 * edit of the handed-over tree has is started as `console open` would. One that only a tree from
 * elsewhere has is left alone: something else of this machine may be at that address.
 */
#include <errno.h>
#include "fdt/core/space.h"

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

/* The console to ask about @row; NULL: it cannot be asked, and uart->why says why. */
static void uart_console(struct shell *shell, struct console_candidate *row,
			 struct uart_asked *uart)
{
	for (int i = 0; i < console_choice.candidates; i++)
		if (uart_same(&console_choice.candidate[i], row)) {
			uart->console = &console_choice.candidate[i].console;
			return;
		}
	uart->why = uart_why_not(shell, row);
	uart->console = uart->why ? NULL : &row->console;
}

int uart_each(struct shell *shell, void (*ask)(void *arg, const struct uart_asked *uart), void *arg)
{
	struct console_choice *choice = uart_choice(shell);
	int more = choice ? choice->more : -ENOMEM;

	for (int i = 0; choice && i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];
		struct uart_asked uart = { .node = uart_node(shell, row), .row = row };

		if (!uart_is_row(row))
			continue;
		uart_console(shell, row, &uart);
		ask(arg, &uart);
	}
	dt_drop(&uart_other);
	return more;
}

int uart_start(struct console *console)
{
	if (console->failed)
		return console->failed;
	return console->ways ? 0 : console_start(console);
}
