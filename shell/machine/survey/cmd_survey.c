/* survey: measures what the tree claims of this machine, and offers the corrections. */
#include <errno.h>
#include "fdt/core/fault.h"
#include "shell/machine/survey/survey.h"
#include "shell/report/report.h"

enum { ROW_FACT, ROW_NODE, ROW_ALIKE, ROW_CLAIM, ROW_MEASURED, ROW_VERDICT, ROW_PROOF };

static const struct report_column survey_columns[] = {
	[ROW_FACT] = { .key = "fact", .title = "FACT" },
	[ROW_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[ROW_ALIKE] = { .key = "alike", .flags = REPORT_HIDDEN },
	[ROW_CLAIM] = { .key = "claim", .title = "CLAIM" },
	[ROW_MEASURED] = { .key = "measured", .title = "MEASURED" },
	[ROW_VERDICT] = { .key = "verdict", .title = "VERDICT" },
	[ROW_PROOF] = { .key = "confidence", .title = "HOW SURE" },
};

static const struct report_table survey_table = {
	.key = "facts",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(survey_columns),
};

static const char survey_verdicts[][8] = {
	[SURVEY_OPEN] = "unknown",
	[SURVEY_RIGHT] = "right",
	[SURVEY_WRONG] = "wrong",
};

static const char survey_proofs[][7] = {
	[SURVEY_NO_PROOF] = "",
	[SURVEY_LIKELY] = "likely",
	[SURVEY_SURE] = "sure",
};

/* With how many others are alike; programs have that in a cell of its own. */
static void survey_put_measured(struct dt_text *out, const struct survey_row *row, bool json)
{
	dt_puts(out, row->measured);
	if (!row->alike || json)
		return;
	dt_puts(out, ", and ");
	dt_put_dec(out, row->alike);
	dt_puts(out, row->alike == 1 ? " other" : " others");
}

static void survey_put(struct report *report, const struct survey_row *row)
{
	report_row(report);
	report_string(report, ROW_FACT, row->fact->name);
	if (dt_found(row->node))
		report_node(report, ROW_NODE, row->node);
	if (row->alike)
		report_dec(report, ROW_ALIKE, row->alike);
	report_string(report, ROW_CLAIM, row->claim[0] ? row->claim : NULL);
	/* For people a reason has a line of its own, below the table. */
	if (row->measured[0] && (report->json || row->verdict != SURVEY_OPEN))
		survey_put_measured(report_cell(report, ROW_MEASURED), row, report->json);
	report_string(report, ROW_VERDICT, survey_verdicts[row->verdict]);
	if (row->proof)
		report_string(report, ROW_PROOF, survey_proofs[row->proof]);
}

static void survey_rows(struct report *report, void *context)
{
	const struct survey *survey = context;

	for (int i = 0; i < survey->rows; i++)
		survey_put(report, &survey->row[i]);
}

/* Where each wrong claim is, and why others are not measured. */
static void survey_notes(struct report *report, const struct survey *survey)
{
	for (const struct survey_row *row = survey->row; row < survey->row + survey->rows; row++) {
		struct dt_text *out;

		if (row->verdict == SURVEY_RIGHT ||
		    (row->verdict == SURVEY_WRONG && !dt_found(row->node)))
			continue;
		out = report_say(report);
		dt_puts(out, row->fact->name);
		dt_puts(out, row->verdict == SURVEY_WRONG ? ": wrong in " : ": ");
		if (dt_found(row->node))
			dt_put_path(out, row->node);
		if (row->verdict == SURVEY_WRONG)
			continue;
		dt_puts(out, dt_found(row->node) ? ": " : "");
		dt_puts(out, "not measurable here: ");
		survey_put_measured(out, row, false);
	}
}

static int survey_count(const struct survey *survey, bool corrections)
{
	int count = 0;

	for (int i = 0; i < survey->rows; i++)
		count += corrections ? survey->row[i].correct != NULL
				     : survey->row[i].verdict == SURVEY_WRONG;
	return count;
}

/* The next step. */
static void survey_offer(struct report *report, const struct survey *survey)
{
	int count = survey_count(survey, true);
	struct dt_text *out;

	if (survey->more)
		report_says(report, "There are more rows than fit: name the facts to measure.");
	if (!count)
		return;
	out = report_say(report);
	dt_put_dec(out, (uint64_t)count);
	dt_puts(out, count == 1 ? " correction: 'survey -f' writes it"
				: " corrections: 'survey -f' writes them as one edit");
}

/* Makes the corrections, and says how to go on. 0, or -errno reported. */
static int survey_fix(struct survey *survey, const struct shell_args *args)
{
	int count = survey_write(survey, args);

	if (count < 0)
		return count;
	if (!args->json && count)
		shell_printf(survey->shell,
			     "%d corrected in one edit: 'diff' shows it, 'undo' takes it back,\n"
			     "'export dts' prints the tree, 'boot' passes it on\n",
			     count);
	else if (!args->json)
		shell_puts(survey->shell, "nothing to correct\n");
	return 0;
}

static int survey_command_run(struct shell *shell, const struct shell_args *args)
{
	struct survey survey = { .shell = shell };
	struct report report;
	bool wrong;
	int err;

	report_begin(&report, shell, args);
	err = survey_run(&survey, args);
	if (err)
		return err;
	report_rows(&report, &survey_table, survey_rows, &survey);
	survey_notes(&report, &survey);
	if (!shell_option(args, 'f'))
		survey_offer(&report, &survey);
	report_end(&report);
	wrong = survey_count(&survey, false) > 0;
	if (shell_option(args, 'f'))
		err = survey_fix(&survey, args);
	if (err)
		return err;
	return wrong ? SHELL_FAILED : 0;
}

static void survey_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct survey_fact *const *it;

	(void)shell;
	SET_FOREACH (it, survey_facts)
		shell_offer(completions, (*it)->name, false);
}

static const struct shell_option survey_options[] = {
	{ .letter = 'f', .summary = "correct the tree, in one edit; undo takes it back" },
	{ 0 },
};

static const struct shell_command survey_command = {
	.name = "survey",
	.group = SHELL_FACTS,
	.args = "[FACT...]",
	.summary = "measure what the tree claims of this machine",
	.detail = "Each claim is compared with a measurement. FACT: ram (tried), reserved (what\n"
		  "faults in RAM), harts (firmware's), isa (instructions), cache (the block that\n"
		  "cbo.zero clears), timebase (another clock), uart (loopback), clock (of UARTs:\n"
		  "the line's rate), fifo (of UARTs: loopback), irq (UARTs and virtio devices\n"
		  "ring), pmu (what is counted).\n"
		  "Unknown: not measurable here, and why. The status is 1 where one is wrong.",
	.example = "survey ram timebase",
	.options = survey_options,
	.max_args = 16,
	.needs_machine = true,
	.needs_tree = true,
	.reports = true,
	.run = survey_command_run,
	.complete = survey_complete,
};
SHELL_COMMAND(survey_command);
