#include "tests/unit/fake/fake_editor.h"
/* Runs the line editor over the fake screen and checks what that shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void editor_put(void *context, const char *text, size_t len)
{
	struct fake_editor *editor = context;

	fake_screen_put(&editor->screen, text, len);
	assert_true(len < sizeof(editor->sent) - editor->sent_len);
	memcpy(editor->sent + editor->sent_len, text, len);
	editor->sent_len += len;
	editor->sent[editor->sent_len] = '\0';
}

static void editor_complete(void *context, struct shell_line *line, bool again)
{
	struct fake_editor *editor = context;

	(void)line;
	editor->tabs++;
	editor->tabs_again += again;
}

void fake_editor_init(struct fake_editor *editor, const char *prompt, bool wraps_at_once)
{
	memset(editor, 0, sizeof(*editor));
	fake_screen_init(&editor->screen, wraps_at_once);
	editor->line.put = editor_put;
	editor->line.complete = editor_complete;
	editor->line.context = editor;
	editor->line.history = &editor->history;
	shell_line_begin(&editor->line, prompt);
	fake_editor_check(editor);
}

void fake_editor_check(const struct fake_editor *editor)
{
	const struct shell_line *line = &editor->line;
	const struct fake_screen *screen = &editor->screen;
	char shown[SCREEN_ROWS * SCREEN_COLUMNS];
	size_t lead = strlen(line->lead);
	int cursor = (int)lead + line->cursor;
	int at = screen->row * SCREEN_COLUMNS + screen->column + screen->waits;

	assert_int_equal(strlen(line->text), line->len);
	assert_in_range(line->cursor, 0, line->len);
	memset(shown, ' ', sizeof(shown));
	memcpy(shown, line->lead, lead);
	memcpy(shown + lead, line->text, (size_t)line->len);
	assert_memory_equal(screen->cell, shown, sizeof(shown));
	assert_int_equal(at, cursor);
}

void fake_editor_type(struct fake_editor *editor, const char *bytes, size_t len)
{
	editor->event = SHELL_LINE_OPEN;
	for (size_t i = 0; i < len && editor->event == SHELL_LINE_OPEN; i++) {
		editor->event = shell_line_feed(&editor->line, (unsigned char)bytes[i]);
		if (editor->event != SHELL_LINE_OPEN)
			break;
		shell_line_refresh(&editor->line);
		fake_editor_check(editor);
	}
}
