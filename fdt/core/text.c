#include "fdt/core/text.h"
/* The buffer, and what can be put into it: text, numbers, escapes. */
#include <string.h>
#include "fdt/core/chars.h"

void dt_text_init(struct dt_text *text, void (*emit)(void *, const char *, size_t), void *context)
{
	/* Not the buffer: commands make one for each line that they print. */
	text->emit = emit;
	text->context = context;
	text->used = 0;
}

void dt_flush(struct dt_text *text)
{
	size_t used = text->used;

	text->used = 0; /* first, because emit may not return */
	if (used)
		text->emit(text->context, text->buffer, used);
}

void dt_putc(struct dt_text *text, char c)
{
	if (text->used == sizeof(text->buffer))
		dt_flush(text);
	text->buffer[text->used++] = c;
}

void dt_write(struct dt_text *text, const char *s, size_t len)
{
	while (len) {
		size_t room, part;

		if (text->used == sizeof(text->buffer))
			dt_flush(text);
		room = sizeof(text->buffer) - text->used;
		part = len < room ? len : room;
		memcpy(text->buffer + text->used, s, part);
		text->used += part;
		s += part;
		len -= part;
	}
}

void dt_puts(struct dt_text *text, const char *s)
{
	dt_write(text, s, strlen(s));
}

void dt_put_hex(struct dt_text *text, uint64_t value)
{
	char *at = dt_room(text, 2 + 16);

	*at++ = '0';
	*at++ = 'x';
	dt_filled(text, hex_number(at, value));
}

void dt_put_dec(struct dt_text *text, uint64_t value)
{
	char digits[20], *at = digits + sizeof(digits);

	do {
		*--at = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	dt_write(text, at, (size_t)(digits + sizeof(digits) - at));
}

void dt_put_escape(struct dt_text *text, char c)
{
	char *at = dt_room(text, 4);

	*at++ = '\\';
	*at++ = 'x';
	dt_filled(text, hex_byte(at, (uint8_t)c));
}

void dt_put_escaped(struct dt_text *text, const char *s, size_t len)
{
	for (; len; s++, len--) {
		if (*s >= ' ' && *s <= '~')
			dt_putc(text, *s);
		else
			dt_put_escape(text, *s);
	}
}
