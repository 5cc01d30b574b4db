#include "fdt/core/open.h"
/*
 * libfdt says why a tree is refused, so that its words are those that people know from other
 * programs.
 *
 * libfdt 1.6 adds a property's length to its offset in 32 bits: a length near 4 GiB leads it back
 * to where it was, for ever. So the lengths are looked at before fdt_check_full is called.
 * Source: Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/cursor.h"

static const struct why_reason {
	int err;
	const char *words;
} why_reasons[] = {
	{ .err = FDT_ERR_TRUNCATED,
	  .words = "cut short, or a size or offset in its header is wrong" },
	{ .err = FDT_ERR_BADSTRUCTURE, .words = "the structure block is malformed" },
	{ .err = FDT_ERR_BADOFFSET, .words = "a property's name lies outside the strings block" },
	{ .err = FDT_ERR_BADVERSION, .words = "the version is not supported" },
	{ .err = FDT_ERR_ALIGNMENT, .words = "a block is misaligned" },
};

static int why_of_libfdt(struct dt_tree *tree, int err)
{
	const char *words = "refused";

	for (size_t i = 0; i < sizeof(why_reasons) / sizeof(why_reasons[0]); i++)
		if (why_reasons[i].err == -err)
			words = why_reasons[i].words;
	snprintf(tree->why, sizeof(tree->why), "%s (%s)", words, fdt_strerror(err));
	return -EINVAL;
}

int open_refuse(struct dt_tree *tree, const char *words)
{
	snprintf(tree->why, sizeof(tree->why), "%s", words);
	return -EINVAL;
}

/* A property reaches beyond the blob. Whatever else is wrong ends the search: libfdt ends there,
 * too. */
static bool why_too_long(const void *blob)
{
	const char *at = (const char *)blob + fdt_off_dt_struct(blob);
	const char *end = (const char *)blob + fdt_totalsize(blob);

	while (end - at >= PROP_HEAD) {
		uint32_t token = dt_be32(at);
		size_t size = TOKEN_SIZE;

		if (token == TOKEN_PROP && dt_be32(at + 4) > (size_t)(end - at))
			return true;
		if (token == TOKEN_PROP)
			size = PROP_HEAD + token_align(dt_be32(at + 4));
		else if (token == TOKEN_BEGIN_NODE)
			size += token_align(strnlen(at + 4, (size_t)(end - at) - 4) + 1);
		else if (token != TOKEN_END_NODE && token != TOKEN_NOP)
			break;
		if (size > (size_t)(end - at))
			return token == TOKEN_PROP;
		at += size;
	}
	return false;
}

int open_refuse_by_libfdt(struct dt_tree *tree, const void *blob, size_t room, const char *words)
{
	int err = fdt_check_header(blob);

	if (err == 0 && fdt_totalsize(blob) > room)
		err = -FDT_ERR_TRUNCATED;
	if (err == 0 && why_too_long(blob))
		return open_refuse(tree, "a property is longer than the whole tree");
	if (err == 0)
		err = fdt_check_full(blob, room);
	return err ? why_of_libfdt(tree, err) : open_refuse(tree, words);
}
