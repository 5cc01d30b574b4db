#include "shell/machine/console/console_list.h"
/* Rows of cells. A column becomes wider for long names, within a limit; other long cells move those
 * after them to the right, but only as far as necessary. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/where/address.h"
#include "kernel/console/console_sbi.h"
#include "shell/machine/console/console_verb.h"

enum {
	LIST_TEXT_MAX = 24,
	LIST_COLUMNS = SHELL_COLUMNS - 1,
	LIST_PATH_LEAST = 8, /* characters of a path, even if they pass the last column */
};

/* The columns; the node's path comes after them. */
enum list_cell { LIST_NAME, LIST_STATE, LIST_DRIVER, LIST_ADDRESS, LIST_IRQ, LIST_CELLS };

static const struct list_column {
	const char *title;
	uint8_t width, most; /* with the blank before the next column; most 0: never wider */
} list_columns[LIST_CELLS] = {
	[LIST_NAME] = { .title = "NAME", .width = 11, .most = 18 },
	[LIST_STATE] = { .title = "STATE", .width = 7 },
	[LIST_DRIVER] = { .title = "DRIVER", .width = 13, .most = 15 },
	[LIST_ADDRESS] = { .title = "ADDRESS", .width = 13 },
	[LIST_IRQ] = { .title = "IRQ", .width = 9 },
};

/* The text of a list, and where each column ends. */
struct list {
	struct dt_text out;
	size_t end[LIST_CELLS];
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

	if (room < LIST_PATH_LEAST)
		room = LIST_PATH_LEAST;
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

static bool list_shows(const struct console_candidate *row)
{
	return !row->unprobed && !console_is_none(row);
}

/* Makes room for @text in a column. */
static void list_widen(size_t *width, enum list_cell cell, const char *text)
{
	size_t wanted = strlen(text) + 1;

	if (wanted > list_columns[cell].most)
		wanted = list_columns[cell].most;
	if (wanted > *width)
		*width = wanted;
}

static void list_begin(struct list *list, struct shell *shell)
{
	size_t column = 0, width[LIST_CELLS];

	for (int i = 0; i < LIST_CELLS; i++)
		width[i] = list_columns[i].width;
	for (int i = 0; i < console_choice.candidates; i++) {
		const struct console_candidate *row = &console_choice.candidate[i];

		if (!list_shows(row))
			continue;
		list_widen(&width[LIST_NAME], LIST_NAME, row->name);
		list_widen(&width[LIST_DRIVER], LIST_DRIVER, row->console.name);
	}
	shell_text(shell, &list->out);
	for (int i = 0; i < LIST_CELLS; i++) {
		list->end[i] = column + width[i];
		column = list_put_cell(&list->out, column, list_columns[i].title, list->end[i]);
	}
	dt_puts(&list->out, "NODE\n");
}

static void list_put_row(struct list *list, const struct list_row *row)
{
	struct dt_text *out = &list->out;
	size_t column = 0;

	for (int i = 0; i < LIST_CELLS; i++) {
		const char *text = row->cell[i] ? row->cell[i] : "-";

		column = list_put_cell(out, column, text, list->end[i]);
	}
	list_put_node(out, row->node, column < LIST_COLUMNS ? LIST_COLUMNS - column : 0);
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
static void list_console(const struct shell *shell, struct list *list,
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
	list_put_row(list, &row);
}

/* UARTs for which there is no driver here. */
static void list_undriven(struct list *list)
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
		list_put_row(list, &row);
	}
}

/* --- counters --------------------------------------------------------------------------------- */

static void list_counters(struct shell *shell, int width, const char *name,
			  const struct console *console)
{
	const struct console_errors *errors = &console->errors;
	struct console_fill fill = console_fill(console);

	if (!console->sent && !console->received && !console->ways)
		return;
	shell_printf(shell,
		     "%-*s %10" PRIu64 " %10" PRIu64 " %7" PRIu32 " %7" PRIu32 " %6" PRIu32
		     " %5" PRIu32 " %" PRIu32 "/%" PRIu32 "\n",
		     width, name, console->received, console->sent, errors->overruns,
		     errors->framing, errors->parity, errors->breaks, fill.high, fill.size);
}

/* @width: of the names. */
static void list_used(struct shell *shell, int width)
{
	shell_printf(shell, "\n%-*s %10s %10s %7s %7s %6s %5s %s\n", width, "NAME", "BYTES-IN",
		     "BYTES-OUT", "OVERRUN", "FRAMING", "PARITY", "BREAK", "RING-HIGH");
	for (int i = 0; i < console_choice.candidates; i++)
		list_counters(shell, width, console_choice.candidate[i].name,
			      &console_choice.candidate[i].console);
	if (console_sbi_there()) /* without it, what takes the text sends nothing */
		list_counters(shell, width, "sbi", console_sbi());
}

/* ---------------------------------------------------------------------------------------------- */

void console_print_row(struct shell *shell, const struct console_candidate *row)
{
	struct list list;

	list_begin(&list, shell);
	list_console(shell, &list, row, &row->console);
	dt_flush(&list.out);
}

int console_list(struct shell *shell)
{
	const struct console_choice *choice = &console_choice;
	struct list list;

	if (shell->port->machine)
		console_probe(&console_choice);
	list_begin(&list, shell);
	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		if (list_shows(row))
			list_console(shell, &list, row, &row->console);
	}
	list_console(shell, &list, NULL, console_sbi());
	list_undriven(&list);
	console_put_unprobed(&list.out, choice);
	dt_flush(&list.out);
	if (choice->more)
		shell_printf(shell, "(%d more, not listed)\n", choice->more);
	if (shell->port->machine)
		list_used(shell, (int)list.end[LIST_NAME] - 1);
	return 0;
}
