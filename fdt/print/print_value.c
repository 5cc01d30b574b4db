#include "fdt/print/printer.h"
/*
 * Values that do not need their tree, as DTS. Of C's escapes in strings, \", \\ and \xNN are used.
 *
 * Source: Devicetree Specification v0.4, 6.3.
 */
#include <string.h>
#include "fdt/core/chars.h"

enum {
	VALUE_COMMENT_MAX = 256, /* bytes of a value that a comment repeats */
	VALUE_CELL_TEXT = 14,    /* characters of a cell: ">, <", 0x and 8 digits */
	VALUE_BYTE_TEXT = 3,
	VALUE_SHORT_MAX = 200, /* bytes of strings that are printed in one piece */
	VALUE_SHORT_STRINGS = 12,
	VALUE_SHORT_ROOM = 40, /* for the quotes around and the text between them */
	VALUE_ESCAPE_TEXT = 4, /* of an escape, or of the text between two strings */
};

/* Writes a character that needs an escape; at most four characters. */
static char *value_escape(char *at, char c)
{
	*at++ = '\\';
	if (c == '"' || c == '\\') {
		*at++ = c;
		return at;
	}
	*at++ = 'x';
	return hex_byte(at, (uint8_t)c);
}

/* Writes the text between two strings. */
static char *value_between(char *at)
{
	*at++ = '"';
	*at++ = ',';
	*at++ = ' ';
	*at++ = '"';
	return at;
}

/* NUL-terminated strings, in quotes and with ", " between them. */
static void value_strings(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	const char *from = (const char *)value, *end = from + len - 1; /* at the last NUL */

	dt_putc(out, '"');
	while (from < end) {
		char *at = dt_room(out, VALUE_ESCAPE_TEXT);
		size_t room = (size_t)(out->buffer + sizeof(out->buffer) - at);
		const char *stop = (size_t)(end - from) < room ? end : from + room;

		while (from < stop && char_is(*from, CHAR_PLAIN))
			*at++ = *from++;
		dt_filled(out, at);
		if (from == stop)
			continue;
		at = dt_room(out, VALUE_ESCAPE_TEXT);
		dt_filled(out, *from ? value_escape(at, *from) : value_between(at));
		from++;
	}
	dt_putc(out, '"');
}

/* Copies characters that need no escape, two a turn; *@from is then at one that does, and the NUL
 * at the value's end is such a one. */
static inline char *value_plain(char *at, const char **from)
{
	const char *text = *from;

	for (; char_is(text[0], CHAR_PLAIN) && char_is(text[1], CHAR_PLAIN); text += 2, at += 2) {
		at[0] = text[0];
		at[1] = text[1];
	}
	if (char_is(*text, CHAR_PLAIN))
		*at++ = *text++;
	*from = text;
	return at;
}

bool print_strings(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	const char *from = (const char *)value, *end = from + len - 1;
	unsigned between = 0;
	char *at;

	if (len == 0 || len > VALUE_SHORT_MAX || *end)
		return false;
	at = dt_room(out, len + VALUE_SHORT_ROOM);
	*at++ = '"';
	for (;; from++) {
		at = value_plain(at, &from);
		if (from == end)
			break;
		if (*from || ++between > VALUE_SHORT_STRINGS)
			return false;
		at = value_between(at);
	}
	*at++ = '"';
	/* One empty string is text; several are not. */
	if (len > 1 && between == len - 1)
		return false;
	dt_filled(out, at);
	return true;
}

void print_cells(struct dt_text *out, const uint8_t *value, uint32_t len, uint32_t group)
{
	const char *limit = out->buffer + sizeof(out->buffer) - VALUE_CELL_TEXT;
	char *at = dt_room(out, VALUE_CELL_TEXT);
	uint32_t left = group;

	*at++ = '<';
	for (const uint8_t *end = value + len;;) {
		at = hex_prefixed(at, value);
		value += 4;
		if (value == end)
			break;
		if (at > limit) {
			dt_filled(out, at);
			at = dt_room(out, VALUE_CELL_TEXT);
		}
		if (--left == 0) {
			left = group;
			*at++ = '>';
			*at++ = ',';
			*at++ = ' ';
			*at++ = '<';
		} else {
			*at++ = ' ';
		}
	}
	dt_filled(out, at);
	dt_putc(out, '>');
}

static void value_bytes(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	const uint8_t *end = value + len;
	char separator = '[';

	for (; value < end; value++) {
		char *at = dt_room(out, VALUE_BYTE_TEXT);

		*at++ = separator;
		dt_filled(out, hex_byte(at, *value));
		separator = ' ';
	}
	dt_putc(out, ']');
}

/* Whether it is strings of at least one printable character each, two in total. */
static bool value_reads_as_text(const uint8_t *value, uint32_t len)
{
	bool inside = false;

	if (value[0] < ' ' || value[len - 1] || len < 3 || len > VALUE_COMMENT_MAX)
		return false;
	for (uint32_t i = 0; i < len; i++) {
		bool printable = value[i] >= ' ' && value[i] <= '~';

		if (!printable && (value[i] != '\0' || !inside))
			return false;
		inside = printable;
	}
	return !inside;
}

/* The text as a comment: for the reader, and not a guess at the type. */
static void value_comment(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	dt_puts(out, " /* ");
	for (uint32_t i = 0; i + 1 < len; i++) {
		char c = (char)value[i];

		if (i == 0)
			dt_putc(out, '"');
		if (c == '\0')
			dt_puts(out, "\", \"");
		else if (c == '/' && i && value[i - 1] == '*')
			dt_put_escape(out, c); /* else the comment would end here */
		else
			dt_putc(out, c);
	}
	dt_puts(out, "\" */");
}

void print_value(struct dt_text *out, enum dt_type type, const uint8_t *value, uint32_t len)
{
	if (type == DT_TYPE_FLAG)
		return;
	if (type == DT_TYPE_STRINGS) {
		value_strings(out, value, len);
		return;
	}
	if (type == DT_TYPE_BYTES)
		value_bytes(out, value, len);
	else
		print_cells(out, value, len, 0);
	if (value_reads_as_text(value, len))
		value_comment(out, value, len);
}

void dt_print_value(struct dt_text *out, const char *node, const char *name, const uint8_t *value,
		    uint32_t len)
{
	print_value(out, dt_prop_type(node, name, value, len), value, len);
}

void print_reserves(struct dt_text *out, const struct dt_tree *tree)
{
	const uint8_t *at = tree->reserve;

	for (uint32_t i = 0; i < tree->reserves; i++, at += 16) {
		dt_puts(out, "/memreserve/ ");
		dt_put_hex(out, dt_be64(at));
		dt_putc(out, ' ');
		dt_put_hex(out, dt_be64(at + 8));
		dt_puts(out, ";\n");
	}
	if (tree->reserves)
		dt_putc(out, '\n');
}
