#include "shell/machine/pmu/pmu_measure.h"
/*
 * A loop is run with one turn and with more: the difference is what the turns have done, without
 * the calls and readings around them.
 */
#include <errno.h>
#include <stddef.h>
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"
#include "shell/machine/pmu/pmu_events.h"

struct measure {
	const struct sbi_pmu *pmu;
	unsigned counter;
	const struct pmu_check *check;
	const struct pmu_place *place;
	uint64_t turns;
	uint64_t counted;
};

static void measure_call(const struct measure *measure)
{
	const struct pmu_check *check = measure->check;
	const uint64_t arguments[][SBI_ARGUMENTS] = {
		[PMU_CALL_SELF] = { 1, measure->place->hart },
		[PMU_CALL_OTHER] = { 1, measure->place->other },
		[PMU_CALL_NEVER] = { UINT64_MAX },
	};

	for (uint64_t i = 0; i < measure->turns; i++)
		sbi_call6(check->extension, check->function, arguments[check->call]);
}

/* The specification speaks of requests between two harts. OpenSBI 1.1 also counts what a hart sends
 * to itself, and 1.6 does not: both are right. */
static bool measure_to_itself(const struct measure *measure)
{
	if (measure->check->call == PMU_CALL_OTHER)
		return measure->place->other == measure->place->hart;
	return measure->check->need == PMU_NEEDS_SBI && measure->check->call == PMU_CALL_SELF;
}

/* Contained: 0, or -errno of reading the counter. */
static int measure_once(void *arg)
{
	struct measure *measure = arg;
	uint64_t begin = 0, end = 0;
	int err = sbi_pmu_read(measure->pmu, measure->counter, &begin);

	if (measure->check->need == PMU_NEEDS_SBI)
		measure_call(measure);
	else
		count_loop(measure->check->loop, &measure->place->ram, measure->turns);
	if (!err)
		err = sbi_pmu_read(measure->pmu, measure->counter, &end);
	measure->counted = sbi_pmu_since(measure->pmu, measure->counter, begin, end);
	return err;
}

/* What the turns of the check do to the counter: 0, or -errno. */
static int measure_try(struct measure *measure, uint64_t *counted)
{
	uint64_t besides;
	int err;

	measure->turns = 1;
	err = trap_try(measure_once, measure, NULL);
	besides = measure->counted;
	measure->turns += measure->check->turns;
	if (!err)
		err = trap_try(measure_once, measure, NULL);
	*counted = measure->counted - besides;
	return err;
}

/* Why the loop of the check cannot run here, or NULL. */
static const char *measure_lacks(const struct pmu_check *check, const struct pmu_place *place)
{
	if (!check)
		return "no loop of a known count";
	if (check->need == PMU_NEEDS_RAM && !place->ram.size)
		return "no unused RAM of 4 MiB to read";
	if (check->need == PMU_NEEDS_TABLES && !protect_facts()->satp)
		return "page tables are off: see 'protect'";
	if (check->need == PMU_NEEDS_SBI && !sbi_probe(check->extension))
		return "firmware lacks the extension that is counted";
	return NULL;
}

static void measure_decide(struct measure *measure, struct pmu_result *result)
{
	uint64_t counted[PMU_TRIES];

	for (unsigned i = 0; i < PMU_TRIES && !result->why; i++)
		if (measure_try(measure, &counted[i]))
			result->why = "reading the counter, or the loop, fails";
	if (result->why)
		return;
	result->check = measure->check;
	result->verdict = pmu_judge(measure->check, counted, &result->counted);
	if (result->verdict != PMU_NOT_COUNTED || !measure_to_itself(measure))
		return;
	result->verdict = PMU_NOT_DECIDABLE;
	result->why = "firmware counts it between two harts only";
}

/* Interrupts are held off: what the loops raise is not taken. */
static void measure_matched(struct sbi_pmu *pmu, const struct pmu_place *place,
			    struct pmu_result *result)
{
	struct measure measure = {
		.pmu = pmu,
		.counter = result->counter,
		.check = pmu_check(result->event),
		.place = place,
	};

	result->verdict = PMU_NOT_DECIDABLE;
	result->why = measure_lacks(measure.check, place);
	if (!result->why && sbi_pmu_start(pmu, result->counter))
		result->why = "firmware does not start the counter";
	if (!result->why)
		measure_decide(&measure, result);
	sbi_pmu_release(pmu, result->counter);
	if (!measure.check)
		return;
	if (measure.check->extension == SBI_IPI)
		count_drop_ipi();
	if (measure.check->extension == SBI_TIME)
		time_rearm();
}

void pmu_measure(struct sbi_pmu *pmu, const struct pmu_place *place, uint32_t event,
		 struct pmu_result *result)
{
	uint64_t state = irq_save();
	int err;

	*result = (struct pmu_result){ .event = event, .verdict = PMU_NO_COUNTER };
	sbi_pmu_stop_all(pmu);
	err = sbi_pmu_match(pmu, event, 0, &result->counter);
	result->matched = err == 0;
	if (result->matched)
		measure_matched(pmu, place, result);
	irq_restore(state);
	if (err != -EIO)
		return;
	result->verdict = PMU_WRONG;
	result->why = "firmware chose a counter that it does not have";
}
