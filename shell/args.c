/* A command's arguments: options by its table, the number of operands, the usage line. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "shell/core.h"

const char *shell_option(const struct shell_args *args, char letter)
{
	const struct shell_option *row = args->command->options;

	for (int i = 0; row && row[i].letter; i++) {
		if (row[i].letter == letter)
			return args->option[i];
	}
	return NULL;
}

char shell_plain_option(const struct shell_args *args)
{
	const struct shell_option *row = args->command->options;

	for (int i = 0; row && row[i].letter; i++) {
		if (row[i].plain && args->option[i])
			return row[i].letter;
	}
	return 0;
}

bool shell_wrapped_option(const struct shell_args *args)
{
	const struct shell_option *row = args->command->options;

	for (int i = 0; row && row[i].letter; i++) {
		if (row[i].wrapped && args->option[i])
			return true;
	}
	return false;
}

/* Gives option @row its value: @value or, where that is NULL, the next word. Returns as
 * args_take_word does. */
static int args_give(struct shell_args *args, int row, const char *value, int at)
{
	args->option[row] = value ? value : args->argv[++at];
	if (!args->option[row])
		return -ENODATA;
	if (!args->command->options[row].several)
		return at;
	if (args->listed == SHELL_LIST_MAX)
		return -E2BIG;
	args->list[args->listed++] = args->option[row];
	return at;
}

/* Takes the option letters of argv[@at]. Returns the index of the last word used, or -errno. */
static int args_take_word(struct shell_args *args, int at, char *bad)
{
	const struct shell_option *options = args->command->options;

	for (const char *letter = args->argv[at] + 1; *letter; letter++) {
		int row = 0;

		*bad = *letter;
		if (*letter == 'j' && args->command->reports) {
			args->json = true;
			continue;
		}
		while (options[row].letter && options[row].letter != *letter)
			row++;
		if (!options[row].letter)
			return -EINVAL;
		if (options[row].value)
			return args_give(args, row, letter[1] ? letter + 1 : NULL, at);
		args->option[row] = "";
	}
	return at;
}

/* Takes --WORD, --WORD VALUE or --WORD=VALUE, as args_take_word does. */
static int args_take_long(struct shell_args *args, int at, char *bad)
{
	const struct shell_option *option = args->command->options;
	const char *text = args->argv[at] + 2;
	size_t len = strcspn(text, "=");
	int row = 0;

	*bad = '-';
	while (option[row].letter && (!option[row].word || strlen(option[row].word) != len ||
				      memcmp(option[row].word, text, len) != 0))
		row++;
	if (!option[row].letter || (text[len] && !option[row].value))
		return -EINVAL;
	*bad = option[row].letter;
	if (option[row].value)
		return args_give(args, row, text[len] ? text + len + 1 : NULL, at);
	args->option[row] = "";
	return at;
}

int shell_take_options(struct shell_args *args, struct shell_bad_option *bad)
{
	/* A command that reports takes -j even where it reads its other options itself. */
	bool open = args->command->options, ended = false, json = args->command->reports;
	int kept = 1;

	for (int i = 1; i < args->argc; i++) {
		char *word = args->argv[i];

		if (json && !ended && !strcmp(word, "-j")) {
			args->json = true;
		} else if (!open || word[0] != '-' || !word[1]) {
			args->argv[kept++] = word;
			if (args->command->runs_rest && kept > args->command->max_args + 1) {
				open = false; /* the rest is another command */
				ended = true;
			}
		} else if (!strcmp(word, "--")) {
			open = false;
			ended = true;
		} else {
			bad->word = word;
			i = word[1] == '-' ? args_take_long(args, i, &bad->letter)
					   : args_take_word(args, i, &bad->letter);
			if (i < 0)
				return i;
		}
	}
	args->argc = kept;
	args->argv[kept] = NULL;
	return 0;
}

/* What the lines that follow "usage: " begin with. */
static const char args_usage_indent[] = "\n       ";

/* Adds a word to the usage line, or begins another line with it where this one is full. */
static void args_usage_word(struct shell *shell, unsigned *column, const char *word, size_t len)
{
	if (*column + 1 + len < SHELL_COLUMNS) {
		shell_puts(shell, " ");
		*column += 1;
	} else {
		shell_puts(shell, args_usage_indent);
		*column = sizeof(args_usage_indent) - 2;
	}
	shell_printf(shell, "%.*s", (int)len, word);
	*column += (unsigned)len;
}

/* Adds the words of a text such as "[PATH...] [-not] CRITERION". */
static void args_usage_words(struct shell *shell, unsigned *column, const char *words)
{
	while (*words) {
		size_t len = strcspn(words, " ");

		args_usage_word(shell, column, words, len);
		words += len + (words[len] == ' ');
	}
}

void shell_usage(struct shell *shell, const struct shell_command *command,
		 const struct shell_verb *verb)
{
	const struct shell_option *option = verb ? NULL : command->options;
	const char *operands = verb ? verb->args : command->args;
	char word[SHELL_COLUMNS / 2];
	unsigned column;

	column = (unsigned)snprintf(
		word, sizeof(word), "usage: %s%s%s%s%s", command->filter ? "... | " : "",
		command->name, command->suffixes ? "[." : "",
		command->suffixes ? command->suffixes : "", command->suffixes ? "]" : "");
	shell_puts(shell, word);
	for (; option && option->letter; option++) {
		int len = snprintf(word, sizeof(word), option->value ? "[-%c %s]%s" : "[-%c]",
				   option->letter, option->value, option->several ? "..." : "");

		args_usage_word(shell, &column, word, (size_t)len);
	}
	if (!verb && command->reports)
		args_usage_word(shell, &column, "[-j]", 4);
	if (verb)
		args_usage_words(shell, &column, verb->name);
	args_usage_words(shell, &column, operands ? operands : "");
	shell_puts(shell, "\n");
}

/* -h asks the command for its help: it is not one of its options, nor one of its operands. */
static bool args_h_is_help(const struct shell_args *args, const struct shell_command *command)
{
	const struct shell_option *option = command->options;

	if (!option) /* such words are operands, which a command that takes any may want */
		return args->argc == 2 &&
		       (command->min_args || command->max_args < SHELL_WORDS_MAX);
	while (option->letter && option->letter != 'h')
		option++;
	return !option->letter;
}

bool shell_take_help(struct shell_args *args)
{
	static char help[] = "help";
	const struct shell_command *command;
	char **word = args->argv + 1;

	while (*word && strcmp(*word, "--help") != 0 && strcmp(*word, "-h") != 0)
		if (!strcmp(*word++, "--"))
			return false;
	command = *word ? shell_find_command(args->argv[0]) : NULL;
	if (!command || (command->runs_rest && word > args->argv + 1))
		return false;
	if (!strcmp(*word, "-h") && !args_h_is_help(args, command))
		return false;
	args->argv[1] = args->argv[0];
	args->argv[0] = help;
	args->argv[2] = NULL;
	args->argc = 2;
	return true;
}

/* Reports the option as it was typed: --WORD, or the letter. */
static void args_refuse(struct shell *shell, int err, const struct shell_bad_option *bad)
{
	char letter[] = { '-', bad->letter, '\0' };
	const char *name = bad->word[1] == '-' ? bad->word : letter;

	if (err == -E2BIG)
		shell_error(shell, err, "too many times %s", name);
	else
		shell_error(shell, err,
			    err == -ENODATA ? "option %s needs a value" : "no option %s", name);
}

/* What looks like an option is named as one; head and tail take -N for N. */
static int args_too_many(struct shell *shell, const struct shell_args *args)
{
	const char *first = args->argv[1];

	if (first && first[0] == '-' && !args->command->filter)
		return shell_error(shell, -EINVAL, "no option %s", first);
	return shell_error(shell, -EINVAL, "too many arguments");
}

void shell_take_rest(struct shell_args *args)
{
	args->rest = args->command->runs_rest ? args->argc - 1 - args->command->max_args : 0;
	if (args->rest < 0)
		args->rest = 0;
	args->argc -= args->rest;
}

/* Alone, a command that only runs another has nothing to do. */
static bool args_lack_rest(const struct shell_args *args)
{
	return args->command->runs_rest && !args->command->reports && !args->rest;
}

/* Whether the first operand must be a verb: another word is an operand where the command takes
 * any. */
static bool args_verb(const struct shell_args *args)
{
	const struct shell_command *command = args->command;

	if (!command->verbs.begin || !command->max_args)
		return command->verbs.begin;
	return args->argc > 1 && shell_find_verb(command, args->argv[1]);
}

int shell_check_args(struct shell *shell, struct shell_args *args)
{
	struct shell_bad_option bad = { NULL, 0 };
	int err = shell_take_options(args, &bad);
	int operands;

	if (err) {
		args_refuse(shell, err, &bad);
		return -EINVAL;
	}
	if (args->json && shell_plain_option(args))
		return shell_error(shell, -EINVAL, "-j cannot be used with -%c",
				   shell_plain_option(args));
	if (args_verb(args))
		return shell_check_verb(shell, args);
	shell_take_rest(args);
	operands = args->argc - 1;
	if (operands < args->command->min_args || args_lack_rest(args))
		return shell_error(shell, -EINVAL, "too few arguments");
	if (operands > args->command->max_args)
		return args_too_many(shell, args);
	return 0;
}
