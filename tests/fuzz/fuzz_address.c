/*
 * libFuzzer: words that name memory. The input is a word. What is read must end within it; in
 * parentheses it is the same; and the whole, with files, a tree and their windows, ends without a
 * fault, and in the window of what was named.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "shell/expression.h"
#include "shell/memory_word.h"
#include "tests/unit/fake/fake_port.h"

enum { FUZZ_WORD = 120 };

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

/* Files with operators in their names. */
static struct owners owners = {
	.row = {
		{ 0x80200000, 0x100000, "", OWNER_IMAGE, 0 },
		{ 0x84000000, 0x1000, "k", OWNER_LOADED, 0 },
		{ 0x85000000, 0x1000, "k-1", OWNER_LOADED, 0 },
		{ 0x86000000, 1, "a,b+c", OWNER_LOADED, 0 },
		{ 0xfffffffffffff000, 0x1000, "top", OWNER_LOADED, 0 },
	},
	.count = 5,
};

static int fuzz_lookup(void *context, const char *name, size_t len, struct shell_value *value)
{
	(void)context;
	for (int i = 1; i < owners.count; i++) {
		const struct owner *row = &owners.row[i];

		if (strlen(row->name) != len || memcmp(row->name, name, len) != 0)
			continue;
		*value = (struct shell_value){
			.number = row->base, .base = row->base, .size = row->size, .node = i
		};
		return 0;
	}
	return -ENOENT;
}

static int fuzz_read(const char *word, size_t *used, struct shell_value *value)
{
	struct shell_expression it = { .lookup = fuzz_lookup };
	const char *end = word;
	int err = shell_expression(&it, word, &end, value);

	fuzz_expect(err <= 0 && end >= word && end <= word + strlen(word));
	fuzz_expect(!err || err == -ENOENT || it.why);
	fuzz_expect(!err || (it.at >= word && it.at <= word + strlen(word)));
	*used = (size_t)(end - word);
	return err;
}

static void fuzz_expression(const char *word)
{
	char inside[FUZZ_WORD + 3];
	struct shell_value value, same;
	size_t used, again;
	int err = fuzz_read(word, &used, &value);

	if (err)
		return;
	inside[0] = '(';
	memcpy(inside + 1, word, used);
	strcpy(inside + 1 + used, ")");
	err = fuzz_read(inside, &again, &same);
	fuzz_expect(!err || err == -EINVAL); /* one more parenthesis may be too many */
	fuzz_expect(err ||
		    (again == used + 2 && same.number == value.number && same.size == value.size));
}

static void fuzz_word(const char *word)
{
	static struct fake_port port;
	struct shell_memory memory;
	struct shell shell;

	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.owners = &owners;
	if (shell_memory(&shell, word, &memory)) {
		fuzz_expect(*fake_port_output(&port) != '\0');
		return;
	}
	fuzz_expect(!memory.size || memory.size - 1 <= UINT64_MAX - memory.base);
	fuzz_expect(!memory.loaded ||
		    owner_holds(memory.loaded, memory.base, memory.size ? memory.size : 1));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char word[FUZZ_WORD + 1];

	if (size > FUZZ_WORD)
		size = FUZZ_WORD;
	memcpy(word, data, size);
	word[size] = '\0';
	fuzz_expression(word);
	fuzz_word(word);
	return 0;
}
