#include "fdt/core/open.h"
/*
 * One pass over the structure block: each token is looked at once, names of nodes by words, values
 * not at all, and a property's name is known to be good by its offset alone.
 *
 * It refuses what fdt_check_full refuses (tokens, nesting, lengths, names), and besides: a
 * structure that does not begin with one root or goes on after it, properties after a child (a
 * reader could mistake their owner, and DTS cannot say them), and names of properties outside the
 * strings block in every version.
 * fdt_check_full takes twenty times the instructions.
 * Source: Devicetree Specification v0.4, 5.4 and 5.5.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"

enum {
	OPEN_LONG = 1024,   /* bytes of a node that is worth a row of its own */
	OPEN_LONG_DEEP = 2, /* levels below the root on which there may be such */
};

/* Bytes of the strings block up to its last NUL: a name that begins there ends there. */
static uint32_t open_names(const struct dt_tree *tree)
{
	uint32_t size = fdt_size_dt_strings(tree->blob);

	while (size > 0 && tree->strings[size - 1] != '\0')
		size--;
	return size;
}

/* Where the structure block must end, after whole words: before version 17 only totalsize says. */
static const char *open_structs_end(const struct dt_tree *tree)
{
	uint32_t room = tree->size - fdt_off_dt_struct(tree->blob);

	if (fdt_version(tree->blob) >= FDT_LAST_SUPPORTED_VERSION)
		room = fdt_size_dt_struct(tree->blob);
	return tree->structs + (room & ~(uint32_t)(TOKEN_SIZE - 1));
}

/* A token as token_word gives it, so that no word is turned round. */
static inline uint32_t open_token(uint32_t token)
{
	return __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? token : token << 24;
}

/* Keeps the offset of a child of the root that all machines have; the first of two wins. */
static void open_note(struct dt_tree *tree, const char *at)
{
	const struct open_known {
		const char *name;
		int *offset;
	} known[] = {
		{ "chosen", &tree->chosen },
		{ "aliases", &tree->aliases },
		{ "cpus", &tree->cpus },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (*known[i].offset < 0 && strcmp(at + TOKEN_SIZE, known[i].name) == 0)
			*known[i].offset = (int)(at - tree->structs);
}

/* The pass over the structure block, in registers. */
struct open_pass {
	struct dt_tree *tree;
	const char *at;               /* the next token */
	const char *last;             /* where the last property may begin */
	const char *end;              /* open_structs_end */
	uint32_t names;               /* open_names */
	uint32_t nodes, props;        /* as in struct dt_tree */
	uint32_t open;                /* nodes begun and not ended */
	uint32_t row[OPEN_LONG_DEEP]; /* of tree->long_node, of the nodes that are open */
	bool ended;                   /* a node has ended in the node that is open */
};

/* A row for the node at @at, on a level below the root: each gets one, and short ones lose it when
 * they end, which is before anything but short ones came after them. */
static inline void open_long_begin(struct open_pass *pass, const char *at)
{
	struct dt_tree *tree = pass->tree;
	uint32_t level = pass->open - 1;

	if (level >= OPEN_LONG_DEEP)
		return;
	pass->row[level] = tree->longs;
	if (tree->longs < DT_LONG_MAX)
		tree->long_node[tree->longs++].node = (int)(at - tree->structs);
}

/* The node of that level ends before pass->at. */
static inline void open_long_end(struct open_pass *pass)
{
	struct dt_tree *tree = pass->tree;
	uint32_t level = pass->open - 1;
	struct dt_long *row;
	int end = (int)(pass->at - tree->structs);

	if (level >= OPEN_LONG_DEEP || pass->row[level] == DT_LONG_MAX)
		return;
	row = &tree->long_node[pass->row[level]];
	if (end - row->node >= OPEN_LONG)
		row->end = end;
	else
		tree->longs = pass->row[level];
}

/* Each of the next three takes the token at pass->at, and gives what is wrong with it, or NULL. */
static inline const char *open_prop(struct open_pass *pass)
{
	uint32_t len;

	if (pass->at > pass->last)
		return "the structure block has no end";
	len = token_len(pass->at);
	if (len > (size_t)(pass->last - pass->at))
		return "a property is longer than the structure block";
	if (dt_be32(pass->at + 8) >= pass->names)
		return "a property's name lies outside the strings block";
	if (pass->ended)
		return "a property comes after a child of its node";
	pass->at += PROP_HEAD + token_align(len);
	pass->props++;
	return NULL;
}

static inline const char *open_node(struct open_pass *pass)
{
	const char *begin = pass->at;

	do {
		pass->at += TOKEN_SIZE;
		if (pass->at == pass->end)
			return "a node's name has no end";
	} while (!token_has_zero(pass->at));
	pass->at += TOKEN_SIZE;
	if (pass->open == 1)
		open_note(pass->tree, begin);
	open_long_begin(pass, begin);
	pass->open++;
	pass->nodes++;
	pass->ended = false;
	return NULL;
}

static inline const char *open_node_end(struct open_pass *pass)
{
	pass->at += TOKEN_SIZE;
	pass->open--;
	open_long_end(pass);
	pass->ended = true;
	return NULL;
}

static inline const char *open_other(struct open_pass *pass)
{
	pass->at += TOKEN_SIZE;
	return token_word(pass->at - TOKEN_SIZE) == open_token(TOKEN_NOP)
		       ? NULL
		       : "the structure block is malformed";
}

/* One root without a name, before which there may be NOPs. */
static const char *open_root(struct open_pass *pass)
{
	while (pass->at < pass->end && token_word(pass->at) == open_token(TOKEN_NOP))
		pass->at += TOKEN_SIZE;
	if (pass->end - pass->at < 2 * TOKEN_SIZE ||
	    token_word(pass->at) != open_token(TOKEN_BEGIN_NODE))
		return "the structure block does not begin with a root node";
	if (pass->at[TOKEN_SIZE] != '\0')
		return "the root node has a name";
	return open_node(pass);
}

/* The root's tokens up to its end, and the block's after it. */
static const char *open_tokens(struct open_pass *pass)
{
	const char *fault = open_root(pass);

	while (!fault && pass->open) {
		uint32_t token;

		if (pass->at == pass->end)
			return "the structure block has no end";
		token = token_word(pass->at);
		if (token == open_token(TOKEN_PROP))
			fault = open_prop(pass);
		else if (token == open_token(TOKEN_BEGIN_NODE))
			fault = open_node(pass);
		else if (token == open_token(TOKEN_END_NODE))
			fault = open_node_end(pass);
		else
			fault = open_other(pass);
	}
	if (!fault && (pass->at == pass->end || token_word(pass->at) != open_token(TOKEN_END)))
		fault = "the structure block does not end with its root";
	return fault;
}

const char *open_structs(struct dt_tree *tree)
{
	struct open_pass pass = {
		.tree = tree,
		.at = tree->structs,
		.end = open_structs_end(tree),
		.last = open_structs_end(tree) - PROP_HEAD,
		.names = open_names(tree),
	};
	const char *fault = open_tokens(&pass);

	tree->nodes = pass.nodes;
	tree->props = pass.props;
	tree->structs_size = (uint32_t)(pass.at + TOKEN_SIZE - tree->structs);
	return fault;
}
