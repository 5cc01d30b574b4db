#include "fdt/core/glob.h"
/*
 * A pattern goes back to its last star only, so that no pattern takes exponential time.
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

/* Reads a set, whose '[' is before @at: returns what is behind its ']', NULL when it has none. */
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

/* Whether what stands at @at, which is no star, takes @c; *@next is what is behind it. */
static bool glob_takes(const char *at, const char *end, char c, const char **next)
{
	bool fits = false;
	const char *behind = *at == '[' ? glob_set(at + 1, end, c, &fits) : NULL;

	*next = behind ? behind : at + 1;
	return behind ? fits : *at == '?' || *at == c;
}

bool dt_glob_text(const char *pattern, size_t len, const char *text, size_t text_len)
{
	const char *end = pattern + len, *stop = text + text_len, *next;
	const char *star = NULL,
		   *from = NULL; /* behind the last star, and the text it goes on at */

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

	it->from = from;
	it->levels = 0;
	it->level = -1;
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

/* Goes to the first child of the node in hand, or to the first of all. */
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

/* The pattern without names, which is where it starts, once. */
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
