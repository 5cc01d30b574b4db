/* Expressions of addresses: numbers, names and windows, operators, and what is wrong. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/expression.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* Names with operators in them, and one that is also a hexadecimal number. */
static const struct {
	const char *name;
	uint64_t base, size;
} names[] = {
	{ "ram", 0x80000000, 0x1000 },         { "ram-x", 0x90000000, 0x10 },
	{ "a,b+c", 0xa0000000, 0x10 },         { "fade", 0xb0000000, 0x10 },
	{ "5-k", 0xc0000000, 0x10 },           { "/soc/serial.reg[1]", 0xd0000000, 8 },
	{ "top", 0xfffffffffffff000, 0x1000 },
};

static int lookup(void *context, const char *name, size_t len, struct shell_value *value)
{
	(void)context;
	if (len == 3 && !memcmp(name, "bad", 3))
		return -ENXIO;
	for (size_t i = 0; i < ROWS(names); i++)
		if (strlen(names[i].name) == len && !memcmp(names[i].name, name, len)) {
			*value = (struct shell_value){ .number = names[i].base,
						       .base = names[i].base,
						       .size = names[i].size,
						       .node = (int)i };
			return 0;
		}
	return -ENOENT;
}

static const struct {
	const char *text;
	uint64_t number, size;
	int node;
	const char *end, *hex;
} good[] = {
	{ "0", 0, 0, -1, "", NULL },
	{ "18446744073709551615", UINT64_MAX, 0, -1, "", NULL },
	{ "0xFFffFFffFFffFFff", UINT64_MAX, 0, -1, "", NULL },
	{ "1+2*3", 7, 0, -1, "", NULL },
	{ "(1+2)*3", 9, 0, -1, "", NULL },
	{ "2*3+1", 7, 0, -1, "", NULL },
	{ "10-3-2", 5, 0, -1, "", NULL },
	{ "10-(3-2)", 9, 0, -1, "", NULL },
	{ "2*(3+4)*5", 70, 0, -1, "", NULL },
	{ " ( 1 + 2 ) * 3 ", 9, 0, -1, "", NULL },
	{ "((((((((1))))))))", 1, 0, -1, "", NULL },
	{ "ram", 0x80000000, 0x1000, 0, "", NULL },
	{ "(ram)", 0x80000000, 0x1000, 0, "", NULL },
	{ "ram+8", 0x80000008, 0x1000, -1, "", NULL },
	{ "8+ram", 0x80000008, 0x1000, -1, "", NULL },
	{ "ram+4*2-8", 0x80000000, 0x1000, -1, "", NULL },
	{ "ram-ram", 0, 0, -1, "", NULL },
	{ "0x80000001-ram", 1, 0, -1, "", NULL },
	{ "ram*1", 0x80000000, 0, -1, "", NULL },
	{ "ram+(ram-ram)", 0x80000000, 0x1000, -1, "", NULL },
	/* The longest name; an operator is one only where that gives no name. */
	{ "ram-x", 0x90000000, 0x10, 1, "", NULL },
	{ "ram-x-ram", 0x10000000, 0, -1, "", NULL },
	{ "ram-16", 0x7ffffff0, 0x1000, -1, "", NULL },
	{ "a,b+c+1", 0xa0000001, 0x10, -1, "", NULL },
	{ "5-k", 0xc0000000, 0x10, 4, "", NULL },
	{ "5-4", 1, 0, -1, "", NULL },
	{ "/soc/serial.reg[1]+4", 0xd0000004, 8, -1, "", NULL },
	/* What follows is the caller's. */
	{ "0x10,8", 16, 0, -1, ",8", NULL },
	{ "ram,8", 0x80000000, 0x1000, 0, ",8", NULL },
	{ "1 2", 1, 0, -1, "2", NULL },
	{ "1=2", 1, 0, -1, "=2", NULL },
	/* Hexadecimal, because it can be nothing else. */
	{ "8020000a", 0x8020000a, 0, -1, "", "8020000a" },
	{ "80200000", 80200000, 0, -1, "", NULL },
	{ "fade", 0xb0000000, 0x10, 3, "", NULL },
	{ "fadf", 0xfadf, 0, -1, "", "fadf" },
	{ "ram+1f", 0x8000001f, 0x1000, -1, "", "1f" },
};

static void expressions(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(good); i++) {
		struct shell_expression it = { .lookup = lookup };
		struct shell_value value;
		const char *end;

		if (shell_expression(&it, good[i].text, &end, &value))
			fail_msg("%s: refused: %s", good[i].text, it.why);
		if (value.number != good[i].number || value.size != good[i].size ||
		    value.node != good[i].node)
			fail_msg("%s: %llx, size %llx, node %d", good[i].text,
				 (unsigned long long)value.number, (unsigned long long)value.size,
				 value.node);
		assert_string_equal(end, good[i].end);
		assert_int_equal(it.hex != NULL, good[i].hex != NULL);
		if (it.hex)
			assert_memory_equal(it.hex, good[i].hex, it.hex_len);
	}
}

static const struct {
	const char *text;
	int err;
	size_t at;
	const char *why;
} bad[] = {
	{ "", -EINVAL, 0, "a number or a name is missing" },
	{ "  ", -EINVAL, 2, "a number or a name is missing" },
	{ "1+", -EINVAL, 2, "a number or a name is missing" },
	{ "1+*2", -EINVAL, 2, "a number or a name is missing" },
	{ "-1", -EINVAL, 0, "a number or a name is missing" },
	{ "ram-", -EINVAL, 4, "a number or a name is missing" },
	{ "()", -EINVAL, 1, "a number or a name is missing" },
	{ "(1", -EINVAL, 2, "a ) is missing" },
	{ "(1,2)", -EINVAL, 2, "a ) is missing" },
	{ "1)", -EINVAL, 1, "no ( for this )" },
	{ "(1))", -EINVAL, 3, "no ( for this )" },
	{ "(((((((((1", -EINVAL, 8, "too many ( and operators" },
	{ "ram+ram", -EINVAL, 7, "two addresses cannot be added" },
	{ "1-2", -ERANGE, 3, "less than 0" },
	{ "0xffffffffffffffff+1", -ERANGE, 20, "more than 64 bits" },
	{ "0x100000000*0x100000000", -ERANGE, 23, "more than 64 bits" },
	{ "0x10000000000000000", -ERANGE, 0, "more than 64 bits" },
	{ "18446744073709551616", -ERANGE, 0, "more than 64 bits" },
	{ "1+nosuch+2", -ENOENT, 2, "" },
	{ "10000000000000000a", -ENOENT, 0, "" },
	{ "0x", -ENOENT, 0, "" },
	{ "0xg", -ENOENT, 0, "" },
	{ "bad", -ENXIO, 0, NULL },
	{ "1+bad", -ENXIO, 0, NULL },
};

static void faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS(bad); i++) {
		struct shell_expression it = { .lookup = lookup };
		struct shell_value value;
		const char *end;
		int err = shell_expression(&it, bad[i].text, &end, &value);

		if (err != bad[i].err)
			fail_msg("%s: %d", bad[i].text, err);
		if (!bad[i].why) {
			assert_null(it.why);
			continue;
		}
		assert_string_equal(it.why, bad[i].why);
		if (it.at != bad[i].text + bad[i].at)
			fail_msg("%s: at %zu", bad[i].text, (size_t)(it.at - bad[i].text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(expressions),
		cmocka_unit_test(faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
