#pragma once
/* The shell's line editor on a fake screen, for unit tests. */
#include "shell/line/line.h"
#include "tests/unit/fake/fake_screen.h"

/* A line editor over a screen. */
struct fake_editor {
	struct shell_line line;
	struct shell_history history;
	struct fake_screen screen;
	size_t sent_len;
	char sent[1 << 16];          /* all output; ends with NUL */
	enum shell_line_event event; /* of the last byte */
	int tabs, tabs_again;
};

/* Starts with the prompt @prompt, which must outlive the editor. */
void fake_editor_init(struct fake_editor *editor, const char *prompt, bool wraps_at_once);
/*
 * Types @len bytes. After each it refreshes and checks: the screen shows prompt and line, nothing
 * else, and the cursor is where it should be. Stops at the end of the line.
 */
void fake_editor_type(struct fake_editor *editor, const char *bytes, size_t len);
/* Checks the screen, as above. */
void fake_editor_check(const struct fake_editor *editor);
