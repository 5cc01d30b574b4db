/* Words that name memory: names of loaded files, addresses, ranges. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include "shell/memory_word.h"
#include "tests/unit/fake/fake_port.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static struct owners owners = {
	.row = {
		{ 0x80200000, 0x100000, "kernel", OWNER_IMAGE, 0 },
		{ 0x84000000, 0x1000, "kernel", OWNER_LOADED, 0 },
		{ 0x85000000, 0x1000, "", OWNER_LOADED, 0 },
		{ 0x86000000, 0, "gone", OWNER_LOADED, 0 },
		{ 0x87000000, 3, "a,b", OWNER_LOADED, 0 },
		{ 0x88000000, 3, "17", OWNER_LOADED, 0 },
		{ 0x89000000, 8, "a-name-that-was-cut-at-39-characters-xy", OWNER_LOADED, 0 },
	},
	.count = 7,
};

#define HINT                                                                                       \
	": neither a number nor the name of a loaded file, node or function; 'mem' lists files\n"

static const struct {
	const char *word;
	int err, row; /* of owners; -1: none */
	uint64_t base, size;
	const char *output;
} rows[] = {
	{ "kernel", 0, 1, 0x84000000, 0x1000, "" },
	{ "a,b", 0, 4, 0x87000000, 3, "" },
	{ "17", 0, -1, 17, 0, "" },
	{ "a-name-that-was-cut-at-39-characters-xyz", 0, 6, 0x89000000, 8, "" },
	{ "0x84000000", 0, 1, 0x84000000, 0x1000, "" },
	{ "0x84000ff0", 0, 1, 0x84000ff0, 0x10, "" },
	{ "0x84001000", 0, -1, 0x84001000, 0, "" },
	{ "0x84000ff0,8", 0, 1, 0x84000ff0, 8, "" },
	{ "0x84000ff0,0x11", 0, -1, 0x84000ff0, 0x11, "" },
	{ "0x85000000", 0, 2, 0x85000000, 0x1000, "" },
	{ "0x80200000", 0, -1, 0x80200000, 0, "" },
	{ "0x10,0xfffffffffffffff0", 0, -1, 0x10, 0xfffffffffffffff0, "" },
	{ "0x11,0xfffffffffffffff0", -EINVAL, -1, 0, 0,
	  "shell: 0x11,0xfffffffffffffff0: the range ends past the last address\n" },
	{ "0x10,0", -EINVAL, -1, 0, 0, "shell: 0x10,0: the size is 0; give it 1 or more\n" },
	{ "0x10,", -EINVAL, -1, 0, 0, "shell: 0x10,: a number or a name is missing, column 6\n" },
	{ "0x10,x", -ENOENT, -1, 0, 0, "shell: x" HINT },
	{ "0x10,8,8", -EINVAL, -1, 0, 0,
	  "shell: 0x10,8,8: an operator, + - or *, is missing, column 7\n" },
	{ "kernal", -ENOENT, -1, 0, 0,
	  "shell: kernal: no loaded file has this name (did you mean kernel?)\n" },
	{ "gone", -ENOENT, -1, 0, 0, "shell: gone" HINT },
	{ "", -EINVAL, -1, 0, 0, "shell: : a number or a name is missing, column 1\n" },
	{ "0x000000000000000000000000000000000001", 0, -1, 1, 0, "" },
	{ "0x10000000000000000", -ERANGE, -1, 0, 0,
	  "shell: 0x10000000000000000: more than 64 bits, column 1\n" },
	/* Names and windows. */
	{ "kernel,8", 0, 1, 0x84000000, 8, "" },
	{ "kernel,0x1000", 0, 1, 0x84000000, 0x1000, "" },
	{ "kernel,0x1001", -ERANGE, -1, 0, 0,
	  "shell: kernel,0x1001: only 0x1000 bytes are left of what it names\n" },
	{ "kernel+0x10*(2+1)", 0, 1, 0x84000030, 0xfd0, "" },
	{ "kernel+0xfff,2", -ERANGE, -1, 0, 0,
	  "shell: kernel+0xfff,2: only 0x1 bytes are left of what it names\n" },
	{ "kernel+0x1000", -ERANGE, -1, 0, 0,
	  "shell: kernel+0x1000: 0x84001000 is not in it: 0x84000000 to 0x84000fff\n" },
	{ "kernel-1", -ERANGE, -1, 0, 0,
	  "shell: kernel-1: 0x83ffffff is not in it: 0x84000000 to 0x84000fff\n" },
	{ "0x87000000-kernel", 0, -1, 0x3000000, 0, "" },
	{ "$image", 0, -1, 0x80200000, 0x100000, "" },
	{ "$image+0x10,4*4", 0, -1, 0x80200010, 16, "" },
	{ "$ram", -ENOENT, -1, 0, 0,
	  "shell: $ram: unknown here; there are $ram, $tree and $image\n" },
	{ "$imag", -ENOENT, -1, 0, 0,
	  "shell: $imag: unknown here; there are $ram, $tree and $image\n" },
	{ "/soc", -ENOENT, -1, 0, 0, "shell: /soc: there is no device tree\n" },
	/* Decimal or hexadecimal. */
	{ "84000000", 0, 1, 0x84000000, 0x1000, "shell: 84000000: taken as hexadecimal\n" },
	{ "2214592512", 0, 1, 0x84000000, 0x1000, "" },
	{ "12345678", 0, -1, 12345678, 0,
	  "shell: 12345678: decimal, 0xbc614e; hexadecimal begins with 0x\n" },
	{ "84000000,8", 0, 1, 0x84000000, 8, "shell: 84000000: taken as hexadecimal\n" },
	{ "84000000+8", 0, -1, 84000008, 0,
	  "shell: 84000000: decimal, 0x501bd00; hexadecimal begins with 0x\n" },
	{ "0x84000000+200+1000,100", 0, 1, 0x840004b0, 100, "" },
	{ "0x84000000,10000", 0, -1, 0x84000000, 10000, "" },
	{ "1234", 0, -1, 1234, 0, "" },
	{ "8400000a", 0, 1, 0x8400000a, 0xff6, "shell: 8400000a: taken as hexadecimal\n" },
	{ "0x84000000+a", 0, 1, 0x8400000a, 0xff6, "shell: a: taken as hexadecimal\n" },
};

static void words(void **state)
{
	static struct fake_port port;
	struct shell shell;

	(void)state;
	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.owners = &owners;
	for (size_t i = 0; i < ROWS(rows); i++) {
		const struct owner *loaded = NULL;
		struct dt_range range;

		assert_int_equal(shell_memory_word(&shell, rows[i].word, &range, &loaded),
				 rows[i].err);
		assert_string_equal(fake_port_output(&port), rows[i].output);
		assert_ptr_equal(loaded, rows[i].row < 0 ? NULL : &owners.row[rows[i].row]);
		if (rows[i].err)
			continue;
		assert_int_equal(range.base, rows[i].base);
		assert_int_equal(range.size, rows[i].size);
	}
}

/* Without a machine there are addresses, but no names. */
static void without_owners(void **state)
{
	static struct fake_port port;
	struct dt_range range;
	struct shell shell;

	(void)state;
	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	assert_int_equal(shell_memory_word(&shell, "0x84000000", &range, NULL), 0);
	assert_int_equal(range.base, 0x84000000);
	assert_int_equal(range.size, 0);
	assert_int_equal(shell_memory_word(&shell, "kernel", &range, NULL), -ENOENT);
}

static char offered[64];

static void offer(struct shell_completions *completions, const char *text, bool more)
{
	size_t len = strlen(offered);

	(void)completions;
	(void)more;
	snprintf(offered + len, sizeof(offered) - len, "%.9s ", text);
}

static void names_are_completed(void **state)
{
	struct shell_completions completions = { .word = "", .offer = offer };
	struct shell shell = { .owners = &owners };

	(void)state;
	shell_complete_loaded(&shell, &completions);
	assert_string_equal(offered, "kernel a,b 17 a-name-th ");
	shell.owners = NULL;
	shell_complete_loaded(&shell, &completions);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(without_owners),
		cmocka_unit_test(names_are_completed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
