/* Commands by name: that of a name, the next in the alphabet, the most similar. */
#include <string.h>
#include "fdt/core/distance.h"
#include "shell/core.h"

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

static const struct shell_command *lookup_ours(const char *name)
{
	const struct shell_command *const *it;

	SET_FOREACH (it, shell_commands) {
		if (lookup_matches(*it, name))
			return *it;
	}
	return NULL;
}

const struct shell_command *shell_find_command(const char *name)
{
	const struct shell_command *command = lookup_ours(name);
	const char *ours = command ? NULL : shell_habit_command(name);

	return ours ? lookup_ours(ours) : command;
}

const struct shell_command *shell_next_command(const char *name)
{
	const struct shell_command *next;

	SET_NEXT(next, shell_commands, name);
	return next;
}

const struct shell_command *shell_nearest_command(const char *name, bool filter)
{
	const struct shell_command *const *it, *nearest = NULL;
	size_t len = strlen(name);
	int best = (int)(len + 1) / 3 + 1; /* up to a third of the letters may be wrong */

	SET_FOREACH (it, shell_commands) {
		int distance = dt_distance(name, len, (*it)->name, strlen((*it)->name), best);

		/* Of two letters one is half: a cp is no cd, but an ll is an ls. */
		if (len == 2 && distance && strspn(name, (*it)->name) < len)
			continue;
		if (!(*it)->filter == !filter && distance < best) {
			best = distance;
			nearest = *it;
		}
	}
	return nearest;
}
