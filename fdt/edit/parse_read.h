#pragma once
/* Characters and numbers of values: private to fdt/edit/parse*.c. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/edit/parse.h"

enum {
	PARSE_CELL = 32, /* bits */
	PARSE_BYTE = 8,
	PARSE_HEX = 16,
	PARSE_OCTAL = 8,
	PARSE_DECIMAL = 10,
};

/* -EINVAL, and why. */
int parse_fail(struct dt_parse *parse, const char *why);

/* The next character; 0 at the end. */
char parse_peek(const struct dt_parse *parse);

/* A blank, which separates elements. */
static inline bool parse_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Skips blanks. */
void parse_skip_blanks(struct dt_parse *parse);

/* Skips @word if it comes next; whether it did. */
bool parse_take(struct dt_parse *parse, const char *word);

/* Adds the lowest @bits of @value to the value, the highest byte first: 0, or -EINVAL. */
int parse_put(struct dt_parse *parse, uint64_t value, unsigned bits);

/* Adds a byte. */
int parse_put_char(struct dt_parse *parse, char c);

/* Reads up to @max digits; false: there is no digit, or the number has more than 64 bits. */
bool parse_digits(struct dt_parse *parse, int base, int max, uint64_t *value);
/* Reads a number in C's notation, with U and L as suffixes; it may begin with '-'. */
bool parse_number(struct dt_parse *parse, bool *negative, uint64_t *value);
/* The number fits into @bits. */
bool parse_fits(uint64_t value, bool negative, unsigned bits);
