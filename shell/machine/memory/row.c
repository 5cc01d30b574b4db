#include "shell/machine/memory/row.h"
/* Items are below each other, whatever they are; the text begins at the same column in all rows. */
#include <string.h>
#include "fdt/core/chars.h"

unsigned row_digits(uint64_t last)
{
	return last >> 32 == 0 ? 8 : last >> 48 == 0 ? 12 : 16;
}

unsigned row_bytes(unsigned digits, unsigned width)
{
	return digits == 16 && width == 1 ? ROW_BYTES / 2 : ROW_BYTES;
}

static char *row_hex(char *at, uint64_t value, unsigned digits)
{
	while (digits--)
		*at++ = hex_digit((unsigned)(value >> 4 * digits));
	return at;
}

static char *row_item(char *at, const struct row *row, unsigned i)
{
	uint64_t value = 0;

	*at++ = ' ';
	memcpy(&value, row->value + (size_t)i * row->width, row->width);
	if (row->item[i] == ROW_VALUE)
		return row_hex(at, value, row->width * 2);
	memset(at, row->item[i] == ROW_FAULT ? '-' : ' ', row->width * 2);
	return at + row->width * 2;
}

/* Characters of the row's text: it ends with the last item that has a value. */
static unsigned row_text(const struct row *row)
{
	unsigned items = row->items;

	while (items && row->item[items - 1] != ROW_VALUE)
		items--;
	return items * row->width;
}

size_t row_put(const struct row *row, char *text)
{
	char *at = row_hex(text, row->address, row->digits);
	char *end = text + row->digits + 1 + row->bytes / row->width * (1 + 2 * row->width) + 2;

	*at++ = ':';
	for (unsigned i = 0; i < row->items; i++)
		at = row_item(at, row, i);
	memset(at, ' ', (size_t)(end - at));
	at = row_text(row) ? end : at;
	for (unsigned i = 0, text_end = row_text(row); i < text_end; i++) {
		char c = (char)row->value[i];

		if (row->item[i / row->width] != ROW_VALUE)
			c = ' ';
		*at++ = c >= ' ' && c <= '~' ? c : '.';
	}
	*at++ = '\n';
	return (size_t)(at - text);
}
