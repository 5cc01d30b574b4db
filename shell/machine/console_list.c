#include "shell/machine/console_list.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "kernel/console_sbi.h"
#include "shell/machine/console_verb.h"

enum { NAME = 10, STATE = 6, DRIVER = 10, ADDRESS = 12, IRQ = 8, TEXT_MAX = 32 };

/* A row's columns, and below it why it is not usable; NULL: "-", or nothing to tell. */
struct list_row {
	const char *name, *state, *driver, *why, *known;
	uint64_t address;
	bool addressed;
	char irq[TEXT_MAX];
	struct dt_node node;
};

/* --- columns ---------------------------------------------------------------------------------- */

static int list_put(struct dt_text *out, const char *text, int width)
{
	int used = (int)strlen(text);

	dt_puts(out, text);
	for (; used < width; used++)
		dt_putc(out, ' ');
	dt_putc(out, ' ');
	return used + 1;
}

/* A path that is too long loses its beginning: what differs stands at the end. */
static void list_put_node(struct dt_text *out, struct dt_node node, int column)
{
	int room = SHELL_COLUMNS - 1 - column, len;
	char path[DT_PATH_MAX], *from = path, *next;

	len = dt_found(node) ? dt_path(node, path, sizeof(path)) : 0;
	if (len <= 0) {
		dt_putc(out, '-');
		return;
	}
	if (len > room)
		dt_puts(out, "...");
	while (path + len - from > room - (from == path ? 0 : 3) && (next = strchr(from + 1, '/')))
		from = next;
	dt_put_escaped(out, from, strlen(from));
}

static void list_put_row(struct dt_text *out, const struct list_row *row)
{
	char address[TEXT_MAX] = "-";
	int column;

	if (row->addressed)
		snprintf(address, sizeof(address), "0x%" PRIx64, row->address);
	column = list_put(out, row->name, NAME);
	column += list_put(out, row->state, STATE);
	column += list_put(out, row->driver, DRIVER);
	column += list_put(out, address, ADDRESS);
	column += list_put(out, row->irq[0] ? row->irq : "-", IRQ);
	list_put_node(out, row->node, column);
	dt_putc(out, '\n');
	if (!row->why)
		return;
	dt_puts(out, "           ");
	dt_puts(out, row->why);
	if (row->known)
		dt_put_escaped(out, row->known, strlen(row->known));
	dt_putc(out, '\n');
}

static void list_heading(struct dt_text *out)
{
	dt_puts(out, "NAME       STATE  DRIVER     ADDRESS      IRQ      NODE\n");
}

/* --- rows ------------------------------------------------------------------------------------- */

/* What the hardware that it stands for is used for, and what became of it. */
static void list_live(struct list_row *row, const struct console *console)
{
	static const char *const states[] = { "idle", "in", "out", "both" };

	row->state = states[console->ways & CONSOLE_BOTH];
	if (console->irq.stormed)
		row->why = "polled: its interrupt was masked, for it did not end";
	if (console->failed) {
		row->state = "failed";
		row->why = console_failure(console->failed);
	}
	if (console->irq.chip && !console->irq.stormed)
		snprintf(row->irq, sizeof(row->irq), "%s %" PRIu32, console->irq.chip->name,
			 console->irq.source);
	else if (console->ring)
		strcpy(row->irq, "polled");
}

static void list_candidate(const struct shell *shell, struct dt_text *out,
			   const struct console_candidate *candidate)
{
	struct list_row row = { .name = candidate->name,
				.driver = candidate->driver->name,
				.address = candidate->console.regs.base,
				.addressed = candidate->console.regs.base,
				.node = candidate->node };

	row.state = candidate == console_choice.chosen ? "chosen" : "-";
	if (shell->port->machine)
		list_live(&row, &candidate->console);
	if (candidate->err && !candidate->console.failed) {
		row.state = "no";
		row.why = candidate->why ? candidate->why : console_failure(candidate->err);
	}
	list_put_row(out, &row);
}

static void list_sbi(const struct shell *shell, struct dt_text *out)
{
	const struct console *sbi = console_sbi();
	struct list_row row = { .name = "sbi", .driver = sbi->name, .node = { NULL, -1 } };
	const char *kind = strchr(sbi->name, ' ');

	if (kind)
		row.driver = kind + 1; /* "(DBCN)" */
	row.state = console_choice.chosen ? "-" : "chosen";
	if (shell->port->machine)
		list_live(&row, sbi);
	if (shell->port->machine && !console_sbi_there()) {
		row.state = "no";
		row.why = "this firmware has no console";
	}
	list_put_row(out, &row);
}

/* UARTs that no driver here serves. */
static void list_known(struct dt_text *out)
{
	struct console_known_walk it;

	if (!console_choice.tree)
		return;
	console_known_init(&it, console_choice.tree);
	while (console_known_next(&it)) {
		struct list_row row = { .name = "-",
					.state = "no",
					.driver = "-",
					.why = "known, not driven: ",
					.known = it.compatible,
					.node = dt_trail_node(&it.trail) };
		struct dt_reg reg;

		row.addressed = dt_reg(&it.trail, 0, &reg, NULL) == 0;
		row.address = row.addressed ? reg.cpu : 0;
		list_put_row(out, &row);
	}
}

/* --- counters --------------------------------------------------------------------------------- */

static void list_counters(struct shell *shell, const char *name, const struct console *console)
{
	const struct console_errors *errors = &console->errors;
	struct console_fill fill = console_fill(console);

	if (!console->sent && !console->received && !console->ways)
		return;
	shell_printf(shell,
		     "%-10s %10" PRIu64 " %10" PRIu64 " %7" PRIu32 " %7" PRIu32 " %6" PRIu32
		     " %5" PRIu32 " %" PRIu32 "/%" PRIu32 "\n",
		     name, console->received, console->sent, errors->overruns, errors->framing,
		     errors->parity, errors->breaks, fill.high, fill.size);
}

static void list_used(struct shell *shell)
{
	shell_printf(shell, "\n%-10s %10s %10s %7s %7s %6s %5s %s\n", "NAME", "BYTES-IN",
		     "BYTES-OUT", "OVERRUN", "FRAMING", "PARITY", "BREAK", "RING-HIGH");
	for (int i = 0; i < console_choice.candidates; i++)
		list_counters(shell, console_choice.candidate[i].name,
			      &console_choice.candidate[i].console);
	list_counters(shell, "sbi", console_sbi());
}

/* ---------------------------------------------------------------------------------------------- */

void console_print_row(struct shell *shell, const struct console_candidate *row)
{
	struct dt_text out;

	shell_text(shell, &out);
	if (row)
		list_candidate(shell, &out, row);
	else
		list_heading(&out);
	dt_flush(&out);
}

int console_list(struct shell *shell)
{
	const struct console_choice *choice = &console_choice;
	struct dt_text out;
	int unasked = 0;

	if (shell->port->machine)
		console_ask(&console_choice);
	shell_text(shell, &out);
	list_heading(&out);
	for (int i = 0; i < choice->candidates; i++) {
		unasked += choice->candidate[i].unasked;
		if (!choice->candidate[i].unasked)
			list_candidate(shell, &out, &choice->candidate[i]);
	}
	list_sbi(shell, &out);
	list_known(&out);
	dt_flush(&out);
	if (unasked)
		shell_printf(shell, "(%d more that only the device can tell of)\n", unasked);
	if (choice->more)
		shell_printf(shell, "(%d more that are not listed)\n", choice->more);
	if (shell->port->machine)
		list_used(shell);
	return 0;
}
