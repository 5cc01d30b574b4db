#include "fdt/edit/parse_group.h"
/* References, and groups of numbers: <...>, /bits/ N <...>, [...]. Source: dtc's grammar. */
#include "fdt/edit/parse_read.h"

/* Whether an element of a list may end here. */
static bool parse_apart(const struct dt_parse *parse, char close)
{
	char c = parse_peek(parse);

	return c == '\0' || c == close || parse_blank(c);
}

/* --- references ------------------------------------------------------------------------------ */

size_t parse_reference(struct dt_parse *parse, char close, const char **reference)
{
	const char *start = ++parse->at;
	bool brace = parse_peek(parse) == '{';

	*reference = start;
	while (parse->at < parse->end &&
	       (brace || (!parse_apart(parse, close) && parse_peek(parse) != ',' &&
			  parse_peek(parse) != parse->wrap)))
		if (*parse->at++ == '}')
			break;
	return (size_t)(parse->at - start);
}

int parse_phandle(struct dt_parse *parse, unsigned bits, char close)
{
	const char *start = parse->at, *reference;
	uint32_t phandle = 0;
	size_t len;
	int err;

	if (bits != PARSE_CELL)
		return parse_fail(parse, "a phandle has 32 bits");
	len = parse_reference(parse, close, &reference);
	err = parse->phandle(parse->context, reference, len, &phandle);
	if (err == 0)
		return parse_put(parse, phandle, bits);
	parse->at = start;
	return err;
}

/* --- groups ---------------------------------------------------------------------------------- */

static int parse_cell(struct dt_parse *parse, unsigned bits)
{
	const char *start = parse->at;
	uint64_t value;
	bool negative;

	if (parse_peek(parse) == '&')
		return parse_phandle(parse, bits, '>');
	if (!parse_number(parse, &negative, &value) || !parse_apart(parse, '>')) {
		parse->at = start;
		return parse_fail(parse, "expected a number, &NODE or >");
	}
	if (parse_fits(value, negative, bits))
		return parse_put(parse, negative ? 0 - value : value, bits);
	parse->at = start;
	return parse_fail(parse, bits == PARSE_CELL
					 ? "more than 32 bits: write two cells, or /bits/ 64 <...>"
					 : "more bits than /bits/ says");
}

int parse_cells(struct dt_parse *parse, unsigned bits)
{
	const char *start = parse->at - 1;
	int err = 0;

	while (err == 0) {
		parse_skip_blanks(parse);
		if (parse_take(parse, ">"))
			return 0;
		if (parse->at == parse->end) {
			parse->at = start;
			return parse_fail(parse, "unclosed <");
		}
		err = parse_cell(parse, bits);
	}
	return err;
}

int parse_bits(struct dt_parse *parse)
{
	const char *start;
	uint64_t bits = 0;

	parse_skip_blanks(parse);
	start = parse->at;
	parse_digits(parse, PARSE_DECIMAL, 2, &bits);
	if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
		parse->at = start;
		return parse_fail(parse, "expected 8, 16, 32 or 64 after /bits/");
	}
	parse_skip_blanks(parse);
	if (!parse_take(parse, "<"))
		return parse_fail(parse, "expected <");
	return parse_cells(parse, (unsigned)bits);
}

int parse_bytes(struct dt_parse *parse)
{
	const char *start = parse->at - 1;
	int err = 0;

	while (err == 0) {
		uint64_t byte;
		const char *here;

		parse_skip_blanks(parse);
		if (parse_take(parse, "]"))
			return 0;
		here = parse->at;
		if (here == parse->end) {
			parse->at = start;
			return parse_fail(parse, "unclosed [");
		}
		if (!parse_digits(parse, PARSE_HEX, 2, &byte) || parse->at - here < 2) {
			parse->at = here;
			return parse_fail(parse, "expected two hex digits or ]");
		}
		err = parse_put(parse, byte, PARSE_BYTE);
	}
	return err;
}
