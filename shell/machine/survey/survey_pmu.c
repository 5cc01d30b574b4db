/*
 * Events that the tree says counters count, measured as `pmu verify` does.
 * Source: devicetree binding perf/riscv,pmu.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include "kernel/sbi_pmu.h"
#include "shell/machine/pmu/pmu_events.h"
#include "shell/machine/pmu/pmu_place.h"
#include "shell/machine/survey/survey.h"

enum { PMU_ROW_CELLS = 3, PMU_VALUE_MAX = 1024, PMU_CSR_CYCLE = 0xc00 };

/* A value in the making. */
struct pmu_value {
	uint8_t byte[PMU_VALUE_MAX];
	uint32_t len;
	bool changed, full;
};

static void pmu_put(struct pmu_value *value, uint32_t first, uint32_t last, uint32_t third)
{
	const uint32_t cell[PMU_ROW_CELLS] = { first, last, third };

	if (value->len + sizeof(cell) > PMU_VALUE_MAX) {
		value->full = true;
		return;
	}
	for (int i = 0; i < PMU_ROW_CELLS; i++, value->len += DT_CELL)
		dt_put_be32(value->byte + value->len, cell[i]);
}

/*
 * Lets the counters of @claim count its event, too, or drops it where there are none. The property
 * has rows of events from the first to the second cell; or, @selectors, of one event each.
 */
static int pmu_edit(struct dt_draft *draft, const struct survey_row *claim, const char *name,
		    bool selectors)
{
	uint32_t event = (uint32_t)claim->number[0], more = (uint32_t)claim->number[1];
	int offset = claim->node.offset;
	struct dt_node node = { &draft->tree, offset };
	struct pmu_value value = { .len = 0 };
	int len = 0;
	const uint8_t *row = dt_prop(node, name, &len);

	for (; row && len >= PMU_ROW_CELLS * DT_CELL;
	     len -= PMU_ROW_CELLS * DT_CELL, row += PMU_ROW_CELLS * DT_CELL) {
		uint32_t first = dt_be32(row), second = dt_be32(row + DT_CELL);
		uint32_t third = dt_be32(row + DT_CELL + DT_CELL);
		uint32_t last = selectors ? first : second;

		if (event < first || event > last) {
			pmu_put(&value, first, second, third);
			continue;
		}
		value.changed = true;
		if (event > first)
			pmu_put(&value, first, event - 1, third);
		if (more)
			pmu_put(&value, event, event, third | more);
		if (event < last)
			pmu_put(&value, event + 1, last, third);
	}
	if (value.full || value.len + (uint32_t)len > PMU_VALUE_MAX)
		return -ENOSPC;
	if (value.changed && len) { /* cells that are no whole row stay */
		memcpy(value.byte + value.len, row, (size_t)len);
		value.len += (uint32_t)len;
	}
	if (!value.changed)
		return 0;
	return value.len ? dt_draft_set(draft, node, name, value.byte, value.len)
			 : dt_draft_remove(draft, node, name);
}

static int pmu_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	int err = pmu_edit(draft, row, "riscv,event-to-mhpmcounters", false);

	(void)shell;
	if (err || row->number[1])
		return err;
	return pmu_edit(draft, row, "riscv,event-to-mhpmevent", true);
}

/* A row for an event of which the tree may be wrong. A counter that shows other numbers is not the
 * tree's fault. */
static void pmu_put_event(struct survey *survey, struct dt_node node, const struct sbi_pmu *pmu,
			  const struct pmu_result *result)
{
	struct survey_row *row = survey_row(survey, node);
	unsigned counter = pmu->counter[result->counter].csr - PMU_CSR_CYCLE;
	bool running = result->event <= PMU_INSTRUCTIONS && pmu->running;
	char name[PMU_NAME_MAX];

	pmu_event_name(&(struct pmu_event){ .code = result->event }, name);
	survey_claim(row, "%s", name);
	row->number[0] = result->event;
	if (result->verdict == PMU_NO_COUNTER && running) {
		survey_measured(row, "firmware may not match a counter that runs");
	} else if (result->verdict == PMU_NO_COUNTER) {
		survey_measured(row, "no counter counts it");
		survey_judge(row, false, pmu_correct);
	} else if (result->verdict == PMU_WRONG && result->why && result->matched) {
		row->number[1] = counter < 32 ? UINT32_C(1) << counter : 0;
		survey_measured(row, "counter %u counts it", counter);
		survey_judge(row, false, row->number[1] ? pmu_correct : NULL);
	} else {
		survey_measured(row, "%s: %s; see 'pmu verify'", name,
				pmu_verdict_name(result->verdict));
	}
}

/* Measures all events that the node claims. */
static void pmu_all(struct survey *survey, struct dt_node node, struct sbi_pmu *pmu)
{
	const struct pmu_place place = pmu_place(survey->shell);
	unsigned of[PMU_VERDICTS] = { 0 };
	struct survey_row *row;
	uint32_t event;

	for (unsigned i = 0; (event = pmu_event_code(i)) != 0; i++) {
		const struct pmu_claim claim = pmu_claim(node, event);
		struct pmu_result result;

		if (!claim.there && !claim.selected)
			continue;
		pmu_measure_claim(pmu, &place, event, &claim, &result);
		shell_check_interrupt(survey->shell);
		of[result.verdict]++;
		if (result.verdict != PMU_RIGHT && result.verdict != PMU_NOT_DECIDABLE)
			pmu_put_event(survey, node, pmu, &result);
	}
	if (!of[PMU_RIGHT] && !of[PMU_NOT_DECIDABLE])
		return;
	row = survey_row(survey, node);
	survey_claim(row, "%u events", of[PMU_RIGHT] + of[PMU_NOT_DECIDABLE]);
	if (!of[PMU_RIGHT]) {
		survey_measured(row, "no loop shows what they must count");
		return;
	}
	survey_measured(row, "%u counted, %u not decidable", of[PMU_RIGHT], of[PMU_NOT_DECIDABLE]);
	survey_judge(row, true, NULL);
}

static void pmu_measure_all(struct survey *survey)
{
	struct dt_node node = pmu_claims_node(survey->shell->tree);
	struct survey_row *row;
	struct sbi_pmu pmu;

	if (!dt_found(node) || (!dt_prop(node, "riscv,event-to-mhpmcounters", NULL) &&
				!dt_prop(node, "riscv,event-to-mhpmevent", NULL)))
		return; /* OpenSBI takes the claims out of the tree that it hands over */
	if (!sbi_pmu_find(&pmu)) {
		pmu_all(survey, node, &pmu);
		return;
	}
	row = survey_row(survey, node);
	survey_claim(row, "events");
	survey_measured(row, "firmware has no counters");
}

static const struct survey_fact pmu_fact = {
	.name = "pmu",
	.place = 9,
	.measure = pmu_measure_all,
};
SURVEY_FACT(pmu_fact);
