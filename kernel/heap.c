#include "kernel/heap.h"
/*
 * Pieces lie one after the other, each with its size before it. The free ones are in a list by
 * address; no two of them are neighbours, and none is the last piece. The first one that is large
 * enough is taken.
 */
#include <string.h>

struct heap_piece {
	size_t size;             /* bytes, with this */
	struct heap_piece *next; /* of a free one; else the memory begins here */
};

enum {
	HEAP_HEAD = offsetof(struct heap_piece, next),
	HEAP_ALIGN = 8,
};

static char *heap_end(struct heap_piece *piece)
{
	return (char *)piece + piece->size;
}

static struct heap_piece *heap_piece(void *memory)
{
	return (struct heap_piece *)(void *)((char *)memory - HEAP_HEAD);
}

static void *heap_memory(struct heap_piece *piece)
{
	return (char *)piece + HEAP_HEAD;
}

/* The place in the list of the first free piece after @piece. */
static struct heap_piece **heap_after(struct heap *heap, const struct heap_piece *piece)
{
	struct heap_piece **place = &heap->free;

	while (*place && *place < piece)
		place = &(*place)->next;
	return place;
}

/* Makes a free piece one with the next free one, if they are neighbours. */
static void heap_join(struct heap_piece *piece)
{
	if (!piece->next || (char *)piece->next != heap_end(piece))
		return;
	piece->size += piece->next->size;
	piece->next = piece->next->next;
}

void heap_free(struct heap *heap, void *memory)
{
	struct heap_piece *piece, **place;

	if (!memory)
		return;
	piece = heap_piece(memory);
	place = heap_after(heap, piece);
	piece->next = *place;
	*place = piece;
	heap_join(piece);
	place = &heap->free;
	while (*place != piece && heap_end(*place) != (char *)piece)
		place = &(*place)->next;
	heap_join(*place);
	if ((uintptr_t)heap_end(*place) != heap->at)
		return;
	heap->at = (uintptr_t)*place;
	*place = NULL;
}

/* Ends a piece in use after @size bytes, if there is room for another one then. */
static void heap_cut(struct heap *heap, struct heap_piece *piece, size_t size)
{
	struct heap_piece *rest = (struct heap_piece *)(void *)((char *)piece + size);

	if (piece->size - size < sizeof(*piece))
		return;
	rest->size = piece->size - size;
	piece->size = size;
	heap_free(heap, heap_memory(rest));
}

/* A new last piece, or NULL. */
static struct heap_piece *heap_add(struct heap *heap, size_t size)
{
	struct heap_piece *piece = (struct heap_piece *)(uintptr_t)heap->at; // NOLINT: a number

	if (heap->end - heap->at < size)
		return NULL;
	heap->at += size;
	piece->size = size;
	return piece;
}

static struct heap_piece *heap_take(struct heap *heap, size_t size)
{
	struct heap_piece **place = &heap->free, *piece;

	while (*place && (*place)->size < size)
		place = &(*place)->next;
	piece = *place;
	if (!piece)
		return heap_add(heap, size);
	*place = piece->next;
	heap_cut(heap, piece, size);
	return piece;
}

/* Makes the piece at least @size bytes where it is; false: there is no room after it. */
static bool heap_stretch(struct heap *heap, struct heap_piece *piece, size_t size)
{
	struct heap_piece **next = heap_after(heap, piece);

	if (*next && (char *)*next == heap_end(piece) && piece->size + (*next)->size >= size) {
		piece->size += (*next)->size;
		*next = (*next)->next;
	} else if ((uintptr_t)heap_end(piece) == heap->at && piece->size < size &&
		   heap->end - heap->at >= size - piece->size) {
		heap->at += size - piece->size;
		piece->size = size;
	}
	return piece->size >= size;
}

void *heap_resize(struct heap *heap, void *old, size_t size)
{
	struct heap_piece *piece;

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + HEAP_HEAD + HEAP_ALIGN - 1) & ~(size_t)(HEAP_ALIGN - 1);
	if (size < sizeof(*piece))
		size = sizeof(*piece);
	if (old && heap_stretch(heap, heap_piece(old), size)) {
		heap_cut(heap, heap_piece(old), size);
		return old;
	}
	piece = heap_take(heap, size);
	if (!piece)
		return NULL;
	if (old)
		memcpy(heap_memory(piece), old, heap_piece(old)->size - HEAP_HEAD);
	heap_free(heap, old);
	return heap_memory(piece);
}
