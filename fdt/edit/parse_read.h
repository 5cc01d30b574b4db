#pragma once
/* Characters and numbers of values: private to fdt/edit/parse*.c. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include "fdt/edit/parse.h"

enum {
	PARSE_CELL = 32, /* bits */
	PARSE_BYTE = 8,
	PARSE_HEX = 16,
	PARSE_OCTAL = 8,
	PARSE_DECIMAL = 10,
};

/* -EINVAL, and why. */
static inline int parse_fail(struct dt_parse *parse, const char *why)
{
	parse->why = why;
	return -EINVAL;
}

/* The next character; 0 at the end. */
static inline char parse_peek(const struct dt_parse *parse)
{
	return parse->at < parse->end ? *parse->at : '\0';
}

/* A blank, which separates elements. */
static inline bool parse_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Skips blanks. */
static inline void parse_skip_blanks(struct dt_parse *parse)
{
	while (parse_blank(parse_peek(parse)))
		parse->at++;
}

/* Skips @word if it comes next; whether it did. */
static inline bool parse_take(struct dt_parse *parse, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(parse->end - parse->at) < len || memcmp(parse->at, word, len) != 0)
		return false;
	parse->at += len;
	return true;
}

/* Adds the lowest @bits of @value to the value, the highest byte first: 0, or -EINVAL. */
int parse_put(struct dt_parse *parse, uint64_t value, unsigned bits);

/* Adds a byte. */
static inline int parse_put_char(struct dt_parse *parse, char c)
{
	return parse_put(parse, (uint8_t)c, PARSE_BYTE);
}

/* The digit's value; PARSE_HEX: not a digit. */
int parse_digit(char c);
/* Reads up to @max digits; false: there is no digit, or the number has more than 64 bits. */
bool parse_digits(struct dt_parse *parse, int base, int max, uint64_t *value);
/* Reads a number in C's notation, with U and L as suffixes; it may begin with '-'. */
bool parse_number(struct dt_parse *parse, bool *negative, uint64_t *value);
/* The number fits into @bits. */
bool parse_fits(uint64_t value, bool negative, unsigned bits);
