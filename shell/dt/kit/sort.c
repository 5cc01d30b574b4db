#include "shell/dt/kit/sort.h"
/* Heapsort: no recursion, no memory, and no input for which it is slow, unlike qsort. */
#include <string.h>

enum { SORT_ROW_MAX = 64 };

struct sort {
	char *rows;
	size_t size;
	int (*order)(const void *, const void *);
};

static void sort_swap(const struct sort *sort, size_t a, size_t b)
{
	char kept[SORT_ROW_MAX];

	memcpy(kept, sort->rows + a * sort->size, sort->size);
	memcpy(sort->rows + a * sort->size, sort->rows + b * sort->size, sort->size);
	memcpy(sort->rows + b * sort->size, kept, sort->size);
}

static int sort_order(const struct sort *sort, size_t a, size_t b)
{
	return sort->order(sort->rows + a * sort->size, sort->rows + b * sort->size);
}

/* Lets row @at sink in a heap of @count rows, whose top is the last in order. */
static void sort_sink(const struct sort *sort, size_t at, size_t count)
{
	for (size_t child = 2 * at + 1; child < count; at = child, child = 2 * at + 1) {
		if (child + 1 < count && sort_order(sort, child, child + 1) < 0)
			child++;
		if (sort_order(sort, at, child) >= 0)
			return;
		sort_swap(sort, at, child);
	}
}

void shell_sort(void *rows, size_t count, size_t size, int (*order)(const void *, const void *))
{
	const struct sort sort = { .rows = rows, .size = size, .order = order };

	for (size_t at = count / 2; at-- > 0;)
		sort_sink(&sort, at, count);
	while (count-- > 1) {
		sort_swap(&sort, 0, count);
		sort_sink(&sort, 0, count);
	}
}
