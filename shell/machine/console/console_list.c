#include "shell/machine/console/console_list.h"
/* Rows of cells. A long cell moves those after it to the right, but only as far as necessary. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/where/address.h"
#include "kernel/console/console_sbi.h"
#include "shell/machine/console/console_verb.h"

enum { LIST_TEXT_MAX = 24 };

/* The columns; the node's path comes after them. */
enum list_cell { LIST_NAME, LIST_STATE, LIST_DRIVER, LIST_ADDRESS, LIST_IRQ, LIST_CELLS };

static const struct list_column {
	const char *title;
	uint8_t end; /* where the next column begins */
} list_columns[LIST_CELLS] = {
	[LIST_NAME] = { .title = "NAME", .end = 11 },
	[LIST_STATE] = { .title = "STATE", .end = 18 },
	[LIST_DRIVER] = { .title = "DRIVER", .end = 31 },
	[LIST_ADDRESS] = { .title = "ADDRESS", .end = 44 },
	[LIST_IRQ] = { .title = "IRQ", .end = 53 },
};

struct list_row {
	const char *cell[LIST_CELLS]; /* NULL: "-" */
	struct dt_node node;
	const char *why; /* below the row: why it cannot be used; NULL: there is no such line */
	const struct console_undriven *undriven; /* or that it has no driver here; or NULL */
	char address[LIST_TEXT_MAX], irq[LIST_TEXT_MAX];
};

/* --- columns ---------------------------------------------------------------------------------- */

/* A path that is too long loses its beginning, because paths differ at the end. */
static void list_put_node(struct dt_text *out, struct dt_node node, size_t room)
{
	char path[DT_PATH_MAX];
	const char *from = path;
	int len = dt_found(node) ? dt_path(node, path, sizeof(path)) : 0;

	if (len <= 0)
		strcpy(path, "-");
	else if ((size_t)len > room) {
		dt_puts(out, "...");
		from += (size_t)len - (room - 3);
		if (strchr(from, '/'))
			from = strchr(from, '/');
	}
	dt_put_escaped(out, from, strlen(from));
}

/* Puts a cell that begins at @column, and blanks up to the next one. Returns where that begins. */
static size_t list_put_cell(struct dt_text *out, size_t column, const char *text, size_t end)
{
	dt_puts(out, text);
	column += strlen(text);
	do
		dt_putc(out, ' ');
	while (++column < end);
	return column;
}

static void list_put_heading(struct dt_text *out)
{
	size_t column = 0;

	for (int i = 0; i < LIST_CELLS; i++)
		column = list_put_cell(out, column, list_columns[i].title, list_columns[i].end);
	dt_puts(out, "NODE\n");
}

static void list_put_row(struct dt_text *out, const struct list_row *row)
{
	size_t column = 0;

	for (int i = 0; i < LIST_CELLS; i++) {
		const char *text = row->cell[i] ? row->cell[i] : "-";

		column = list_put_cell(out, column, text, list_columns[i].end);
	}
	list_put_node(out, row->node, SHELL_COLUMNS - 1 - column);
	if (row->why || row->undriven)
		dt_puts(out, "\n           ");
	if (row->undriven)
		console_put_undriven(out, row->undriven);
	else if (row->why)
		dt_puts(out, row->why);
	dt_putc(out, '\n');
}

/* --- rows ------------------------------------------------------------------------------------- */

static void list_set_address(struct list_row *row, uint64_t address)
{
	snprintf(row->address, sizeof(row->address), "0x%" PRIx64, address);
	row->cell[LIST_ADDRESS] = row->address;
}

/* On a machine: how the console is used, and whether it failed. */
static void list_live(struct list_row *row, const struct console *console)
{
	static const char *const states[] = {
		[0] = "idle",
		[CONSOLE_IN] = "in",
		[CONSOLE_OUT] = "out",
		[CONSOLE_BOTH] = "both",
	};

	row->cell[LIST_STATE] = states[console->ways & CONSOLE_BOTH];
	if (console_never_interrupted(console))
		row->why = "polled: its interrupt never came";
	if (console->irq.stormed)
		row->why = "polled: its interrupt stormed, and was masked";
	if (console->failed) {
		row->cell[LIST_STATE] = "failed";
		row->why = console_failure(console->failed);
	}
	if (console->irq.chip && !console->irq.stormed) {
		snprintf(row->irq, sizeof(row->irq), "%s %" PRIu32, console->irq.chip->name,
			 console->irq.source);
		row->cell[LIST_IRQ] = row->irq;
	} else if (console->ring) {
		row->cell[LIST_IRQ] = "polled";
	}
}

/* The row of @console; candidate NULL: SBI's. */
static void list_console(const struct shell *shell, struct dt_text *out,
			 const struct console_candidate *candidate, const struct console *console)
{
	struct list_row row = {
		.cell = { [LIST_NAME] = "sbi", [LIST_DRIVER] = console->name },
		.node = { NULL, -1 },
	};
	int err = candidate ? candidate->err : 0;

	if (candidate) {
		row.cell[LIST_NAME] = candidate->name;
		row.cell[LIST_DRIVER] = candidate->console.name;
		row.node = candidate->node;
		if (console->regs.base)
			list_set_address(&row, console->regs.base);
	}
	if (candidate == console_choice.chosen)
		row.cell[LIST_STATE] = "chosen";
	if (shell->port->machine)
		list_live(&row, console);
	if (err && !console->failed) {
		row.cell[LIST_STATE] = "no";
		row.why = candidate->why ? candidate->why : console_failure(err);
	}
	if (!candidate && shell->port->machine && !console_sbi_there()) {
		row.cell[LIST_STATE] = "no";
		row.why = "this firmware has no console";
	}
	list_put_row(out, &row);
}

/* UARTs for which there is no driver here. */
static void list_undriven(struct dt_text *out)
{
	struct console_undriven_walk it;

	if (!console_choice.tree)
		return;
	console_undriven_init(&it, console_choice.tree);
	while (console_undriven_next(&it)) {
		struct list_row row = { .cell = { [LIST_STATE] = "no" },
					.undriven = it.uart,
					.node = dt_trail_node(&it.trail) };
		struct dt_reg reg;

		if (dt_reg(&it.trail, 0, &reg, NULL) == 0)
			list_set_address(&row, reg.cpu);
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
	if (console_sbi_there()) /* without it, what takes the text sends nothing */
		list_counters(shell, "sbi", console_sbi());
}

/* ---------------------------------------------------------------------------------------------- */

void console_print_row(struct shell *shell, const struct console_candidate *row)
{
	struct dt_text out;

	shell_text(shell, &out);
	list_put_heading(&out);
	list_console(shell, &out, row, &row->console);
	dt_flush(&out);
}

int console_list(struct shell *shell)
{
	const struct console_choice *choice = &console_choice;
	struct dt_text out;

	if (shell->port->machine)
		console_probe(&console_choice);
	shell_text(shell, &out);
	list_put_heading(&out);
	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		/* Not what was probed because bootargs name its driver, and is not a console. */
		if (!row->unprobed && !(row->driver->probed && row->err == -ENODEV))
			list_console(shell, &out, row, &row->console);
	}
	list_console(shell, &out, NULL, console_sbi());
	list_undriven(&out);
	console_put_unprobed(&out, choice);
	dt_flush(&out);
	if (choice->more)
		shell_printf(shell, "(%d more, not listed)\n", choice->more);
	if (shell->port->machine)
		list_used(shell);
	return 0;
}
