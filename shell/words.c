#include "shell/words.h"
/*
 * The words of a line, by the rules of the POSIX shell (POSIX.1-2017, Shell Command Language, 2.2:
 * quoting), reduced to what needs no state: `$?` is the only variable; there are no globs and no
 * grouping; only output is redirected. A single `&` is text, because device-tree source names a
 * node by `&label`; so is what is between `<` and `>`, because source writes cells so, and
 * `#address-cells`.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* By joint. Of two that begin alike, the longer one comes first. */
static const char *const words_operators[] = {
	[SHELL_JOINT_END] = "",    [SHELL_JOINT_AND] = "&&",      [SHELL_JOINT_OR] = "||",
	[SHELL_JOINT_PIPE] = "|",  [SHELL_JOINT_SEMICOLON] = ";", [SHELL_JOINT_APPEND] = ">>",
	[SHELL_JOINT_WRITE] = ">",
};

void shell_words_begin(struct shell_words *words, const char *line)
{
	memset(words, 0, offsetof(struct shell_words, argv));
	words->line = line;
	words->at = line;
}

void shell_words_reset(struct shell_words *words)
{
	words->words = 0;
	words->count = 0;
	words->used = 0;
}

static int words_fail(struct shell_words *words, const char *what, const char *where)
{
	snprintf(words->why, sizeof(words->why), "%s at column %d", what,
		 (int)(where - words->line) + 1);
	return -EINVAL;
}

static bool words_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The operator at words->at; SHELL_JOINT_END: there is no operator. */
static enum shell_joint words_operator(const struct shell_words *words)
{
	const char *at = words->at;

	/* Nearly all bytes: asked twice for each of a line, while a polled line fills its FIFO. */
	if (*at != '&' && *at != '|' && *at != ';' && (*at != '>' || words->group))
		return SHELL_JOINT_END;
	for (int joint = SHELL_JOINT_AND; joint <= SHELL_JOINT_WRITE; joint++) {
		if (!strncmp(at, words_operators[joint], strlen(words_operators[joint])))
			return (enum shell_joint)joint;
	}
	return SHELL_JOINT_END;
}

/* The joint needs a command on both sides. */
static bool words_binds(enum shell_joint joint)
{
	return joint != SHELL_JOINT_END && joint != SHELL_JOINT_SEMICOLON;
}

/* What follows the joint belongs to the same pipeline. */
static bool words_goes_on(enum shell_joint joint)
{
	return joint == SHELL_JOINT_PIPE || shell_words_to_file(joint);
}

/* The word that began at words->at is over. */
static bool words_ends(const struct shell_words *words)
{
	char c = *words->at;

	return !c || words_blank(c) || words_operator(words) != SHELL_JOINT_END;
}

static void words_put(struct shell_words *words, char c)
{
	if (words->used < sizeof(words->text))
		words->text[words->used] = c;
	words->used++;
}

/* Reads `$?`; any other '$' is text. */
static void words_dollar(struct shell_words *words)
{
	char number[12];

	if (words->at[1] != '?') {
		words_put(words, *words->at++);
		return;
	}
	snprintf(number, sizeof(number), "%d", words->status);
	for (const char *digit = number; *digit; digit++)
		words_put(words, *digit);
	words->at += 2;
}

/* Reads a quoted part, from its opening quote to its closing one. */
static int words_quoted(struct shell_words *words)
{
	const char *start = words->at;
	char quote = *words->at++;

	while (*words->at != quote) {
		char c = *words->at;

		if (!c) {
			words->quote = quote;
			return words->partial ? 0 : words_fail(words, "unclosed quote", start);
		}
		if (quote == '"' && c == '$') {
			words_dollar(words);
			continue;
		}
		if (quote == '"' && c == '\\' && words->at[1] && strchr("\"\\$", words->at[1]))
			c = *++words->at;
		words_put(words, c);
		words->at++;
	}
	words->at++;
	return 0;
}

static int words_escaped(struct shell_words *words)
{
	if (!words->at[1])
		return words_fail(words, "nothing after \\", words->at);
	words_put(words, words->at[1]);
	words->at += 2;
	return 0;
}

/* Reads a byte that stands for itself. */
static void words_plain(struct shell_words *words)
{
	char c = *words->at++;

	if (c == '<' || c == '>')
		words->group = c == '<';
	words_put(words, c);
}

/* Reads one word, which begins at words->at. */
static int words_word(struct shell_words *words)
{
	int err = 0;

	words->word = words->at;
	while (!words_ends(words) && !err) {
		char c = *words->at;

		if (c == '\'' || c == '"')
			err = words_quoted(words);
		else if (c == '\\')
			err = words_escaped(words);
		else if (c == '$')
			words_dollar(words);
		else
			words_plain(words);
	}
	words_put(words, '\0');
	if (!err && words->used > sizeof(words->text))
		err = words_fail(words, "too much text", words->word);
	if (*words->at)
		words->word = NULL;
	return err;
}

/* A comment begins at @at: a '#', but not that of #address-cells and its like. */
static bool words_comment(const char *at)
{
	static const char end[] = "-cells";
	size_t len;

	if (*at != '#')
		return false;
	len = strcspn(at, " \t\n\r;|&<>");
	return len < sizeof(end) || strncmp(at + len - (sizeof(end) - 1), end, sizeof(end) - 1);
}

int shell_words_next(struct shell_words *words, char ***argv)
{
	int first = words->count;
	int filled = first;
	const char *end = words->at;

	*argv = words->argv + first;
	words->word = NULL;
	words->group = false;
	for (;;) {
		while (words_blank(*words->at))
			words->at++;
		if (words_comment(words->at)) {
			words->comment = true;
			words->at += strlen(words->at);
		}
		if (words_ends(words))
			break;
		if (words->words++ == SHELL_WORDS_MAX)
			return words_fail(words, "more than 64 words", words->at);
		words->from[filled] = (uint16_t)(words->at - words->line);
		words->argv[filled++] = words->text + words->used;
		if (words_word(words) < 0)
			return -EINVAL;
		end = words->at;
	}
	words->from[filled] = (uint16_t)(end - words->line);
	words->joint = words_operator(words);
	words->at += strlen(words_operators[words->joint]);
	words->argv[filled] = NULL;
	words->count = filled + 1;
	return filled - first;
}

/* There is no command where @joint needs one. */
static int words_missing(struct shell_words *words, const char *side, enum shell_joint joint)
{
	snprintf(words->why, sizeof(words->why), "nothing %s %s", side, words_operators[joint]);
	return -EINVAL;
}

int shell_words_check(struct shell_words *words)
{
	enum shell_joint before = SHELL_JOINT_END;
	int filters = 0;

	do {
		const char *start = words->at;
		char **argv;
		int argc;

		if (!words_goes_on(before)) {
			shell_words_reset(words);
			filters = 0;
		}
		argc = shell_words_next(words, &argv);
		if (argc < 0)
			return argc;
		filters += before == SHELL_JOINT_PIPE;
		if (argc == 0 && words_binds(before))
			return words_missing(words, "after", before);
		if (argc == 0 && words_binds(words->joint))
			return words_missing(words, "before", words->joint);
		if (shell_words_to_file(before) && (argc > 1 || words_goes_on(words->joint)))
			return words_fail(words, "more than one word after >", start);
		if (filters > SHELL_FILTERS_MAX)
			return words_fail(words, "more than 4 filters", start);
		before = words->joint;
	} while (before != SHELL_JOINT_END);
	return 0;
}

int shell_words_escape(char *out, char c, char quote, bool first)
{
	bool escape;

	if (quote == '\'' && c == '\'') {
		memcpy(out, "'\\''", 4);
		return 4;
	}
	if (quote == '\'')
		escape = false;
	else if (quote)
		escape = strchr("\"\\$", c) != NULL;
	else
		escape = strchr(" \t'\"\\;|&$<>", c) || (first && c == '#');
	if (!escape) {
		out[0] = c;
		return 1;
	}
	out[0] = '\\';
	out[1] = c;
	return 2;
}
