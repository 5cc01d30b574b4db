#pragma once
/* Names of the image's functions, for the reports of traps and for people. */
#include <stdbool.h>
#include <stdint.h>

/* The function of the image in which @address lies, and how far in; NULL when in none. */
const char *symbol_find(uint64_t address, uint64_t *offset);

/* The first function of the image that has the name: its address, and the bytes up to the next one.
 * False: there is no such function. */
bool symbol_named(const char *name, uint64_t *base, uint64_t *size);
