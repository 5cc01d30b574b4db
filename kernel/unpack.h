#pragma once
#include <stdbool.h>
#include <stddef.h>

/*
 * Unpacks and relocates the part of the image that only commands need, once: it lies packed in
 * the flat image (tools/pack), as it is in the ELF file. Nothing of it may be called or read
 * before. @scratch has @size bytes, aligned to 2, for as long as that takes; @poll is called now
 * and then. 0; -EILSEQ: the image is damaged, or -ENOMEM: more scratch is needed.
 */
int unpack_commands(void *scratch, size_t size, void (*poll)(void));
/* They are there: the functions' names, too. */
bool unpack_done(void);
