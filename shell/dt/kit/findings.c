#include "shell/dt/kit/findings.h"
/* People get a line a finding, "SEVERITY CHECK PATH: WHAT: DETAILS; ADVICE", programs all apart. */
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/dt/kit/repair.h"

enum {
	FINDINGS_SEVERITY_WIDTH = 8, /* columns of a line */
	FINDINGS_NAME_WIDTH = 18,
};

enum {
	FINDING_STATE, /* for people: what is in the severity's place */
	FINDING_SEVERITY,
	FINDING_CHECK,
	FINDING_LINE, /* for people: the rest */
	FINDING_NODE,
	FINDING_PROPERTY,
	FINDING_WHAT,
	FINDING_DETAILS,
	FINDING_ADVICE,
	FINDING_NOT_RUN,
	FINDING_COMMANDS,
};

static const struct report_column finding_columns[] = {
	[FINDING_STATE] = { .width = FINDINGS_SEVERITY_WIDTH },
	[FINDING_SEVERITY] = { .key = "severity", .width = FINDINGS_SEVERITY_WIDTH },
	[FINDING_CHECK] = { .key = "check", .width = FINDINGS_NAME_WIDTH, .flags = REPORT_CLOSE },
	[FINDING_LINE] = { .flags = REPORT_CLOSE },
	[FINDING_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[FINDING_PROPERTY] = { .key = "property", .flags = REPORT_HIDDEN },
	[FINDING_WHAT] = { .key = "what", .flags = REPORT_HIDDEN },
	[FINDING_DETAILS] = { .key = "details", .flags = REPORT_HIDDEN },
	[FINDING_ADVICE] = { .key = "advice", .flags = REPORT_HIDDEN },
	[FINDING_NOT_RUN] = { .key = "not_run", .flags = REPORT_HIDDEN },
	[FINDING_COMMANDS] = { .key = "commands", .flags = REPORT_HIDDEN },
};

static const struct report_table finding_table = {
	.key = "findings",
	REPORT_TABLE_COLUMNS(finding_columns),
};

/* --- a line ---------------------------------------------------------------------------------- */

static void findings_line(struct dt_text *out, const struct dt_finding *finding, bool advised)
{
	const struct dt_check_row *row = finding->row;

	dt_put_path(out, finding->node);
	dt_puts(out, ": ");
	dt_puts(out, row->text);
	dt_puts(out, *finding->details ? ": " : "");
	dt_put_escaped(out, finding->details, strlen(finding->details));
	dt_puts(out, advised ? "; " : "");
	dt_put_advice(out, finding);
}

/* --- rows ------------------------------------------------------------------------------------ */

/* Begins the row of a finding. */
static void findings_row(struct report *report, const struct dt_check_row *row)
{
	report_row(report);
	report_string(report, FINDING_SEVERITY, dt_severity_name(row->severity));
	report_string(report, FINDING_CHECK, row->name);
}

static void findings_show(struct dt_check *check, const struct dt_finding *finding)
{
	struct findings *findings = check->context;
	struct report *report = &findings->report;
	const struct dt_check_row *row = finding->row;

	findings->advised = finding->fix ? *finding->fix : row->fix != NULL;
	findings->commands = false;
	findings_row(report, row);
	findings->line = report_cell(report, FINDING_LINE);
	if (!report->json) {
		findings_line(findings->line, finding, findings->advised);
		return;
	}
	report_node(report, FINDING_NODE, finding->node);
	report_string(report, FINDING_PROPERTY, finding->property);
	report_string(report, FINDING_WHAT, row->text);
	if (*finding->details)
		report_string(report, FINDING_DETAILS, finding->details);
	if (findings->advised)
		dt_put_advice(report_cell(report, FINDING_ADVICE), finding);
}

/* The text of the next command of the finding that was shown. */
static struct dt_text *findings_command(struct findings *findings)
{
	bool first = !findings->commands;

	findings->commands = true;
	if (!findings->report.json) {
		dt_puts(findings->line, !first ? " && " : findings->advised ? ": " : "; ");
		return findings->line;
	}
	if (first)
		report_list(&findings->report, FINDING_COMMANDS);
	return report_item(&findings->report);
}

/* Adds the command that makes the repair to the finding's row, which is open if it was shown. */
static void findings_repair(struct dt_check *check, const struct dt_repair *repair)
{
	struct findings *findings = check->context;

	if (check->shown)
		check_put_repair(findings_command(findings), repair);
	if (findings->fix)
		check_repair_collect(repair);
}

void findings_not_run(struct dt_check *check, const char *name, struct dt_node node,
		      const char *why)
{
	struct report *report = &((struct findings *)check->context)->report;
	struct dt_text *out;

	if (check->quiet)
		return;
	report_row(report);
	report_string(report, FINDING_STATE, "not run");
	report_string(report, FINDING_CHECK, name);
	out = report_cell(report, FINDING_LINE);
	if (dt_found(node)) {
		dt_put_path(out, node);
		dt_puts(out, ": ");
	}
	dt_put_escaped(out, why, strlen(why));
	if (dt_found(node))
		report_node(report, FINDING_NODE, node);
	report_string(report, FINDING_NOT_RUN, why);
}

void findings_more(struct dt_check *check, int number, const struct dt_check_row *row)
{
	struct report *report = &((struct findings *)check->context)->report;
	struct dt_text *out;

	if (row->severity != DT_NOTE || check->all || check->quiet || check->found_by[number] < 2)
		return;
	findings_row(report, row);
	out = report_cell(report, FINDING_LINE);
	dt_put_dec(out, check->found_by[number] - 1);
	dt_puts(out, " more; use -v to show all");
}

void findings_begin(struct findings *findings, struct dt_check *check, struct shell *shell,
		    const struct shell_args *args)
{
	findings->fix = shell_option(args, 'f');
	check->context = findings;
	check->show = findings_show;
	check->repair = findings_repair;
	check->all |= args->json;
	if (findings->fix)
		check_repair_begin();
	report_begin(&findings->report, shell, args);
	if (!check->quiet)
		report_table(&findings->report, &finding_table);
}

/* --- the sum --------------------------------------------------------------------------------- */

enum { SUM_FOUND, SUM_CHECKS = SUM_FOUND + DT_ERROR + 1, SUM_LEFT, SUM_WHY, SUM_PARTS };

static const struct report_column sum_columns[] = {
	[SUM_FOUND + DT_NOTE] = { .key = "notes", .flags = REPORT_HIDDEN },
	[SUM_FOUND + DT_WARNING] = { .key = "warnings", .flags = REPORT_HIDDEN },
	[SUM_FOUND + DT_ERROR] = { .key = "errors", .flags = REPORT_HIDDEN },
	[SUM_CHECKS] = { .key = "checks", .flags = REPORT_HIDDEN },
	[SUM_LEFT] = { .key = "not_run", .flags = REPORT_HIDDEN },
	[SUM_WHY] = { .key = "why", .flags = REPORT_HIDDEN },
	[SUM_PARTS] = { .key = "not_run_on_overlay", .flags = REPORT_HIDDEN },
};

static const struct report_table sum_table = {
	.key = "sum",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(sum_columns),
};

/* "3 errors" */
static void sum_count(struct dt_text *out, uint32_t count, const char *what)
{
	dt_put_dec(out, count);
	dt_putc(out, ' ');
	dt_puts(out, what);
	dt_puts(out, count == 1 ? "" : "s");
}

/* "3 errors, 5 warnings, 2 notes; 64 checks, 2 not run: WHY" */
static void sum_say(struct report *report, const uint32_t *found, const struct findings_sum *sum)
{
	struct dt_text *out = report_say(report);

	for (int i = DT_ERROR; i >= DT_NOTE; i--) {
		sum_count(out, found[i], dt_severity_name((enum dt_severity)i));
		dt_puts(out, i ? ", " : "; ");
	}
	sum_count(out, (uint32_t)sum->checks, "check");
	if (sum->left) {
		dt_puts(out, ", ");
		dt_put_dec(out, (uint32_t)sum->left);
		dt_puts(out, sum->why ? " not run: " : " not run");
		dt_puts(out, sum->why ? sum->why : "");
	}
	if (!sum->parts)
		return;
	out = report_say(report);
	dt_put_dec(out, (uint32_t)sum->parts);
	dt_puts(out, " not run: this is an overlay: apply it first");
}

void findings_sum(struct dt_check *check, const struct findings_sum *sum)
{
	struct report *report = &((struct findings *)check->context)->report;

	sum_say(report, check->found, sum);
	if (!report->json)
		return;
	report_table(report, &sum_table);
	report_row(report);
	for (int i = DT_NOTE; i <= DT_ERROR; i++)
		report_dec(report, SUM_FOUND + i, check->found[i]);
	report_dec(report, SUM_CHECKS, (uint32_t)sum->checks);
	report_dec(report, SUM_LEFT, (uint32_t)sum->left);
	report_string(report, SUM_WHY, sum->left ? sum->why : NULL);
	report_dec(report, SUM_PARTS, (uint32_t)sum->parts);
}
