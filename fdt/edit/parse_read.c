#include "fdt/edit/parse_read.h"
/* Characters and numbers. Source: dtc's grammar, whose numbers are C's. */

int parse_fail(struct dt_parse *parse, const char *why)
{
	parse->why = why;
	return -EINVAL;
}

char parse_peek(const struct dt_parse *parse)
{
	return parse->at < parse->end ? *parse->at : '\0';
}

void parse_skip_blanks(struct dt_parse *parse)
{
	while (parse_blank(parse_peek(parse)))
		parse->at++;
}

bool parse_take(struct dt_parse *parse, const char *word)
{
	size_t len = strlen(word);

	if ((size_t)(parse->end - parse->at) < len || memcmp(parse->at, word, len) != 0)
		return false;
	parse->at += len;
	return true;
}

int parse_put_char(struct dt_parse *parse, char c)
{
	return parse_put(parse, (uint8_t)c, PARSE_BYTE);
}

int parse_put(struct dt_parse *parse, uint64_t value, unsigned bits)
{
	if (parse->room - parse->len < bits / PARSE_BYTE)
		return parse_fail(parse, "the value is too long");
	while (bits) {
		bits -= PARSE_BYTE;
		parse->value[parse->len++] = (uint8_t)(value >> bits);
	}
	return 0;
}

bool parse_digits(struct dt_parse *parse, int base, int max, uint64_t *value)
{
	const char *start = parse->at;

	*value = 0;
	while (parse->at - start < max && hex_value(parse_peek(parse)) < (unsigned)base) {
		if (*value > UINT64_MAX / (uint64_t)base)
			return false;
		*value *= (uint64_t)base;
		if (*value + hex_value(*parse->at) < *value)
			return false;
		*value += hex_value(*parse->at++);
	}
	return parse->at > start;
}

bool parse_number(struct dt_parse *parse, bool *negative, uint64_t *value)
{
	int base = PARSE_DECIMAL;

	*negative = parse_take(parse, "-");
	if (parse_take(parse, "0x") || parse_take(parse, "0X"))
		base = PARSE_HEX;
	else if (parse_peek(parse) == '0')
		base = PARSE_OCTAL;
	if (!parse_digits(parse, base, 64, value))
		return false;
	while ((parse_peek(parse) | 0x20) == 'u' || (parse_peek(parse) | 0x20) == 'l')
		parse->at++;
	return true;
}

bool parse_fits(uint64_t value, bool negative, unsigned bits)
{
	if (negative)
		return value == 0 || value - 1 <= UINT64_MAX >> (65 - bits);
	return value <= UINT64_MAX >> (64 - bits);
}
