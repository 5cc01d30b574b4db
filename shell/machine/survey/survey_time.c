/* timebase-frequency. Source: Devicetree Specification v0.4, 3.8. */
#include <errno.h>
#include <inttypes.h>
#include "drivers/console/console_select.h"
#include "fdt/where/machine.h"
#include "shell/machine/audit/timebase.h"
#include "shell/machine/audit/uart_rate.h"
#include "shell/machine/survey/survey.h"

enum { TIME_DIGITS = 3, TIME_NEAR = 200 /* a part of so many is what clocks differ by */ };

/* Oscillators have round numbers of few digits: the one with the fewest that is near, else @hz. */
static uint64_t time_round(uint64_t hz, unsigned near)
{
	uint64_t unit = 1;

	while (hz / unit >= 10)
		unit *= 10;
	for (int digits = 1; digits <= TIME_DIGITS && unit; digits++, unit /= 10) {
		uint64_t round = (hz + unit / 2) / unit * unit;

		if (survey_is_near(hz, round, near))
			return round;
	}
	return hz;
}

static int time_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	struct dt_node cpus = { &draft->tree, row->node.offset };
	int len = 0;

	(void)shell;
	dt_prop(cpus, "timebase-frequency", &len);
	return survey_set_cells(draft, row, "timebase-frequency", 0, (uint32_t)len / DT_CELL,
				row->number[0]);
}

/* The line shows the timebase only where its rate is known: a wrong clock of the UART makes its
 * bytes take another time as well. */
static bool time_can_correct(struct dt_node cpus, const struct timebase *found)
{
	return dt_prop(cpus, "timebase-frequency", NULL) &&
	       (!found->line || uart_line_rate(console_choice.chosen->node));
}

static void time_measure(struct survey *survey)
{
	struct dt_node cpus = { survey->shell->tree, survey->shell->tree->cpus };
	struct survey_row *row = survey_row(survey, cpus);
	struct timebase found = { 0 };
	struct dt_cpus facts;
	const char *by;
	unsigned near;
	uint64_t usual;

	dt_cpus(survey->shell->tree, &facts);
	if (!facts.timebase) {
		survey_measured(row, "the tree has no timebase-frequency");
		return;
	}
	survey_claim(row, "%" PRIu64 " Hz", facts.timebase);
	timebase_measure(survey->shell, facts.timebase, &found);
	if (found.same < 0) {
		survey_measured(row, "%s", found.by);
		return;
	}
	by = found.line ? "the line" : "the RTC"; /* columns are narrow */
	near = found.line ? SURVEY_NEAR : TIME_NEAR;
	usual = survey_usual(facts.timebase, found.hz, near);
	row->number[0] = usual ? usual : time_round(found.hz, near);
	if (found.same)
		survey_measured(row, "so by %s", by);
	else
		survey_measured(row, "%" PRIu64 " Hz by %s", row->number[0], by);
	survey_judge(row, found.same, time_can_correct(cpus, &found) ? time_correct : NULL);
	if (found.line || (!found.same && !usual))
		row->proof = SURVEY_LIKELY;
}

static const struct survey_fact time_fact = {
	.name = "timebase",
	.place = 6,
	.measure = time_measure,
};
SURVEY_FACT(time_fact);
