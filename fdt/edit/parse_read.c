#include "fdt/edit/parse_read.h"
/* Characters and numbers. Source: dtc's grammar, whose numbers are C's. */

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

int parse_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : PARSE_HEX;
}

bool parse_digits(struct dt_parse *parse, int base, int max, uint64_t *value)
{
	const char *start = parse->at;

	*value = 0;
	while (parse->at - start < max && parse_digit(parse_peek(parse)) < base) {
		if (*value > UINT64_MAX / (uint64_t)base)
			return false;
		*value *= (uint64_t)base;
		if (*value + (uint64_t)parse_digit(*parse->at) < *value)
			return false;
		*value += (uint64_t)parse_digit(*parse->at++);
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
