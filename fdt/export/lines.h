#pragma once
/*
 * A blob as lines of text that any terminal can show and paste. Each line shows by itself whether
 * it arrived undamaged:
 *
 *         =dtb 2172 52 a40cebdc 042fb796  1
 * 0A3+7QAACHwAAAA4AAAHaAAAACgAAAARAAAAEAAAAAAAAAEUAAAHMAAA 6d8b1b3b     ...     =end 2172 52
 * a40cebdc 0163102b
 *
 * The first and the last line say how many bytes and lines there are, and the CRC-32 of all bytes;
 * either is enough. The others have a number, from 1, and base64 (RFC 4648) of DT_LINE_BYTES bytes,
 * the last one of the rest. Each line ends with the CRC-32, eight hexadecimal digits, of its own
 * text before the last blank. Text in front of a line (a prompt, a time) is ignored.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/core/text.h"

enum {
	DT_LINE_BYTES = 42,    /* of the blob in one line */
	DT_LINE_MAX = 72,      /* characters of a line, without its end */
	DT_LINES_MAX = 100000, /* lines of one blob: 4 MB */
};

/* The number of lines, without the first and the last, of @size bytes. */
static inline uint32_t dt_lines_of(uint64_t size)
{
	return (uint32_t)((size + DT_LINE_BYTES - 1) / DT_LINE_BYTES);
}

/* Writes the line that begins ("dtb" or another word of up to 8 letters) or ends ("end"). */
void dt_put_line_frame(struct dt_text *text, const char *kind, const void *blob, uint32_t size);
/* Writes line @number, 1 to dt_lines_of(size). */
void dt_put_line(struct dt_text *text, const void *blob, uint32_t size, uint32_t number);

enum dt_line_kind {
	DT_LINE_NOISE, /* another text, or a damaged line */
	DT_LINE_DATA,
	DT_LINE_FRAME, /* the first or the last one */
};

struct dt_line {
	/* DT_LINE_FRAME. */
	bool end;             /* it is the last one */
	uint32_t size, lines; /* both agree; lines is at most DT_LINES_MAX */
	uint32_t crc;
	/* DT_LINE_DATA. */
	uint32_t number; /* 1 to DT_LINES_MAX */
	uint32_t len;    /* 1 to DT_LINE_BYTES */
	uint8_t bytes[DT_LINE_BYTES];
};

/* Reads a line of @len characters, whatever it is, without its end. */
enum dt_line_kind dt_line_read(struct dt_line *line, const char *text, size_t len);
