/*
 * Words of /chosen/bootargs. Source: Devicetree Specification v0.4, 3.6; words and quotes as
 * Linux splits its command line (Documentation/admin-guide/kernel-parameters.rst).
 */
#include <errno.h>
#include <string.h>
#include "fdt/dt.h"

static bool bootargs_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end of the word that begins at @at: a blank outside quotes. */
static const char *bootargs_word_end(const char *at, const char *end)
{
	bool quoted = false;

	for (; at < end && (quoted || !bootargs_blank(*at)); at++)
		if (*at == '"')
			quoted = !quoted;
	return at;
}

/* The value of a word `KEY=VALUE` or `"KEY=VALUE"`; NULL when it is another's. */
static const char *bootargs_value(const char *word, const char *end, const char *key)
{
	size_t len = strlen(key);

	if (word < end && *word == '"')
		word++;
	if ((size_t)(end - word) <= len || memcmp(word, key, len) != 0 || word[len] != '=')
		return NULL;
	return word + len + 1;
}

static int bootargs_copy(const char *from, const char *end, char *value, size_t size)
{
	size_t used = 0;

	for (; from < end; from++) {
		if (*from == '"')
			continue;
		if (used + 1 >= size)
			return -ENAMETOOLONG;
		value[used++] = *from;
	}
	if (used >= size)
		return -ENAMETOOLONG;
	value[used] = '\0';
	return (int)used;
}

int dt_bootarg(const struct dt_tree *tree, const char *key, char *value, size_t size)
{
	struct dt_node chosen = { tree, tree->chosen };
	const char *at, *end, *found = NULL, *found_end = NULL;
	int len = dt_string(chosen, "bootargs", &at);

	if (len < 0)
		return -ENOENT;
	for (end = at + len; at < end;) {
		const char *word_end = bootargs_word_end(at, end);
		const char *here = bootargs_value(at, word_end, key);

		if (here) {
			found = here;
			found_end = word_end;
		}
		at = word_end + (word_end < end);
	}
	return found ? bootargs_copy(found, found_end, value, size) : -ENOENT;
}
