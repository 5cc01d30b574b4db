/*
 * The UARTs' registers: whether they are as far apart, and as wide, as their nodes say.
 *
 * A console in use answers, as its person sees. What does not answer is tried with other distances
 * and widths through its internal loopback, which sends nothing.
 * Source: devicetree binding serial/8250.yaml (reg-shift, reg-io-width).
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "drivers/uart/console_driver.h"
#include "shell/machine/audit/uart_each.h"
#include "shell/machine/survey/survey.h"

enum { UART_SHIFTS = 4, UART_SHIFT_NUMBER = 0, UART_WIDTH_NUMBER = 1, UART_DEFAULT_NUMBER = 2 };

/* All values come back through the loopback. -ENOTSUP: it has none. */
static int uart_loops(struct console *console)
{
	struct console_loop loop;
	int err = uart_start(console);

	if (!err)
		err = console_loop_test(console, &loop);
	if (err)
		return err;
	return loop.sent > 1 && loop.back == loop.sent && !loop.wrong ? 0 : -EIO;
}

/* The UART of @row with other registers, as if no one had used it. False: it cannot be. */
static bool uart_with(const struct console_candidate *row, unsigned shift, unsigned width,
		      struct console *console)
{
	struct dt_trail trail;
	const char *why;

	*console = (struct console){ 0 };
	if (dt_trail(row->node, &trail) || console_bind(row->driver, &trail, console, &why))
		return false;
	console->regs.shift = (uint8_t)shift;
	console->regs.width = (uint8_t)width;
	return true;
}

/* Looks for registers that answer. */
static bool uart_search(const struct console_candidate *row, struct regs *found)
{
	static const uint8_t widths[] = { 1, 4 };
	struct console console;

	for (size_t i = 0; i < sizeof(widths); i++)
		for (unsigned shift = 0; shift < UART_SHIFTS; shift++) {
			if (widths[i] > 1U << shift || !uart_with(row, shift, widths[i], &console))
				continue;
			console_poll_all(); /* what was typed stays */
			if (uart_loops(&console))
				continue;
			*found = console.regs;
			return true;
		}
	return false;
}

/* A cell that is @value, or nothing where that is @absent. */
static int uart_set(struct dt_draft *draft, int offset, const char *name, uint64_t value,
		    uint64_t absent)
{
	struct dt_node node = { &draft->tree, offset };
	uint8_t cell[DT_CELL];
	int err;

	dt_put_be32(cell, (uint32_t)value);
	if (value != absent)
		return dt_draft_set(draft, node, name, cell, sizeof(cell));
	err = dt_draft_remove(draft, node, name);
	return err == -ENOENT ? 0 : err;
}

static int uart_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	uint64_t absent = row->number[UART_DEFAULT_NUMBER];
	int offset = row->node.offset;
	int err = uart_set(draft, offset, "reg-shift", row->number[UART_SHIFT_NUMBER], absent >> 8);

	(void)shell;
	return err ? err
		   : uart_set(draft, offset, "reg-io-width", row->number[UART_WIDTH_NUMBER],
			      absent & UINT8_MAX);
}

/* Fills in what was found of a UART that did not pass. */
static void uart_wrong(struct survey_row *row, const struct uart_asked *uart)
{
	const struct console_layout *layout = &uart->row->driver->layout;
	struct regs found;

	if (!uart_search(uart->row, &found)) {
		survey_measured(row, "does not answer");
		survey_judge(row, false, NULL);
		row->proof = SURVEY_LIKELY;
		return;
	}
	survey_measured(row, "shift %u width %u", found.shift, found.width);
	survey_judge(row, false, uart_correct);
	row->number[UART_SHIFT_NUMBER] = found.shift;
	row->number[UART_WIDTH_NUMBER] = found.width;
	row->number[UART_DEFAULT_NUMBER] = (uint64_t)layout->shift << 8 | layout->width;
}

static void uart_visit(void *arg, const struct uart_asked *uart)
{
	const struct regs *regs = &uart->row->console.regs;
	struct survey_row *row;
	int err;

	if (!regs->width)
		return; /* it has no such registers */
	row = survey_row(arg, uart->node);
	survey_claim(row, "0x%" PRIx64 " shift %u width %u", (uint64_t)regs->base, regs->shift,
		     regs->width);
	if (!uart->console) {
		survey_measured(row, "%s", uart->why);
		return;
	}
	if (uart->console->ways && !uart->console->failed) {
		survey_measured(row, "in use");
		survey_judge(row, true, NULL);
		row->proof = uart->console->received ? SURVEY_SURE : SURVEY_LIKELY;
		return;
	}
	err = uart_loops(uart->console);
	if (err == -ENOTSUP) {
		survey_measured(row, "it has no loopback to try it");
	} else if (err) {
		uart_wrong(row, uart);
	} else {
		survey_measured(row, "all bytes loop back");
		survey_judge(row, true, NULL);
	}
}

static void uart_measure(struct survey *survey)
{
	uart_each(survey->shell, uart_visit, survey);
}

static const struct survey_fact uart_fact = {
	.name = "uart",
	.place = 7,
	.measure = uart_measure,
};
SURVEY_FACT(uart_fact);
