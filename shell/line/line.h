#pragma once
/*
 * The line editor: bytes typed go in, an edited line comes out, and the screen shows it.
 *
 * A state machine that is fed a byte at a time and puts text through a callback; it knows no port
 * and never waits. Every byte is taken as one column wide, so a character of UTF-8 is passed and
 * shown, but takes as many steps of the cursor as it has bytes.
 */
#include <stdbool.h>
#include <stddef.h>
#include "shell/line/history.h"
#include "shell/line/keys.h"

enum { SHELL_QUERY_MAX = 48 };

enum shell_line_event {
	SHELL_LINE_OPEN,      /* the line goes on */
	SHELL_LINE_DONE,      /* text is the line */
	SHELL_LINE_ABANDONED, /* Ctrl-C */
	SHELL_LINE_LOST,      /* text is the line, and bytes of it are missing at the mark */
	SHELL_LINE_TOO_LONG,  /* it had `refused` characters, which are gone */
	SHELL_LINE_END,       /* Ctrl-D on an empty line */
};

/* Zero-initialised, then the first part set by the owner; begun once for each line. */
struct shell_line {
	void (*put)(void *context, const char *text, size_t len); /* to the screen */
	/* Tab; may insert and leave. @again: the key before was a tab, too. */
	void (*complete)(void *context, struct shell_line *line, bool again);
	void *context;
	const struct shell_history *history;

	char text[SHELL_LINE_MAX + 1]; /* ends with NUL */
	int len, cursor;               /* characters; cursor 0 to len */
	size_t refused;                /* 0, or how long the line would be that is too long */

	/* Private. */
	struct shell_keys keys;
	int last;                       /* the key before */
	bool lost;                      /* shell_line_lose was called */
	bool paste;                     /* between the marks of a bracketed paste */
	int age;                        /* which line of the history is shown; -1: none */
	char draft[SHELL_LINE_MAX + 1]; /* what was typed before one was shown */
	char killed[SHELL_LINE_MAX + 1];
	bool searching;
	char query[SHELL_QUERY_MAX + 1];
	char search_prompt[SHELL_QUERY_MAX + 24];
	/* The screen, as positions counted from the prompt's first column over all rows. */
	const char *prompt; /* the owner's; valid until the line is over */
	const char *lead;   /* what is shown before the text: prompt or search_prompt */
	int lead_len;
	int shown; /* the position after the last character on the screen */
	int at;    /* the terminal's cursor */
	int dirty; /* the first position where the screen is out of date, or INT_MAX */
	bool wrap; /* `at` begins a row that the terminal may not have gone to yet */
};

/* Shows @prompt and starts an empty line. */
void shell_line_begin(struct shell_line *line, const char *prompt);
/* Takes a byte. The screen may be out of date until shell_line_refresh. */
enum shell_line_event shell_line_feed(struct shell_line *line, unsigned char byte);
/* Marks that bytes were lost here: the line is not to be run unless the mark is deleted. */
void shell_line_lose(struct shell_line *line);
/* Brings the screen up to date; may be left out while more bytes are waiting. */
void shell_line_refresh(struct shell_line *line);
/* Goes to a new row below the line; the next refresh shows prompt and line anew there. */
void shell_line_leave(struct shell_line *line);
/* Inserts at the cursor. False, with a bell, when the line would grow too long. */
bool shell_line_insert(struct shell_line *line, const char *text, int len);
/* Rings the terminal's bell. */
void shell_line_bell(struct shell_line *line);
