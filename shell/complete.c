/*
 * Completion in two passes over the candidates: the first measures (their number, what they have in
 * common); the second, if they are to be listed, prints. So no list of them is kept.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "shell/core.h"
#include "shell/line/line.h"
#include "shell/words.h"

enum { COMPLETE_LIST_MAX = 200 }; /* names listed; the rest is counted */

struct complete {
	struct shell_completions completions;
	struct shell *shell;
	struct shell_line *line;
	struct shell_words words;
	const struct shell_command *command; /* whose operand or option it is; NULL: a name */
	const struct shell_option *option;   /* whose value it is; or NULL */
	bool filter;                         /* the name is after | */
	/* Measured. */
	int count;
	int width; /* of the widest name listed */
	bool more;
	char common[SHELL_LINE_MAX + 1];
	/* While listing. */
	int listed;
};

/* Static, because it is too big for a small stack; there is one line editor. */
static struct complete complete_state;

void shell_offer(struct shell_completions *completions, const char *text, bool more)
{
	if (strncmp(text, completions->word, strlen(completions->word)) != 0)
		return;
	for (const char *c = text; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return;
	}
	completions->offer(completions, text, more);
}

/* What a list shows of a candidate: the last part of a path. */
static const char *complete_shown(const char *text)
{
	const char *shown = text;

	for (; *text; text++) {
		if (*text == '/' && text[1])
			shown = text + 1;
	}
	return shown;
}

static void complete_measure(struct shell_completions *completions, const char *text, bool more)
{
	struct complete *complete = completions->context;
	int width = (int)strlen(complete_shown(text));
	size_t same = 0;

	if (strlen(text) > SHELL_LINE_MAX)
		return;
	if (complete->count++ == 0)
		strcpy(complete->common, text);
	while (complete->common[same] && complete->common[same] == text[same])
		same++;
	complete->common[same] = '\0';
	complete->more = more;
	if (width > complete->width)
		complete->width = width;
}

static void complete_print(struct shell_completions *completions, const char *text, bool more)
{
	struct complete *complete = completions->context;
	struct shell_line *line = complete->line;
	int width = complete->width + 2;
	int columns = width < SHELL_COLUMNS ? SHELL_COLUMNS / width : 1;
	const char *shown = complete_shown(text);

	(void)more;
	if (complete->listed >= COMPLETE_LIST_MAX || strlen(text) > SHELL_LINE_MAX)
		return;
	line->put(line->context, shown, strlen(shown));
	complete->listed++;
	if (complete->listed % columns == 0 || complete->listed == complete->count ||
	    complete->listed == COMPLETE_LIST_MAX) {
		line->put(line->context, "\n", 1);
		return;
	}
	for (int i = (int)strlen(shown); i < width; i++)
		line->put(line->context, " ", 1);
}

static void complete_names(struct shell_completions *completions, bool commands, bool filters)
{
	const struct shell_command *command = shell_next_command("");

	for (; command; command = shell_next_command(command->name)) {
		if (command->filter ? filters : commands)
			shell_offer(completions, command->name, false);
	}
}

void shell_complete_command(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	complete_names(completions, true, true);
}

static void complete_options(struct shell_completions *completions,
			     const struct shell_option *option)
{
	for (; option->letter; option++) {
		const char text[] = { '-', option->letter, '\0' };
		char word[SHELL_COLUMNS];

		shell_offer(completions, text, false);
		snprintf(word, sizeof(word), "--%s", option->word ? option->word : "");
		if (option->word)
			shell_offer(completions, word, false);
	}
}

void shell_complete_verb(struct shell *shell, const struct shell_command *command,
			 struct shell_completions *completions)
{
	const struct shell_verb *verb;

	if (completions->operand > 0) {
		verb = shell_find_verb(command, completions->argv[0]);
		if (verb && verb->complete)
			verb->complete(shell, completions);
		return;
	}
	for (verb = shell_next_verb(command, ""); verb; verb = shell_next_verb(command, verb->name))
		shell_offer(completions, verb->name, false);
	if (command->complete)
		command->complete(shell, completions);
}

/* Offers all candidates. */
static void complete_gather(struct complete *complete)
{
	const struct shell_command *command = complete->command;

	if (complete->option && complete->option->complete)
		complete->option->complete(complete->shell, &complete->completions);
	else if (complete->option)
		return;
	else if (!command)
		complete_names(&complete->completions, !complete->filter, complete->filter);
	else if (complete->completions.word[0] == '-' && command->options)
		complete_options(&complete->completions, command->options);
	else if (command->verbs.begin)
		shell_complete_verb(complete->shell, command, &complete->completions);
	else if (command->complete)
		command->complete(complete->shell, &complete->completions);
}

/* Moves the options out of the way. False: the cursor is after one that cannot be. */
static bool complete_take_options(struct complete *complete, struct shell_args *args)
{
	struct shell_bad_option bad;
	int err = shell_take_options(args, &bad);

	if (err != -ENODATA)
		return err == 0;
	complete->option = args->command->options;
	while (complete->option->letter != bad.letter)
		complete->option++;
	return true;
}

/* Finds the command of @args, and of those that run another the innermost, and takes its options.
 * False: nothing can be offered. */
static bool complete_resolve(struct complete *complete, struct shell_args *args)
{
	for (;;) {
		args->command = shell_find_command(args->argv[0]);
		if (!args->command || !args->command->filter == complete->filter)
			return false;
		complete->command = args->command;
		if (!complete_take_options(complete, args))
			return false;
		shell_take_rest(args);
		if (!args->rest || complete->option)
			break;
		args->argv += args->argc;
		args->argc = args->rest;
	}
	/* What comes next is the name of a command to run. */
	if (args->command->runs_rest && args->argc > args->command->max_args &&
	    complete->completions.word[0] != '-')
		complete->command = NULL;
	return true;
}

/* Reads the line up to the cursor. False: nothing can be offered there. */
static bool complete_parse(struct complete *complete, const char *text)
{
	struct shell_words *words = &complete->words;
	struct shell_args args = { 0 };

	shell_words_begin(words, text);
	words->partial = true;
	do {
		if (shell_words_to_file(words->joint))
			return false;
		complete->filter = words->joint == SHELL_JOINT_PIPE;
		shell_words_reset(words);
		args.argc = shell_words_next(words, &args.argv);
		if (args.argc < 0 || words->comment)
			return false;
	} while (words->joint != SHELL_JOINT_END);
	complete->completions.word = words->word ? args.argv[--args.argc] : "";
	complete->command = NULL;
	complete->option = NULL;
	if (args.argc == 0)
		return true;
	args.argv[args.argc] = NULL;
	if (!complete_resolve(complete, &args))
		return false;
	complete->completions.operand = args.argc - 1;
	complete->completions.argv = args.argv + 1;
	return true;
}

/* Inserts what the candidates have in common after the word, escaped for the quote that is open.
 * False: nothing was inserted. */
static bool complete_insert(struct complete *complete)
{
	const char *word = complete->completions.word;
	const char *rest = complete->common + strlen(word);
	char quote = complete->words.quote;
	bool first = !complete->words.word;
	bool inserted = *rest != '\0';
	char text[4];

	for (; *rest; rest++, first = false) {
		int len = shell_words_escape(text, *rest, quote, first);

		if (!shell_line_insert(complete->line, text, len))
			return true;
	}
	if (complete->count > 1 || complete->more)
		return inserted;
	if (quote)
		shell_line_insert(complete->line, &quote, 1);
	shell_line_insert(complete->line, " ", 1);
	return true;
}

static void complete_list(struct complete *complete)
{
	char text[40];
	int rest = complete->count - COMPLETE_LIST_MAX;

	shell_line_leave(complete->line);
	complete->listed = 0;
	complete->completions.offer = complete_print;
	complete_gather(complete);
	if (rest <= 0)
		return;
	snprintf(text, sizeof(text), "... and %d more\n", rest);
	complete->line->put(complete->line->context, text, strlen(text));
}

void shell_complete(struct shell *shell, struct shell_line *line, bool again)
{
	struct complete *complete = &complete_state;
	char text[SHELL_LINE_MAX + 1];

	memcpy(text, line->text, (size_t)line->cursor);
	text[line->cursor] = '\0';
	complete->shell = shell;
	complete->line = line;
	complete->count = 0;
	complete->width = 0;
	complete->completions = (struct shell_completions){
		.context = complete,
		.offer = complete_measure,
	};
	if (complete_parse(complete, text))
		complete_gather(complete);
	if (complete->count > 0 && complete_insert(complete))
		return;
	if (complete->count > 1 && again)
		complete_list(complete);
	else
		shell_line_bell(line);
}
