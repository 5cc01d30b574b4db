#include "shell/machine/audit/timebase.h"
/*
 * timebase-frequency, against a clock that does not depend on it.
 *
 * That is a real-time clock, where the tree has one that is known here, or a UART's line: bytes
 * through its internal loopback take as long as its own clock makes them. The UART of an emulator
 * takes no time: then no byte is waited for, and nothing is reported.
 * Sources: Devicetree Specification v0.4, 3.8; QEMU's goldfish_rtc (TIME_LOW latches TIME_HIGH).
 */
#include <errno.h>
#include "drivers/console/console_loop.h"
#include "fdt/where/address.h"
#include "fdt/where/clock.h"
#include "kernel/time.h"
#include "kernel/guard.h"
#include "shell/machine/audit/clock_rate.h"
#include "shell/machine/audit/uart_rate.h"
#include "shell/machine/console_rate.h"

enum {
	RTC_LOW = 0, /* nanoseconds; reading it latches the rest */
	RTC_HIGH = 4,
	SPIN_TURNS = 10000,
	TIME_PERCENT = 5,  /* difference that is not reported */
	LINE_PERCENT = 20, /* the same by the line, which is less exact */
	LINE_BITS = 10,    /* of a byte, with its start and stop bit */
};

/* --- by a real-time clock --------------------------------------------------------------------- */

/* struct clock_pair's functions. */
struct time_clocks {
	struct shell *shell;
	uint64_t rtc; /* address */
};

static uint64_t time_read_ticks(void *arg)
{
	(void)arg;
	return time_ticks();
}

static bool time_read_rtc(void *arg, uint64_t *ns)
{
	const struct time_clocks *clocks = arg;
	uint64_t low, high;

	if (guard_read(clocks->rtc + RTC_LOW, 4, &low, NULL) ||
	    guard_read(clocks->rtc + RTC_HIGH, 4, &high, NULL))
		return false;
	*ns = high << 32 | low;
	return true;
}

static void time_spin(void *arg)
{
	(void)arg;
	for (int i = 0; i < SPIN_TURNS; i++)
		__asm__ volatile("");
}

static void time_turn(void *arg)
{
	const struct time_clocks *clocks = arg;

	shell_check_interrupt(clocks->shell);
}

/* The address of an enabled real-time clock of a known kind; 0: the tree has none. */
static uint64_t time_rtc(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	struct dt_trail trail;
	enum dt_event event;
	struct dt_reg reg;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next_named(&cursor, "compatible")) != DT_END) {
		struct dt_node node = { tree, cursor.node };

		if (event == DT_PROP && dt_compatible(node, "google,goldfish-rtc") &&
		    dt_trail(node, &trail) == 0 && dt_enabled(&trail, NULL) &&
		    dt_reg(&trail, 0, &reg, NULL) == 0)
			return reg.cpu;
	}
	return 0;
}

/* Whether the clock runs at @hz by the clock at @rtc: clock_runs_at's answer, or -ENODEV. */
static int time_by_rtc(struct shell *shell, uint64_t hz, uint64_t *measured)
{
	struct time_clocks clocks = { shell, time_rtc(shell->tree) };
	const struct clock_pair pair = {
		.ticks = time_read_ticks,
		.read = time_read_rtc,
		.spin = time_spin,
		.turn = time_turn,
		.arg = &clocks,
	};

	return clocks.rtc ? clock_runs_at(&pair, hz, TIME_PERCENT, measured) : -ENODEV;
}

/* --- by a UART's line ------------------------------------------------------------------------- */

/* Ticks per second by the time of a byte on the line of @row, a UART in use; 0: unknown. */
static uint64_t time_line_rate(const struct console_candidate *row)
{
	struct console *console = (struct console *)(uintptr_t)&row->console;
	uint64_t hz, baud, expected, rate;
	struct console_loop loop;
	struct dt_trail trail;
	const char *why;
	int64_t divisor;

	if (!console->ops->divisor || !dt_found(row->node) || dt_trail(row->node, &trail) ||
	    dt_clock_rate(&trail, &hz, &why))
		return 0;
	divisor = console->ops->divisor(console);
	if (divisor < 0 || console_loop_test(console, &loop) || loop.back != loop.sent)
		return 0;
	rate = uart_line_rate(row->node);
	if (rate && !uart_rate_fits(console, hz, (uint32_t)divisor, rate))
		return 0; /* the UART's clock is wrong in the tree */
	baud = console_rate(console, hz, (uint32_t)divisor);
	expected = baud ? LINE_BITS * CONSOLE_LOOP_PIECE * UINT64_C(1000000) / baud : 0;
	if (!expected || loop.piece_waits < CONSOLE_LOOP_PIECE)
		return 0; /* a byte takes no time: an emulator */
	return time_frequency() * loop.piece_us / expected;
}

/* As time_by_rtc. */
static int time_by_line(uint64_t hz, uint64_t *measured)
{
	const struct console_candidate *row = console_choice.chosen;

	*measured = row && row->console.ways ? time_line_rate(row) : 0;
	if (!*measured)
		return -ENODEV;
	return (*measured > hz ? *measured - hz : hz - *measured) <= hz / 100 * LINE_PERCENT;
}

/* ---------------------------------------------------------------------------------------------- */

int timebase_measure(struct shell *shell, uint64_t hz, struct timebase *found)
{
	found->same = time_by_rtc(shell, hz, &found->hz);
	found->by = "the real-time clock";
	found->line = found->same == -EIO || found->same == -ENODEV;
	if (found->line) {
		found->by = "the UART's line";
		found->same = time_by_line(hz, &found->hz);
	}
	if (found->same == -EAGAIN)
		found->by = "clocks run unevenly";
	else if (found->same < 0)
		found->by = "there is no other clock here to measure by";
	return found->same;
}
