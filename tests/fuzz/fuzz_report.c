/*
 * libFuzzer: reports of random tables. As JSON they must parse; for people, wrapped, they must have
 * all that was put but blanks, and no row that is longer than the screen unless it is one word.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "shell/report/report.h"
#include "shell/wrap.h"
#include "tests/fuzz/json.h"

enum { FUZZ_TEXT = 1 << 18, FUZZ_INPUT = 600, FUZZ_COLUMNS = 6 };

struct fuzz_text {
	size_t len;
	char text[FUZZ_TEXT];
};

static struct fuzz_text plain, wrapped;

/* What is left of the input. */
struct fuzz_input {
	const uint8_t *data;
	size_t left;
};

static const struct report_column columns[FUZZ_COLUMNS] = {
	{ .key = "name", .title = "NAME" },
	{ .key = "at", .title = "AT", .flags = REPORT_RIGHT },
	{ .key = "words", .title = "words:", .flags = REPORT_CUT },
	{ .key = "hidden", .flags = REPORT_HIDDEN },
	{ .key = "close", .title = "CLOSE", .flags = REPORT_CLOSE },
	{ .title = "for people", .flags = REPORT_CUT },
};

static void fuzz_expect(bool good)
{
	if (!good)
		abort();
}

static uint8_t fuzz_next(struct fuzz_input *input)
{
	if (!input->left)
		return 0;
	input->left--;
	return *input->data++;
}

static void fuzz_keep(void *context, const char *text, size_t len)
{
	struct fuzz_text *kept = context;

	fuzz_expect(kept->len + len < FUZZ_TEXT);
	memcpy(kept->text + kept->len, text, len);
	kept->len += len;
	kept->text[kept->len] = '\0';
}

static void fuzz_write(struct shell_port *port, const char *text, size_t len)
{
	(void)port;
	fuzz_keep(&plain, text, len);
}

static bool fuzz_interrupted(struct shell_port *port)
{
	(void)port;
	return false;
}

static size_t fuzz_bytes(struct fuzz_input *input, char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		text[i] = (char)fuzz_next(input);
	return len;
}

static void fuzz_put_list(struct report *report, struct fuzz_input *input, int column)
{
	char text[16];

	report_list(report, column);
	for (uint8_t items = fuzz_next(input) % 5; items; items--) {
		size_t len = fuzz_bytes(input, text, fuzz_next(input) % sizeof(text));

		dt_put_escaped(report_item(report), text, len);
	}
}

static void fuzz_put_cell(struct report *report, struct fuzz_input *input, int column)
{
	uint8_t kind = fuzz_next(input);
	static const uint32_t numbers[] = { 0, 1, UINT32_MAX };
	uint64_t number = kind * UINT64_C(0x123456789);
	char text[256];

	switch (kind % 10) {
	case 0:
		return;
	case 1:
		report_bytes(report, column, text,
			     (int)fuzz_bytes(input, text, fuzz_next(input)) - 1);
		return;
	case 2:
		report_dec(report, column, number);
		return;
	case 3:
		report_hex(report, column, number);
		return;
	case 4:
		report_size(report, column, number);
		return;
	case 5:
		report_hz(report, column, number);
		return;
	case 6:
		report_flag(report, column, kind & 16);
		return;
	case 7:
		report_numbers(report, column, numbers, kind / 10 % 4);
		return;
	case 8:
		report_string(report, column, kind & 16 ? NULL : "a \"quoted\" \\ string");
		return;
	default:
		fuzz_put_list(report, input, column);
	}
}

/* Called twice for columns, and puts the same each time. */
static void fuzz_rows(struct report *report, void *context)
{
	struct fuzz_input input = *(const struct fuzz_input *)context;

	for (uint8_t rows = fuzz_next(&input) % 6; rows; rows--) {
		report_row(report);
		for (int column = 0; column < FUZZ_COLUMNS; column++)
			fuzz_put_cell(report, &input, column);
	}
}

static void fuzz_report(struct fuzz_input input, bool json)
{
	static const char *const keys[] = { "a", "b", "c" };
	static struct report_table tables[3];
	struct shell_port port = { .write = fuzz_write, .interrupted = fuzz_interrupted };
	struct shell shell = { .port = &port };
	const struct shell_args args = { .json = json };
	struct report report;

	plain.len = 0;
	report_begin(&report, &shell, &args);
	for (int i = 0; i < 3; i++) {
		tables[i] = (struct report_table){
			.layout = (enum report_layout)(fuzz_next(&input) % 3),
			REPORT_TABLE_COLUMNS(columns),
		};
		strcpy(tables[i].key, keys[i]);
		report_rows(&report, &tables[i], fuzz_rows, &input);
		for (uint8_t skip = fuzz_next(&input); skip; skip--)
			fuzz_next(&input);
		if (fuzz_next(&input) & 1)
			dt_puts(report_say(&report), "A sentence for people.");
	}
	report_end(&report);
}

/* A row as wide as the screen, or one word. */
static void fuzz_row(const char *row, size_t len, unsigned width)
{
	if (len <= width)
		return;
	while (len && *row == ' ') {
		row++;
		len--;
	}
	while (len && row[len - 1] == ' ')
		len--;
	fuzz_expect(!memchr(row, ' ', len));
}

/* The next character that is neither blank nor the end of a line. */
static char fuzz_letter(const struct fuzz_text *text, size_t *at)
{
	while (*at < text->len && (text->text[*at] == ' ' || text->text[*at] == '\n'))
		(*at)++;
	return *at < text->len ? text->text[(*at)++] : '\0';
}

static void fuzz_wrap(unsigned width, size_t piece)
{
	struct shell_wrap wrap = { .columns = width, .emit = fuzz_keep };
	char *row = wrapped.text, *end, letter;
	size_t a = 0, b = 0;

	wrapped.len = 0;
	wrapped.text[0] = '\0';
	for (size_t at = 0; at < plain.len; at += piece)
		shell_wrap(&wrap, &wrapped, plain.text + at,
			   plain.len - at < piece ? plain.len - at : piece);
	shell_wrap_end(&wrap, &wrapped);
	for (; (end = strchr(row, '\n')); row = end + 1)
		fuzz_row(row, (size_t)(end - row), width);
	do {
		letter = fuzz_letter(&plain, &a);
		fuzz_expect(letter == fuzz_letter(&wrapped, &b));
	} while (letter);
}

/* The input itself as a text: words, columns and lines. */
static void fuzz_any_text(const uint8_t *data, size_t size)
{
	plain.len = 0;
	for (size_t i = 0; i < size; i++) {
		char c = data[i] < 0x60 ? ' ' : data[i] < 0x68 ? '\n' : 'x';

		fuzz_keep(&plain, &c, 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	unsigned width, piece;

	if (size < 2 || size > FUZZ_INPUT)
		return 0;
	width = 20 + data[0] % 100;
	piece = 1 + data[1];
	fuzz_any_text(data + 2, size - 2);
	fuzz_wrap(width, piece);
	fuzz_report((struct fuzz_input){ data + 2, size - 2 }, false);
	fuzz_wrap(width, piece);
	fuzz_report((struct fuzz_input){ data + 2, size - 2 }, true);
	fuzz_expect(fuzz_is_json(plain.text));
	return 0;
}
