#include "fdt/core/sort.h"
/* Heapsort: no recursion, no memory, and no input for which it is slow, unlike qsort. */
#include <stdbool.h>
#include <string.h>

enum { SORT_ROW_MAX = 64 };

struct sort {
	char *rows;
	size_t size;
	int (*order)(const void *, const void *);
};

static char *sort_row(const struct sort *sort, size_t at)
{
	return sort->rows + at * sort->size;
}

/* Puts the row @moved, which is in no place, where it belongs at @at or below it, in a heap of
 * @count rows, whose top is the last in order. */
static void sort_sink(const struct sort *sort, size_t at, size_t count, const char *moved)
{
	for (size_t child = 2 * at + 1; child < count; at = child, child = 2 * at + 1) {
		char *row = sort_row(sort, child);

		if (child + 1 < count && sort->order(row, row + sort->size) < 0) {
			child++;
			row += sort->size;
		}
		if (sort->order(moved, row) >= 0)
			break;
		memcpy(sort_row(sort, at), row, sort->size);
	}
	memcpy(sort_row(sort, at), moved, sort->size);
}

static bool sort_is_done(const struct sort *sort, size_t count)
{
	size_t at = 1;

	while (at < count && sort->order(sort_row(sort, at - 1), sort_row(sort, at)) <= 0)
		at++;
	return at >= count;
}

void dt_sort(void *rows, size_t count, size_t size, int (*order)(const void *, const void *))
{
	const struct sort sort = { .rows = rows, .size = size, .order = order };
	_Alignas(max_align_t) char moved[SORT_ROW_MAX];

	if (sort_is_done(&sort, count))
		return;
	for (size_t at = count / 2; at-- > 0;) {
		memcpy(moved, sort_row(&sort, at), size);
		sort_sink(&sort, at, count, moved);
	}
	while (count-- > 1) {
		memcpy(moved, sort_row(&sort, count), size);
		memcpy(sort_row(&sort, count), rows, size);
		sort_sink(&sort, 0, count, moved);
	}
}
