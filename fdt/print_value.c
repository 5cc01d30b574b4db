/*
 * Values as DTS. Source: Devicetree Specification v0.4, 6.3; escapes in strings as in C, of which
 * only \", \\ and \xNN are used.
 */
#include <string.h>
#include "fdt/print.h"
#include "fdt/hex.h"
#include "fdt/prop_type.h"

enum {
	VALUE_COMMENT_MAX = 256, /* bytes of value that a comment repeats */
	VALUE_CELL_TEXT = 11,    /* characters of a cell: a blank, 0x and 8 digits */
	VALUE_BYTE_TEXT = 3,
};

static bool value_plain(char c)
{
	return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

static void value_escape(struct dt_text *out, char c)
{
	if (c != '"' && c != '\\') {
		dt_put_escape(out, c);
		return;
	}
	dt_putc(out, '\\');
	dt_putc(out, c);
}

/* One string, of @len bytes without its NUL, in quotes. */
static void value_string(struct dt_text *out, const char *s, size_t len)
{
	const char *end = s + len;

	dt_putc(out, '"');
	while (s < end) {
		const char *run = s;

		while (run < end && value_plain(*run))
			run++;
		dt_write(out, s, (size_t)(run - s));
		if (run < end)
			value_escape(out, *run++);
		s = run;
	}
	dt_putc(out, '"');
}

static void value_strings(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	const char *at = (const char *)value, *end = at + len;

	while (at < end) {
		size_t part = strlen(at); /* the last byte is NUL: prop_type_of_value */

		value_string(out, at, part);
		at += part + 1;
		if (at < end)
			dt_write(out, ", ", 2);
	}
}

static void value_cells(struct dt_text *out, const uint8_t *value, uint32_t len)
{
	const uint8_t *end = value + len;
	char separator = '<';

	for (; value < end; value += 4) {
		char *at = dt_room(out, VALUE_CELL_TEXT);

		*at++ = separator;
		*at++ = '0';
		*at++ = 'x';
		dt_filled(out, hex_number(at, dt_be32(value)));
		separator = ' ';
	}
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

/* Strings of at least one printable character each, and together of two. */
static bool value_reads_as_text(const uint8_t *value, uint32_t len)
{
	bool inside = false;

	if (len < 3 || len > VALUE_COMMENT_MAX)
		return false;
	for (uint32_t i = 0; i < len; i++) {
		bool printable = value[i] >= ' ' && value[i] <= '~';

		if (!printable && (value[i] != '\0' || !inside))
			return false;
		inside = printable;
	}
	return !inside;
}

/* What a person would like to know, without having guessed it to be the type. */
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
		value_cells(out, value, len);
	if (value_reads_as_text(value, len))
		value_comment(out, value, len);
}

void dt_print_value(struct dt_text *out, const char *node, const char *name, const uint8_t *value,
		    uint32_t len)
{
	print_value(out, dt_prop_type(node, name, value, len), value, len);
}
