#pragma once
/* A row of md: an address, items, and their bytes as text. Pure. */
#include <stddef.h>
#include <stdint.h>

enum {
	ROW_BYTES = 16, /* at most */
	ROW_TEXT = 96,  /* characters of a row, with its end */
};

enum row_item { ROW_VALUE, ROW_FAULT, ROW_SKIPPED };

struct row {
	uint64_t address;
	unsigned digits; /* of the address: row_digits */
	unsigned bytes;  /* that a whole row shows: row_bytes */
	unsigned width;  /* bytes of an item: 1, 2, 4 or 8 */
	unsigned items;  /* of this row */
	uint8_t value[ROW_BYTES];
	uint8_t item[ROW_BYTES]; /* enum row_item, by item */
};

/* Hexadecimal digits of addresses up to @last: 8, 12 or 16, all rows alike. */
unsigned row_digits(uint64_t last);
/* Bytes of a row, so that it fits in 79 columns. */
unsigned row_bytes(unsigned digits, unsigned width);
/* Writes the row, with an LF, into @text of ROW_TEXT bytes. Its length. */
size_t row_put(const struct row *row, char *text);
