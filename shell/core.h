#pragma once
/* What the files of the shell's core share; commands include shell.h only. */
#include "shell/shell.h"

/* --- names: lookup.c -------------------------------------------------------------------------- */

/* The command whose name follows @name in alphabetical order ("": the first); NULL at the end. */
const struct shell_command *shell_next_command(const char *name);
/* The command (or filter, when @filter) that @name most likely means; NULL: none is similar. */
const struct shell_command *shell_nearest_command(const char *name, bool filter);

/* --- words of other shells: habits.c ---------------------------------------------------------- */

/* The command of ours that a word of other shells runs ("quit": "exit"), or NULL. */
const char *shell_habit_command(const char *name);
/* What to type here in place of @word, which another shell knows as a command, alone or with @next
 * (NULL: nothing) after it, or as a path; or NULL. */
const char *shell_habit_instead(const char *word, const char *next);

/* --- unknown words: unknown.c ----------------------------------------------------------------- */

/* Reports that shell->command, the first of @args, is no command, and what it most likely means.
 * Returns SHELL_NO_COMMAND. */
int shell_unknown(struct shell *shell, const struct shell_args *args);
/* The same for a filter. */
int shell_unknown_filter(struct shell *shell);

/* --- arguments: args.c ------------------------------------------------------------------------ */

/* The option that shell_take_options could not take. */
struct shell_bad_option {
	const char *word; /* as typed, with others of its letters */
	char letter;      /* the letter at fault, '-' where the word is no option: "--nosuch" */
};

/*
 * Moves the options from args->argv to args->option, by args->command's table. 0; -EINVAL: there is
 * no option @bad; -ENODATA: option @bad has no value; -E2BIG: it is given too often.
 */
int shell_take_options(struct shell_args *args, struct shell_bad_option *bad);
/* Of a command that runs another: takes what follows the operands out of them, as args->rest. */
void shell_take_rest(struct shell_args *args);
/* Makes `help NAME` of `NAME --help`, or of `NAME -h` where -h can mean nothing else. False: it is
 * something else. */
bool shell_take_help(struct shell_args *args);
/* Takes the options, finds the verb and checks the operands' number: 0; -EINVAL or, for a verb that
 * needs a machine, -ENODEV, reported. */
int shell_check_args(struct shell *shell, struct shell_args *args);
/* Writes "usage: NAME ..." as a line; with @verb not NULL, its usage: "usage: NAME VERB ...". */
void shell_usage(struct shell *shell, const struct shell_command *command,
		 const struct shell_verb *verb);

/* --- verbs: verb.c ---------------------------------------------------------------------------- */

/* The command's verb whose name follows @name in alphabetical order ("": the first); NULL at the
 * end. */
const struct shell_verb *shell_next_verb(const struct shell_command *command, const char *name);
/* The command's verb of that name; NULL. */
const struct shell_verb *shell_find_verb(const struct shell_command *command, const char *name);
/* Sets args->verb and checks the number of its operands: as shell_check_args. */
int shell_check_verb(struct shell *shell, struct shell_args *args);

/* --- running: run.c, output.c ----------------------------------------------------------------- */

/* Reports that a line of @len characters is too long; it is not run. */
void shell_refuse_line(struct shell *shell, size_t len);
/* Writes to the port, past filters and without a look for Ctrl-C. */
void shell_put(struct shell *shell, const char *text, size_t len);

/* --- completion: complete.c ------------------------------------------------------------------- */

struct shell_line;

/* Tab: inserts at the line's cursor what all candidates have in common; where that is nothing and
 * @again, lists them. */
void shell_complete(struct shell *shell, struct shell_line *line, bool again);
/* Offers the command's verbs or, after one, what that offers. */
void shell_complete_verb(struct shell *shell, const struct shell_command *command,
			 struct shell_completions *completions);
