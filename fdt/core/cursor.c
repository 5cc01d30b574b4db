#include "fdt/core/cursor.h"
/*
 * The cursor's inline steps as functions, and nodes by their place: the root, children in turn.
 *
 * Source of the format: Devicetree Specification v0.4, 5.4.
 */
#include <errno.h>

const char token_end[TOKEN_SIZE] = { 0, 0, 0, TOKEN_END };

void dt_walk(struct dt_cursor *cursor, struct dt_node node)
{
	cursor_start(cursor, node);
}

enum dt_event dt_next(struct dt_cursor *cursor)
{
	return cursor_next(cursor);
}

enum dt_event dt_next_node(struct dt_cursor *cursor)
{
	enum dt_event event;

	do {
		const char *at = cursor->at;
		unsigned token;

		while ((token = token_at(at)) == TOKEN_PROP || token == TOKEN_NOP)
			at = token == TOKEN_PROP ? token_after_prop(at) : at + TOKEN_SIZE;
		cursor->at = at;
		event = cursor_next(cursor);
	} while (event == DT_NODE_END);
	return event;
}

enum dt_event dt_next_named(struct dt_cursor *cursor, const char *name)
{
	enum dt_event event;

	do {
		const char *at = token_skip_nops(cursor->at);

		while (token_at(at) == TOKEN_PROP) {
			const char *here = token_prop_name(cursor->tree, at);

			if (*here == *name && strcmp(here, name) == 0)
				break;
			at = token_skip_nops(token_after_prop(at));
		}
		cursor->at = at;
		event = cursor_next(cursor);
	} while (event == DT_NODE_END);
	return event;
}

/* Where @open nodes, whose tokens go on at @at, have all ended. Names of properties and values are
 * not looked at. */
static const char *token_after_ends(const char *at, int open)
{
	while (open > 0) {
		unsigned token = token_at(at);

		if (token == TOKEN_PROP) {
			at = token_after_prop(at);
		} else if (token == TOKEN_BEGIN_NODE) {
			at = token_after_name(at);
			open++;
		} else {
			open -= token == TOKEN_END_NODE;
			at += TOKEN_SIZE;
		}
	}
	return at;
}

const char *token_after_node(const char *at)
{
	return token_after_ends(token_after_name(at), 1);
}

/* The end of the node that begins at @offset, if it is one of the long ones; else 0. */
static int token_long_end(const struct dt_tree *tree, int offset)
{
	uint32_t low = 0, high = tree->longs;

	while (low < high) {
		uint32_t middle = (low + high) / 2;

		if (tree->long_node[middle].node < offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == tree->longs || tree->long_node[low].node != offset)
		return 0;
	return tree->long_node[low].end;
}

const char *token_after(struct dt_node node)
{
	int end = token_long_end(node.tree, node.offset);

	return end ? node.tree->structs + end : token_after_node(node.tree->structs + node.offset);
}

void dt_skip(struct dt_cursor *cursor)
{
	if (cursor->open == 0)
		return;
	cursor->at = token_after((struct dt_node){ cursor->tree, cursor->node });
	if (--cursor->open == 0)
		cursor->at = token_end;
}

/* --- nodes ----------------------------------------------------------------------------------- */

struct dt_node dt_root(const struct dt_tree *tree)
{
	return token_node(tree, token_skip_nops(tree->structs));
}

/* The node that begins at @at or after it, past all properties; else -ENOENT. */
static struct dt_node node_here(const struct dt_tree *tree, const char *at)
{
	at = token_skip_nops(at);
	if (token_at(at) != TOKEN_BEGIN_NODE)
		return (struct dt_node){ tree, -ENOENT };
	return token_node(tree, at);
}

struct dt_node dt_first_child(struct dt_node node)
{
	const char *at;

	if (!dt_found(node))
		return node;
	at = token_skip_nops(token_body(node));
	while (token_at(at) == TOKEN_PROP)
		at = token_skip_nops(token_after_prop(at));
	return node_here(node.tree, at);
}

struct dt_node dt_next_child(struct dt_node child)
{
	if (!dt_found(child))
		return child;
	return node_here(child.tree, token_after(child));
}

const char *dt_name(struct dt_node node)
{
	return dt_found(node) ? node.tree->structs + node.offset + TOKEN_SIZE : "";
}
