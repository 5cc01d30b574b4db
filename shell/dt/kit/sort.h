#pragma once
#include <stddef.h>

/* Sorts @count rows of @size bytes (at most 64) by @order, which is below 0 where the first comes
 * before the second: by heap, so n log n whatever there is, and equal ones in any order. */
void shell_sort(void *rows, size_t count, size_t size, int (*order)(const void *, const void *));
