#pragma once
/*
 * What web/src/shell.ts calls. An instance of the module holds one shell: for another tree the page
 * makes another instance.
 */
#include <stddef.h>

#define PAGE_EXPORT(name) __attribute__((export_name(name)))

/* Room for bytes that the page writes: from malloc, or NULL. */
PAGE_EXPORT("room") void *page_room(size_t size);
/* Gives such room back. */
PAGE_EXPORT("free") void page_free(void *room);
/* Opens the tree in @blob, which is kept from now on: 0, or HOST_EXIT_INPUT after a message on
 * standard error that begins as the host shell's. @name is what that calls the file. */
PAGE_EXPORT("open") int page_open(const char *name, void *blob, size_t size);
/* Greets, and shows the first prompt. The page itself shows what the tree is of. */
PAGE_EXPORT("begin") void page_begin(void);
/* Wraps lines there from now on, as `firstlight -w`. */
PAGE_EXPORT("columns") void page_columns(unsigned columns);
/* Takes what is typed, and runs each line that it completes. */
PAGE_EXPORT("keys") void page_keys(const unsigned char *keys, size_t count);
/* Runs a line as `firstlight -w COLUMNS -c LINE` would, at the root: its status. The visitor's
 * current node, $?, history and typed line stay. */
PAGE_EXPORT("ask") int page_ask(const char *line, unsigned columns);
/* The bytes of the tree in use, valid until the next call; an edit changes them. */
PAGE_EXPORT("blob") const void *page_blob(void);
PAGE_EXPORT("blob_size") size_t page_blob_size(void);
