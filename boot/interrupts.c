#include "boot/boot.h"
/* What `irq` lists without a node: controllers and lines. */
#include "kernel/console/console.h"
#include "kernel/irq.h"
#include "shell/report/report.h"

enum { CHIP_DRIVER, CHIP_ADDRESS, CHIP_CONTEXT, CHIP_SOURCES, CHIP_TAKEN, CHIP_STRAYS };

static const struct report_column interrupts_chip_columns[] = {
	[CHIP_DRIVER] = { .key = "driver", .title = "CONTROLLER" },
	[CHIP_ADDRESS] = { .key = "address", .title = "ADDRESS" },
	[CHIP_CONTEXT] = { .key = "context", .title = "CONTEXT", .flags = REPORT_RIGHT },
	[CHIP_SOURCES] = { .key = "sources", .title = "SOURCES", .flags = REPORT_RIGHT },
	[CHIP_TAKEN] = { .key = "taken", .title = "TAKEN", .flags = REPORT_RIGHT },
	[CHIP_STRAYS] = { .key = "strays", .title = "STRAYS", .flags = REPORT_RIGHT },
};

static const struct report_table interrupts_chip_table = {
	.key = "controllers",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(interrupts_chip_columns),
};

enum { LINE_DRIVER, LINE_ADDRESS, LINE_SOURCE, LINE_DEVICE, LINE_COUNT, LINE_STATE };

static const struct report_column interrupts_line_columns[] = {
	[LINE_DRIVER] = { .key = "driver", .title = "CONTROLLER" },
	[LINE_ADDRESS] = { .key = "address", .flags = REPORT_HIDDEN },
	[LINE_SOURCE] = { .key = "source", .title = "SOURCE", .flags = REPORT_RIGHT },
	[LINE_DEVICE] = { .key = "device", .title = "DEVICE" },
	[LINE_COUNT] = { .key = "count", .title = "COUNT", .flags = REPORT_RIGHT },
	[LINE_STATE] = { .key = "state", .title = "STATE" },
};

static const struct report_table interrupts_line_table = {
	.key = "sources",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(interrupts_line_columns),
};

/* The line is of a console whose interrupt never came. */
static bool interrupts_silent(const struct irq_line *line)
{
	const struct console *console;

	for (int i = 0; (console = console_attached(i)); i++)
		if (line == &console->irq)
			return console_never_interrupted(console);
	return false;
}

static const char *interrupts_state(const struct irq_line *line)
{
	if (line->stormed)
		return "stormed";
	if (interrupts_silent(line))
		return "never came";
	return line->on ? "on" : "paused";
}

static void interrupts_chips(struct report *report, void *unused)
{
	(void)unused;
	for (const struct irq_chip *chip = irq_chips(); chip; chip = chip->next) {
		report_row(report);
		report_string(report, CHIP_DRIVER, chip->name);
		report_hex(report, CHIP_ADDRESS, chip->regs.base);
		report_dec(report, CHIP_CONTEXT, chip->context);
		report_dec(report, CHIP_SOURCES, chip->sources);
		report_dec(report, CHIP_TAKEN, chip->taken);
		report_dec(report, CHIP_STRAYS, chip->strays);
	}
}

static void interrupts_lines(struct report *report, void *unused)
{
	(void)unused;
	for (const struct irq_line *line = irq_lines(); line; line = line->next) {
		report_row(report);
		report_string(report, LINE_DRIVER, line->chip->name);
		report_hex(report, LINE_ADDRESS, line->chip->regs.base);
		report_dec(report, LINE_SOURCE, line->source);
		report_string(report, LINE_DEVICE, line->name);
		report_dec(report, LINE_COUNT, line->count);
		report_string(report, LINE_STATE, interrupts_state(line));
	}
}

void boot_interrupts(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	if (!report.json && !irq_chips()) {
		report_says(&report, "no interrupt controller is in use: consoles are polled");
	} else {
		report_rows(&report, &interrupts_chip_table, interrupts_chips, NULL);
		report_rows(&report, &interrupts_line_table, interrupts_lines, NULL);
	}
	report_end(&report);
}
