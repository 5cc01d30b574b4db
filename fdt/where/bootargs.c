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

int dt_bootarg_at(const struct dt_tree *tree, const char *key, int index, char *value, size_t size)
{
	struct dt_node chosen = { tree, tree->chosen };
	int len;
	const char *at = dt_prop(chosen, "bootargs", &len), *end;

	if (!at)
		return -ENOENT;
	for (end = at + strnlen(at, (size_t)len); at < end;) {
		const char *word_end = bootargs_word_end(at, end);
		const char *here = bootargs_value(at, word_end, key);

		if (here && index-- == 0)
			return bootargs_copy(here, word_end, *at == '"',
					     bootargs_escapes(at, word_end), value, size);
		at = word_end + (word_end < end);
	}
	return -ENOENT;
}

int dt_bootargs(const struct dt_tree *tree, const char *key)
{
	char none;
	int count = 0;

	while (dt_bootarg_at(tree, key, count, &none, 0) != -ENOENT)
		count++;
	return count;
}

int dt_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size)
{
	return dt_bootarg_at(tree, key, dt_bootargs(tree, key) - 1, value, size);
}
