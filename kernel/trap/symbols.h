#pragma once
/* Names of the image's functions, for the reports of traps. */
#include <stdint.h>

/* The function of the image in which @address lies, and how far in; NULL when in none. Valid
 * until the next call. */
const char *symbol_find(uint64_t address, uint64_t *offset);
