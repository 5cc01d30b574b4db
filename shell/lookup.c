/* Commands by name: that of a name, the next in the alphabet, the most similar. */
#include <ctype.h>
#include <limits.h>
#include <string.h>
#include "shell/core.h"

enum { LOOKUP_NAME_MAX = 16 }; /* longer words are not similar to any name */

/* @name is the command's, with or without one of its suffixes. */
static bool lookup_matches(const struct shell_command *command, const char *name)
{
	size_t len = strlen(command->name);

	if (strncmp(name, command->name, len) != 0)
		return false;
	if (!name[len])
		return true;
	return command->suffixes && name[len] == '.' && name[len + 1] && !name[len + 2] &&
	       strchr(command->suffixes, name[len + 1]);
}

const struct shell_command *shell_find_command(const char *name)
{
	const struct shell_command *const *it;

	SET_FOREACH (it, shell_commands) {
		if (lookup_matches(*it, name))
			return *it;
	}
	return NULL;
}

const struct shell_command *shell_next_command(const char *name)
{
	const struct shell_command *next;

	SET_NEXT(next, shell_commands, name);
	return next;
}

static bool lookup_same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

static int lookup_min(int a, int b)
{
	return a < b ? a : b;
}

/* The optimal string alignment distance: Levenshtein's, with exchanges of neighbours. Upper and
 * lower case count as equal. */
int shell_distance(const char *a, const char *b)
{
	int rows[3][LOOKUP_NAME_MAX + 1]; /* from a's beginnings to the last three of b */
	int len = (int)strlen(a), j = 0;

	if (len > LOOKUP_NAME_MAX)
		return INT_MAX;
	for (int i = 0; i <= len; i++)
		rows[0][i] = i;
	while (b[j++]) {
		int *row = rows[j % 3], *last = rows[(j + 2) % 3], *before = rows[(j + 1) % 3];

		row[0] = j;
		for (int i = 1; i <= len; i++) {
			row[i] = lookup_min(last[i - 1] + !lookup_same(a[i - 1], b[j - 1]),
					    lookup_min(last[i], row[i - 1]) + 1);
			if (i > 1 && j > 1 && lookup_same(a[i - 1], b[j - 2]) &&
			    lookup_same(a[i - 2], b[j - 1]))
				row[i] = lookup_min(row[i], before[i - 2] + 1);
		}
	}
	return rows[(j - 1) % 3][len];
}

const struct shell_command *shell_nearest_command(const char *name, bool filter)
{
	const struct shell_command *const *it, *nearest = NULL;
	size_t len = strlen(name);
	int best = (int)(len + 1) / 3 + 1; /* up to a third of the letters may be wrong */

	SET_FOREACH (it, shell_commands) {
		int distance = shell_distance(name, (*it)->name);

		if (!(*it)->filter == !filter && distance < best) {
			best = distance;
			nearest = *it;
		}
	}
	return nearest;
}
