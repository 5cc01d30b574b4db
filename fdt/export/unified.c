#include "fdt/export/unified.h"
/* The hunks: what fdt/export/align.c found to be no pair, with context. */
#include <string.h>
#include "fdt/export/align.h"

enum { UNIFIED_CONTEXT = 3 }; /* lines */

/* A place between two lines of either side. */
struct unified_place {
	int32_t from, to;
};

/* The mark of the line behind @at, which moves over it; '\0' at the end. */
static char unified_step(struct unified_place *at)
{
	const struct align_side *from = &align_sides[0], *to = &align_sides[1];

	if (at->from < from->lines && from->line[at->from].pair < 0) {
		at->from++;
		return '-';
	}
	if (at->to < to->lines && to->line[at->to].pair < 0) {
		at->to++;
		return '+';
	}
	if (at->from == from->lines)
		return '\0';
	at->from++;
	at->to++;
	return ' ';
}

/* From the first change, which is at @begin, to where the context behind the last one ends. */
static struct unified_place unified_end(struct unified_place begin)
{
	struct unified_place at = begin, end = begin;
	int same = 0;
	char mark;

	while (same <= 2 * UNIFIED_CONTEXT && (mark = unified_step(&at))) {
		same = mark == ' ' ? same + 1 : 0;
		if (same <= UNIFIED_CONTEXT)
			end = at;
	}
	return end;
}

/* "12,7": where a hunk begins on one side, and its lines; of none, the line before them. */
static void unified_put_range(struct dt_text *out, int32_t begin, int32_t end)
{
	dt_put_dec(out, (uint64_t)(begin + (end > begin)));
	dt_putc(out, ',');
	dt_put_dec(out, (uint64_t)(end - begin));
}

static void unified_put_line(struct dt_text *out, char mark, const struct align_side *side,
			     int32_t i)
{
	dt_putc(out, mark);
	dt_write(out, side->text + side->line[i].at, align_len(side, i));
}

static void unified_put_hunk(struct dt_text *out, struct unified_place at, struct unified_place end)
{
	dt_puts(out, "@@ -");
	unified_put_range(out, at.from, end.from);
	dt_puts(out, " +");
	unified_put_range(out, at.to, end.to);
	dt_puts(out, " @@\n");
	while (at.from < end.from || at.to < end.to) {
		struct unified_place line = at;
		char mark = unified_step(&at);

		if (mark == '+')
			unified_put_line(out, mark, &align_sides[1], line.to);
		else
			unified_put_line(out, mark, &align_sides[0], line.from);
	}
}

static void unified_put_name(struct dt_text *out, const char *mark, const char *name)
{
	dt_puts(out, mark);
	dt_put_escaped(out, name, strlen(name));
	dt_putc(out, '\n');
}

/* All hunks; whether there was one. */
static bool unified_put(struct dt_text *out, const char *from_name, const char *to_name)
{
	struct unified_place at = { 0, 0 }, behind = { 0, 0 }; /* the last hunk */
	bool differ = false;

	for (;;) {
		struct unified_place begin = at;
		char mark = unified_step(&at);
		int context = begin.from - behind.from;

		if (!mark)
			return differ;
		if (mark == ' ')
			continue;
		if (!differ) {
			unified_put_name(out, "--- ", from_name);
			unified_put_name(out, "+++ ", to_name);
		}
		differ = true;
		context = context < UNIFIED_CONTEXT ? context : UNIFIED_CONTEXT;
		behind = at = unified_end(begin);
		begin.from -= context;
		begin.to -= context;
		unified_put_hunk(out, begin, at);
	}
}

int dt_unified(struct dt_text *out, const struct dt_tree *from, const char *from_name,
	       const struct dt_tree *to, const char *to_name)
{
	int result = align_texts(from, to);

	if (result == 0)
		result = unified_put(out, from_name, to_name);
	align_drop();
	return result;
}
