#include "shell/dt/kit/change_line.h"
/* Words are what blanks separate. Of `<&clk 3>` more than the word that differs is shown. */
#include <stdbool.h>
#include <string.h>

enum {
	LINE_MARK = 4,   /* characters of "..." and a blank */
	LINE_GROUP = 32, /* characters of <...> that are shown beside the word that differs */
};

/* What comes before a value on a line of its own. */
static const char line_begin[] = "\n    ";

/* What is shown of a value: characters from @from up to @to. */
struct line_part {
	struct shell_piece all;
	size_t from, to;
};

/* --- what differs ---------------------------------------------------------------------------- */

/* A group of cells begins at @at, where a word begins. */
static bool line_opens(const char *text, size_t at)
{
	return text[at] == '<' && (at == 0 || text[at - 1] == ' ');
}

/* Where the words begin of which the first is not the same. */
static size_t line_start(const struct line_part *a, const struct line_part *b)
{
	const char *text = a->all.at;
	size_t at = 0, group;

	while (at < a->all.len && at < b->all.len && text[at] == b->all.at[at])
		at++;
	while (at && (at == a->all.len || at == b->all.len || text[at - 1] != ' '))
		at--;
	group = at;
	while (group && !line_opens(text, group) && at - group < LINE_GROUP)
		group--;
	if (line_opens(text, group))
		at = group;
	return at > LINE_MARK ? at : 0;
}

/* A group of cells, with the comma after it, ends before the blank at @at. */
static bool line_closes(const char *text, size_t at)
{
	const char *last = text + at - 1;

	return text[at] == ' ' && (*last == '>' || (at > 1 && *last == ',' && last[-1] == '>'));
}

/* How many characters are left out at the end of both; what is left of each is not empty. */
static size_t line_end(const struct line_part *a, const struct line_part *b)
{
	const struct shell_piece *x = &a->all, *y = &b->all;
	size_t len = 0, group;

	while (len + 1 < x->len - a->from && len + 1 < y->len - b->from &&
	       x->at[x->len - 1 - len] == y->at[y->len - 1 - len])
		len++;
	while (len && x->at[x->len - len] != ' ')
		len--;
	group = len;
	while (group && !line_closes(x->at, x->len - group) && len - group < LINE_GROUP)
		group--;
	if (group && line_closes(x->at, x->len - group))
		len = group;
	return len > LINE_MARK ? len : 0;
}

static void line_trim(struct line_part *a, struct line_part *b)
{
	size_t end;

	a->from = b->from = line_start(a, b);
	end = line_end(a, b);
	a->to -= end;
	b->to -= end;
}

/* --- lines ----------------------------------------------------------------------------------- */

static size_t line_length(const struct line_part *part)
{
	return part->to - part->from + (part->from ? LINE_MARK : 0) +
	       (part->to < part->all.len ? LINE_MARK : 0);
}

/* Cuts what is shown after the last word that leaves room for the mark. */
static void line_cut(struct line_part *part, size_t room)
{
	size_t at;

	if (line_length(part) <= room)
		return;
	at = part->from + room - LINE_MARK - (part->from ? LINE_MARK : 0);
	part->to = at;
	while (at > part->from && part->all.at[at] != ' ')
		at--;
	if (at > part->from)
		part->to = at;
}

/* Puts a value after @joint, in the line of @columns that has @column characters or else in one of
 * its own. Returns the line's characters. */
static size_t line_put(struct dt_text *out, size_t columns, size_t column, const char *joint,
		       struct line_part *part)
{
	if (column + strlen(joint) + line_length(part) > columns) {
		dt_puts(out, line_begin);
		joint += strspn(joint, " ");
		column = strlen(line_begin + 1);
		line_cut(part, columns - column - strlen(joint));
	}
	dt_puts(out, joint);
	if (part->from)
		dt_puts(out, "... ");
	dt_write(out, part->all.at + part->from, part->to - part->from);
	if (part->to < part->all.len)
		dt_puts(out, " ...");
	return column + strlen(joint) + line_length(part);
}

void shell_put_change(struct dt_text *out, unsigned columns, struct shell_piece name,
		      struct shell_piece before, struct shell_piece after)
{
	struct line_part old = { .all = before, .to = before.len };
	struct line_part new = { .all = after, .to = after.len };
	const char *joint = before.at ? " -> " : "  ";
	size_t column = name.len;

	if (before.at && after.at &&
	    name.len + strlen("  ") + before.len + strlen(joint) + after.len > columns)
		line_trim(&old, &new);
	dt_write(out, name.at, name.len);
	if (before.at)
		column = line_put(out, columns, column, "  ", &old);
	if (after.at)
		line_put(out, columns, column, joint, &new);
}
