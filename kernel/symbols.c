#include "kernel/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stddef.h>
#include <string.h>

extern const uint32_t symbols_count;
extern const uint32_t symbols_offsets[]; /* from the image's base, ascending */
extern const char symbols_names[];       /* NUL-terminated, in the same order */
extern char _image_base[], _text_end[];

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	uint64_t base = (uintptr_t)_image_base;
	const char *name = symbols_names;
	uint32_t i = 0;

	if (address < base || address >= (uintptr_t)_text_end || symbols_count == 0 ||
	    address - base < symbols_offsets[0])
		return NULL;
	for (; i + 1 < symbols_count && symbols_offsets[i + 1] <= address - base; i++)
		name += strlen(name) + 1;
	*offset = address - base - symbols_offsets[i];
	return name;
}
