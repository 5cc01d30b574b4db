#pragma once
/* Sorting rows of any kind. */
#include <stddef.h>

/* Sorts @count rows of @size bytes (at most 64) by @order, which returns < 0 if its first argument
 * comes first. Takes n log n steps for any input; equal rows end up in any order. */
void dt_sort(void *rows, size_t count, size_t size, int (*order)(const void *, const void *));
