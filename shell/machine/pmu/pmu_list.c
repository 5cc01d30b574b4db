#include "shell/machine/pmu/pmu_list.h"
/*
 * All that firmware answers is kept before the first row, because a table is made twice. Counters
 * that follow each other and are alike are one row.
 */
#include "shell/machine/cpu/csr_decode.h"
#include "shell/machine/pmu/pmu_claims.h"
#include "shell/machine/pmu/pmu_events.h"
#include "shell/report/report.h"

enum { LIST_NO_COUNTER = 0xff, CSR_HPM = 0xc03 };

struct pmu_listing {
	const struct sbi_pmu *pmu;
	struct dt_node claims;
	bool all;
	unsigned left_out;
	uint8_t counter[PMU_EVENTS]; /* by the event's number in the table */
};

/* --- counters -------------------------------------------------------------------------------- */

enum { COUNTER_FIRST, COUNTER_LAST, COUNTER_KIND, COUNTER_CSR, COUNTER_WIDTH };

static const struct report_column counter_columns[] = {
	[COUNTER_FIRST] = { .key = "first", .title = "COUNTERS", .flags = REPORT_RIGHT },
	[COUNTER_LAST] = { .key = "last", .title = "TO", .flags = REPORT_RIGHT },
	[COUNTER_KIND] = { .key = "kind", .title = "KIND" },
	[COUNTER_CSR] = { .key = "csr", .title = "CSR" },
	[COUNTER_WIDTH] = { .key = "bits", .title = "BITS", .flags = REPORT_RIGHT },
};

static const struct report_table counter_table = {
	.key = "counters",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(counter_columns),
};

/* Counter @next goes on with the row that @i is in. */
static bool list_goes_on(const struct sbi_pmu *pmu, unsigned i, unsigned next)
{
	const struct sbi_pmu_counter *a = &pmu->counter[i], *b = &pmu->counter[next];

	if (next == SBI_PMU_COUNTERS || !(pmu->there >> next & 1) || a->width != b->width ||
	    a->firmware != b->firmware)
		return false;
	return a->firmware || (a->csr >= CSR_HPM && b->csr == a->csr + 1);
}

/* The names of the CSRs from @csr to @last: "hpmcounter3..18". */
static void list_csrs(struct report *report, unsigned csr, unsigned last)
{
	char name[CSR_NAME_MAX];
	struct csr_row row;
	int i = 0;

	while (csr_row(i, &row) && csr - row.number >= csr_count(&row))
		i++;
	if (!csr_row(i, &row))
		return;
	csr_name(&row, csr - row.number, last - row.number, name);
	report_string(report, COUNTER_CSR, name);
}

static void list_counter(struct report *report, const struct sbi_pmu *pmu, unsigned first,
			 unsigned last)
{
	const struct sbi_pmu_counter *row = &pmu->counter[first];

	report_row(report);
	report_dec(report, COUNTER_FIRST, first);
	report_dec(report, COUNTER_LAST, last);
	report_string(report, COUNTER_KIND, row->firmware ? "firmware" : "hardware");
	if (!row->firmware)
		list_csrs(report, row->csr, pmu->counter[last].csr);
	report_dec(report, COUNTER_WIDTH, row->width);
}

static void list_counters(struct report *report, void *context)
{
	const struct pmu_listing *list = context;
	const struct sbi_pmu *pmu = list->pmu;

	for (unsigned first = 0, last; first < SBI_PMU_COUNTERS; first = last + 1) {
		last = first;
		if (!(pmu->there >> first & 1))
			continue;
		while (list_goes_on(pmu, last, last + 1))
			last++;
		list_counter(report, pmu, first, last);
	}
}

/* --- events ---------------------------------------------------------------------------------- */

enum { EVENT_NAME, EVENT_CODE, EVENT_COUNTER, EVENT_TREE, EVENT_SELECTOR };

static const struct report_column event_columns[] = {
	[EVENT_NAME] = { .key = "event", .title = "EVENT" },
	[EVENT_CODE] = { .key = "code", .title = "CODE", .flags = REPORT_RIGHT },
	[EVENT_COUNTER] = { .key = "counter", .title = "COUNTER", .flags = REPORT_RIGHT },
	[EVENT_TREE] = { .key = "tree", .title = "TREE" },
	[EVENT_SELECTOR] = { .key = "mhpmevent", .title = "MHPMEVENT" },
};

static const struct report_table event_table = {
	.key = "events",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(event_columns),
};

static void list_event(struct report *report, const struct pmu_listing *list, unsigned i)
{
	const struct pmu_event event = { .code = pmu_event_code(i) };
	const struct pmu_claim claim = pmu_claim(list->claims, event.code);
	char name[PMU_NAME_MAX];

	if (list->counter[i] == LIST_NO_COUNTER && !claim.there && !claim.selected && !list->all)
		return;
	pmu_event_name(&event, name);
	report_row(report);
	report_string(report, EVENT_NAME, name);
	report_hex(report, EVENT_CODE, event.code);
	if (list->counter[i] != LIST_NO_COUNTER)
		report_dec(report, EVENT_COUNTER, list->counter[i]);
	if (claim.there)
		pmu_put_counters(report_cell(report, EVENT_TREE), claim.counters);
	if (claim.selected)
		report_hex(report, EVENT_SELECTOR, claim.mhpmevent);
}

static void list_events(struct report *report, void *context)
{
	for (unsigned i = 0; i < PMU_EVENTS; i++)
		list_event(report, context, i);
}

enum { RAW_SELECTOR, RAW_MASK, RAW_COUNTERS };

static const struct report_column raw_columns[] = {
	[RAW_SELECTOR] = { .key = "selector", .title = "RAW EVENTS", .flags = REPORT_RIGHT },
	[RAW_MASK] = { .key = "mask", .title = "MASK", .flags = REPORT_RIGHT },
	[RAW_COUNTERS] = { .key = "tree", .title = "TREE" },
};

static const struct report_table raw_table = {
	.key = "raw",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(raw_columns),
};

static void list_raw(struct report *report, void *context)
{
	const struct pmu_listing *list = context;
	struct pmu_raw_claim claim;

	for (int i = 0; pmu_raw_claim(list->claims, i, &claim); i++) {
		report_row(report);
		report_hex(report, RAW_SELECTOR, claim.selector);
		report_hex(report, RAW_MASK, claim.mask);
		pmu_put_counters(report_cell(report, RAW_COUNTERS), claim.counters);
	}
}

/* Asks for a counter for each event, and gives it back. */
static void list_match(struct pmu_listing *list, struct sbi_pmu *pmu)
{
	unsigned counter;

	sbi_pmu_stop_all(pmu);
	for (unsigned i = 0; i < PMU_EVENTS; i++) {
		list->counter[i] = LIST_NO_COUNTER;
		if (sbi_pmu_match(pmu, pmu_event_code(i), 0, &counter)) {
			list->left_out++;
			continue;
		}
		list->counter[i] = (uint8_t)counter;
		sbi_pmu_release(pmu, counter);
	}
}

static void list_notes(struct report *report, const struct pmu_listing *list)
{
	struct dt_text *out;

	if (list->pmu->claimed > SBI_PMU_COUNTERS) {
		out = report_say(report);
		dt_puts(out, "Firmware says that there are ");
		dt_put_dec(out, list->pmu->claimed);
		dt_puts(out, " counters: the first 64 are used.");
	}
	if (list->all || !list->left_out)
		return;
	out = report_say(report);
	dt_put_dec(out, list->left_out);
	dt_puts(out, " events have no counter: 'pmu -a' lists them, too.");
}

void pmu_list(struct shell *shell, const struct shell_args *args, struct sbi_pmu *pmu)
{
	struct pmu_listing list = {
		.pmu = pmu,
		.claims = pmu_claims_node(shell->tree),
		.all = shell_option(args, 'a'),
	};
	struct report report;

	list_match(&list, pmu);
	report_begin(&report, shell, args);
	report_rows(&report, &counter_table, list_counters, &list);
	report_rows(&report, &event_table, list_events, &list);
	report_rows(&report, &raw_table, list_raw, &list);
	list_notes(&report, &list);
	report_end(&report);
}
