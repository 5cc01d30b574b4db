#include "shell/wrap.h"
/* A column of a line is kept until it ends; one that is too long is let through word by word. */
#include <string.h>

static const char wrap_command[] = "type: ";

enum {
	WRAP_HANG = 2, /* blanks more than the line began with */
	WRAP_GAP = 2,  /* blanks between columns */
};

static void wrap_blanks(struct shell_wrap *wrap, void *context, unsigned count)
{
	static const char blanks[] = "                ";

	wrap->at += count;
	while (count) {
		unsigned part = count < sizeof(blanks) - 1 ? count : sizeof(blanks) - 1;

		wrap->emit(context, blanks, part);
		count -= part;
	}
}

/* Begins another row for @len characters, less far to the right where they need that. */
static void wrap_break(struct shell_wrap *wrap, void *context, unsigned len)
{
	unsigned hang = wrap->hang;

	if (hang + len > wrap->columns)
		hang = len < wrap->columns ? wrap->columns - len : 0;
	wrap->emit(context, "\n", 1);
	wrap->at = 0;
	wrap->broken = true;
	wrap_blanks(wrap, context, hang);
}

/* Remembers where the line goes on, if a column of @len characters begins here. */
static void wrap_note(struct shell_wrap *wrap, unsigned len)
{
	unsigned column = wrap->at + wrap->blanks;

	if (!wrap->begun) {
		wrap->hang = column + WRAP_HANG;
		wrap->whole = len >= sizeof(wrap_command) - 1 &&
			      !memcmp(wrap->text, wrap_command, sizeof(wrap_command) - 1);
	} else if (!wrap->broken && wrap->blanks >= WRAP_GAP && column <= wrap->columns / 2) {
		wrap->hang = column;
	}
	wrap->begun = true;
}

static void wrap_put(struct shell_wrap *wrap, void *context, const char *text, unsigned len)
{
	wrap->emit(context, text, len);
	wrap->at += len;
}

static bool wrap_fits(const struct shell_wrap *wrap, unsigned blanks, unsigned len)
{
	return wrap->at == 0 || wrap->whole || wrap->at + blanks + len <= wrap->columns;
}

static void wrap_words(struct shell_wrap *wrap, void *context, const char *text, unsigned len)
{
	const char *end = text + len;
	unsigned blanks = wrap->blanks;

	while (text < end) {
		const char *blank = memchr(text, ' ', (size_t)(end - text));
		unsigned word = (unsigned)((blank ? blank : end) - text);

		if (wrap_fits(wrap, blanks, word))
			wrap_blanks(wrap, context, blanks);
		else
			wrap_break(wrap, context, word);
		wrap_put(wrap, context, text, word);
		text += word + 1;
		blanks = 1;
	}
}

void shell_wrap_end(struct shell_wrap *wrap, void *context)
{
	unsigned len = wrap->used;

	while (len && wrap->text[len - 1] == ' ')
		len--;
	wrap->used = 0;
	if (!len)
		return;
	wrap_note(wrap, len);
	if (wrap->inside) {
		wrap_put(wrap, context, wrap->text, len);
	} else if (!wrap_fits(wrap, wrap->blanks, len) && !wrap->words && wrap->at > wrap->hang &&
		   wrap->hang + len <= wrap->columns) {
		wrap_break(wrap, context, len);
		wrap_put(wrap, context, wrap->text, len);
	} else {
		wrap_words(wrap, context, wrap->text, len);
	}
	wrap->blanks = 0;
}

/* The text is full: what are whole words of it is let through, or else the beginning of a word. */
static void wrap_full(struct shell_wrap *wrap, void *context)
{
	unsigned len = wrap->used, rest;

	while (len && wrap->text[len - 1] != ' ')
		len--;
	rest = len ? wrap->used - len : 0;
	wrap->words = true;
	if (len)
		wrap->used = len;
	shell_wrap_end(wrap, context);
	memmove(wrap->text, wrap->text + len, rest);
	wrap->used = rest;
	wrap->blanks = len ? 1 : 0;
	wrap->inside = !len;
}

/* A single blank is part of a column; more end it. */
static void wrap_gap(struct shell_wrap *wrap, void *context, unsigned count)
{
	/* The gap began at the end of the text before this one. */
	bool begun = wrap->used && wrap->text[wrap->used - 1] == ' ';

	if (wrap->used && !begun && !wrap->words && count == 1) {
		if (wrap->used < sizeof(wrap->text)) {
			wrap->text[wrap->used++] = ' ';
			return;
		}
		wrap->words = true;
	}
	shell_wrap_end(wrap, context);
	wrap->blanks += count + begun;
	wrap->inside = false;
	if (wrap->blanks >= WRAP_GAP)
		wrap->words = false;
}

static void wrap_line_end(struct shell_wrap *wrap, void *context)
{
	shell_wrap_end(wrap, context);
	wrap->emit(context, "\n", 1);
	wrap->at = wrap->blanks = 0;
	wrap->begun = wrap->broken = wrap->words = wrap->inside = false;
}

/* Keeps @len characters that are not blanks. */
static void wrap_letters(struct shell_wrap *wrap, void *context, const char *text, size_t len)
{
	while (len) {
		size_t room = sizeof(wrap->text) - wrap->used, part = len < room ? len : room;

		memcpy(wrap->text + wrap->used, text, part);
		wrap->used += (unsigned)part;
		text += part;
		len -= part;
		if (len)
			wrap_full(wrap, context);
	}
}

/* Lets whole lines through that fit as they are, which most do: those without blanks at the end.
 * Returns their characters. */
static size_t wrap_lines(struct shell_wrap *wrap, void *context, const char *text, size_t len)
{
	const char *line = text, *end;

	if (wrap->begun || wrap->used || wrap->blanks)
		return 0;
	while ((end = memchr(line, '\n', len - (size_t)(line - text))) &&
	       (size_t)(end - line) <= wrap->columns && (end == line || end[-1] != ' '))
		line = end + 1;
	if (line > text)
		wrap->emit(context, text, (size_t)(line - text));
	return (size_t)(line - text);
}

void shell_wrap(struct shell_wrap *wrap, void *context, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *word = text += wrap_lines(wrap, context, text, (size_t)(end - text));

		while (text < end && *text != ' ' && *text != '\n')
			text++;
		wrap_letters(wrap, context, word, (size_t)(text - word));
		word = text;
		while (text < end && *text == ' ')
			text++;
		if (text > word)
			wrap_gap(wrap, context, (unsigned)(text - word));
		else if (text < end && *text++ == '\n')
			wrap_line_end(wrap, context);
	}
}
