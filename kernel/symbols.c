#include "kernel/symbols.h"
/* Names for addresses in the image, from the table that tools/symbols makes at link time. */
#include <stdbool.h>
#include <stddef.h>
#include "kernel/unpack.h"

/* Rows, and what the codes in them stand for: see tools/symbols. */
extern const uint8_t symbols_letters[], symbols_pairs[], symbols_start[], symbols_end[];
extern char _image_base[], _data_end[];

enum { SYMBOL_MAX = 80, ROW_LONG = 0, ROW_CODES = 15 };

static uint64_t symbols_number(const uint8_t **at)
{
	uint64_t value = 0;

	do
		value = value << 7 | (**at & 0x7f);
	while (*(*at)++ & 0x80);
	return value;
}

/* Appends what @code stands for: the right halves of pairs wait while the left ones are written.
 * Returns the name's new length. Ends for any table, as each turn fills either of two buffers. */
static size_t symbols_expand(uint8_t code, char *name, size_t len)
{
	const size_t letters = (size_t)(symbols_pairs - symbols_letters);
	uint8_t later[SYMBOL_MAX];
	size_t count = 0;

	while (len < SYMBOL_MAX - 1 && count < SYMBOL_MAX) {
		if (code >= letters) {
			later[count++] = symbols_pairs[2 * (code - letters) + 1];
			code = symbols_pairs[2 * (code - letters)];
			continue;
		}
		name[len++] = (char)symbols_letters[code];
		if (!count)
			break;
		code = later[--count];
	}
	return len;
}

/* The rest of a name goes behind what it shares with the one before it. */
static void symbols_name(const uint8_t **at, char *name)
{
	size_t len = **at >> 4;
	unsigned codes = *(*at)++ & ROW_CODES;

	if (codes == ROW_LONG)
		codes = *(*at)++;
	while (codes--)
		len = symbols_expand(*(*at)++, name, len);
	name[len] = '\0';
}

const char *symbol_find(uint64_t address, uint64_t *offset)
{
	static char name[SYMBOL_MAX];
	uint64_t base = (uintptr_t)_image_base, start = 0;
	const uint8_t *at = symbols_start;
	bool found = false;

	if (!unpack_done() || address < base || address >= (uintptr_t)_data_end)
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
