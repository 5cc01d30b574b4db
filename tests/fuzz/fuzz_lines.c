/*
 * libFuzzer: lines from a terminal are read and assembled. Once as they are, and once each with its
 * correct CRC, because a fuzzer does not guess one. Whatever is a blob is also written as lines,
 * and must be unchanged when it is read back.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fdt/core/sum.h"
#include "fdt/export/gather.h"

enum { FUZZ_LINE = 256, FUZZ_TEXT = 1 << 16, FUZZ_BLOB = 4096 };

static char fuzz_text[FUZZ_TEXT];
static size_t fuzz_used;

static void fuzz_emit(void *context, const char *text, size_t len)
{
	(void)context;
	if (len > FUZZ_TEXT - fuzz_used)
		abort();
	memcpy(fuzz_text + fuzz_used, text, len);
	fuzz_used += len;
}

static void fuzz_take(struct dt_gather *gather, const char *text, size_t len)
{
	struct dt_line line;
	enum dt_line_kind kind = dt_line_read(&line, text, len);

	if (kind == DT_LINE_DATA &&
	    (!line.number || line.number > DT_LINES_MAX || !line.len || line.len > DT_LINE_BYTES))
		abort();
	if (kind == DT_LINE_FRAME && line.lines != dt_lines_of(line.size))
		abort();
	/* Large numbers are left out, to keep the fuzzer's memory small. */
	if (kind == DT_LINE_DATA && line.number > FUZZ_BLOB)
		return;
	if (kind == DT_LINE_FRAME && line.lines > FUZZ_BLOB)
		return;
	dt_gather_take(gather, kind, &line);
}

static void fuzz_good(struct dt_gather *gather, const char *text, size_t len)
{
	char good[FUZZ_LINE + 16];

	if (len > FUZZ_LINE)
		return;
	memcpy(good, text, len);
	len += (size_t)snprintf(good + len, 16, " %08x", (unsigned)dt_crc32(0, text, len));
	fuzz_take(gather, good, len);
}

/* Runs of missing lines come in order, and together are as many as are missing. */
static void fuzz_missing(const struct dt_gather *gather)
{
	uint32_t last = gather->framed ? gather->lines : gather->top, missing = 0;

	for (uint32_t from = 1, to; dt_gather_missing(gather, &from, &to); from = to + 1) {
		if (from > to || to > last)
			abort();
		missing += to - from + 1;
	}
	if (missing + gather->have != last)
		abort();
}

static void fuzz_lines(const char *text, size_t size,
		       void (*take)(struct dt_gather *, const char *, size_t))
{
	static struct dt_gather gather;

	while (size) {
		const char *end = memchr(text, '\n', size);
		size_t len = end ? (size_t)(end - text) : size;

		take(&gather, text, len);
		fuzz_missing(&gather);
		len += end != NULL;
		text += len;
		size -= len;
	}
	(void)dt_gather_sound(&gather);
	dt_gather_drop(&gather);
}

static void fuzz_again(const uint8_t *blob, uint32_t size)
{
	static struct dt_gather gather;
	struct dt_text out;

	fuzz_used = 0;
	dt_text_init(&out, fuzz_emit, NULL);
	for (uint32_t number = dt_lines_of(size); number; number--)
		dt_put_line(&out, blob, size, number);
	dt_put_line_frame(&out, "end", blob, size);
	dt_flush(&out);
	for (char *at = fuzz_text, *end; at < fuzz_text + fuzz_used; at = end + 1) {
		end = memchr(at, '\n', fuzz_used);
		fuzz_take(&gather, at, (size_t)(end - at));
	}
	if (!dt_gather_sound(&gather) || (size && memcmp(gather.blob, blob, size)))
		abort();
	dt_gather_drop(&gather);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_lines((const char *)data, size, fuzz_take);
	fuzz_lines((const char *)data, size, fuzz_good);
	fuzz_again(data, size < FUZZ_BLOB ? (uint32_t)size : FUZZ_BLOB);
	return 0;
}
