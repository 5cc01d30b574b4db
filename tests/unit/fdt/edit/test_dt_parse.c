/* Values as people type them: every form, and every fault with its column. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/edit/parse_value.h"

/* Every reference without '?' exists: its phandle is 0x17, its path "/P" and the reference. */
static int phandle(void *context, const char *reference, size_t len, uint32_t *value)
{
	(void)context;
	*value = 0x17;
	return memchr(reference, '?', len) ? -ENOENT : 0;
}

static int path(void *context, const char *reference, size_t len, char *text, size_t room)
{
	int result;

	(void)context;
	if (memchr(reference, '?', len))
		return -ENOENT;
	result = snprintf(text, room, "/P%.*s", (int)len, reference);
	return (size_t)result < room ? result : -ENAMETOOLONG;
}

/* How bare words are read; and besides: R: references are cells, J: words are joined. */
enum { S = DT_BARE_STRING, C = DT_BARE_CELL, D = DT_BARE_CELL64, BARE = 3, R = 4, J = 8 };

static uint8_t value[64];

static int parse(struct dt_parse *parse, int bare, const char *text)
{
	*parse = (struct dt_parse){
		.bare = (enum dt_bare)(bare & BARE),
		.cells = bare & R,
		.join = bare & J,
		.value = value,
		.room = sizeof(value),
		.phandle = phandle,
		.path = path,
	};
	return dt_parse_value(parse, text, strlen(text));
}

static const struct {
	int bare;
	const char *text, *value; /* in hex */
} values[] = {
	{ S, "", "" },
	{ S, " \t, ", "" },
	/* Cells. */
	{ S, "<>", "" },
	{ S, "< >", "" },
	{ S, "<1>", "00000001" },
	{ S, "<0x10 010 10>", "00000010000000080000000a" },
	{ S, "<0XfF 4294967295U 1UL>", "000000ffffffffff00000001" },
	{ S, "<-1 -0 -2147483648>", "ffffffff0000000080000000" },
	{ S, "<1>,<2>", "0000000100000002" },
	{ S, "<1> <2>  ,\t<3>", "000000010000000200000003" },
	{ S, "<1><2>", "0000000100000002" },
	{ S, "<&plic 1>", "0000001700000001" },
	{ S, "<1 &{/a b} 2 &/soc>", "00000001000000170000000200000017" },
	{ S, "<&plic>", "00000017" },
	/* Of other sizes. */
	{ S, "/bits/ 8 <1 0xff -1 -128>", "01ffff80" },
	{ S, "/bits/ 16 <1 0xffff>", "0001ffff" },
	{ S, "/bits/ 32 <1 &plic>", "0000000100000017" },
	{ S, "/bits/ 64 <1 0xffffffffffffffff -1>",
	  "0000000000000001ffffffffffffffffffffffffffffffff" },
	{ S, "/bits/64<1>", "0000000000000001" },
	/* Bytes. */
	{ S, "[]", "" },
	{ S, "[00]", "00" },
	{ S, "[0a0B 0c\t0d ]", "0a0b0c0d" },
	/* Strings. */
	{ S, "\"\"", "00" },
	{ S, "\"a b\"", "61206200" },
	{ S, "\"a\",\"b\"", "61006200" },
	{ S, "\"a\", \"b\"", "61006200" },
	{ S, "\"a\" \"b\"\"c\"", "610062006300" },
	{ S, "\"\\a\\b\\t\\n\\v\\f\\r\\\\\\\"\\q\"", "0708090a0b0c0d5c227100" },
	{ S, "\"\\x41\\x4z\\101\\0\\1019\"", "41047a4100413900" },
	{ S, "\"it's\"", "6974277300" },
	{ S, "'a \"b\\n'", "612022625c6e00" },
	{ S, "''", "00" },
	/* Groups in double quotes are groups; source in single quotes is source. */
	{ S, "\"<1 2>\"", "0000000100000002" },
	{ S, "'<1 2>'", "0000000100000002" },
	{ S, "'<1>, [02]' <3>", "000000010200000003" },
	{ S, "\"[00 01]\" \"x\"", "00017800" },
	{ S, "'\"a\", \"b\"'", "61006200" },
	{ S, "'/bits/ 8 <1>'", "01" },
	{ S, "'&plic'", "2f50706c696300" },
	{ S, "\"<1\"", "3c3100" },
	{ S, "\"&plic\"", "26706c696300" },
	{ S, "'/soc'", "2f736f6300" },
	/* References outside of cells are paths. */
	{ S, "&plic", "2f50706c696300" },
	{ S, "&{/a b}", "2f507b2f6120627d00" },
	{ S, "&/s, &t", "2f502f73002f507400" },
	{ S, "&a,&b", "2f5061002f506200" },
	/* Bare words. */
	{ S, "okay", "6f6b617900" },
	{ S, "a,b c", "612c62006300" },
	{ S, "a, b", "61006200" },
	{ S, ",a", "6100" },
	{ S, "a\\ b\\,", "6120622c00" },
	{ S, "1", "3100" },
	{ C, "1", "00000001" },
	{ C, "0x10 020,", "0000001000000010" },
	{ C, "-1 -x", "ffffffff2d7800" },
	{ C, "okay -", "6f6b6179002d00" },
	{ C, "4294967295", "ffffffff" },
	{ D, "24000000", "00000000016e3600" },
	{ D, "-1", "ffffffffffffffff" },
	{ D, "x <1>", "780000000001" },
	/* References of a property that holds phandles. */
	{ C | R, "&plic", "00000017" },
	{ C | R, "&plic 3, &{/a b} 4", "00000017000000030000001700000004" },
	{ C | R, "'&plic' &a,&b", "000000170000001700000017" },
	{ C | R, "1 \"a\"", "000000016100" },
	{ S | R, "a", "6100" },
	/* Words that are one string. */
	{ S | J, "a b 1",
	  "61206220310"
	  "0" },
	{ S | J, "a,b, c", "612c622c206300" },
	{ S | J, "a \"b\" c d", "6100620063206400" },
	{ S | J, "a <1> b",
	  "61000000000162"
	  "00" },
};

static void values_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char hex[2 * sizeof(value) + 1] = "";
		struct dt_parse it;
		int err = parse(&it, values[i].bare, values[i].text);

		if (err)
			print_message("%s: %s\n", values[i].text, it.why);
		assert_int_equal(err, 0);
		for (uint32_t at = 0; at < it.len; at++)
			sprintf(hex + 2 * at, "%02x", value[at]);
		assert_string_equal(hex, values[i].value);
	}
}

#define NUMBER "expected a number, &NODE or >"
#define BYTE   "expected two hex digits or ]"
#define BITS   "expected 8, 16, 32 or 64 after /bits/"
#define LARGE  "more than 32 bits: write two cells, or /bits/ 64 <...>"
#define REFERS "expected a phandle (&LABEL, &/PATH or a number)"
#define BARE   "not a number; a string that begins like one needs quotes"
static const struct {
	int bare;
	const char *text;
	int column;      /* from 1 */
	const char *why; /* NULL: there is no such node */
} faults[] = {
	{ S, "<1", 1, "unclosed <" },
	{ S, "<1> <2 ", 5, "unclosed <" },
	{ S, "<a>", 2, NUMBER },
	{ S, "<1 2x>", 4, NUMBER },
	{ S, "<08>", 2, NUMBER },
	{ S, "<0x>", 2, NUMBER },
	{ S, "<->", 2, NUMBER },
	{ S, "<1,2>", 2, NUMBER },
	{ S, "<\"a\">", 2, NUMBER },
	{ S, "<(1 + 2)>", 2, NUMBER },
	{ S, "<99999999999999999999>", 2, NUMBER },
	{ S, "<0x1ffffffffffffffff>", 2, NUMBER },
	{ S, "<1 0x100000000>", 4, LARGE },
	{ S, "<-2147483649>", 2, LARGE },
	{ S, "<1 &?>", 4, NULL },
	{ S, "/bits/ 8 <256>", 11, "more bits than /bits/ says" },
	{ S, "/bits/ 8 <-129>", 11, "more bits than /bits/ says" },
	{ S, "/bits/ 12 <1>", 8, BITS },
	{ S, "/bits/ <1>", 8, BITS },
	{ S, "/bits/ 8 1", 10, "expected <" },
	{ S, "/bits/ 64 <&plic>", 12, "a phandle has 32 bits" },
	{ S, "[0]", 2, BYTE },
	{ S, "[00 0g]", 5, BYTE },
	{ S, "[00,01]", 4, BYTE },
	{ S, "[00", 1, "unclosed [" },
	{ S, "x \"a", 3, "this quote is not closed" },
	{ S, "'a", 1, "this quote is not closed" },
	{ S, "'<1>", 5, "a quote is not closed" },
	{ S, "\"\\x\"", 4, "expected hex digits after \\x" },
	{ S, "\"\\", 1, "this quote is not closed" },
	{ S, "&?", 1, NULL },
	{ S, "a\"b\"", 2, "a quote inside a word" },
	{ C, "12x", 1, BARE },
	{ C | R, "plic", 1, REFERS },
	{ C | R, "1 /soc/plic", 3, REFERS },
	{ C | R, "&plic -", 7, REFERS },
	{ C, "-1x", 1, BARE },
	{ C, "1 0x100000000", 3, "too large: <HIGH LOW>, or /bits/ 64 <...>" },
	{ D, "99999999999999999999", 1, BARE },
	{ S, "0123456789012345678901234567890123456789012345678901234567890123", 65,
	  "the value is too long" },
};

static void faults_have_their_column(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		const char *text = faults[i].text;
		struct dt_parse it;

		assert_int_equal(parse(&it, faults[i].bare, text),
				 faults[i].why ? -EINVAL : -ENOENT);
		if (faults[i].why)
			assert_string_equal(it.why, faults[i].why);
		assert_int_equal(it.at - text + 1, faults[i].column);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_read),
		cmocka_unit_test(faults_have_their_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
