#include "fdt/edit/parse_value.h"
/*
 * The elements of a value, in one pass with one character of look-ahead.
 *
 * Source: dtc's grammar (Documentation/dts-format.txt there); escapes in strings are those of C.
 */
#include "fdt/edit/parse_group.h"
#include "fdt/edit/parse_read.h"

static int parse_path(struct dt_parse *parse)
{
	const char *start = parse->at, *reference;
	size_t len = parse_reference(parse, '\0', &reference);
	int path = parse->path(parse->context, reference, len, (char *)parse->value + parse->len,
			       parse->room - parse->len);

	if (path >= 0) {
		parse->len += (uint32_t)path;
		return parse_put_char(parse, '\0');
	}
	parse->at = start;
	return path;
}

/* --- strings --------------------------------------------------------------------------------- */

/* Escapes of one letter. */
static const struct {
	char letter, code;
} parse_escapes[] = {
	{ .letter = 'a', .code = '\a' }, { .letter = 'b', .code = '\b' },
	{ .letter = 't', .code = '\t' }, { .letter = 'n', .code = '\n' },
	{ .letter = 'v', .code = '\v' }, { .letter = 'f', .code = '\f' },
	{ .letter = 'r', .code = '\r' },
};

/* What the letter after a '\' means; any other character means itself. */
static char parse_letter(char c)
{
	for (size_t i = 0; i < sizeof(parse_escapes) / sizeof(*parse_escapes); i++)
		if (parse_escapes[i].letter == c)
			return parse_escapes[i].code;
	return c;
}

/* What follows a '\' in a string of C. */
static int parse_escape(struct dt_parse *parse)
{
	char c = parse_peek(parse);
	uint64_t value;

	if (hex_value(c) < PARSE_OCTAL) {
		parse_digits(parse, PARSE_OCTAL, 3, &value);
		return parse_put(parse, value & 0xff, PARSE_BYTE);
	}
	if (parse->at < parse->end)
		parse->at++;
	if (c == 'x' && parse_digits(parse, PARSE_HEX, 2, &value))
		return parse_put(parse, value, PARSE_BYTE);
	if (c == 'x')
		return parse_fail(parse, "expected hex digits after \\x");
	return parse_put_char(parse, parse_letter(c));
}

/* Reads from after the opening quote; only "..." has escapes. */
static int parse_string(struct dt_parse *parse, char quote)
{
	const char *start = parse->at - 1;
	int err = 0;

	while (err == 0 && parse->at < parse->end) {
		char c = *parse->at++;

		if (c == quote)
			return parse_put_char(parse, '\0');
		err = c == '\\' && quote == '"' ? parse_escape(parse) : parse_put_char(parse, c);
	}
	if (err)
		return err;
	parse->at = start;
	return parse_fail(parse, "this quote is not closed");
}

/* Whether what begins with @c inside single quotes is source, not text. */
static bool parse_is_source(const struct dt_parse *parse, char c)
{
	static const char bits[] = "/bits/";

	if (c == '/')
		return (size_t)(parse->end - parse->at) >= sizeof(bits) &&
		       !memcmp(parse->at, bits, sizeof(bits) - 1);
	return c && strchr("<[\"&", c);
}

/* Whether the next quote opens or closes a quoted group, which is read as if it had no quotes. */
static bool parse_wraps(struct dt_parse *parse, char quote)
{
	const char *close;
	bool groups;

	if (parse->wrap) {
		if (parse->wrap != quote)
			return false;
		parse->wrap = '\0';
		parse->at++;
		return true;
	}
	parse->at++;
	close = memchr(parse->at, quote, (size_t)(parse->end - parse->at));
	groups = close && close > parse->at &&
		 ((*parse->at == '<' && close[-1] == '>') ||
		  (*parse->at == '[' && close[-1] == ']'));
	if (groups || (quote == '\'' && parse_is_source(parse, parse_peek(parse)))) {
		parse->wrap = quote;
		return true;
	}
	parse->at--;
	return false;
}

/* --- bare words ------------------------------------------------------------------------------ */

/* The end of the next bare word, without a comma after it, unless words are joined. */
static const char *parse_word_end(const struct dt_parse *parse)
{
	const char *at = parse->at, *last = at;

	while (at < parse->end && !parse_blank(*at) && *at != parse->wrap) {
		last = at;
		at += *at == '\\' && at + 1 < parse->end ? 2 : 1;
	}
	return *last == ',' && last > parse->at && !parse->join ? last : at;
}

static int parse_bare_number(struct dt_parse *parse, const char *end)
{
	unsigned bits = parse->bare == DT_BARE_CELL64 ? 2 * PARSE_CELL : PARSE_CELL;
	const char *start = parse->at;
	uint64_t value;
	bool negative;

	if (!parse_number(parse, &negative, &value) || parse->at != end) {
		parse->at = start;
		return parse_fail(parse,
				  "not a number; a string that begins like one needs quotes");
	}
	if (parse_fits(value, negative, bits))
		return parse_put(parse, negative ? 0 - value : value, bits);
	parse->at = start;
	return parse_fail(parse, "too large: <HIGH LOW>, or /bits/ 64 <...>");
}

/* @joins: the word goes on the string before it. */
static int parse_bare(struct dt_parse *parse, bool joins)
{
	const char *end = parse_word_end(parse);
	char c = *parse->at;
	int err = 0;

	if (c == '-' && end - parse->at > 1)
		c = parse->at[1];
	if (parse->bare != DT_BARE_STRING && c >= '0' && c <= '9')
		return parse_bare_number(parse, end);
	if (parse->cells && parse->bare != DT_BARE_STRING)
		return parse_fail(parse, "expected a phandle (&LABEL, &/PATH or a number)");
	if (joins) {
		parse->value[parse->len - 1] = ' '; /* in place of the NUL */
		parse->parts--;
	}
	parse->bare_last = true;
	while (err == 0 && parse->at < end) {
		c = *parse->at++;
		if (c == '"' || c == '\'') {
			parse->at--;
			return parse_fail(parse, "a quote inside a word");
		}
		if (c == '\\' && parse->at < end)
			c = *parse->at++;
		err = parse_put_char(parse, c);
	}
	return err ? err : parse_put_char(parse, '\0');
}

/* --- all ------------------------------------------------------------------------------------- */

static int parse_one(struct dt_parse *parse)
{
	bool joins = parse->join && parse->bare_last;
	char c = parse_peek(parse);

	if ((c == '"' || c == '\'') && parse_wraps(parse, c))
		return 0;
	parse->bare_last = false;
	parse->parts++;
	if (c == '"' || c == '\'') {
		parse->at++;
		return parse_string(parse, c);
	}
	if (parse_take(parse, "<"))
		return parse_cells(parse, PARSE_CELL);
	if (parse_take(parse, "["))
		return parse_bytes(parse);
	if (parse_take(parse, "/bits/"))
		return parse_bits(parse);
	if (c != '&')
		return parse_bare(parse, joins);
	return parse->cells ? parse_phandle(parse, PARSE_CELL, '\0') : parse_path(parse);
}

int dt_parse_value(struct dt_parse *parse, const char *text, size_t len)
{
	int err = 0;

	parse->at = text;
	parse->end = text + len;
	parse->len = parse->parts = 0;
	parse->bare_last = false;
	parse->wrap = '\0';
	parse->why = NULL;
	while (err == 0) {
		while (parse_blank(parse_peek(parse)) || parse_peek(parse) == ',')
			parse->at++;
		if (parse->at == parse->end)
			return parse->wrap ? parse_fail(parse, "a quote is not closed") : 0;
		err = parse_one(parse);
	}
	return err;
}
