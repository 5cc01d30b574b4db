#include "kernel/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stdbool.h>
#include <stddef.h>

extern const uint8_t symbols_start[], symbols_end[]; /* rows: see tools/symbols */
extern char _image_base[], _text_end[];

enum { SYMBOL_MAX = 80, ROW_LAST = 0x80 };

static uint64_t symbols_number(const uint8_t **at)
{
	uint64_t value = 0;
	unsigned shift = 0;

	do {
		value |= (uint64_t)(**at & 0x7f) << shift;
		shift += 7;
	} while (*(*at)++ & 0x80);
	return value;
}

/* The rest of a name goes behind what it shares with the one before it. */
static void symbols_name(const uint8_t **at, char *name)
{
	size_t len = *(*at)++;
	uint8_t c;

	do {
		c = *(*at)++;
		if (len < SYMBOL_MAX - 1)
			name[len++] = (char)(c & 0x7f);
	} while (!(c & ROW_LAST));
	name[len] = '\0';
}

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	static char name[SYMBOL_MAX];
	uint64_t base = (uintptr_t)_image_base, start = 0;
	const uint8_t *at = symbols_start;
	bool found = false;

	if (address < base || address >= (uintptr_t)_text_end)
		return NULL;
	while (at < symbols_end) {
		const uint8_t *row = at;
		uint64_t next = start + 2 * symbols_number(&row);

		if (next > address - base)
			break;
		symbols_name(&row, name);
		at = row;
		start = next;
		found = true;
	}
	*offset = address - base - start;
	return found ? name : NULL;
}
