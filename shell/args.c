/* A command's arguments: options by its table, the number of operands, numbers, the usage line. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Takes the option letters of argv[@at]. Returns the index of the last word used, or -errno. */
static int args_take_word(struct shell_args *args, int at, char *bad)
{
	const struct shell_option *options = args->command->options;

	for (const char *letter = args->argv[at] + 1; *letter; letter++) {
		int row = 0;

		*bad = *letter;
		while (options[row].letter && options[row].letter != *letter)
			row++;
		if (!options[row].letter)
			return -EINVAL;
		args->option[row] = "";
		if (!options[row].value)
			continue;
		args->option[row] = letter[1] ? letter + 1 : args->argv[++at];
		return args->option[row] ? at : -ENODATA;
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
	args->option[row] = "";
	if (text[len])
		args->option[row] = text + len + 1;
	else if (option[row].value)
		args->option[row] = args->argv[++at];
	return args->option[row] ? at : -ENODATA;
}

int shell_take_options(struct shell_args *args, char *bad)
{
	bool open = args->command->options;
	int kept = 1;

	for (int i = 1; i < args->argc; i++) {
		char *word = args->argv[i];

		if (!open || word[0] != '-' || !word[1]) {
			args->argv[kept++] = word;
		} else if (!strcmp(word, "--")) {
			open = false;
		} else {
			i = word[1] == '-' ? args_take_long(args, i, bad)
					   : args_take_word(args, i, bad);
			if (i < 0)
				return i;
		}
	}
	args->argc = kept;
	args->argv[kept] = NULL;
	return 0;
}

enum { USAGE_INDENT = 7 }; /* of the lines that follow "usage: " */

/* Adds a word to the usage line, or begins another line with it where this one is full. */
static void args_usage_word(struct shell *shell, unsigned *column, const char *word, size_t len)
{
	if (*column + 1 + len < SHELL_COLUMNS) {
		shell_puts(shell, " ");
		*column += 1;
	} else {
		shell_printf(shell, "\n%*s", USAGE_INDENT, "");
		*column = USAGE_INDENT;
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
		int len = snprintf(word, sizeof(word), option->value ? "[-%c %s]" : "[-%c]",
				   option->letter, option->value);

		args_usage_word(shell, &column, word, (size_t)len);
	}
	if (verb)
		args_usage_words(shell, &column, verb->name);
	args_usage_words(shell, &column, operands ? operands : "");
	shell_puts(shell, "\n");
}

int shell_check_args(struct shell *shell, struct shell_args *args)
{
	char bad = 0;
	int err = shell_take_options(args, &bad);
	int operands = args->argc - 1;

	if (err == -ENODATA)
		return shell_error(shell, -EINVAL, "option -%c needs a value", bad);
	if (err)
		return shell_error(shell, err, "no option -%c", bad);
	if (args->command->verbs.begin)
		return shell_check_verb(shell, args);
	if (operands < args->command->min_args)
		return shell_error(shell, -EINVAL, "too few arguments");
	if (operands > args->command->max_args)
		return shell_error(shell, -EINVAL, "too many arguments");
	return 0;
}

/* 0; -EINVAL: not a number; -ERANGE: more than 64 bits. */
static int args_number(const char *text, uint64_t *value)
{
	int base = text[0] == '0' && (text[1] | 0x20) == 'x' ? 16 : 10;
	char *end;

	/* strtoull also accepts blanks, signs and an empty text. */
	if (text[0] < '0' || text[0] > '9')
		return -EINVAL;
	errno = 0;
	*value = strtoull(text, &end, base);
	if (*end)
		return -EINVAL;
	return errno == ERANGE ? -ERANGE : 0;
}

bool shell_is_number(const char *text, uint64_t *value)
{
	return args_number(text, value) == 0;
}

int shell_number(struct shell *shell, const char *text, uint64_t *value)
{
	int err = args_number(text, value);

	if (err == -EINVAL)
		shell_error(shell, err, "%s: not a number", text);
	else if (err)
		shell_error(shell, err, "%s: more than 64 bits", text);
	return err ? -EINVAL : 0;
}
