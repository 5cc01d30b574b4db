/*
 * How a finding of a check is counted and printed.
 */
#include "fdt/check/rule.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
	REPORT_DETAILS_MAX = 200,
	REPORT_SEVERITY_WIDTH = 8, /* columns of a line */
	REPORT_NAME_WIDTH = 18,
};

const char *dt_severity_name(enum dt_severity severity)
{
	static const char *const names[] = {
		[DT_NOTE] = "note",
		[DT_WARNING] = "warning",
		[DT_ERROR] = "error",
	};

	return names[severity];
}

/* --- a line ---------------------------------------------------------------------------------- */

/* Puts text, padded to @width, and a blank. */
static void report_column(struct dt_text *out, const char *text, size_t width)
{
	dt_puts(out, text);
	for (size_t len = strlen(text); len < width; len++)
		dt_putc(out, ' ');
	dt_putc(out, ' ');
}

/* @kind: a severity, or what is in its place. */
static void report_head(struct dt_text *out, const char *kind, const char *name)
{
	report_column(out, kind, REPORT_SEVERITY_WIDTH);
	report_column(out, name, REPORT_NAME_WIDTH);
}

/* Text that may have parts of the tree in it. */
static void report_escaped(struct dt_text *out, const char *before, const char *text)
{
	if (!*text)
		return;
	dt_puts(out, before);
	dt_put_escaped(out, text, strlen(text));
}

/* SEVERITY CHECK PATH: WHAT IS WRONG: DETAILS; WHAT TO DO */
static void report_line(struct dt_text *out, const struct dt_finding *finding)
{
	const struct dt_check_row *row = finding->row;
	const char *fix = finding->fix ? finding->fix : row->fix;
	char path[DT_PATH_MAX];

	report_head(out, dt_severity_name(row->severity), row->name);
	report_escaped(out, "", rule_path(finding->node, path, sizeof(path)));
	dt_puts(out, ": ");
	dt_puts(out, row->text);
	report_escaped(out, ": ", finding->details);
	if (fix)
		report_escaped(out, "; ", fix);
	dt_putc(out, '\n');
}

/* --- findings -------------------------------------------------------------------------------- */

static bool report_is_within(const struct dt_check *check, struct dt_node node)
{
	const struct dt_index *index = check->tree->index;
	int32_t top = dt_number_of(check->top), number = dt_number_of(node);

	return number >= top && number < index->node[top].end;
}

bool dt_check_report(struct dt_check *check, const struct dt_finding *finding)
{
	enum dt_severity severity = finding->row->severity;

	if (check->off[finding->number] || severity < check->least ||
	    !report_is_within(check, finding->node))
		return false;
	check->found[severity]++;
	if (++check->found_by[finding->number] > 1 && severity == DT_NOTE && !check->all)
		return true;
	if (!check->quiet)
		report_line(check->out, finding);
	return true;
}

void dt_check_not_run(struct dt_check *check, const char *name, struct dt_node node,
		      const char *why)
{
	char path[DT_PATH_MAX];

	if (check->quiet)
		return;
	report_head(check->out, "not run", name);
	if (dt_found(node)) {
		report_escaped(check->out, "", rule_path(node, path, sizeof(path)));
		dt_puts(check->out, ": ");
	}
	report_escaped(check->out, "", why);
	dt_putc(check->out, '\n');
}

void dt_check_more(struct dt_check *check, int number, const struct dt_check_row *row)
{
	if (row->severity != DT_NOTE || check->all || check->quiet || check->found_by[number] < 2)
		return;
	report_head(check->out, dt_severity_name(row->severity), row->name);
	dt_put_dec(check->out, check->found_by[number] - 1);
	dt_puts(check->out, " more; use -v to show all\n");
}

static bool report_args(struct dt_check *check, int id, struct dt_node node, const char *fix,
			const char *format, va_list args)
{
	char details[REPORT_DETAILS_MAX] = "";
	struct dt_finding finding = {
		.number = check->first + id,
		.row = &check->group->rows[id],
		.node = node,
		.details = details,
		.fix = fix,
	};

	if (check->off[finding.number] || (check->part && finding.row->whole))
		return false;
	if (format)
		vsnprintf(details, sizeof(details), format, args);
	return dt_check_report(check, &finding);
}

bool rule_found(struct dt_check *check, int id, const char *format, ...)
{
	va_list args;
	bool counts;

	va_start(args, format);
	counts = report_args(check, id, check->node, NULL, format, args);
	va_end(args);
	return counts;
}

bool rule_found_at(struct dt_check *check, int id, struct dt_node node, const char *format, ...)
{
	va_list args;
	bool counts;

	va_start(args, format);
	counts = report_args(check, id, node, NULL, format, args);
	va_end(args);
	return counts;
}

bool rule_found_fix(struct dt_check *check, int id, struct dt_node node, const char *fix,
		    const char *format, ...)
{
	va_list args;
	bool counts;

	va_start(args, format);
	counts = report_args(check, id, node, fix, format, args);
	va_end(args);
	return counts;
}

/* --- repairs --------------------------------------------------------------------------------- */

static void report_repair(struct dt_check *check, const struct dt_repair *repair)
{
	if (check->repair)
		check->repair(check, repair);
}

void rule_repair_text(struct dt_check *check, struct dt_node node, const char *name,
		      const char *text)
{
	report_repair(check, &(struct dt_repair){
				     .node = node,
				     .name = name,
				     .value = text,
				     .len = (uint32_t)strlen(text) + 1,
			     });
}

void rule_repair_cell(struct dt_check *check, struct dt_node node, const char *name, uint32_t cell)
{
	uint8_t value[DT_CELL];

	dt_put_be32(value, cell);
	report_repair(check, &(struct dt_repair){
				     .node = node,
				     .name = name,
				     .value = value,
				     .len = sizeof(value),
			     });
}

void rule_repair_remove(struct dt_check *check, const char *name)
{
	report_repair(check, &(struct dt_repair){ .node = check->node, .name = name });
}
