#include "fdt/export/unified.h"
/*
 * The hunks: lines for which fdt/export/align.c found no pair, with context.
 *
 * Source of the format: POSIX, diff -u.
 */
#include <string.h>
#include "fdt/export/align.h"

enum { UNIFIED_CONTEXT = 3 }; /* lines */

/* A place between two lines of either side. */
struct unified_place {
	int32_t from, to;
};

/* What a line is. */
enum unified_line { UNIFIED_END, UNIFIED_SAME, UNIFIED_REMOVED, UNIFIED_ADDED };

/* The line after @at, which moves past it. */
static enum unified_line unified_step(struct unified_place *at)
{
	const struct align_side *from = &align_sides[0], *to = &align_sides[1];

	if (at->from < from->lines && from->line[at->from].pair < 0) {
		at->from++;
		return UNIFIED_REMOVED;
	}
	if (at->to < to->lines && to->line[at->to].pair < 0) {
		at->to++;
		return UNIFIED_ADDED;
	}
	if (at->from == from->lines)
		return UNIFIED_END;
	at->from++;
	at->to++;
	return UNIFIED_SAME;
}

/* Where the hunk ends whose first change is at @begin: after the context of its last change. */
static struct unified_place unified_end(struct unified_place begin)
{
	struct unified_place at = begin, end = begin;
	int same = 0;
	enum unified_line line;

	while (same <= 2 * UNIFIED_CONTEXT && (line = unified_step(&at)) != UNIFIED_END) {
		same = line == UNIFIED_SAME ? same + 1 : 0;
		if (same <= UNIFIED_CONTEXT)
			end = at;
	}
	return end;
}

/* "12,7": where a hunk begins on one side, and its lines; the line before where it has none. */
static void unified_put_range(struct dt_text *out, int32_t begin, int32_t end)
{
	dt_put_dec(out, (uint64_t)(begin + (end > begin)));
	dt_putc(out, ',');
	dt_put_dec(out, (uint64_t)(end - begin));
}

/* The line at @at. */
static void unified_put_line(struct dt_text *out, enum unified_line line, struct unified_place at)
{
	static const char marks[] = {
		[UNIFIED_SAME] = ' ',
		[UNIFIED_REMOVED] = '-',
		[UNIFIED_ADDED] = '+',
	};
	const struct align_side *side = &align_sides[line == UNIFIED_ADDED];
	int32_t i = line == UNIFIED_ADDED ? at.to : at.from;

	dt_putc(out, marks[line]);
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
		struct unified_place here = at;

		unified_put_line(out, unified_step(&at), here);
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
	struct unified_place at = { 0, 0 }, last = { 0, 0 }; /* where the last hunk ends */
	bool differ = false;

	for (;;) {
		struct unified_place begin = at;
		enum unified_line line = unified_step(&at);
		int context = begin.from - last.from;

		if (line == UNIFIED_END)
			return differ;
		if (line == UNIFIED_SAME)
			continue;
		if (!differ) {
			unified_put_name(out, "--- ", from_name);
			unified_put_name(out, "+++ ", to_name);
		}
		differ = true;
		context = context < UNIFIED_CONTEXT ? context : UNIFIED_CONTEXT;
		last = at = unified_end(begin);
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
