/* What a word at a command's place most likely means, where it is no command. */
#include <errno.h>
#include <string.h>
#include "shell/core.h"

int shell_unknown_filter(struct shell *shell)
{
	const struct shell_command *near = shell_nearest_command(shell->command, true);

	if (near)
		shell_error(shell, -ENOENT, "no such filter (did you mean '%s'?)", near->name);
	else
		shell_error(shell, -ENOENT, "no such filter; 'help filters' lists them");
	return SHELL_NO_COMMAND;
}

/* A line in quotes is one word: says what to type. False: it is no line. */
static bool unknown_line(struct shell *shell, const char *word)
{
	if (strpbrk(word, ";|") || strstr(word, "&&"))
		shell_error(shell, -ENOENT,
			    "quotes make this one word, not a line: type it without; 'repeat', "
			    "'watch' and the like run one command with its filters, so repeat "
			    "each alone");
	else if (strchr(word, ' '))
		shell_error(shell, -ENOENT, "quotes make this one word: type it without");
	else
		return false;
	return true;
}

int shell_unknown(struct shell *shell, const struct shell_args *args)
{
	const char *word = args->argv[0];
	const char *instead = shell_habit_instead(word, args->argc > 1 ? args->argv[1] : NULL);
	const struct shell_command *near = shell_nearest_command(word, false);

	if (instead)
		shell_error(shell, -ENOENT, "no such command; type '%s'", instead);
	else if (*word && dt_found(shell_find_node(shell, word, strlen(word))))
		shell_error(shell, -ENOENT, "a node, not a command; type 'ls %s' or 'cd %s'", word,
			    word);
	else if (shell_is_property(shell, word))
		shell_error(shell, -ENOENT, "a property, not a command; type 'cat %s'", word);
	else if (unknown_line(shell, word))
		; /* it has been said */
	else if (near)
		shell_error(shell, -ENOENT, "no such command (did you mean '%s'?)", near->name);
	else
		shell_error(shell, -ENOENT, "no such command; 'help' lists them");
	return SHELL_NO_COMMAND;
}
