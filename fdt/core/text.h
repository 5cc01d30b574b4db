#pragma once
/*
 * Text on its way out: a small buffer in front of its receiver, so that printers can put single
 * characters at a few instructions each.
 */
#include <stddef.h>
#include <stdint.h>

struct dt_text {
	void (*emit)(void *context, const char *text, size_t len); /* takes text; may not return */
	void *context;
	size_t used;
	char buffer[512];
};

/* Starts @text empty; @emit gets full or nearly full buffers and, by dt_flush, the rest. */
void dt_text_init(struct dt_text *text, void (*emit)(void *, const char *, size_t), void *context);

/* Hands the buffered text to emit. Every user ends with it. */
void dt_flush(struct dt_text *text);

/* Puts one byte. */
void dt_putc(struct dt_text *text, char c);

/* A place for @room bytes (at most the buffer's size), to be filled from its start; end with
 * dt_filled. For loops too hot for dt_putc. */
static inline char *dt_room(struct dt_text *text, size_t room)
{
	if (sizeof(text->buffer) - text->used < room)
		dt_flush(text);
	return text->buffer + text->used;
}

/* Keeps what was written into dt_room's place, up to @end. */
static inline void dt_filled(struct dt_text *text, const char *end)
{
	text->used = (size_t)(end - text->buffer);
}

void dt_write(struct dt_text *text, const char *s, size_t len); /* @len bytes as they are */
void dt_puts(struct dt_text *text, const char *s);              /* a C string as it is */
void dt_put_hex(struct dt_text *text, uint64_t value);          /* 0x1f, no leading zeros */
void dt_put_dec(struct dt_text *text, uint64_t value);
void dt_put_escape(struct dt_text *text, char c); /* \x1b, always two digits */

/* @len bytes of text from a tree: what is not printable ASCII becomes \x1b, for a tree may hold
 * terminal escapes. */
void dt_put_escaped(struct dt_text *text, const char *s, size_t len);
