#include "fdt/core/glob.h"
/*
 * Matching of patterns. It goes back to a pattern's last star only, so that no pattern takes
 * exponential time. Source: POSIX, 2.13 (Pattern Matching Notation).
 */
#include <errno.h>
#include <string.h>

bool dt_is_glob(const char *text, size_t len)
{
	for (const char *end = text + len; text < end; text++)
		if (*text == '*' || *text == '?' || *text == '[')
			return true;
	return false;
}

/* Reads a set, whose '[' is before @at. Returns what follows its ']'; NULL when it has none. */
static const char *glob_set(const char *at, const char *end, char c, bool *fits)
{
	bool others = at < end && *at == '!', in = false;
	const char *first = at += others;

	for (; at < end && (*at != ']' || at == first); at++) {
		uint8_t low = (uint8_t)*at, high = low;

		if (end - at > 2 && at[1] == '-' && at[2] != ']') {
			at += 2;
			high = (uint8_t)*at;
		}
		in |= (uint8_t)c >= low && (uint8_t)c <= high;
	}
	if (at == end)
		return NULL;
	*fits = in != others;
	return at + 1;
}

/* Whether the element at @at, which is not a star, takes @c; *@next is what follows it. */
static bool glob_takes(const char *at, const char *end, char c, const char **next)
{
	bool fits = false;
	const char *after = *at == '[' ? glob_set(at + 1, end, c, &fits) : NULL;

	*next = after ? after : at + 1;
	return after ? fits : *at == '?' || *at == c;
}

bool dt_glob_text(const char *pattern, size_t len, const char *text, size_t text_len)
{
	const char *end = pattern + len, *stop = text + text_len, *next;
	/* After the last star, and the text that it goes on at. */
	const char *star = NULL, *from = NULL;

	while (text < stop) {
		if (pattern < end && *pattern == '*') {
			star = ++pattern;
			from = text;
		} else if (pattern < end && glob_takes(pattern, end, *text, &next)) {
			pattern = next;
			text++;
		} else if (star) {
			pattern = star;
			text = ++from;
		} else {
			return false;
		}
	}
	while (pattern < end && *pattern == '*')
		pattern++;
	return pattern == end;
}

bool dt_glob(const char *pattern, size_t len, const char *text)
{
	return dt_glob_text(pattern, len, text, strlen(text));
}

bool dt_glob_name(const char *pattern, size_t len, const char *name)
{
	if (dt_glob(pattern, len, name))
		return true;
	return !memchr(pattern, '@', len) && dt_glob_text(pattern, len, name, strcspn(name, "@"));
}

/* --- paths ----------------------------------------------------------------------------------- */

int dt_globs(struct dt_globs *it, struct dt_node from, const char *pattern, size_t len)
{
	const char *end = pattern + len;

	*it = (struct dt_globs){ .from = from, .level = -1 };
	while (pattern < end) {
		const char *slash = memchr(pattern, '/', (size_t)(end - pattern));
		size_t name = (size_t)((slash ? slash : end) - pattern);

		if (name && it->levels == DT_GLOB_LEVELS)
			return -E2BIG;
		if (name) {
			it->name[it->levels] = pattern;
			it->len[it->levels++] = (uint16_t)name;
		}
		pattern += name + (slash ? 1 : 0);
	}
	return 0;
}

/* Goes down to the first child of the current node, or to the first node of all. */
static void globs_enter(struct dt_globs *it)
{
	struct dt_node above = it->from;

	if (it->level >= 0)
		above.offset = it->child[it->level];
	it->level++;
	it->child[it->level] = dt_first_child(above).offset;
}

static void globs_go_on(struct dt_globs *it)
{
	struct dt_node child = { it->from.tree, it->child[it->level] };

	it->child[it->level] = dt_next_child(child).offset;
}

/* A pattern without names: the node that it starts at, once. */
static struct dt_node globs_start(struct dt_globs *it)
{
	struct dt_node from = it->from;

	it->from.offset = -ENOENT;
	return from;
}

struct dt_node dt_globs_next(struct dt_globs *it)
{
	if (it->levels == 0)
		return globs_start(it);
	if (it->level < 0)
		globs_enter(it);
	else
		globs_go_on(it);
	for (;;) {
		struct dt_node child = { it->from.tree, it->child[it->level] };

		if (!dt_found(child)) {
			if (it->level == 0)
				return child;
			it->level--;
			globs_go_on(it);
		} else if (!dt_glob_name(it->name[it->level], it->len[it->level], dt_name(child))) {
			globs_go_on(it);
		} else if (it->level + 1 < it->levels) {
			globs_enter(it);
		} else {
			return child;
		}
	}
}
