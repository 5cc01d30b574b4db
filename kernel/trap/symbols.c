#include "kernel/trap/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stddef.h>
#include <string.h>

/* The offset of a function in the image, and its name; rows are aligned to 4 and in order. */
struct symbol {
	uint32_t offset;
	char name[];
};

extern const char _symbols_start[], _symbols_end[]; /* linker.ld */
extern char _image_base[], _text_end[];

static const struct symbol *symbol_at(const char *row)
{
	return (const struct symbol *)(const void *)row;
}

static const char *symbol_next(const char *row)
{
	size_t size = sizeof(struct symbol) + strlen(symbol_at(row)->name) + 1;

	return row + (size + 3) / 4 * 4;
}

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	uint64_t base = (uintptr_t)_image_base;
	const struct symbol *found = NULL;

	if (address < base || address >= (uintptr_t)_text_end)
		return NULL;
	for (const char *row = _symbols_start; row < _symbols_end; row = symbol_next(row)) {
		if (symbol_at(row)->offset > address - base)
			break;
		found = symbol_at(row);
	}
	if (!found)
		return NULL;
	*offset = address - base - found->offset;
	return found->name;
}
