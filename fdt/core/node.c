/* Nodes by their place: the root, children in turn. */
#include <errno.h>
#include "fdt/core/dt.h"
#include "fdt/core/cursor.h"

struct dt_node dt_root(const struct dt_tree *tree)
{
	return token_node(tree, token_skip_nops(tree->structs));
}

/* The node that begins at or behind @at, which is behind all properties; else -ENOENT. */
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
