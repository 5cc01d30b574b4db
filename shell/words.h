#pragma once
/*
 * A line's words: quotes, escapes, `$?`, comments, and the operators between commands.
 *
 * Pure. Words are copied into the struct, so the line stays as it is.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shell/shell.h"

/* What follows a command. */
enum shell_joint {
	SHELL_JOINT_END,
	SHELL_JOINT_AND,
	SHELL_JOINT_OR,
	SHELL_JOINT_PIPE,
	SHELL_JOINT_SEMICOLON,
	SHELL_JOINT_APPEND, /* >>, and after it one word, the file */
	SHELL_JOINT_WRITE,  /* >, the same */
};

enum {
	/* `$?` grows by half at most, and each word has a NUL. */
	SHELL_WORDS_TEXT = SHELL_LINE_MAX * 3 / 2 + SHELL_WORDS_MAX + 1,
};

struct shell_words {
	const char *line;       /* borrowed */
	const char *at;         /* what is read next */
	int status;             /* the value of `$?`, 0 to SHELL_STATUS_MAX */
	bool partial;           /* the line is still being typed: a quote may be open */
	bool group;             /* an unquoted < is open: the next > closes it, and is text */
	enum shell_joint joint; /* after the words read last */
	char why[64];           /* what is wrong, for people */
	/* How the line ended; for completion. */
	const char *word; /* in line: the beginning of the word that the line ends in, or NULL */
	char quote;       /* the quote that is open, or 0 */
	bool comment;
	/* The words, since the last shell_words_reset. */
	int words; /* their number */
	int count; /* entries of argv */
	size_t used;
	/* A NULL follows each command's words, also those that are too many. */
	char *argv[SHELL_WORDS_MAX + SHELL_FILTERS_MAX + 3];
	/* For each entry of argv, where in line the word begins; for a NULL, where the last
	 * ends. */
	uint16_t from[SHELL_WORDS_MAX + SHELL_FILTERS_MAX + 3];
	char text[SHELL_WORDS_TEXT];
};

/* Starts at the beginning of @line, with no words. */
void shell_words_begin(struct shell_words *words, const char *line);
/* Forgets the words read so far; reading goes on where it is. */
void shell_words_reset(struct shell_words *words);
/* Reads one command's words. Returns their number, which may be 0, or -EINVAL with why. */
int shell_words_next(struct shell_words *words, char ***argv);
/* The joint leads to a file. */
static inline bool shell_words_to_file(enum shell_joint joint)
{
	return joint == SHELL_JOINT_APPEND || joint == SHELL_JOINT_WRITE;
}
/* Reads to the end: 0, or -EINVAL with why where the line breaks the grammar. */
int shell_words_check(struct shell_words *words);
/*
 * Writes one byte of a word so that it reads back as itself where @quote is open (0: none) into
 * @out. @first: it is the word's first. Returns the number of bytes, at most 4.
 */
int shell_words_escape(char *out, char c, char quote, bool first);
