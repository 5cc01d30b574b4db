#pragma once
/*
 * Characters: classes, a table look-up each, and hexadecimal digits.
 *
 * Inline: private to fdt/, for printers that count instructions.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- classes --------------------------------------------------------------------------------- */

enum {
	CHAR_NAME = 1,  /* dtc reads it in a node's or property's name */
	CHAR_PLAIN = 2, /* it means itself in a string of DTS */
	CHAR_LABEL = 4, /* dtc reads it in a label; a label does not begin with a digit */
};

extern const uint8_t char_classes[256];

/* Whether @c has a bit of @class. */
static inline bool char_is(char c, unsigned class)
{
	return char_classes[(uint8_t)c] & class;
}

/* A name that dtc reads for a node or a property, of @len bytes. */
bool dt_name_fits(const char *name, size_t len);

/* strcmp: inline, for mostly one of the first characters decides. */
static inline int dt_name_order(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (uint8_t)*a - (uint8_t)*b;
}

/* --- hexadecimal digits ---------------------------------------------------------------------- */

/* The digit of the lowest four bits. */
static inline char hex_digit(unsigned nibble)
{
	return "0123456789abcdef"[nibble & 15];
}

/* The value of a digit, of either case; 16: it is no digit. */
unsigned hex_value(char c);

/* Writes @value without leading zeros, at most 16 digits, and returns where they end. */
static inline char *hex_number(char *at, uint64_t value)
{
	unsigned shift = 0;

	while (value >> shift >= 16)
		shift += 4;
	for (; shift; shift -= 4)
		*at++ = hex_digit((unsigned)(value >> shift));
	*at++ = hex_digit((unsigned)value);
	return at;
}

/* Writes both digits of @byte. */
static inline char *hex_byte(char *at, uint8_t byte)
{
	*at++ = hex_digit(byte >> 4);
	*at++ = hex_digit(byte);
	return at;
}

/* Writes the big-endian number at @cell without leading zeros, at most 8 digits: by bytes, which
 * saves putting the number together and taking it apart. Most are less than 256. */
static inline char *hex_cell(char *at, const uint8_t *cell)
{
	const uint8_t *end = cell + 4;

	if ((cell[0] | cell[1] | cell[2]) == 0)
		cell += 3;
	while (*cell == 0 && cell + 1 < end)
		cell++;
	if (*cell >= 16)
		*at++ = hex_digit(*cell >> 4);
	*at++ = hex_digit(*cell);
	while (++cell < end)
		at = hex_byte(at, *cell);
	return at;
}

/* The same after 0x. */
static inline char *hex_prefixed(char *at, const uint8_t *cell)
{
	*at++ = '0';
	*at++ = 'x';
	return hex_cell(at, cell);
}
