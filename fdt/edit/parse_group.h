#pragma once
/* References and groups of numbers in values: private to fdt/edit/parse*.c. */
#include "fdt/edit/parse.h"

/* Reads the reference behind the '&' in hand; its length. @close ends it. */
size_t parse_reference(struct dt_parse *parse, char close, const char **reference);
/* Reads cells from behind the '<'. */
int parse_cells(struct dt_parse *parse, unsigned bits);
/* Reads the rest of "/bits/ 8 <1 2>". */
int parse_bits(struct dt_parse *parse);
/* Reads bytes from behind the '['. */
int parse_bytes(struct dt_parse *parse);
