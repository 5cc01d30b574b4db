/*
 * libFuzzer: keys for the line editor, over a model of a terminal. After each key the screen must
 * show prompt and line, and nothing else. The first byte: 1: the terminal wraps at once; + 2: a
 * longer prompt. A byte of 0xff is a place where bytes were lost, 0xfe one where news comes.
 */
#include <stdint.h>
#include <string.h>
#include "tests/unit/fake/fake_editor.h"

enum { FUZZ_KEYS_MAX = 700, FUZZ_LOST = 0xff, FUZZ_NEWS = 0xfe };

static struct fake_editor editor;

/* Something is printed below the line. What the terminal showed above is scrolled away: the
 * model is blank again. */
static void fuzz_leave(struct shell_line *line)
{
	shell_line_leave(line);
	memset(editor.screen.cell, ' ', sizeof(editor.screen.cell));
	editor.screen.row = 0;
	editor.sent_len = 0;
}

static void fuzz_complete(void *context, struct shell_line *line, bool again)
{
	(void)context;
	if (again)
		fuzz_leave(line);
	else
		shell_line_insert(line, "complete ", 9);
}

static void fuzz_begin(uint8_t kind)
{
	const char *prompt = kind & 2 ? "/soc/interrupt-controller@c000000/a-long-name-of-a-node/"
					"and-another> "
				      : "/> ";
	struct shell_history history = editor.history;

	fake_editor_init(&editor, prompt, kind & 1);
	editor.history = history;
	editor.line.complete = fuzz_complete;
}

static void fuzz_key(uint8_t kind, uint8_t key)
{
	struct shell_line *line = &editor.line;
	enum shell_line_event event = SHELL_LINE_OPEN;

	if (key == FUZZ_LOST)
		shell_line_lose(line);
	else if (key == FUZZ_NEWS)
		fuzz_leave(line);
	else
		event = shell_line_feed(line, key);
	if (event == SHELL_LINE_OPEN) {
		shell_line_refresh(line);
		fake_editor_check(&editor);
		editor.sent_len = 0;
		return;
	}
	if (event == SHELL_LINE_DONE)
		shell_history_add(&editor.history, line->text);
	fuzz_begin(kind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 1 || size > FUZZ_KEYS_MAX)
		return 0;
	memset(&editor.history, 0, sizeof(editor.history));
	fuzz_begin(*data);
	for (size_t i = 1; i < size; i++)
		fuzz_key(*data, data[i]);
	return 0;
}
