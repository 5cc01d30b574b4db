#include "shell/machine/console/console_list.h"
/* All consoles as a table, and what those in use have counted. */
#include "fdt/where/address.h"
#include "kernel/console/console_sbi.h"
#include "shell/machine/console/console_unlisted.h"
#include "shell/machine/console/console_verb.h"

/* --- one row ---------------------------------------------------------------------------------- */

enum {
	LIST_NAME,
	LIST_STATE,
	LIST_DRIVER,
	LIST_ADDRESS,
	LIST_IRQ, /* for people */
	LIST_CONTROLLER,
	LIST_SOURCE,
	LIST_POLLED,
	LIST_NODE,
	LIST_WHY, /* for people on a line of its own */
};

static const struct report_column list_columns[] = {
	[LIST_NAME] = { .key = "name", .title = "NAME" },
	[LIST_STATE] = { .key = "state", .title = "STATE" },
	[LIST_DRIVER] = { .key = "driver", .title = "DRIVER" },
	[LIST_ADDRESS] = { .key = "address", .title = "ADDRESS" },
	[LIST_IRQ] = { .title = "IRQ" },
	[LIST_CONTROLLER] = { .key = "controller", .flags = REPORT_HIDDEN },
	[LIST_SOURCE] = { .key = "source", .flags = REPORT_HIDDEN },
	[LIST_POLLED] = { .key = "polled", .flags = REPORT_HIDDEN },
	[LIST_NODE] = { .key = "node", .title = "NODE" },
	[LIST_WHY] = { .key = "why", .flags = REPORT_HIDDEN },
};

static const struct report_table list_table = {
	.key = "consoles",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(list_columns),
};

struct list_row {
	const char *name, *state, *driver; /* or NULL */
	uint64_t address;                  /* 0: none */
	const struct irq_line *irq;        /* NULL: it has no interrupt */
	bool polled;
	struct dt_node node;
	const char *why;                         /* why it cannot be used, or is polled; or NULL */
	const struct console_undriven *undriven; /* or that it has no driver here; or NULL */
};

static void list_put_irq(struct report *report, const struct list_row *row)
{
	struct dt_text *out;

	if (row->irq) {
		out = report_cell(report, LIST_IRQ);
		dt_puts(out, row->irq->chip->name);
		dt_putc(out, ' ');
		dt_put_dec(out, row->irq->source);
		report_string(report, LIST_CONTROLLER, row->irq->chip->name);
		report_dec(report, LIST_SOURCE, row->irq->source);
	} else if (row->polled) {
		report_string(report, LIST_IRQ, "polled");
	}
	if (report->shell->port->machine)
		report_flag(report, LIST_POLLED, row->polled);
}

static void list_put_why(struct dt_text *out, const struct list_row *row)
{
	if (row->undriven)
		console_put_undriven(out, row->undriven);
	else
		dt_puts(out, row->why);
}

static void list_put(struct report *report, const struct list_row *row)
{
	struct dt_text *out;

	report_row(report);
	report_string(report, LIST_NAME, row->name);
	report_string(report, LIST_STATE, row->state);
	report_string(report, LIST_DRIVER, row->driver);
	if (row->address)
		report_hex(report, LIST_ADDRESS, row->address);
	list_put_irq(report, row);
	if (dt_found(row->node))
		report_node(report, LIST_NODE, row->node);
	if (!row->why && !row->undriven)
		return;
	list_put_why(report_cell(report, LIST_WHY), row);
	out = report_say(report);
	dt_puts(out, "  ");
	list_put_why(out, row);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* On a machine: how the console is used, and whether it failed. */
static void list_live(struct list_row *row, const struct console *console)
{
	static const char *const states[] = {
		[0] = "idle",
		[CONSOLE_IN] = "in",
		[CONSOLE_OUT] = "out",
		[CONSOLE_BOTH] = "both",
	};

	row->state = states[console->ways & CONSOLE_BOTH];
	if (console_never_interrupted(console))
		row->why = "polled: its interrupt never came";
	if (console->irq.stormed)
		row->why = "polled: its interrupt stormed, and was masked";
	row->polled = row->why || (!console->irq.chip && console->ring);
	if (console->failed) {
		row->state = "failed";
		row->why = console_failure(console->failed);
	}
	if (console->irq.chip && !console->irq.stormed)
		row->irq = &console->irq;
}

/* The row of @console; candidate NULL: SBI's. */
static void list_console(struct report *report, const struct console_candidate *candidate,
			 const struct console *console)
{
	bool machine = report->shell->port->machine;
	struct list_row row = { .name = "sbi", .driver = console->name, .node = { NULL, -1 } };
	int err = candidate ? candidate->err : 0;

	if (candidate) {
		row.name = candidate->name;
		row.address = console->regs.base;
		row.node = candidate->node;
	}
	if (candidate == console_choice.chosen)
		row.state = "chosen";
	if (machine)
		list_live(&row, console);
	if (err && !console->failed) {
		row.state = "no";
		row.why = candidate->why ? candidate->why : console_failure(err);
	}
	if (!candidate && machine && !console_sbi_there()) {
		row.state = "no";
		row.why = "this firmware has no console";
	}
	list_put(report, &row);
}

/* UARTs for which there is no driver here. */
static void list_undriven(struct report *report)
{
	struct console_undriven_walk it;

	if (!console_choice.tree)
		return;
	console_undriven_init(&it, console_choice.tree);
	while (console_undriven_next(&it)) {
		struct list_row row = { .state = "no",
					.undriven = it.uart,
					.node = dt_trail_node(&it.trail) };
		struct dt_reg reg;

		if (dt_reg(&it.trail, 0, &reg, NULL) == 0)
			row.address = reg.cpu;
		list_put(report, &row);
	}
}

static void list_all(struct report *report, void *unused)
{
	(void)unused;
	for (int i = 0; i < console_choice.candidates; i++) {
		const struct console_candidate *row = &console_choice.candidate[i];

		if (!row->unprobed && !console_is_none(row))
			list_console(report, row, &row->console);
	}
	list_console(report, NULL, console_sbi());
	list_undriven(report);
}

/* --- counters --------------------------------------------------------------------------------- */

enum {
	USED_NAME,
	USED_RECEIVED,
	USED_SENT,
	USED_OVERRUNS,
	USED_FRAMING,
	USED_PARITY,
	USED_BREAKS,
	USED_RING, /* for people */
	USED_HIGH,
	USED_SIZE,
};

static const struct report_column used_columns[] = {
	[USED_NAME] = { .key = "name", .title = "NAME" },
	[USED_RECEIVED] = { .key = "received", .title = "BYTES-IN", .flags = REPORT_RIGHT },
	[USED_SENT] = { .key = "sent", .title = "BYTES-OUT", .flags = REPORT_RIGHT },
	[USED_OVERRUNS] = { .key = "overruns", .title = "OVERRUN", .flags = REPORT_RIGHT },
	[USED_FRAMING] = { .key = "framing", .title = "FRAME", .flags = REPORT_RIGHT },
	[USED_PARITY] = { .key = "parity", .title = "PARITY", .flags = REPORT_RIGHT },
	[USED_BREAKS] = { .key = "breaks", .title = "BREAK", .flags = REPORT_RIGHT },
	[USED_RING] = { .title = "RING-HIGH", .flags = REPORT_RIGHT },
	[USED_HIGH] = { .key = "ring_high", .flags = REPORT_HIDDEN },
	[USED_SIZE] = { .key = "ring_size", .flags = REPORT_HIDDEN },
};

static const struct report_table used_table = {
	.key = "counters",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(used_columns),
};

static void used_put(struct report *report, const char *name, const struct console *console)
{
	const struct console_errors *errors = &console->errors;
	struct console_fill fill = console_fill(console);
	struct dt_text *out;

	if (!console->sent && !console->received && !console->ways)
		return;
	report_row(report);
	report_string(report, USED_NAME, name);
	report_dec(report, USED_RECEIVED, console->received);
	report_dec(report, USED_SENT, console->sent);
	report_dec(report, USED_OVERRUNS, errors->overruns);
	report_dec(report, USED_FRAMING, errors->framing);
	report_dec(report, USED_PARITY, errors->parity);
	report_dec(report, USED_BREAKS, errors->breaks);
	out = report_cell(report, USED_RING);
	dt_put_dec(out, fill.high);
	dt_putc(out, '/');
	dt_put_dec(out, fill.size);
	report_dec(report, USED_HIGH, fill.high);
	report_dec(report, USED_SIZE, fill.size);
}

static void used_all(struct report *report, void *unused)
{
	(void)unused;
	for (int i = 0; i < console_choice.candidates; i++)
		used_put(report, console_choice.candidate[i].name,
			 &console_choice.candidate[i].console);
	if (console_sbi_there()) /* without it, what takes the text sends nothing */
		used_put(report, "sbi", console_sbi());
}

/* ---------------------------------------------------------------------------------------------- */

static void list_one(struct report *report, void *context)
{
	const struct console_candidate *row = context;

	list_console(report, row, &row->console);
}

void console_report_row(struct report *report, struct console_candidate *row)
{
	report_rows(report, &list_table, list_one, row);
}

int console_list(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	if (shell->port->machine)
		console_probe(&console_choice);
	report_begin(&report, shell, args);
	report_rows(&report, &list_table, list_all, NULL);
	console_report_unlisted(&report, CONSOLE_UNPROBED);
	if (shell->port->machine)
		report_rows(&report, &used_table, used_all, NULL);
	report_end(&report);
	return 0;
}
