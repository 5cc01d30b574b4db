#pragma once
/* What the files of the line editor share: each uses only those above it. */
#include "shell/line/line.h"

/* --- the screen: line_draw.c ------------------------------------------------------------------ */

/* The screen is out of date from that character of the text on. */
void shell_line_touch(struct shell_line *line, int index);
/* Shows @len characters just put at the end of the text, at once where the screen is up to date. */
void shell_line_echo(struct shell_line *line, int len);
/* Shows @lead, which is borrowed, before the text. */
void shell_line_lead(struct shell_line *line, const char *lead);
/* Clears the screen; the next refresh shows the line at its top. */
void shell_line_clear_screen(struct shell_line *line);

/* --- the text: line_text.c -------------------------------------------------------------------- */

/* Takes the characters from @from to before @to out; the cursor goes where they were. */
void shell_line_delete(struct shell_line *line, int from, int to);
/* Exchanges the characters around the cursor; at the end, the last two. */
void shell_line_transpose(struct shell_line *line);
/* Shows the history's line of that age, or the draft (-1). False: there is no such line. */
bool shell_line_recall(struct shell_line *line, int age);

/* --- keys: line_move.c, line_search.c --------------------------------------------------------- */

/* Does what @key does when it moves the cursor or deletes. False: it is another key. */
bool shell_line_move(struct shell_line *line, int key);
/* Ctrl-R: starts a search in the history. */
void shell_search_begin(struct shell_line *line);
/* A key during a search. False: the search is over, and the key is for the line. */
bool shell_search_key(struct shell_line *line, int key);
