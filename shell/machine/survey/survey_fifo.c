/*
 * The FIFOs of UARTs: as many bytes as fit into the internal loopback.
 * Source: devicetree binding serial/8250.yaml (fifo-size, tx-fifo-size); PC16550D data sheet, 8.4.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "shell/machine/audit/uart_each.h"
#include "shell/machine/survey/survey.h"

enum { FIFO_MOST = 512 /* bytes: more take long on a line */, FIFO_TRIES = 3 };

static const char fifo_names[][13] = { "fifo-size", "tx-fifo-size" };

static int fifo_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	(void)shell;
	return survey_set_cells(draft, row, fifo_names[row->number[1]], 0, 1, row->number[0]);
}

static int fifo_depth(struct console *console)
{
	int depth = uart_start(console);

	for (int i = 0; i < FIFO_TRIES && !depth; i++) {
		depth = console_loop_depth(console, FIFO_MOST);
		if (depth == -EAGAIN && i + 1 < FIFO_TRIES)
			depth = 0;
		console_poll_all(); /* what was typed stays */
	}
	return depth;
}

/* Why it was not measured. */
static const char *fifo_why(int depth)
{
	if (depth == -ENOTSUP)
		return "it has no loopback to try it";
	if (depth == -EAGAIN)
		return "bytes came in meanwhile";
	if (depth == 1)
		return "one byte fits: firmware may have left the FIFO off";
	return depth == FIFO_MOST ? "more fit than are tried" : "it does not answer";
}

static void fifo_row(struct survey *survey, const struct uart_asked *uart, unsigned name)
{
	struct survey_row *row;
	uint64_t claimed;
	int depth;

	if (dt_number(uart->node, fifo_names[name], &claimed))
		return;
	row = survey_row(survey, uart->node);
	survey_claim(row, "%s %" PRIu64, fifo_names[name], claimed);
	if (!uart->console) {
		survey_measured(row, "%s", uart->why);
		return;
	}
	depth = fifo_depth(uart->console);
	if (depth <= 0 || (depth == 1 && claimed != 1) || depth == FIFO_MOST) {
		survey_measured(row, "%s", fifo_why(depth));
		return;
	}
	survey_measured(row, "%d bytes fit", depth);
	row->number[0] = (uint64_t)depth;
	row->number[1] = name;
	survey_judge(row, claimed == (uint64_t)depth, fifo_correct);
	/* A larger FIFO may be there and be off; and it is the receiver's that is filled. */
	if ((uint64_t)depth < claimed || name)
		row->proof = SURVEY_LIKELY;
}

static void fifo_visit(void *arg, const struct uart_asked *uart)
{
	for (unsigned i = 0; i < sizeof(fifo_names) / sizeof(fifo_names[0]); i++)
		fifo_row(arg, uart, i);
}

static void fifo_measure(struct survey *survey)
{
	uart_each(survey->shell, fifo_visit, survey);
}

static const struct survey_fact fifo_fact = {
	.name = "fifo",
	.place = 11,
	.measure = fifo_measure,
};
SURVEY_FACT(fifo_fact);
