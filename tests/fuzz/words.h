#pragma once
/* The words of the shell's lines, for a mutator that writes lines rather than bytes. */
#include <stddef.h>
#include <stdint.h>

/* Gathers the shell's commands, options, verbs and examples, and the paths and properties of the
 * fuzz harnesses' trees, which are open. */
void fuzz_words_gather(void);
/* Mutates @data by one of those words at a random place, but for the first @keep bytes. Its
 * size. */
size_t fuzz_words_mutate(uint8_t *data, size_t size, size_t max, size_t keep, unsigned seed);
