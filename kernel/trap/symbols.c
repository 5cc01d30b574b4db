#include "kernel/trap/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stddef.h>
#include <string.h>

/* A function of the image. The rows are sorted by @at. */
struct symbol {
	uint32_t at;   /* bytes after the image's base */
	uint32_t name; /* bytes after the first of the names, each of which ends with a NUL */
};

extern const struct symbol _symbols_start[], _symbols_end[]; /* linker.ld */
extern const char _symbol_names[], _image_base[], _text_end[];

static uint64_t symbol_base(const struct symbol *row)
{
	return (uintptr_t)_image_base + row->at;
}

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	const struct symbol *low = _symbols_start, *high = _symbols_end;

	if (address < (uintptr_t)_image_base || address >= (uintptr_t)_text_end)
		return NULL;
	while (low < high) { /* to the first row after @address */
		const struct symbol *middle = low + (high - low) / 2;

		if (symbol_base(middle) <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == _symbols_start)
		return NULL;
	*offset = address - symbol_base(low - 1);
	return _symbol_names + low[-1].name;
}

bool symbol_named(const char *name, uint64_t *base, uint64_t *size)
{
	for (const struct symbol *row = _symbols_start; row != _symbols_end; row++) {
		const struct symbol *next = row + 1;

		if (strcmp(_symbol_names + row->name, name) != 0)
			continue;
		*base = symbol_base(row);
		*size = (next == _symbols_end ? (uintptr_t)_text_end : symbol_base(next)) - *base;
		return true;
	}
	return false;
}
