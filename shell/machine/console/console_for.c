#include "shell/machine/console/console_for.h"
/* Reports a prediction of drivers/predict/ for the tree in use: for people sentences, for programs
 * rows. */
#include <errno.h>
#include "drivers/predict/predict.h"
#include "fdt/core/fault.h"
#include "shell/report/report.h"

bool console_is_program(const char *name)
{
	return predict_find(name);
}

/* --- verdicts --------------------------------------------------------------------------------- */

enum { FOR_PROGRAM, FOR_VERSION, FOR_NODE, FOR_PORT, FOR_RATE, FOR_VERDICT };

static const struct report_column for_columns[] = {
	[FOR_PROGRAM] = { .key = "program", .flags = REPORT_HIDDEN },
	[FOR_VERSION] = { .key = "version", .flags = REPORT_HIDDEN },
	[FOR_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[FOR_PORT] = { .key = "port", .flags = REPORT_HIDDEN },
	[FOR_RATE] = { .key = "baud", .flags = REPORT_HIDDEN },
	[FOR_VERDICT] = { .key = "verdict", .flags = REPORT_HIDDEN },
};

static const struct report_table for_table = {
	.key = "predictions",
	REPORT_TABLE_COLUMNS(for_columns),
};

static void for_row(struct report *report, const char *program,
		    const struct predict_verdict *verdict)
{
	struct dt_text *out;

	report_row(report);
	report_string(report, FOR_PROGRAM, program);
	report_string(report, FOR_VERSION, verdict->version);
	if (dt_found(verdict->node))
		report_node(report, FOR_NODE, verdict->node);
	if (verdict->tty) {
		out = report_cell(report, FOR_PORT);
		dt_puts(out, verdict->tty);
		dt_put_dec(out, verdict->number);
	}
	if (dt_found(verdict->node) && verdict->rate)
		report_dec(report, FOR_RATE, verdict->rate);
	predict_put_verdict(report_cell(report, FOR_VERDICT), verdict);
}

static void for_say(struct report *report, const char *program,
		    const struct predict_verdict *verdict)
{
	struct dt_text *out = report_say(report);

	dt_puts(out, program);
	if (verdict->version) {
		dt_putc(out, ' ');
		dt_puts(out, verdict->version);
	}
	dt_puts(out, ": ");
	predict_put_verdict(out, verdict);
}

static void for_verdict(struct report *report, const char *program,
			const struct predict_verdict *verdict)
{
	if (report->json)
		for_row(report, program, verdict);
	else
		for_say(report, program, verdict);
}

/* --- steps ------------------------------------------------------------------------------------ */

enum { STEP_NUMBER, STEP_TEXT, STEP_FUNCTION };

static const struct report_column for_step_columns[] = {
	[STEP_NUMBER] = { .key = "number", .flags = REPORT_HIDDEN },
	[STEP_TEXT] = { .key = "text", .flags = REPORT_HIDDEN },
	[STEP_FUNCTION] = { .key = "function", .flags = REPORT_HIDDEN },
};

static const struct report_table for_step_table = {
	.key = "steps",
	REPORT_TABLE_COLUMNS(for_step_columns),
};

struct for_steps {
	struct report *report;
	uint64_t number;
	struct dt_text *out; /* for people */
};

static struct dt_text *for_begin(void *context)
{
	struct for_steps *steps = context;
	struct report *report = steps->report;

	steps->number++;
	if (report->json) {
		report_row(report);
		report_dec(report, STEP_NUMBER, steps->number);
		return report_cell(report, STEP_TEXT);
	}
	steps->out = report_say(report);
	dt_put_dec(steps->out, steps->number);
	dt_puts(steps->out, ". ");
	return steps->out;
}

static void for_end(void *context, const char *function)
{
	struct for_steps *steps = context;

	if (steps->report->json) {
		report_string(steps->report, STEP_FUNCTION, function);
	} else if (function) {
		dt_puts(steps->out, " [");
		dt_puts(steps->out, function);
		dt_putc(steps->out, ']');
	}
}

/* --- problems --------------------------------------------------------------------------------- */

enum { PROBLEM_NODE, PROBLEM_WHAT, PROBLEM_TYPE };

static const struct report_column for_problem_columns[] = {
	[PROBLEM_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[PROBLEM_WHAT] = { .key = "what", .flags = REPORT_HIDDEN },
	[PROBLEM_TYPE] = { .key = "type", .flags = REPORT_HIDDEN },
};

static const struct report_table for_problem_table = {
	.key = "problems",
	REPORT_TABLE_COLUMNS(for_problem_columns),
};

static void for_problem(struct report *report, const struct predict_problem *problem)
{
	struct dt_text *out;

	if (report->json) {
		report_row(report);
		if (dt_found(problem->node))
			report_node(report, PROBLEM_NODE, problem->node);
		report_string(report, PROBLEM_WHAT, problem->what);
		if (predict_has_fix(problem))
			predict_put_fix(report_cell(report, PROBLEM_TYPE), problem);
		return;
	}
	out = report_say(report);
	dt_puts(out, "problem: ");
	if (dt_found(problem->node)) {
		dt_put_path(out, problem->node);
		dt_puts(out, ": ");
	}
	dt_puts(out, problem->what);
	if (!predict_has_fix(problem))
		return;
	out = report_say(report);
	dt_puts(out, "  type: ");
	predict_put_fix(out, problem);
}

/* ---------------------------------------------------------------------------------------------- */

enum { RULES_SOURCES };

static const struct report_column for_rules_columns[] = {
	[RULES_SOURCES] = { .key = "sources", .title = "Rules of" },
};

static const struct report_table for_rules_table = {
	.key = "rules",
	.record = true,
	REPORT_TABLE_COLUMNS(for_rules_columns),
};

static void for_report(struct report *report, const struct predict_program *program)
{
	struct predict predict;
	struct for_steps steps = { .report = report };
	const struct predict_sink sink = { .begin = for_begin, .end = for_end, .context = &steps };
	const struct dt_tree *tree = report->shell->tree;

	predict_run(&predict, program, tree, NULL);
	report_table(report, &for_table);
	for_verdict(report, program->name, &predict.verdict);
	if (predict.other.version)
		for_verdict(report, program->name, &predict.other);
	report_table(report, &for_step_table);
	predict_run(&predict, program, tree, &sink);
	report_table(report, &for_problem_table);
	for (int i = 0; i < predict.problems; i++)
		for_problem(report, &predict.problem[i]);
	report_table(report, &for_rules_table);
	report_row(report);
	report_string(report, RULES_SOURCES, program->sources);
}

int console_for(struct shell *shell, const struct shell_args *args, const char *name)
{
	const struct predict_program *program = predict_find(name);
	struct report report;
	int err;

	if (!program)
		return shell_error(shell, -ENOENT,
				   "%s: not known; PROG is linux, opensbi or u-boot", name);
	if (!shell->tree)
		return shell_error(shell, -ENOENT, "there is no tree");
	err = shell_index(shell);
	if (err)
		return err;
	report_begin(&report, shell, args);
	for_report(&report, program);
	report_end(&report);
	return 0;
}

void console_complete_program(struct shell *shell, struct shell_completions *completions)
{
	const struct predict_program *const *it;

	(void)shell;
	SET_FOREACH (it, predict_programs)
		shell_offer(completions, (*it)->name, false);
}
