#include "kernel/trap/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stddef.h>
#include <string.h>

enum {
	SYMBOL_NAME_MAX = 64, /* bytes with the NUL */
	SYMBOL_FAR = 255,
	SYMBOL_LAST = 128, /* in the last character of a name */
};

extern const uint8_t _symbols_start[], _symbols_end[]; /* linker.ld */
extern char _image_base[], _text_end[];

/*
 * A row: how many times 2 bytes the function begins after that of the row before it, or, in the
 * first row, after the image's base; SYMBOL_FAR: two bytes follow, little-endian, that count bytes.
 * Then how many characters of the name before it its name begins with, and the rest of its name.
 */
struct symbol_row {
	const uint8_t *next;
	uint64_t at; /* the function */
	char name[SYMBOL_NAME_MAX];
};

static void symbol_rows(struct symbol_row *row)
{
	row->next = _symbols_start;
	row->at = (uintptr_t)_image_base;
}

/* How far the row's function is from the one before it; advances to what follows. */
static uint64_t symbol_distance(const uint8_t **row)
{
	const uint8_t *at = *row;
	bool far = at[0] == SYMBOL_FAR;

	*row += far ? 3 : 1;
	return far ? (uint64_t)at[1] | (uint64_t)at[2] << 8 : (uint64_t)at[0] * 2;
}

/* The next row; false: there is no other, or its function is after @limit. */
static bool symbol_next(struct symbol_row *row, uint64_t limit)
{
	const uint8_t *from = row->next;
	uint64_t at = row->at;
	char *to;

	if (from == _symbols_end)
		return false;
	at += symbol_distance(&from);
	if (at > limit)
		return false;
	row->at = at;
	to = row->name + *from++;
	do
		*to++ = (char)(*from & ~SYMBOL_LAST);
	while (!(*from++ & SYMBOL_LAST));
	*to = '\0';
	row->next = from;
	return true;
}

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	static _Thread_local struct symbol_row row;

	if (address < (uintptr_t)_image_base || address >= (uintptr_t)_text_end)
		return NULL;
	symbol_rows(&row);
	row.name[0] = '\0';
	while (symbol_next(&row, address))
		;
	*offset = address - row.at;
	return row.name[0] ? row.name : NULL;
}

bool symbol_named(const char *name, uint64_t *base, uint64_t *size)
{
	struct symbol_row row;
	const uint8_t *next;

	symbol_rows(&row);
	do
		if (!symbol_next(&row, UINT64_MAX))
			return false;
	while (strcmp(row.name, name) != 0);
	next = row.next;
	*base = row.at;
	*size = next == _symbols_end ? (uintptr_t)_text_end - row.at : symbol_distance(&next);
	return true;
}
