/* Commands by name: exact, the next in the alphabet, the nearest. */
#include "shell/core.h"
#include <string.h>

enum {
	LOOKUP_NAME_MAX = 16, /* longer words are like no command's name */
	LOOKUP_NEAR = 2,      /* edits */
};

/* @name is the command's, or that with one of its suffixes. */
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
	const struct shell_command *const *it, *next = NULL;

	SET_FOREACH (it, shell_commands) {
		if (strcmp((*it)->name, name) > 0 && (!next || strcmp((*it)->name, next->name) < 0))
			next = *it;
	}
	return next;
}

/* How many letters must be put in, left out or changed to make @a of @b (Levenshtein). */
static int lookup_distance(const char *a, const char *b)
{
	int row[LOOKUP_NAME_MAX + 1]; /* distances of a's beginnings to b's beginning so far */
	int len = (int)strlen(a);

	for (int i = 0; i <= len; i++)
		row[i] = i;
	for (; *b; b++) {
		int corner = row[0]++;

		for (int i = 1; i <= len; i++) {
			int best = corner + (a[i - 1] != *b);

			corner = row[i];
			if (row[i] + 1 < best)
				best = row[i] + 1;
			if (row[i - 1] + 1 < best)
				best = row[i - 1] + 1;
			row[i] = best;
		}
	}
	return row[len];
}

const struct shell_command *shell_nearest_command(const char *name, bool filter)
{
	const struct shell_command *const *it, *nearest = NULL;
	int best = LOOKUP_NEAR + 1;

	if (strlen(name) > LOOKUP_NAME_MAX)
		return NULL;
	SET_FOREACH (it, shell_commands) {
		int distance = lookup_distance(name, (*it)->name);

		/* A word of which nothing would stay is not near. */
		if (!(*it)->filter == !filter && distance < best && distance < (int)strlen(name)) {
			best = distance;
			nearest = *it;
		}
	}
	return nearest;
}
