#include "shell/machine/pmu/pmu_verify.h"
/* Each event is measured before the first row, because a table is made twice. */
#include "shell/machine/pmu/pmu_claims.h"
#include "shell/machine/pmu/pmu_events.h"
#include "shell/machine/pmu/pmu_place.h"
#include "shell/report/report.h"

enum {
	VERIFY_EVENT,
	VERIFY_COUNTER,
	VERIFY_COUNTED,
	VERIFY_EXPECTED,
	VERIFY_LEAST,
	VERIFY_MOST,
	VERIFY_TREE,
	VERIFY_VERDICT,
	VERIFY_WHY,
};

static const struct report_column verify_columns[] = {
	[VERIFY_EVENT] = { .key = "event", .title = "EVENT", .flags = REPORT_CUT },
	[VERIFY_COUNTER] = { .key = "counter", .title = "COUNTER", .flags = REPORT_RIGHT },
	[VERIFY_COUNTED] = { .key = "measured", .title = "MEASURED", .flags = REPORT_RIGHT },
	[VERIFY_EXPECTED] = { .title = "EXPECTED", .flags = REPORT_RIGHT },
	[VERIFY_LEAST] = { .key = "expected_least", .flags = REPORT_HIDDEN },
	[VERIFY_MOST] = { .key = "expected_most", .flags = REPORT_HIDDEN },
	[VERIFY_TREE] = { .key = "tree", .title = "TREE" },
	[VERIFY_VERDICT] = { .key = "verdict", .title = "VERDICT" },
	[VERIFY_WHY] = { .key = "why", .flags = REPORT_HIDDEN },
};

static const struct report_table verify_table = {
	.key = "events",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(verify_columns),
};

struct verify {
	const struct sbi_pmu *pmu;
	struct dt_node claims;
	bool all;
	unsigned count; /* rows of: */
	struct pmu_result result[PMU_EVENTS];
	unsigned of[PMU_VERDICTS]; /* how many have each verdict */
};

/* Measures the event, and keeps the result where it is to be shown. */
static void verify_event(struct verify *verify, struct sbi_pmu *pmu, const struct pmu_place *place,
			 uint32_t event)
{
	const struct pmu_claim claim = pmu_claim(verify->claims, event);
	struct pmu_result *result = &verify->result[verify->count];
	bool claimed = claim.there || claim.selected;

	pmu_measure_claim(pmu, place, event, &claim, result);
	if (result->verdict == PMU_NO_COUNTER && !claimed)
		return;
	verify->of[result->verdict]++;
	if (claimed || pmu_check(event) || verify->all)
		verify->count++;
}

static void verify_expected(struct report *report, const struct pmu_check *check)
{
	struct dt_text *out = report_cell(report, VERIFY_EXPECTED);

	dt_put_dec(out, check->least);
	if (check->most != check->least)
		dt_puts(out, "..");
	if (check->most != check->least && check->most != PMU_UNBOUNDED)
		dt_put_dec(out, check->most);
	report_dec(report, VERIFY_LEAST, check->least);
	if (check->most != PMU_UNBOUNDED)
		report_dec(report, VERIFY_MOST, check->most);
}

static void verify_row(struct report *report, const struct verify *verify,
		       const struct pmu_result *result)
{
	const struct pmu_event event = { .code = result->event };
	const struct pmu_claim claim = pmu_claim(verify->claims, result->event);
	char name[PMU_NAME_MAX];

	pmu_event_name(&event, name);
	report_row(report);
	report_string(report, VERIFY_EVENT, name);
	if (result->matched)
		report_dec(report, VERIFY_COUNTER, result->counter);
	if (result->check) {
		report_dec(report, VERIFY_COUNTED, result->counted);
		verify_expected(report, result->check);
	}
	if (claim.there)
		pmu_put_counters(report_cell(report, VERIFY_TREE), claim.counters);
	report_string(report, VERIFY_VERDICT, pmu_verdict_name(result->verdict));
	report_string(report, VERIFY_WHY, result->why);
}

static void verify_rows(struct report *report, void *context)
{
	const struct verify *verify = context;

	for (unsigned i = 0; i < verify->count; i++)
		verify_row(report, verify, &verify->result[i]);
}

/* How many have each verdict, and what the rows cannot say. */
static void verify_notes(struct report *report, const struct verify *verify)
{
	struct dt_text *out;
	char name[PMU_NAME_MAX];
	const char *between = "";

	for (unsigned i = 0; i < verify->count; i++) {
		const struct pmu_result *result = &verify->result[i];

		if (!result->why || (verify->all && !pmu_check(result->event)))
			continue;
		pmu_event_name(&(struct pmu_event){ .code = result->event }, name);
		out = report_say(report);
		dt_puts(out, name);
		dt_puts(out, ": ");
		dt_puts(out, result->why);
	}
	out = report_say(report);
	for (unsigned i = 0; i < PMU_VERDICTS; i++) {
		if (!verify->of[i])
			continue;
		dt_puts(out, between);
		dt_put_dec(out, verify->of[i]);
		dt_putc(out, ' ');
		dt_puts(out, pmu_verdict_name((enum pmu_verdict)i));
		between = ", ";
	}
}

int pmu_verify(struct shell *shell, const struct shell_args *args, struct sbi_pmu *pmu)
{
	const struct pmu_place place = pmu_place(shell);
	struct verify verify = {
		.pmu = pmu,
		.claims = pmu_claims_node(shell->tree),
		.all = shell_option(args, 'a'),
	};
	struct report report;
	uint32_t event;

	for (unsigned i = 0; (event = pmu_event_code(i)); i++) {
		verify_event(&verify, pmu, &place, event);
		shell_check_interrupt(shell);
	}
	report_begin(&report, shell, args);
	report_rows(&report, &verify_table, verify_rows, &verify);
	verify_notes(&report, &verify);
	report_end(&report);
	return verify.of[PMU_WRONG] + verify.of[PMU_NOT_COUNTED] + verify.of[PMU_NO_COUNTER]
		       ? SHELL_FAILED
		       : 0;
}
