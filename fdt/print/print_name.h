#pragma once
/* Names and indentation of DTS, inline: private to fdt/, for printers that count instructions. */
#include "fdt/core/chars.h"
#include "fdt/core/label.h"
#include "fdt/core/text.h"

enum {
	NAME_TABS_MAX = 40,  /* bounds the output of deep trees */
	NAME_KEPT_MAX = 128, /* characters of a name that is kept */
	NAME_CELL_LINE = 15, /* <0x12345678>;\n and some */
	NAME_REST = 3,       /* characters after a name: " = " */
};

/* Length of a name that DTS can express; 0 for any other. */
static inline size_t name_len(const char *name)
{
	size_t len = 0;

	while (char_is(name[len], CHAR_NAME))
		len++;
	return name[len] ? 0 : len;
}

/* Fills in the indentation; there is room for NAME_TABS_MAX. */
static inline char *name_tabs(char *at, int depth)
{
	char *end = at + (depth < NAME_TABS_MAX ? depth : NAME_TABS_MAX);

	while (at < end)
		*at++ = '\t';
	return at;
}

/* By bytes: names are too short to gain from memcpy. */
static inline char *name_copy(char *at, const char *text, size_t len)
{
	const char *end = text + len, *pairs = text + (len & ~(size_t)1);

	for (; text < pairs; text += 2, at += 2) {
		at[0] = text[0];
		at[1] = text[1];
	}
	if (text < end)
		*at++ = *text;
	return at;
}

/* Writes the indentation and a name of at most NAME_KEPT_MAX; leaves room for three characters and
 * a cell. */
static inline char *name_line(struct dt_text *out, int depth, const char *name, size_t len)
{
	size_t tabs = depth < NAME_TABS_MAX ? (size_t)depth : NAME_TABS_MAX;
	char *at = dt_room(out, tabs + len + NAME_REST + NAME_CELL_LINE);

	return name_copy(name_tabs(at, depth), name, len);
}

/* Puts the indentation alone. */
static inline void name_indent(struct dt_text *out, int depth)
{
	dt_filled(out, name_tabs(dt_room(out, NAME_TABS_MAX), depth));
}

/* Puts a label, which has less than DT_LABEL_MAX characters, before a node. */
static inline void name_put_label(struct dt_text *out, const char *label)
{
	char *at = dt_room(out, DT_LABEL_MAX + 2);

	while (*label)
		*at++ = *label++;
	*at++ = ':';
	*at++ = ' ';
	dt_filled(out, at);
}

/* Puts a name that DTS can express in place of @name, which it cannot. */
void name_put_replaced(struct dt_text *out, const char *name);
/* Puts a comment with the real name. */
void name_put_comment(struct dt_text *out, const char *name);
/* Begins a node whose name is too long for name_line or, @replaced, one that DTS cannot express. */
void name_begin_odd(struct dt_text *out, int depth, const char *name, bool replaced);
