#include "shell/machine/survey/survey.h"
/* The run: facts in their order, rows, and the corrections as one edit. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include "fdt/core/space.h"
#include "shell/dt/kit/edit_tree.h"

enum { SURVEY_VALUE_MAX = 512 /* bytes of a property that a cell of is set */ };

static void *survey_kept; /* the rows: a run that Ctrl-C ends leaves them to the next one */

struct survey_row *survey_row(struct survey *survey, struct dt_node node)
{
	struct survey_row *row = &survey->row[survey->rows];

	if (survey->rows == SURVEY_ROWS_MAX - 1)
		survey->more++; /* the last one is for those without room */
	else
		survey->rows++;
	*row = (struct survey_row){ .fact = survey->fact, .node = node };
	return row;
}

void survey_claim(struct survey_row *row, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(row->claim, sizeof(row->claim), format, args);
	va_end(args);
}

void survey_measured(struct survey_row *row, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(row->measured, sizeof(row->measured), format, args);
	va_end(args);
}

void survey_judge(struct survey_row *row, bool right,
		  int (*correct)(struct shell *, struct dt_draft *, const struct survey_row *))
{
	row->verdict = right ? SURVEY_RIGHT : SURVEY_WRONG;
	row->proof = SURVEY_SURE;
	row->correct = right ? NULL : correct;
}

void survey_merge(struct survey *survey)
{
	const struct survey_row *last = &survey->row[survey->rows - 1];

	if (last->verdict == SURVEY_WRONG || survey->more)
		return;
	for (struct survey_row *row = survey->row; row < last; row++) {
		if (row->fact != last->fact || row->verdict != last->verdict ||
		    strcmp(row->claim, last->claim) != 0 ||
		    strcmp(row->measured, last->measured) != 0)
			continue;
		row->alike++;
		survey->rows--;
		return;
	}
}

static uint64_t survey_apart(uint64_t one, uint64_t other)
{
	return one > other ? one - other : other - one;
}

bool survey_is_near(uint64_t one, uint64_t other, unsigned part)
{
	return survey_apart(one, other) <= other / part;
}

uint64_t survey_usual(uint64_t claimed, uint64_t measured, unsigned near)
{
	static const uint16_t factors[] = { 10, 100, 1000, 2, 4, 8, 16, 32, 64 };
	static const uint32_t usual[] = { 32768,    1000000,  1843200,  3686400,  3906250,
					  4000000,  7372800,  10000000, 14745600, 15625000,
					  24000000, 25000000, 33333333, 48000000, 50000000,
					  62500000, 66666666, 100000000 };
	uint64_t nearest = 0;

	for (size_t i = 0; i < sizeof(factors) / sizeof(factors[0]); i++) {
		if (survey_is_near(measured, claimed / factors[i], near))
			return claimed / factors[i];
		if (survey_is_near(measured, claimed * factors[i], near))
			return claimed * factors[i];
	}
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (survey_apart(measured, usual[i]) < survey_apart(measured, nearest))
			nearest = usual[i];
	return survey_is_near(measured, nearest, near) ? nearest : 0;
}

/* --- the run ---------------------------------------------------------------------------------- */

static const struct survey_fact *survey_named(const char *name)
{
	const struct survey_fact *const *it;

	SET_FOREACH (it, survey_facts)
		if (strcmp((*it)->name, name) == 0)
			return *it;
	return NULL;
}

/* The fact whose place follows @place; NULL: that was the last. */
static const struct survey_fact *survey_next(unsigned place)
{
	const struct survey_fact *const *it, *next = NULL;

	SET_FOREACH (it, survey_facts)
		if ((*it)->place > place && (!next || (*it)->place < next->place))
			next = *it;
	return next;
}

static bool survey_wanted(const struct survey_fact *fact, const struct shell_args *args)
{
	bool wanted = args->argc < 2;

	for (int i = 1; i < args->argc; i++)
		wanted = wanted || strcmp(args->argv[i], fact->name) == 0;
	return wanted;
}

int survey_run(struct survey *survey, const struct shell_args *args)
{
	size_t size = SURVEY_ROWS_MAX * sizeof(struct survey_row);

	for (int i = 1; i < args->argc; i++)
		if (!survey_named(args->argv[i]))
			return shell_error(survey->shell, -ENOENT,
					   "%s: no such fact; 'help survey' lists them",
					   args->argv[i]);
	if (dt_keep(&survey_kept, size))
		return shell_error(survey->shell, -ENOMEM, "no memory for %zu bytes", size);
	survey->row = survey_kept;
	for (survey->fact = survey_next(0); survey->fact;
	     survey->fact = survey_next(survey->fact->place)) {
		if (survey_wanted(survey->fact, args))
			survey->fact->measure(survey);
		shell_check_interrupt(survey->shell);
	}
	return 0;
}

/* --- the edit --------------------------------------------------------------------------------- */

int survey_set_cells(struct dt_draft *draft, const struct survey_row *row, const char *name,
		     uint32_t at, uint32_t cells, uint64_t value)
{
	struct dt_node node = { &draft->tree, row->node.offset };
	uint8_t bytes[SURVEY_VALUE_MAX];
	int len = 0;
	const void *old = dt_prop(node, name, &len);

	if (!old || len > SURVEY_VALUE_MAX || at + cells * DT_CELL > (uint32_t)len)
		return -EMSGSIZE;
	memcpy(bytes, old, (size_t)len);
	for (uint32_t i = cells; i; i--, value >>= 32)
		dt_put_be32(bytes + at + (size_t)(i - 1) * DT_CELL, (uint32_t)value);
	return dt_draft_set(draft, node, name, bytes, (uint32_t)len);
}

/* The row to correct before those of nodes that come earlier in the tree, whose offsets then stay;
 * of one node they go in their order. NULL: there is no other. */
static struct survey_row *survey_last(const struct survey *survey, const struct survey_row *before)
{
	struct survey_row *last = NULL;

	for (struct survey_row *row = survey->row; row < survey->row + survey->rows; row++) {
		bool later = !before || row->node.offset < before->node.offset ||
			     (row->node.offset == before->node.offset && row > before);

		if (row->correct && later && (!last || row->node.offset > last->node.offset))
			last = row;
	}
	return last;
}

/* Reports that the row is not corrected, and leaves it out. The draft, which may have a half of it,
 * is abandoned. */
static void survey_give_up(struct survey *survey, struct survey_row *row, int err)
{
	const char *name = dt_name(row->node);
	char what[SURVEY_TEXT_MAX];

	snprintf(what, sizeof(what), "%s in %s", row->fact->name, name[0] ? name : "/");
	shell_edit_fail(survey->shell, err, what);
	row->correct = NULL;
}

/* All corrections, from the start: 0; or -errno and the row that cannot be made. */
static int survey_draft(struct survey *survey, struct dt_draft *draft, struct survey_row **row,
			int *count)
{
	int err = 0;

	*count = 0;
	for (*row = NULL; !err && (*row = survey_last(survey, *row)) != NULL; *count += !err)
		err = (*row)->correct(survey->shell, draft, *row);
	return err;
}

int survey_write(struct survey *survey, const struct shell_args *args)
{
	int count = 0, err = 0, failed = 0;
	struct survey_row *row;

	while (survey_last(survey, NULL)) {
		struct dt_draft *draft = shell_edit_begin(survey->shell);

		if (!draft)
			return -ENOMEM;
		err = survey_draft(survey, draft, &row, &count);
		if (!err) {
			err = shell_edit_end(survey->shell, args, draft);
			return err ? err : count;
		}
		survey_give_up(survey, row, err);
		failed = err;
	}
	return failed;
}
