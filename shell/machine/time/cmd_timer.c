/* timer: the clock, what sets the timer, and how exactly it wakes this hart. */
#include "kernel/hart/hart.h"
#include "kernel/time.h"
#include "shell/report/report.h"

enum {
	TIMER_WAKES = 20,
	TIMER_SLEEP_US = 1000,
	TIMER_READS = 1000, /* of the clock, two of which must differ */
};

enum { TIMER_SOURCE, TIMER_HZ, TIMER_STEP, TIMER_WAKE, TIMER_LEAST, TIMER_MOST };

static const struct report_column timer_columns[] = {
	[TIMER_SOURCE] = { "source", "set by" },
	[TIMER_HZ] = { "hz", "clock" },
	[TIMER_STEP] = { "step_ns", "its step, ns" },
	[TIMER_WAKE] = { "wakes", "wake-ups" },
	[TIMER_LEAST] = { "least_late_ns", "least late, ns" },
	[TIMER_MOST] = { "most_late_ns", "most late, ns" },
};

static const struct report_table timer_table = {
	.key = "timer",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(timer_columns),
};

/* By enum time_source. */
static const char *const timer_sources[] = {
	[TIME_NO_TIMER] = NULL,
	[TIME_SSTC] = "the hart (Sstc)",
	[TIME_SBI] = "firmware (SBI TIME)",
	[TIME_LEGACY] = "firmware (legacy SBI)",
};

struct timer {
	uint64_t step; /* ticks; 0: the clock stands still */
	unsigned wakes;
	uint64_t least, most; /* ticks that a wake-up was late */
};

/* The least difference seen between two reads of the clock. */
static uint64_t timer_step(void)
{
	uint64_t before = time_ticks(), least = 0;

	for (int i = 0; i < TIMER_READS; i++) {
		uint64_t now = time_ticks(), step = now - before;

		before = now;
		if (step && (!least || step < least))
			least = step;
	}
	return least;
}

/* Sleeps, and measures by how much too long. A sleep that another interrupt has ended is not
 * counted. */
static void timer_wake(struct timer *timer)
{
	uint64_t ticks = TIMER_SLEEP_US * time_frequency() / 1000000, before = time_ticks(), late;
	struct time_wait wait = { 0 };

	if (!time_sleep(TIMER_SLEEP_US)) { /* it may only be late: then a later one wakes */
		while (!time_expired(&wait, TIMER_SLEEP_US))
			;
		return;
	}
	late = time_ticks() - before;
	if (late < ticks)
		return;
	late -= ticks;
	if (!timer->wakes++ || late < timer->least)
		timer->least = late;
	if (late > timer->most)
		timer->most = late;
}

static uint64_t timer_ns(uint64_t ticks)
{
	return ticks * 1000000 / time_frequency() * 1000 +
	       ticks * 1000000 % time_frequency() * 1000 / time_frequency();
}

static void timer_row(struct report *report, const struct timer *timer)
{
	report_row(report);
	report_string(report, TIMER_SOURCE, timer_sources[time_source()]);
	if (timer->step) {
		report_hz(report, TIMER_HZ, time_frequency());
		report_dec(report, TIMER_STEP, timer_ns(timer->step));
	}
	if (timer->wakes) {
		report_dec(report, TIMER_WAKE, timer->wakes);
		report_dec(report, TIMER_LEAST, timer_ns(timer->least));
		report_dec(report, TIMER_MOST, timer_ns(timer->most));
	}
}

/* --- other harts ------------------------------------------------------------------------------ */

enum { TIMER_HART, TIMER_AHEAD, TIMER_LATE, TIMER_WITHIN };

static const struct report_column timer_hart_columns[] = {
	[TIMER_HART] = { "hart", "hart", 0 },
	[TIMER_AHEAD] = { "ahead_ns", "ahead, ns", 0 },
	[TIMER_LATE] = { "late_ns", "late, ns", 0 },
	[TIMER_WITHIN] = { "within_ns", "within, ns", 0 },
};

static const struct report_table timer_harts = {
	.key = "harts",
	REPORT_TABLE_COLUMNS(timer_hart_columns),
};

/* Another hart's clock: static, because a hart that is lost may still write it. */
static volatile uint64_t timer_there;

static int timer_read(void *unused)
{
	(void)unused;
	timer_there = time_ticks();
	return 0;
}

/* Compares its clock with this one's: of several tries, the one that took the shortest time says
 * best by how much. */
static void timer_compare(struct report *report, struct hart *hart)
{
	uint64_t within = UINT64_MAX;
	int64_t ahead = 0;

	for (int i = 0; i < TIMER_WAKES; i++) {
		uint64_t before = time_ticks(), half;

		if (hart_post(hart, timer_read, NULL))
			return;
		while (!hart_done(hart))
			shell_check_interrupt(report->shell);
		half = (time_ticks() - before) / 2;
		if (half < within) {
			within = half;
			ahead = (int64_t)(timer_there - before - half);
		}
	}
	report_row(report);
	report_dec(report, TIMER_HART, hart->id);
	if (ahead >= 0)
		report_dec(report, TIMER_AHEAD, timer_ns((uint64_t)ahead));
	else
		report_dec(report, TIMER_LATE, timer_ns((uint64_t)-ahead));
	report_dec(report, TIMER_WITHIN, timer_ns(within));
}

static void timer_compare_all(struct report *report)
{
	const struct hart *at = NULL;

	if (!hart_next(NULL))
		return;
	report_table(report, &timer_harts);
	while ((at = hart_next(at)))
		if (hart_here(at) == HART_WAITS)
			timer_compare(report, hart_find(at->id));
}

static int timer_run(struct shell *shell, const struct shell_args *args)
{
	struct timer timer = { .step = timer_step() };
	struct report report;

	for (int i = 0; timer.step && i < TIMER_WAKES; i++) {
		shell_check_interrupt(shell);
		timer_wake(&timer);
	}
	report_begin(&report, shell, args);
	report_table(&report, &timer_table);
	timer_row(&report, &timer);
	if (!timer.step)
		report_says(&report, "The clock does not run.");
	else if (!timer.wakes)
		report_says(&report, "No timer wakes this hart.");
	if (timer.step)
		timer_compare_all(&report);
	report_end(&report);
	return 0;
}

static const struct shell_command command_timer = {
	.name = "timer",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "show the clock, and how exactly the timer wakes this hart",
	.detail =
		"It is set 20 times to ring after 1 ms. The clocks of harts that 'hart start' has\n"
		"started are compared with this one's.",
	.needs_machine = true,
	.reports = true,
	.run = timer_run,
};
SHELL_COMMAND(command_timer);
