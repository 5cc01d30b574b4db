#pragma once
/*
 * The cursor's step, inline: private to fdt/, for walks that count instructions.
 *
 * All of it trusts dt_open's check: every token is one of the five, names end with NUL, values and
 * names lie inside the blob, and nodes nest.
 * Source of the format: Devicetree Specification v0.4, 5.4.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include "fdt/core/dt.h"

/* A token's last byte; dt_open has seen that the other three are zero. */
enum {
	TOKEN_BEGIN_NODE = 1,
	TOKEN_END_NODE = 2,
	TOKEN_PROP = 3,
	TOKEN_NOP = 4,
	TOKEN_END = 9,
};

enum {
	TOKEN_SIZE = 4,
	PROP_HEAD = 12, /* the token, the value's length, the name's offset */
};

/* The kind of the token at @at. */
static inline unsigned token_at(const char *at)
{
	return (uint8_t)at[3];
}

/* @size rounded up to whole tokens. */
static inline size_t token_align(size_t size)
{
	return (size + TOKEN_SIZE - 1) & ~(size_t)(TOKEN_SIZE - 1);
}

/* The word at @at as the machine loads it, whatever its order of bytes. */
static inline uint32_t token_word(const char *at)
{
	return *(const uint32_t *)(const void *)at;
}

/* One of the four bytes at @at is 0: a node's name ends there. */
static inline bool token_has_zero(const char *at)
{
	uint32_t word = token_word(at);

	return ((word - 0x01010101) & ~word & 0x80808080) != 0;
}

/* The token after the name of the node that begins at @at. */
static inline const char *token_after_name(const char *at)
{
	do
		at += TOKEN_SIZE;
	while (!token_has_zero(at));
	return at + TOKEN_SIZE;
}

/* The length of the value of the property at @at: mostly below 256, and then the last byte's. */
static inline uint32_t token_len(const char *at)
{
	const uint8_t *byte = (const uint8_t *)at + 4;
	const bool little = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__;

	if (little && !(token_word(at + 4) & 0x00ffffff))
		return token_word(at + 4) >> 24;
	return dt_be32(byte);
}

/* The token after the property at @at. */
static inline const char *token_after_prop(const char *at)
{
	return at + PROP_HEAD + token_align(token_len(at));
}

/* The name of the property at @at. */
static inline const char *token_prop_name(const struct dt_tree *tree, const char *at)
{
	return tree->strings + dt_be32(at + 8);
}

/* The token after the node that begins at @at, all below it skipped. */
const char *token_after_node(const char *at);
/* The same for a node of a tree that may know where its long nodes end. */
const char *token_after(struct dt_node node);

/* The first property, node or end of a node at @at or after it. */
static inline const char *token_skip_nops(const char *at)
{
	while (token_at(at) == TOKEN_NOP)
		at += TOKEN_SIZE;
	return at;
}

/* The tokens of @node, after its name. */
static inline const char *token_body(struct dt_node node)
{
	return token_after_name(node.tree->structs + node.offset);
}

/* The node that begins at @at. */
static inline struct dt_node token_node(const struct dt_tree *tree, const char *at)
{
	return (struct dt_node){ tree, (int)(at - tree->structs) };
}

/* The token at which a finished cursor is. */
extern const char token_end[TOKEN_SIZE];

/* dt_walk. */
static inline void cursor_start(struct dt_cursor *cursor, struct dt_node node)
{
	*cursor = (struct dt_cursor){
		.tree = node.tree,
		.at = dt_found(node) ? node.tree->structs + node.offset : token_end,
		.node = node.offset,
	};
}

/* Takes the BEGIN_NODE at @at. */
static inline enum dt_event cursor_begin(struct dt_cursor *cursor, const char *at)
{
	cursor->node = (int)(at - cursor->tree->structs);
	cursor->name = at + TOKEN_SIZE;
	cursor->depth = cursor->open++;
	cursor->at = token_after_name(at);
	return DT_NODE;
}

/* Takes the PROP at @at. */
static inline enum dt_event cursor_prop(struct dt_cursor *cursor, const char *at)
{
	uint32_t len = token_len(at);

	cursor->name = token_prop_name(cursor->tree, at);
	cursor->value = (const uint8_t *)at + PROP_HEAD;
	cursor->len = len;
	cursor->at = at + PROP_HEAD + token_align(len);
	return DT_PROP;
}

/* Takes the END_NODE at @at. */
static inline enum dt_event cursor_end(struct dt_cursor *cursor, const char *at)
{
	cursor->depth = --cursor->open;
	cursor->at = cursor->open ? at + TOKEN_SIZE : token_end;
	return DT_NODE_END;
}

/* dt_next. */
static inline enum dt_event cursor_next(struct dt_cursor *cursor)
{
	const char *at = token_skip_nops(cursor->at);
	unsigned token = token_at(at);

	if (token == TOKEN_PROP)
		return cursor_prop(cursor, at);
	if (token == TOKEN_BEGIN_NODE)
		return cursor_begin(cursor, at);
	if (token == TOKEN_END_NODE)
		return cursor_end(cursor, at);
	return DT_END;
}
