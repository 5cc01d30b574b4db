#pragma once
/*
 * Memory in pieces of any size from one range: the allocator that fdt/core/space.h uses in the
 * image.
 *
 * Ours instead of the C library's, which clears all that it gives, while an edit takes memory for
 * whole trees. Nothing here waits or locks: the caller holds interrupts off.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Starts with a range, `at` at its beginning, and no free piece. */
struct heap {
	uint64_t base, end;      /* the range; it begins at whole 8 bytes */
	uint64_t at;             /* from here on nothing is in use */
	struct heap_piece *free; /* private */
};

/* @size bytes, aligned to 8 and not cleared, with the contents of @old (from here, or NULL), which
 * is freed. NULL: there is no room, and @old stays as it is. */
void *heap_resize(struct heap *heap, void *old, size_t size);
/* Frees what heap_resize gave; NULL is allowed. */
void heap_free(struct heap *heap, void *memory);
