#pragma once
/* References and groups of numbers in values: private to fdt/edit/parse*.c. */
#include "fdt/edit/parse.h"

/* Reads the reference after the '&' that comes next, up to @close or what else ends it; its
 * length. */
size_t parse_reference(struct dt_parse *parse, char close, const char **reference);
/* Reads the reference that comes next, as a phandle of @bits: 0, or -errno. */
int parse_phandle(struct dt_parse *parse, unsigned bits, char close);
/* Reads numbers of @bits from after the '<' to the '>': 0, or -errno. */
int parse_cells(struct dt_parse *parse, unsigned bits);
/* Reads what follows "/bits/": 0, or -errno. */
int parse_bits(struct dt_parse *parse);
/* Reads bytes from after the '[' to the ']': 0, or -errno. */
int parse_bytes(struct dt_parse *parse);
