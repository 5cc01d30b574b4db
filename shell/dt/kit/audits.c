#include "shell/dt/kit/audits.h"
/*
 * The audits, as `check` lists, numbers and runs them.
 */
#include <stdarg.h>
#include <stdio.h>
#include "shell/dt/kit/findings.h"

enum { AUDIT_DETAILS_MAX = 200 };

/* What a run of the audits reports through. */
struct check_report {
	struct dt_check *check;
	const struct check_audit *audit;
	int number;
	bool left; /* the running audit could not ask everything */
};

/* Audit number @number in alphabetical order; NULL after the last. They are sorted once. */
static const struct check_audit *audit_at(int number)
{
	static const struct check_audit *sorted[DT_CHECKS_ADDED + 1];
	static bool done; /* set last: a command may be ended at any moment */
	const char *name = "";

	for (int i = 0; !done && i < DT_CHECKS_ADDED; i++) {
		SET_NEXT(sorted[i], check_audits, name);
		if (!sorted[i])
			break;
		name = sorted[i]->name;
	}
	done = true;
	return sorted[number];
}

static struct dt_check_row audit_row(const struct check_audit *audit)
{
	struct dt_check_row row = {
		.severity = audit->severity,
		.text = audit->text,
		.fix = audit->fix,
	};

	snprintf(row.name, sizeof(row.name), "%s", audit->name);
	return row;
}

bool check_row(int number, struct dt_check_row *row)
{
	const struct dt_check_row *own = dt_check_row(number);
	const struct check_audit *audit;

	if (own) {
		*row = *own;
		return true;
	}
	audit = audit_at(number - dt_check_count());
	if (audit)
		*row = audit_row(audit);
	return audit;
}

static void audit_found(struct check_report *report, struct dt_node node, const char *fix,
			const char *format, va_list args)
{
	struct dt_check_row row = audit_row(report->audit);
	char details[AUDIT_DETAILS_MAX] = "";

	if (format)
		vsnprintf(details, sizeof(details), format, args);
	dt_check_report(report->check,
			&(struct dt_finding){
				.number = report->number,
				.row = &row,
				.node = dt_found(node) ? node : dt_root(report->check->tree),
				.details = details,
				.fix = fix,
			});
}

void check_found(struct check_report *report, struct dt_node node, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	audit_found(report, node, NULL, format, args);
	va_end(args);
}

void check_found_fix(struct check_report *report, struct dt_node node, const char *fix,
		     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	audit_found(report, node, fix, format, args);
	va_end(args);
}

/* --- what did not run ------------------------------------------------------------------------- */

void check_not_run(struct check_report *report, struct dt_node node, const char *why)
{
	report->left = true;
	findings_not_run(report->check, report->audit->name, node, why);
}

/* The audits that @check wants. */
static bool audit_is_wanted(const struct dt_check *check, const struct check_report *report)
{
	return !check->off[report->number] && report->audit->severity >= check->least;
}

/* ---------------------------------------------------------------------------------------------- */

int check_audit_all(struct shell *shell, struct dt_check *check, bool run, int *left)
{
	struct check_report report = { .check = check, .number = dt_check_count() };
	const struct check_audit *audit;
	int ran = 0;

	*left = 0;
	for (int i = 0; (audit = audit_at(i)); i++, report.number++) {
		report.audit = audit;
		report.left = !run;
		if (!audit_is_wanted(check, &report))
			continue;
		if (run)
			audit->run(shell, &report);
		ran += !report.left;
		*left += report.left;
	}
	return ran;
}
