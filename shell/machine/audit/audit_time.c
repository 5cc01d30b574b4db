/*
 * Audit of timebase-frequency, against a clock that does not depend on it.
 *
 * That is a real-time clock, where the tree has one that is known here, or a UART's line: bytes
 * through its internal loopback take as long as its own clock makes them. The UART of an emulator
 * takes no time, which shows, and then nothing is reported.
 * Sources: Devicetree Specification v0.4, 3.8; QEMU's goldfish_rtc (TIME_LOW latches TIME_HIGH).
 */
#include <inttypes.h>
#include <string.h>
#include "drivers/console/console_loop.h"
#include "fdt/where/address.h"
#include "fdt/where/clock.h"
#include "fdt/where/machine.h"
#include "kernel/time.h"
#include "kernel/guard.h"
#include "kernel/trap_try.h"
#include "shell/audit.h"
#include "shell/machine/console_rate.h"

enum {
	RTC_LOW = 0, /* nanoseconds; reading it latches the rest */
	RTC_HIGH = 4,
	RTC_TRIES = 16, /* the quickest one counts */
	RTC_WAIT_NS = 100000000,
	RTC_TURNS = 10000000, /* a clock that is not further by then does not run */
	TIME_PERCENT = 5,     /* difference that is not reported */
	LINE_PERCENT = 20,    /* the same by the line, which is less exact */
	LINE_BITS = 10,       /* of a byte, with its start and stop bit */
};

/* Both clocks at the same moment. */
struct time_sample {
	uint64_t ticks, ns;
};

/* Reads the clock at @rtc between two reads of ours; false when it cannot be read. */
static bool time_sample(uint64_t rtc, struct time_sample *best)
{
	uint64_t least = UINT64_MAX;

	for (int i = 0; i < RTC_TRIES; i++) {
		uint64_t before = time_ticks(), low, high, after;

		if (guard_read(rtc + RTC_LOW, 4, &low, NULL) ||
		    guard_read(rtc + RTC_HIGH, 4, &high, NULL))
			return false;
		after = time_ticks();
		if (after - before >= least)
			continue;
		least = after - before;
		*best = (struct time_sample){ before + least / 2, high << 32 | low };
	}
	return true;
}

/* Ticks per second by the clock at @rtc; 0: unknown. */
static uint64_t time_by_rtc(struct shell *shell, uint64_t rtc)
{
	struct time_sample from, to;
	int turns = 0;

	if (!time_sample(rtc, &from))
		return 0;
	do {
		shell_check_interrupt(shell);
		if (!time_sample(rtc, &to) || ++turns > RTC_TURNS)
			return 0;
	} while (to.ns - from.ns < RTC_WAIT_NS);
	return (to.ticks - from.ticks) * 1000 / ((to.ns - from.ns) / 1000000);
}

/* The address of an enabled real-time clock of a known kind; 0: the tree has none. */
static uint64_t time_rtc(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	struct dt_trail trail;
	enum dt_event event;
	struct dt_reg reg;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		struct dt_node node = { tree, cursor.node };

		if (event == DT_NODE && dt_compatible(node, "google,goldfish-rtc") &&
		    dt_trail(node, &trail) == 0 && dt_enabled(&trail, NULL) &&
		    dt_reg(&trail, 0, &reg, NULL) == 0)
			return reg.cpu;
	}
	return 0;
}

/* Ticks per second by the time of a byte on the line of @row, a UART in use; 0: unknown. */
static uint64_t time_by_line(const struct console_candidate *row)
{
	struct console *console = (struct console *)(uintptr_t)&row->console;
	uint64_t hz, expected, us;
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
	expected = console_rate(console, hz, (uint32_t)divisor);
	expected = expected ? LINE_BITS * UINT64_C(1000000) / expected : 0;
	us = loop.us / loop.sent;
	if (!expected || us < expected / 4)
		return 0; /* a byte takes no time: an emulator */
	return time_frequency() * us / expected;
}

static void timebase_run(struct shell *shell, struct check_report *report)
{
	const struct console_candidate *row = console_choice.chosen;
	struct dt_node cpus = { shell->tree, shell->tree->cpus };
	uint64_t rtc = time_rtc(shell->tree), hz = rtc ? time_by_rtc(shell, rtc) : 0;
	unsigned percent = TIME_PERCENT;
	struct dt_cpus facts;

	dt_cpus(shell->tree, &facts);
	if (!facts.timebase)
		return; /* timebase-missing reports that */
	if (!hz && row && row->console.ways) {
		hz = time_by_line(row);
		percent = LINE_PERCENT;
	}
	if (!hz)
		return;
	if (hz > facts.timebase * (100 + percent) / 100 ||
	    hz < facts.timebase * (100 - percent) / 100)
		check_found(report, cpus, "%" PRIu64 " Hz in the tree, about %" PRIu64 " Hz by %s",
			    facts.timebase, hz, rtc ? "the real-time clock" : "the UART's line");
}

static const struct check_audit timebase_audit = {
	.name = "live-timebase",
	.severity = DT_ERROR,
	.text = "timebase-frequency is not the frequency that the clock runs at",
	.fix = "correct it",
	.run = timebase_run,
};
CHECK_AUDIT(timebase_audit);
