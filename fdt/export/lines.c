#include "fdt/export/lines.h"
/*
 * Lines are read from their end, so that anything may come before them.
 *
 * Source: RFC 4648, 4 (base64).
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/sum.h"

enum {
	LINES_WORDS_MAX = 5,
	LINES_CRC_DIGITS = 8,
	LINES_BAD = 64, /* not a digit */
};

static const char lines_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* --- written ---------------------------------------------------------------------------------- */

static char *lines_put_crc(char *at, uint32_t crc)
{
	*at++ = ' ';
	for (int shift = 24; shift >= 0; shift -= 8)
		at = hex_byte(at, (uint8_t)(crc >> shift));
	return at;
}

static char *lines_put_number(char *at, uint32_t number)
{
	char digits[10];
	int n = 0;

	do
		digits[n++] = (char)('0' + number % 10);
	while (number /= 10);
	while (n)
		*at++ = digits[--n];
	return at;
}

static char *lines_put_base64(char *at, const uint8_t *bytes, uint32_t len)
{
	for (uint32_t i = 0; i < len; i += 3) {
		uint32_t left = len - i;
		uint32_t group = (uint32_t)bytes[i] << 16 |
				 (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
				 (left > 2 ? bytes[i + 2] : 0);

		*at++ = lines_digits[group >> 18];
		*at++ = lines_digits[group >> 12 & 63];
		*at++ = left > 1 ? lines_digits[group >> 6 & 63] : '=';
		*at++ = left > 2 ? lines_digits[group & 63] : '=';
	}
	return at;
}

/* Adds the line's own CRC, and puts it. */
static void lines_put(struct dt_text *text, char *line, char *at)
{
	at = lines_put_crc(at, dt_crc32(0, line, (size_t)(at - line)));
	*at++ = '\n';
	dt_write(text, line, (size_t)(at - line));
}

void dt_put_line_frame(struct dt_text *text, const char *kind, const void *blob, uint32_t size)
{
	char line[DT_LINE_MAX + 1], *at = line;

	*at++ = '=';
	while (*kind)
		*at++ = *kind++;
	*at++ = ' ';
	at = lines_put_number(at, size);
	*at++ = ' ';
	at = lines_put_number(at, dt_lines_of(size));
	at = lines_put_crc(at, dt_crc32(0, blob, size));
	lines_put(text, line, at);
}

void dt_put_line(struct dt_text *text, const void *blob, uint32_t size, uint32_t number)
{
	const uint32_t from = (number - 1) * DT_LINE_BYTES, left = size - from;
	char line[DT_LINE_MAX + 1], *at = lines_put_number(line, number);

	*at++ = ' ';
	at = lines_put_base64(at, (const uint8_t *)blob + from,
			      left < DT_LINE_BYTES ? left : DT_LINE_BYTES);
	lines_put(text, line, at);
}

/* --- read ------------------------------------------------------------------------------------- */

/* A word of a line. */
struct lines_word {
	const char *at;
	size_t len;
};

/* Splits the end of a line: word[0] is the last one. Returns how many there are. */
static int lines_split(struct lines_word *word, const char *text, size_t len)
{
	int words = 0;

	while (words < LINES_WORDS_MAX) {
		size_t end;

		while (len && (unsigned char)text[len - 1] <= ' ')
			len--;
		if (!len)
			break;
		for (end = len; len && (unsigned char)text[len - 1] > ' ';)
			len--;
		word[words++] = (struct lines_word){ text + len, end - len };
	}
	return words;
}

/* 1 to nine digits. */
static bool lines_number(const struct lines_word *word, uint32_t *number)
{
	*number = 0;
	for (size_t i = 0; i < word->len; i++) {
		if (word->at[i] < '0' || word->at[i] > '9')
			return false;
		*number = *number * 10 + (uint32_t)(word->at[i] - '0');
	}
	return word->len > 0 && word->len < 10;
}

static bool lines_crc(const struct lines_word *word, uint32_t *crc)
{
	*crc = 0;
	for (size_t i = 0; i < word->len; i++) {
		char c = word->at[i];

		if (c >= '0' && c <= '9')
			*crc = *crc << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*crc = *crc << 4 | (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	return word->len == LINES_CRC_DIGITS;
}

/* Whether the last word is the CRC of the text from word @first to word 1. */
static bool lines_sound(const struct lines_word *word, int first)
{
	const char *begin = word[first].at, *end = word[1].at + word[1].len;
	uint32_t crc;

	return lines_crc(&word[0], &crc) && crc == dt_crc32(0, begin, (size_t)(end - begin));
}

static uint32_t lines_digit(char c)
{
	const char *at = c ? strchr(lines_digits, c) : NULL;

	return at ? (uint32_t)(at - lines_digits) : LINES_BAD;
}

/* Reads four characters; how many bytes they are; 0: they are not base64. */
static uint32_t lines_group(const char *at, uint8_t *bytes)
{
	uint32_t group = 0, digits = 4;

	while (digits > 2 && at[digits - 1] == '=')
		digits--;
	for (uint32_t i = 0; i < 4; i++) {
		uint32_t digit = i < digits ? lines_digit(at[i]) : 0;

		if (digit == LINES_BAD)
			return 0;
		group = group << 6 | digit;
	}
	for (uint32_t i = 0; i < digits - 1; i++)
		bytes[i] = (uint8_t)(group >> (16 - 8 * i));
	return digits - 1;
}

static bool lines_base64(struct dt_line *line, const struct lines_word *word)
{
	line->len = 0;
	if (!word->len || word->len % 4 || word->len > DT_LINE_BYTES / 3 * 4)
		return false;
	for (size_t i = 0; i < word->len; i += 4) {
		uint32_t got = lines_group(word->at + i, line->bytes + line->len);

		line->len += got;
		if (!got || (got < 3 && i + 4 < word->len))
			return false;
	}
	return true;
}

static bool lines_data(struct dt_line *line, const struct lines_word *word, int words)
{
	return words >= 3 && lines_number(&word[2], &line->number) && line->number &&
	       line->number <= DT_LINES_MAX && lines_sound(word, 2) && lines_base64(line, &word[1]);
}

static bool lines_frame(struct dt_line *line, const struct lines_word *word, int words)
{
	return words >= 5 && word[4].at[0] == '=' && lines_number(&word[3], &line->size) &&
	       lines_number(&word[2], &line->lines) && line->lines <= DT_LINES_MAX &&
	       line->lines == dt_lines_of(line->size) && lines_crc(&word[1], &line->crc) &&
	       lines_sound(word, 4);
}

enum dt_line_kind dt_line_read(struct dt_line *line, const char *text, size_t len)
{
	struct lines_word word[LINES_WORDS_MAX];
	int words = lines_split(word, text, len);

	if (lines_data(line, word, words))
		return DT_LINE_DATA;
	if (!lines_frame(line, word, words))
		return DT_LINE_NOISE;
	line->end = word[4].len == 4 && !memcmp(word[4].at, "=end", 4);
	return DT_LINE_FRAME;
}
