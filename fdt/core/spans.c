#include "fdt/core/spans.h"
/*
 * The ends of all spans cut the numbers into pieces. The rows, first to last, take those of their
 * pieces that no row before them took, so that each piece is taken once.
 */
#include "fdt/core/index.h"
#include "fdt/core/sort.h"

enum { SPANS_KIND = 1 };

/* Where a piece begins; it ends where the next one begins. */
struct spans_piece {
	uint64_t number;
	uint32_t space;
	int32_t row; /* that has it, or DT_NONE */
};

struct spans_table {
	struct dt_table table;
	uint32_t count;
	struct spans_piece piece[];
};

/* The pieces and, until they are taken, for each the next one that may be free. */
struct spans_draft {
	struct spans_table *table;
	uint32_t *next;
};

/* The table that is being made. A command that is ended by force leaves it to the next one. */
static void *spans_new;

static int spans_order(const void *one, const void *other)
{
	const struct spans_piece *a = one, *b = other;

	if (a->space != b->space)
		return a->space < b->space ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return 0;
}

/* How many pieces begin before @place; with @there, those that begin there as well. */
static uint32_t spans_before(const struct spans_table *table, struct spans_piece place, bool there)
{
	uint32_t low = 0, high = table->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (spans_order(&table->piece[middle], &place) < there)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where the span ends; false: at the end of all numbers. */
static bool spans_end(struct dt_span span, struct spans_piece *end)
{
	bool whole = span.size > UINT64_MAX - span.base; /* to the end of its space */

	*end = (struct spans_piece){ .space = span.space + whole, .row = DT_NONE };
	if (!whole)
		end->number = span.base + span.size;
	return !whole || span.space != UINT32_MAX;
}

static void spans_cut(struct spans_table *table, struct dt_span span)
{
	struct spans_piece end;

	if (!span.size)
		return;
	table->piece[table->count++] = (struct spans_piece){ span.base, span.space, DT_NONE };
	if (spans_end(span, &end))
		table->piece[table->count++] = end;
}

/* The first free piece from @at on. Its way is made shorter for the next time. */
static uint32_t spans_free(uint32_t *next, uint32_t at)
{
	for (; next[at] != at; at = next[at])
		next[at] = next[next[at]];
	return at;
}

static void spans_take(const struct spans_draft *draft, struct dt_span span, int32_t row)
{
	const struct spans_piece base = { .space = span.space, .number = span.base };
	struct spans_piece end;
	uint32_t at, last = draft->table->count;

	if (!span.size)
		return;
	at = spans_before(draft->table, base, false);
	if (spans_end(span, &end))
		last = spans_before(draft->table, end, false);
	while ((at = spans_free(draft->next, at)) < last) {
		draft->table->piece[at].row = row;
		draft->next[at] = at + 1;
	}
}

/* The table of the property, made if it is missing; NULL: as dt_table_make, or there are too few
 * rows. */
static const struct spans_table *spans_table(const struct dt_spans *spans)
{
	const struct spans_table *kept;
	struct spans_draft draft;
	size_t pieces = 2 * (size_t)spans->rows;

	if (spans->rows < DT_TABLE_ROWS)
		return NULL;
	kept = dt_table(spans->tree, spans->value, SPANS_KIND);
	if (kept)
		return kept;
	draft.table = dt_table_make(&spans_new, spans->tree,
				    sizeof(*kept) + pieces * sizeof(*kept->piece) +
					    (pieces + 1) * sizeof(*draft.next));
	if (!draft.table)
		return NULL;
	draft.next = (uint32_t *)(void *)(draft.table->piece + pieces);
	draft.table->count = 0;
	for (uint32_t i = 0; i < spans->rows; i++)
		spans_cut(draft.table, spans->read(spans->context, i));
	dt_sort(draft.table->piece, draft.table->count, sizeof(*draft.table->piece), spans_order);
	for (uint32_t i = 0; i <= draft.table->count; i++)
		draft.next[i] = i;
	for (uint32_t i = 0; i < spans->rows; i++)
		spans_take(&draft, spans->read(spans->context, i), (int32_t)i);
	dt_table_keep(&spans_new, spans->tree, spans->value, SPANS_KIND);
	return draft.table;
}

static int32_t spans_walk(const struct dt_spans *spans, uint32_t space, uint64_t number)
{
	for (uint32_t i = 0; i < spans->rows; i++) {
		struct dt_span span = spans->read(spans->context, i);

		if (span.space == space && number >= span.base && number - span.base < span.size)
			return (int32_t)i;
	}
	return DT_NONE;
}

int32_t dt_spans_first(const struct dt_spans *spans, uint32_t space, uint64_t number)
{
	const struct spans_piece place = { .space = space, .number = number };
	const struct spans_table *table = spans_table(spans);
	uint32_t before;

	if (!table)
		return spans_walk(spans, space, number);
	before = spans_before(table, place, true);
	return before ? table->piece[before - 1].row : DT_NONE;
}
