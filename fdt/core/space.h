#pragma once
/*
 * Memory for what is made of trees: indexes, working copies, edits, snapshots.
 *
 * dt_alloc to dt_release and dt_space are defined by the program: RAM beside the image in
 * boot/space.c, the C library's heap in host/space.c. A command may be ended at any output, and
 * memory that only a local variable points to is lost then: larger pieces are kept where the next
 * run finds and frees them.
 */
#include <stddef.h>
#include <stdint.h>

/* @size bytes, aligned to 8 and not cleared; NULL when there is no memory left. */
void *dt_alloc(size_t size);
/* The same with the contents of @old (from here, or NULL), which is freed. NULL: there is no
 * memory, and @old stays as it is. */
void *dt_resize(void *old, size_t size);
/* Frees what dt_alloc or dt_resize gave; NULL is allowed. */
void dt_free(void *memory);

/* Critical section: Ctrl-C cannot end the command between dt_hold and dt_release. Keep it short.
 * Does not nest. */
void dt_hold(void);
void dt_release(void);

/* Frees what *@place holds, and puts @size bytes there, aligned to 8: 0; -ENOMEM: *@place is NULL.
 * A critical section, so that no memory is lost. */
int dt_keep(void **place, size_t size);
/* Makes what *@place holds @size bytes, and keeps its contents: 0; -ENOMEM: it stays as it is. A
 * critical section likewise. */
int dt_resize_kept(void **place, size_t size);
/* Frees what *@place holds, and sets it to NULL. */
void dt_drop(void **place);

struct dt_space {
	uint64_t base, size, used; /* bytes */
};
/* Where that memory is; size 0: there is none yet, or it is not in one place. */
void dt_space(struct dt_space *out);
