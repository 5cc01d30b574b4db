#include "fdt/where/bootargs.h"
/*
 * Words of /chosen/bootargs, with quotes as Linux splits its command line. Linux has no escapes.
 * Only run=, which is not for Linux, has them: its text is commands, with quotes of their own.
 *
 * Sources: Devicetree Specification v0.4, 3.6; Linux, Documentation/admin-guide/
 * kernel-parameters.rst.
 */
#include <errno.h>
#include <string.h>

static bool bootargs_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether the word that begins at @word has escapes. */
static bool bootargs_escapes(const char *word, const char *end)
{
	static const char run[] = "run=";

	if (word < end && *word == '"')
		word++;
	return (size_t)(end - word) >= sizeof(run) - 1 && memcmp(word, run, sizeof(run) - 1) == 0;
}

/* Whether a quote or a backslash comes after the backslash at @at. */
static bool bootargs_escaped(const char *at, const char *end)
{
	return *at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\');
}

/* The end of the word that begins at @at: a blank outside quotes. */
static const char *bootargs_word_end(const char *at, const char *end)
{
	bool quoted = false, escapes = bootargs_escapes(at, end);

	for (; at < end && (quoted || !bootargs_blank(*at)); at++) {
		if (*at == '"')
			quoted = !quoted;
		else if (escapes && quoted && bootargs_escaped(at, end))
			at++;
	}
	return at;
}

/* The value of a word `KEY=VALUE` or `"KEY=VALUE"`; its end for the bare word `KEY`; NULL when it
 * has another key. */
static const char *bootargs_value(const char *word, const char *end, const char *key)
{
	size_t len = strlen(key);

	if (word < end && *word == '"')
		word++;
	if ((size_t)(end - word) < len || memcmp(word, key, len) != 0)
		return NULL;
	word += len;
	if (word == end || (*word == '"' && word + 1 == end))
		return end;
	return *word == '=' ? word + 1 : NULL;
}

/* Copies the text without its quotes. @quoted: it begins inside of a quote. */
static int bootargs_copy(const char *from, const char *end, bool quoted, bool escapes, char *value,
			 size_t size)
{
	size_t used = 0;

	for (; from < end; from++) {
		if (*from == '"') {
			quoted = !quoted;
			continue;
		}
		if (escapes && quoted && bootargs_escaped(from, end))
			from++;
		if (used + 1 >= size)
			return -ENAMETOOLONG;
		value[used++] = *from;
	}
	if (used >= size)
		return -ENAMETOOLONG;
	value[used] = '\0';
	return (int)used;
}

/* The words in turn. */
struct bootargs {
	const char *at, *end;        /* those that are left */
	const char *word, *word_end; /* the current one */
};

static struct bootargs bootargs_begin(const struct dt_tree *tree)
{
	struct dt_node chosen = { tree, tree->chosen };
	int len;
	const char *at = dt_prop(chosen, "bootargs", &len);

	return (struct bootargs){ at, at ? at + strnlen(at, (size_t)len) : at, NULL, NULL };
}

/* The value of the next word with that key, as bootargs_value; NULL at the end. */
static const char *bootargs_next(struct bootargs *it, const char *key)
{
	const char *value = NULL;

	while (!value && it->at < it->end) {
		it->word = it->at;
		it->word_end = bootargs_word_end(it->at, it->end);
		value = bootargs_value(it->word, it->word_end, key);
		it->at = it->word_end + (it->word_end < it->end);
	}
	return value;
}

static int bootargs_at(struct bootargs it, const char *key, int index, char *value, size_t size)
{
	const char *here;

	while ((here = bootargs_next(&it, key)))
		if (index-- == 0)
			return bootargs_copy(here, it.word_end, *it.word == '"',
					     bootargs_escapes(it.word, it.word_end), value, size);
	return -ENOENT;
}

static int bootargs_count(struct bootargs it, const char *key)
{
	int count = 0;

	while (bootargs_next(&it, key))
		count++;
	return count;
}

int dt_bootarg_at(const struct dt_tree *tree, const char *key, int index, char *value, size_t size)
{
	return bootargs_at(bootargs_begin(tree), key, index, value, size);
}

int dt_bootargs(const struct dt_tree *tree, const char *key)
{
	return bootargs_count(bootargs_begin(tree), key);
}

int dt_bootarg_of(const char *text, const char *key, char *value, size_t size)
{
	struct bootargs it = { text, text + strlen(text), NULL, NULL };

	return bootargs_at(it, key, bootargs_count(it, key) - 1, value, size);
}

int dt_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size)
{
	return dt_bootarg_at(tree, key, dt_bootargs(tree, key) - 1, value, size);
}
