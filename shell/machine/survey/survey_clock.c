/*
 * The clocks of UARTs: firmware has set a divisor for the rate that the tree gives a UART, and
 * bytes through the loopback of one that is not in use take as long as its clock makes them.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_loop.h"
#include "fdt/where/clock.h"
#include "kernel/time.h"
#include "shell/machine/audit/timebase.h"
#include "shell/machine/audit/uart_each.h"
#include "shell/machine/audit/uart_rate.h"
#include "shell/machine/survey/survey.h"

enum {
	CLOCK_UNIT = 64,      /* as baud_unit counts */
	CLOCK_LINE_BITS = 10, /* of a byte, with its start and stop bit */
	CLOCK_SECOND_US = 1000000,
	CLOCK_LINE_NEAR = 5, /* the same of what the line shows: 20 % */
};

/* A UART, what is claimed of it, and what was measured. */
struct clock_uart {
	struct console *console;
	uint64_t claimed, rate; /* Hz, bits a second; rate 0: the tree does not give it */
	uint32_t divisor;
	uint64_t by_rate, by_line; /* Hz; 0: unknown */
};

/* The clock that makes @baud of the divisor. */
static uint64_t clock_of(const struct clock_uart *uart, uint64_t baud)
{
	uint64_t steps = (uint64_t)uart->divisor + uart->console->baud_bias;

	return baud * uart->console->baud_unit * steps / CLOCK_UNIT;
}

/* --- what is measured ------------------------------------------------------------------------- */

/* What the line takes is measured in ticks of the timebase, which may be wrong itself. */
static bool clock_can_time(struct shell *shell)
{
	struct timebase found;

	return timebase_measure(shell, time_frequency(), &found) == 1 && !found.line;
}

/* By a line that no one uses; an emulator's may take no time. */
static void clock_by_line(struct shell *shell, struct clock_uart *uart)
{
	struct console_loop loop;

	if (uart->console->ways || console_loop_test(uart->console, &loop) ||
	    loop.back != loop.sent || loop.piece_waits < CONSOLE_LOOP_PIECE || !loop.piece_us ||
	    !clock_can_time(shell))
		return;
	uart->by_line = clock_of(uart, CLOCK_LINE_BITS * CONSOLE_LOOP_PIECE *
					       (uint64_t)CLOCK_SECOND_US / loop.piece_us);
}

static bool clock_measure(struct shell *shell, struct clock_uart *uart)
{
	int64_t divisor = uart_start(uart->console) ? -EIO
						    : uart->console->ops->divisor(uart->console);

	if (divisor < 0 || divisor > UINT32_MAX)
		return false;
	uart->divisor = (uint32_t)divisor;
	if (uart->rate)
		uart->by_rate = clock_of(uart, uart->rate);
	clock_by_line(shell, uart);
	return uart->by_rate || uart->by_line;
}

static bool clock_is_right(const struct clock_uart *uart)
{
	if (uart->by_rate)
		return uart_rate_fits(uart->console, uart->claimed, uart->divisor, uart->rate);
	return survey_is_near(uart->by_line, uart->claimed, CLOCK_LINE_NEAR);
}

/* --- rows ------------------------------------------------------------------------------------- */

static int clock_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	(void)shell;
	return survey_set_cells(draft, row, "clock-frequency", 0, 1, row->number[0]);
}

static void clock_judge(struct survey_row *row, const struct clock_uart *uart)
{
	const char *by = uart->by_rate ? "the divisor" : "the line";
	bool right = clock_is_right(uart), own = dt_prop(row->node, "clock-frequency", NULL);
	uint64_t measured = uart->by_rate ? uart->by_rate : uart->by_line;
	uint64_t usual = survey_usual(uart->claimed, measured, SURVEY_NEAR);
	uint64_t hz = usual ? usual : measured;

	if (right)
		survey_measured(row, "so by %s", by);
	else
		survey_measured(row, "%" PRIu64 " Hz by %s", hz, by);
	row->number[0] = hz;
	survey_judge(row, right, own && hz <= UINT32_MAX ? clock_correct : NULL);
	if (!uart->by_rate ||
	    !survey_is_near(uart->by_line, right ? uart->claimed : hz, CLOCK_LINE_NEAR))
		row->proof = SURVEY_LIKELY;
}

static void clock_visit(void *arg, const struct uart_asked *asked)
{
	struct survey *survey = arg;
	struct clock_uart uart = { .console = asked->console };
	struct survey_row *row;
	struct dt_trail trail;
	const char *why;

	if (dt_trail(asked->node, &trail) || dt_clock_rate(&trail, &uart.claimed, &why))
		return;
	uart.rate = uart_line_rate(asked->node);
	row = survey_row(survey, asked->node);
	survey_claim(row, "%" PRIu64 " Hz", uart.claimed);
	if (!asked->console)
		survey_measured(row, "%s", asked->why);
	else if (!asked->console->ops->divisor || !asked->console->baud_unit)
		survey_measured(row, "its divisor is unknown");
	else if (!clock_measure(survey->shell, &uart))
		survey_measured(row, "neither the tree nor its line shows its rate");
	else
		clock_judge(row, &uart);
}

static void clock_measure_all(struct survey *survey)
{
	uart_each(survey->shell, clock_visit, survey);
}

static const struct survey_fact clock_fact = {
	.name = "clock",
	.place = 10,
	.measure = clock_measure_all,
};
SURVEY_FACT(clock_fact);
