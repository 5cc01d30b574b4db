#include "shell/dt/kit/check_rows.h"
/* Audits: checks that know more than the tree. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { CHECK_FINDING_MAX = 200 };

/* What a run of audits reports through. */
struct check_report {
	struct dt_check *check;
	const struct check_audit *audit;
	int number;
};

/* The audit whose name follows @name in alphabetical order ("": the first); NULL at the end. */
static const struct check_audit *check_next(const char *name)
{
	const struct check_audit *next;

	SET_NEXT(next, check_audits, name);
	return next;
}

static struct dt_check_row check_audit_row(const struct check_audit *audit)
{
	return (struct dt_check_row){ audit->name, audit->summary, audit->mend, audit->severity };
}

bool check_row(int number, struct dt_check_row *row)
{
	const struct check_audit *audit;

	if (dt_check_row(number, row))
		return true;
	number -= dt_check_count();
	for (audit = check_next(""); audit && number > 0; number--)
		audit = check_next(audit->name);
	if (audit)
		*row = check_audit_row(audit);
	return audit;
}

void check_found(struct check_report *report, struct dt_node node, const char *format, ...)
{
	struct dt_check_row row = check_audit_row(report->audit);
	char reason[CHECK_FINDING_MAX] = "";
	va_list args;

	va_start(args, format);
	if (format)
		vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	if (format && strstr(format, "; "))
		row.mend = "";
	dt_check_tell(report->check, report->number, &row,
		      dt_found(node) ? node : dt_root(report->check->tree), reason);
}

void check_audit_all(struct shell *shell, struct dt_check *check)
{
	struct check_report report = { .check = check, .number = dt_check_count() };
	const struct check_audit *audit;

	for (audit = check_next(""); audit; audit = check_next(audit->name), report.number++) {
		report.audit = audit;
		if (!check->off[report.number])
			audit->run(shell, &report);
	}
}
