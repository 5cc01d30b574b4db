/*
 * How a finding of a check is counted and reported, and what to do about it.
 */
#include "fdt/check/rule.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/fault.h"

enum { REPORT_DETAILS_MAX = 200 };

const char *dt_severity_name(enum dt_severity severity)
{
	static const char *const names[] = {
		[DT_NOTE] = "note",
		[DT_WARNING] = "warning",
		[DT_ERROR] = "error",
	};

	return names[severity];
}

/* --- advice ---------------------------------------------------------------------------------- */

/* Puts the path that @text means, which follows a '$'. Returns the text after it. */
static const char *report_place(struct dt_text *out, const struct dt_finding *finding,
				const char *text)
{
	const struct dt_index *index = finding->node.tree->index;
	struct dt_node node = finding->node;

	if (*text == '<' && node.offset != dt_root(node.tree).offset)
		node = dt_numbered(node.tree, index->node[dt_number_of(node)].parent);
	if (*text != '/' && *text != '<' && *text != '$') {
		dt_put_path(out, node);
		return text;
	}
	dt_put_inside(out, node);
	if (*text == '$' && finding->property)
		dt_put_escaped(out, finding->property, strlen(finding->property));
	return text + 1;
}

void dt_put_advice(struct dt_text *out, const struct dt_finding *finding)
{
	const char *text = finding->fix ? finding->fix : finding->row->fix, *at;

	for (; text && (at = strchr(text, '$')); text = report_place(out, finding, at + 1))
		dt_put_escaped(out, text, (size_t)(at - text));
	if (text)
		dt_put_escaped(out, text, strlen(text));
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

	check->shown = false;
	if (check->off[finding->number] || severity < check->least ||
	    !report_is_within(check, finding->node))
		return false;
	check->found[severity]++;
	if (++check->found_by[finding->number] > 1 && severity == DT_NOTE && !check->all)
		return true;
	check->shown = !check->quiet;
	if (check->shown)
		check->show(check, finding);
	return true;
}

static bool report_args(struct dt_check *check, int id, struct dt_node node, const char *fix,
			const char *format, va_list args)
{
	char details[REPORT_DETAILS_MAX] = "";
	struct dt_finding finding = {
		.number = check->first + id,
		.row = &check->group->rows[id],
		.node = node,
		.property = node.offset == check->node.offset ? check->prop : NULL,
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
