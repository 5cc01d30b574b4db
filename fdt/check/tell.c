#include "fdt/check/rule.h"
/*
 * The checks' rows, and how findings are told.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TELL_REASON_MAX = 200 };

const struct dt_check_group *const rule_groups[RULE_GROUPS] = {
	&check_names,      &check_types, &check_addresses, &check_buses,  &check_graph,
	&check_interrupts, &check_refs,  &check_aliases,   &check_chosen, &check_uarts,
	&check_memory,     &check_cpus,  &check_header,
};

/* --- rows ------------------------------------------------------------------------------------ */

/* What mends most: a row's second letter says which, from 'a'. */
static const char tell_mends[] = "rename it\0"
				 "remove it\0"
				 "mend it\0"
				 "mend one\0"
				 "add it\0"
				 "enable it\0"
				 "set it in quotes\0"
				 "set a number of its own\0"
				 "set #address-cells <1>, #size-cells <0>\0"
				 "move it\0"
				 "name a UART\0";

static const char *tell_behind(const char *text)
{
	return text + strlen(text) + 1;
}

static const char *tell_mend(char letter)
{
	const char *text = tell_mends;

	if (letter < 'a')
		return "";
	while (letter-- > 'a')
		text = tell_behind(text);
	return text;
}

/* Takes the row at *@at, behind which *@at is then; false: there is none. The summary stays where
 * the row has none. */
static bool tell_row_take(const char **at, struct dt_check_row *row)
{
	static const char severities[] = "NWE";
	const char *text = *at;

	if (!*text)
		return false;
	row->severity = (enum dt_severity)(strchr(severities, text[0]) - severities);
	row->name = text + 2;
	row->mend = tell_mend(text[1]);
	*at = tell_behind(text);
	if (**at)
		row->summary = *at;
	*at = tell_behind(*at);
	if (text[1] == '+') {
		row->mend = *at;
		*at = tell_behind(*at);
	}
	return true;
}

/* Row number @id of a group; false behind the last, of which *@id is the number then. */
static bool tell_row_of(const struct dt_check_group *group, int *id, struct dt_check_row *row)
{
	const char *at = group->rows;
	int number = 0;

	while (tell_row_take(&at, row))
		if (number++ == *id)
			return true;
	*id = number;
	return false;
}

bool dt_check_row(int number, struct dt_check_row *row)
{
	for (size_t i = 0; i < RULE_GROUPS; i++) {
		int id = number;

		if (tell_row_of(rule_groups[i], &id, row))
			return true;
		number -= id;
	}
	return false;
}

int dt_check_count(void)
{
	struct dt_check_row row;
	int number = 0;

	while (dt_check_row(number, &row))
		number++;
	return number;
}

int dt_check_named(const char *name, size_t len)
{
	struct dt_check_row row;

	for (int number = 0; dt_check_row(number, &row); number++)
		if (strlen(row.name) == len && memcmp(row.name, name, len) == 0)
			return number;
	return -ENOENT;
}

int rule_count(const struct dt_check_group *group)
{
	struct dt_check_row row;
	int id = DT_CHECKS_MAX;

	tell_row_of(group, &id, &row);
	return id;
}

const char *dt_severity_name(enum dt_severity severity)
{
	static const char names[][8] = { "note", "warning", "error" };

	return names[severity];
}

/* --- telling --------------------------------------------------------------------------------- */

/* Text, and blanks up to the column that is @width further. */
static void tell_put(struct dt_text *out, const char *text, size_t width)
{
	dt_puts(out, text);
	for (size_t len = strlen(text); len < width; len++)
		dt_putc(out, ' ');
	dt_putc(out, ' ');
}

static void tell_put_path(struct dt_text *out, struct dt_node node)
{
	char path[DT_PATH_MAX];

	rule_path(node, path, sizeof(path));
	dt_put_escaped(out, path, strlen(path));
}

static void tell_put_line(struct dt_text *out, const struct dt_check_row *row, struct dt_node node,
			  const char *reason)
{
	tell_put(out, dt_severity_name(row->severity), 8);
	tell_put(out, row->name, 18);
	tell_put_path(out, node);
	dt_puts(out, ": ");
	dt_puts(out, row->summary);
	if (*reason && *reason != ';')
		dt_puts(out, ": ");
	dt_put_escaped(out, reason, strlen(reason));
	if (*row->mend) {
		dt_puts(out, "; ");
		dt_puts(out, row->mend);
	}
	dt_putc(out, '\n');
}

static bool tell_within(const struct dt_check *check, struct dt_node node)
{
	const struct dt_index *index = check->tree->index;
	int32_t top = dt_number_of(check->top), number = dt_number_of(node);

	return number >= top && number < index->node[top].end;
}

bool dt_check_tell(struct dt_check *check, int number, const struct dt_check_row *row,
		   struct dt_node node, const char *reason)
{
	if (check->off[number] || row->severity < check->least || !tell_within(check, node))
		return false;
	check->found[row->severity]++;
	if (++check->of[number] > 1 && row->severity == DT_NOTE && !check->all)
		return true;
	if (!check->quiet)
		tell_put_line(check->out, row, node, reason);
	return true;
}

void dt_check_more(struct dt_check *check, int number, const struct dt_check_row *row)
{
	if (row->severity != DT_NOTE || check->all || check->quiet || check->of[number] < 2)
		return;
	tell_put(check->out, dt_severity_name(row->severity), 8);
	tell_put(check->out, row->name, 18);
	dt_put_dec(check->out, check->of[number] - 1);
	dt_puts(check->out, " more; -v tells all\n");
}

static bool tell_args(struct dt_check *check, int id, struct dt_node node, const char *format,
		      va_list args)
{
	char reason[TELL_REASON_MAX] = "";
	struct dt_check_row row = { .summary = "" };
	int number = check->first + id;

	if (check->off[number])
		return false;
	tell_row_of(check->group, &id, &row);
	if (format)
		vsnprintf(reason, sizeof(reason), format, args);
	if (format && strstr(format, "; "))
		row.mend = "";
	return dt_check_tell(check, number, &row, node, reason);
}

bool rule_found(struct dt_check *check, int id, const char *format, ...)
{
	va_list args;
	bool told;

	va_start(args, format);
	told = tell_args(check, id, check->node, format, args);
	va_end(args);
	return told;
}

bool rule_found_at(struct dt_check *check, int id, struct dt_node node, const char *format, ...)
{
	va_list args;
	bool told;

	va_start(args, format);
	told = tell_args(check, id, node, format, args);
	va_end(args);
	return told;
}

static void tell_wish(struct dt_check *check, struct dt_mend mend)
{
	if (check->mend)
		check->mend(check, &mend);
}

void rule_mend_text(struct dt_check *check, struct dt_node node, const char *name, const char *text)
{
	tell_wish(check, (struct dt_mend){ node, name, text, (uint32_t)strlen(text) + 1 });
}

void rule_mend_cell(struct dt_check *check, struct dt_node node, const char *name, uint8_t cell)
{
	const uint8_t value[CELL] = { 0, 0, 0, cell };

	tell_wish(check, (struct dt_mend){ node, name, value, sizeof(value) });
}

void rule_mend_remove(struct dt_check *check, const char *name)
{
	tell_wish(check, (struct dt_mend){ check->node, name, NULL, 0 });
}
