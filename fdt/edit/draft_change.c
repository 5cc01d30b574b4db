#include "fdt/edit/draft.h"
/*
 * Changes of a draft: splices of its structure block, for which room is made first.
 *
 * Ours instead of libfdt's, which puts new properties and nodes before the old ones.
 * Source of the format: Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/cursor.h"
#include "fdt/core/move.h"

/* The token at offset @at of the structure block, to be written. */
static char *change_at(struct dt_draft *draft, uint32_t at)
{
	return (char *)draft->blob + fdt_off_dt_struct(draft->blob) + at;
}

/* Moves the offsets that the draft keeps, where @old bytes at @at became @new ones. */
static void change_shift(struct dt_draft *draft, uint32_t at, uint32_t old, uint32_t new)
{
	int *const known[] = { &draft->chosen, &draft->aliases, &draft->cpus };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (*known[i] >= (int)(at + old))
			*known[i] += (int)(new - old);
		else if (*known[i] >= (int)at)
			draft->unknown = true; /* it is gone, and another one may follow */
	}
}

/* Replaces @old bytes at @at of the structure block by @size bytes, and moves what follows. Returns
 * their place, to be filled. */
static char *change_resize(struct dt_draft *draft, uint32_t at, uint32_t old, uint32_t size)
{
	if (!draft->whole)
		dt_copy(change_at(draft, 0), draft->tree.structs, at);
	dt_draft_move_rest(draft, at + old, at + size);
	return change_at(draft, at);
}

/* The same, and notes it. */
static char *change_splice(struct dt_draft *draft, uint32_t at, uint32_t old, uint32_t size)
{
	dt_draft_note(draft, at, old, size);
	change_shift(draft, at, old, size);
	return change_resize(draft, at, old, size);
}

/* Writes text of @len bytes and its NUL, in whole tokens. */
static void change_put_name(char *at, const char *name, size_t len)
{
	memset(at + token_align(len + 1) - TOKEN_SIZE, 0, TOKEN_SIZE);
	memcpy(at, name, len);
}

/* The offset of @name in the strings block, where it may be the end of another name; added if it is
 * missing. */
static uint32_t change_string(struct dt_draft *draft, const char *name)
{
	uint32_t size = fdt_size_dt_strings(draft->blob);
	char *strings = (char *)draft->blob + fdt_off_dt_strings(draft->blob);
	size_t len = strlen(name), here;

	for (uint32_t at = 0; at < size; at += (uint32_t)here + 1) {
		here = strnlen(strings + at, size - at);
		if (here < size - at && here >= len && !strcmp(strings + at + here - len, name))
			return at + (uint32_t)(here - len);
	}
	memcpy(strings + size, name, len + 1);
	fdt_set_size_dt_strings(draft->blob, size + (uint32_t)len + 1);
	return size;
}

/* The offset of property @name of @node, and in *@size its bytes; where there is no such property,
 * that of the end of the node's properties, and 0. */
static uint32_t change_find(struct dt_node node, const char *name, uint32_t *size)
{
	const char *at = token_body(node), *next = token_skip_nops(at);

	*size = 0;
	for (; token_at(next) == TOKEN_PROP; next = token_skip_nops(at)) {
		at = token_after_prop(next);
		if (strcmp(token_prop_name(node.tree, next), name) != 0)
			continue;
		*size = (uint32_t)(at - next);
		return (uint32_t)(next - node.tree->structs);
	}
	return (uint32_t)(at - node.tree->structs);
}

/* The END_NODE of @node. */
static uint32_t change_end(struct dt_node node)
{
	return (uint32_t)(token_after_node(node.tree->structs + node.offset) - TOKEN_SIZE -
			  node.tree->structs);
}

static bool change_is_root(struct dt_node node)
{
	return node.offset == dt_root(node.tree).offset;
}

/* Counts the node and all below it as removed. */
static void change_count_out(struct dt_draft *draft, struct dt_node node)
{
	struct dt_cursor cursor;
	enum dt_event event;

	cursor_start(&cursor, node);
	while ((event = cursor_next(&cursor)) != DT_END) {
		draft->tree.nodes -= event == DT_NODE;
		draft->tree.props -= event == DT_PROP;
	}
}

/* --- the changes ----------------------------------------------------------------------------- */

int dt_draft_set(struct dt_draft *draft, struct dt_node node, const char *name, const void *value,
		 uint32_t len)
{
	size_t size = PROP_HEAD + token_align(len);
	uint32_t at, old;
	char *place;
	int err;

	if (!dt_name_fits(name, strlen(name)))
		return -EINVAL;
	err = dt_draft_grow(draft, size + strlen(name) + 1);
	if (err)
		return err;
	at = change_find(node, name, &old);
	place = change_splice(draft, at, old, (uint32_t)size);
	memset(place + size - TOKEN_SIZE, 0, TOKEN_SIZE);
	draft->tree.props += !old;
	dt_put_be32(place, TOKEN_PROP);
	dt_put_be32(place + 4, len);
	dt_put_be32(place + 8, change_string(draft, name));
	memcpy(place + PROP_HEAD, value, len);
	return 0;
}

int dt_draft_remove(struct dt_draft *draft, struct dt_node node, const char *name)
{
	uint32_t size, at = change_find(node, name, &size);

	if (!size)
		return -ENOENT;
	while (size) {
		change_splice(draft, at, size, 0);
		draft->tree.props--;
		at = change_find(node, name, &size);
	}
	return 0;
}

int dt_draft_rename_prop(struct dt_draft *draft, struct dt_node node, const char *from,
			 const char *name)
{
	uint32_t size, at;
	int err;

	change_find(node, name, &size);
	if (size)
		return -EEXIST;
	change_find(node, from, &size);
	if (!size)
		return -ENOENT;
	if (!dt_name_fits(name, strlen(name)))
		return -EINVAL;
	err = dt_draft_grow(draft, strlen(name) + 1);
	if (err)
		return err;
	dt_draft_blob(draft);
	at = change_find(node, from, &size);
	dt_draft_note(draft, at, size, size);
	dt_put_be32(change_at(draft, at) + 8, change_string(draft, name));
	return 0;
}

/* Adds a node before the END_NODE at @at. */
static int change_add(struct dt_draft *draft, uint32_t at, const char *name, size_t len,
		      struct dt_node *child)
{
	uint32_t size = 2 * TOKEN_SIZE + (uint32_t)token_align(len + 1);
	char *place;
	int err = dt_draft_grow(draft, size);

	if (err)
		return err;
	place = change_splice(draft, at, 0, size);
	draft->tree.nodes++;
	dt_put_be32(place, TOKEN_BEGIN_NODE);
	change_put_name(place + TOKEN_SIZE, name, len);
	dt_put_be32(place + size - TOKEN_SIZE, TOKEN_END_NODE);
	dt_draft_doubt(draft, place + TOKEN_SIZE);
	if (child)
		*child = (struct dt_node){ &draft->tree, (int)at };
	return 0;
}

int dt_draft_add(struct dt_draft *draft, struct dt_node parent, const char *name, size_t len,
		 struct dt_node *child)
{
	struct dt_node here;

	if (!dt_name_fits(name, len))
		return -EINVAL;
	for (here = dt_first_child(parent); dt_found(here); here = dt_next_child(here))
		if (!strncmp(dt_name(here), name, len) && !dt_name(here)[len])
			return -EEXIST;
	return change_add(draft, change_end(parent), name, len, child);
}

int dt_draft_add_last(struct dt_draft *draft, int depth, const char *name, struct dt_node *child)
{
	/* The block ends with an END_NODE a level, and END. */
	uint32_t end = draft->tree.structs_size - (uint32_t)(depth + 1) * TOKEN_SIZE;

	if (!dt_name_fits(name, strlen(name)))
		return -EINVAL;
	return change_add(draft, end, name, strlen(name), child);
}

int dt_draft_delete(struct dt_draft *draft, struct dt_node node)
{
	if (change_is_root(node))
		return -EINVAL;
	change_count_out(draft, node);
	change_splice(draft, (uint32_t)node.offset,
		      change_end(node) + TOKEN_SIZE - (uint32_t)node.offset, 0);
	return 0;
}

int dt_draft_rename(struct dt_draft *draft, struct dt_node node, const char *name)
{
	size_t len = strlen(name), size = token_align(len + 1);
	uint32_t at = (uint32_t)node.offset + TOKEN_SIZE;
	int err;

	if (change_is_root(node) || !dt_name_fits(name, len))
		return -EINVAL;
	err = dt_draft_grow(draft, size);
	if (err)
		return err;
	dt_draft_doubt(draft, dt_name(node));
	dt_draft_doubt(draft, name);
	change_put_name(change_splice(draft, at, (uint32_t)token_align(strlen(dt_name(node)) + 1),
				      (uint32_t)size),
			name, len);
	return 0;
}

/* --- many at once ---------------------------------------------------------------------------- */

/* False: it was cut before. */
static bool change_cut(struct dt_draft *draft, struct dt_cuts *cuts, uint32_t at, uint32_t end)
{
	uint32_t kept = at - cuts->from;

	if (at < cuts->from)
		return false;
	if (!cuts->from)
		cuts->begin = at;
	dt_move(change_at(draft, cuts->to), draft->tree.structs + cuts->from, kept);
	cuts->to += kept;
	cuts->from = end;
	change_shift(draft, cuts->to, end - at, 0);
	return true;
}

void dt_draft_cut_node(struct dt_draft *draft, struct dt_cuts *cuts, struct dt_node node)
{
	if (change_cut(draft, cuts, (uint32_t)node.offset, change_end(node) + TOKEN_SIZE))
		change_count_out(draft, node);
}

void dt_draft_cut_prop(struct dt_draft *draft, struct dt_cuts *cuts, const uint8_t *value,
		       uint32_t len)
{
	uint32_t at = (uint32_t)((const char *)value - draft->tree.structs);

	draft->tree.props -= change_cut(draft, cuts, at - PROP_HEAD,
					at + (uint32_t)token_align(len));
}

void dt_draft_cut_end(struct dt_draft *draft, struct dt_cuts *cuts)
{
	dt_draft_note(draft, cuts->begin, cuts->from - cuts->begin, cuts->to - cuts->begin);
	dt_draft_move_rest(draft, cuts->from, cuts->to);
}
