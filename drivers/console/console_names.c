/*
 * The names of rows, and the row that a person means by a name, path or address.
 */
#include "drivers/console/console_private.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- names ------------------------------------------------------------------------------------ */

static bool names_is_taken(const struct console_choice *choice, const char *name)
{
	for (int i = 0; i < choice->candidates; i++)
		if (strcmp(choice->candidate[i].name, name) == 0)
			return true;
	return false;
}

bool console_is_none(const struct console_candidate *row)
{
	return row->driver->probed && !row->unprobed && row->err == -ENODEV;
}

static void names_number(char *at, unsigned number)
{
	*at++ = '.';
	if (number >= 10)
		*at++ = (char)('0' + number / 10 % 10);
	*at++ = (char)('0' + number % 10);
	*at = '\0';
}

void console_name_row(struct console_choice *choice, struct console_candidate *row)
{
	const char *kind = row->console.name;
	size_t len = strnlen(kind, CONSOLE_NAME_MAX - sizeof(".99"));
	char name[CONSOLE_NAME_MAX];
	unsigned number = 0, others = 0;

	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *other = &choice->candidate[i];
		bool same = strcmp(other->console.name, kind) == 0 && !console_is_none(other);

		others += other != row && same;
		number += other < row && same;
	}
	memcpy(name, kind, len);
	name[len] = '\0';
	if (others)
		names_number(name + len, number);
	for (; names_is_taken(choice, name); number++)
		names_number(name + len, number);
	memcpy(row->name, name, sizeof(name));
}

bool console_has_unprobed(const struct console_choice *choice)
{
	for (int i = 0; i < choice->candidates; i++)
		if (choice->candidate[i].unprobed && !choice->candidate[i].err)
			return true;
	return choice->unprobed[0].driver;
}

struct console_candidate *console_row_of(struct console_choice *choice, struct dt_node node)
{
	for (int i = 0; dt_found(node) && i < choice->candidates; i++)
		if (choice->candidate[i].node.offset == node.offset)
			return &choice->candidate[i];
	return NULL;
}

/* It can be typed as it is, and has no other meaning. */
static bool names_is_alias(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_");

	return len && !name[len] && len < CONSOLE_NAME_MAX && strcmp(name, "sbi") != 0 &&
	       !console_driver_named(name, len);
}

/* Whether the last name of an alias' path is @name: most aliases differ there from a row's node,
 * and need no walk. */
static bool names_ends_in(const char *path, size_t len, const char *name)
{
	size_t tail = strlen(name);

	return len > tail && path[len - tail - 1] == '/' &&
	       memcmp(path + len - tail, name, tail) == 0;
}

static void names_alias(struct console_choice *choice, const char *alias, const char *path,
			size_t len)
{
	bool serial = strncmp(alias, "serial", 6) == 0;

	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		/* serialN is the usual name; another alias is taken where there is none. */
		if ((row->name[0] && !serial) || strncmp(row->name, "serial", 6) == 0)
			continue;
		if (names_ends_in(path, len, dt_name(row->node)) && names_is_alias(alias) &&
		    dt_resolve(choice->tree, alias, strlen(alias)).offset == row->node.offset)
			memcpy(row->name, alias, strlen(alias) + 1);
	}
}

void console_name_rows(struct console_choice *choice)
{
	struct dt_node aliases = { choice->tree, choice->tree->aliases };
	struct dt_cursor cursor;

	if (dt_found(aliases) && choice->candidates) {
		dt_walk(&cursor, aliases);
		dt_next(&cursor);
		while (dt_next(&cursor) == DT_PROP)
			names_alias(choice, cursor.name, (const char *)cursor.value,
				    strnlen((const char *)cursor.value, cursor.len));
	}
	for (int i = 0; i < choice->candidates; i++)
		if (!choice->candidate[i].name[0])
			console_name_row(choice, &choice->candidate[i]);
}

/* --- finding ---------------------------------------------------------------------------------- */

static bool names_means(const struct console_candidate *row, const char *text, struct dt_node node)
{
	char *end;

	if (dt_found(node))
		return row->node.offset == node.offset;
	if (text[0] >= '0' && text[0] <= '9')
		return row->console.regs.width &&
		       row->console.regs.base == strtoull(text, &end, 0) && !*end;
	return strcmp(row->console.name, text) == 0 && !console_is_none(row);
}

int console_find(struct console_choice *choice, const char *text, struct console_candidate **row)
{
	struct dt_node node = { choice->tree, -ENOENT };
	int found = 0;

	*row = NULL;
	if (choice->tree)
		node = dt_resolve(choice->tree, text, strlen(text));
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *this = &choice->candidate[i];

		if (strcmp(this->name, text) == 0) {
			*row = this;
			return 0;
		}
		if (!names_means(this, text, node))
			continue;
		*row = this;
		found++;
	}
	if (found == 1)
		return 0;
	*row = NULL;
	return found ? -EEXIST : -ENOENT;
}

struct console_candidate *console_candidate_of(struct console_choice *choice,
					       const struct console *console)
{
	for (int i = 0; i < choice->candidates; i++)
		if (&choice->candidate[i].console == console)
			return &choice->candidate[i];
	return NULL;
}
