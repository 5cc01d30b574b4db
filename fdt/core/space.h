#pragma once
/*
 * Memory for what is made of trees: indexes, working copies, edits, snapshots.
 *
 * Declared here, and defined by the surroundings: RAM beside the image in boot/space.c, the C
 * library's heap in host/space.c. A command may be ended at any output, so what it allocates and
 * keeps in a local variable only is lost then: larger things are kept where the next run finds and
 * frees them.
 */
#include <stddef.h>
#include <stdint.h>

/* @size bytes, aligned to 8 and not cleared; NULL when there are none left. */
void *dt_alloc(size_t size);
/* The same with what @old (from here, or NULL) holds, which is freed; NULL: @old stays as it is. */
void *dt_resize(void *old, size_t size);
/* Gives back what dt_alloc or dt_resize gave; NULL is nothing. */
void dt_free(void *memory);

/* Between the two no command is ended by force: for the few stores that make a change whole. They
 * do not nest. */
void dt_hold(void);
void dt_release(void);

/*
 * Frees what *@place holds, and puts @size bytes there, aligned to 8: 0, or -ENOMEM, then it is
 * NULL. No end by force comes between the memory and its place, so that nothing gets lost.
 */
int dt_keep(void **place, size_t size);
/* Frees what *@place holds; it is NULL then. */
void dt_drop(void **place);

struct dt_space {
	uint64_t base, size, used; /* bytes */
};
/* Where that memory is; size 0: there is none yet, or it has no one place. */
void dt_space(struct dt_space *out);
