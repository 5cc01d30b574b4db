#include "fdt/core/label.h"
/*
 * Labels for people, made once per tree. All of them are in one piece of memory after the tables;
 * one hash table finds nodes by label, another shows which names are unique.
 *
 * Source: dtc's grammar of labels, and its /__symbols__ (Documentation/dt-object-internal.txt).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/space.h"
#include "fdt/core/sum.h"

struct dt_labels {
	uint32_t mask;                  /* hash heads - 1 */
	uint32_t *label;                /* by number: where it begins in text; 0: none */
	int32_t *head, *next;           /* the nodes by their labels' hash, chained */
	int32_t *base_head, *base_next; /* the nodes without labels in /__symbols__, by name */
	uint32_t used;                  /* bytes of text; offset 0 means no label */
	char text[];
};

/* A label under construction. */
struct label_draft {
	size_t len; /* DT_LABEL_MAX or more: too long */
	char text[DT_LABEL_MAX];
};

static uint32_t label_hash(const char *text, size_t len)
{
	return dt_hash(DT_HASH_SEED, text, len);
}

static bool label_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The length of a label in dtc's grammar; 0: it is not one, or too long. */
static inline size_t label_len(const char *name)
{
	const char *end = name;

	while (char_is(*end, CHAR_LABEL))
		end++;
	if (*end || end >= name + DT_LABEL_MAX || label_digit(*name))
		return 0;
	return (size_t)(end - name);
}

bool dt_label_fits(const char *name)
{
	return label_len(name) > 0;
}

/* Adds @len bytes of a node's name; what a label cannot have becomes '_'. */
static void label_add(struct label_draft *draft, const char *name, size_t len)
{
	for (const char *end = name + len; name < end; name++) {
		if (draft->len == 0 && label_digit(*name))
			draft->text[draft->len++] = 'n';
		if (draft->len < DT_LABEL_MAX)
			draft->text[draft->len++] = char_is(*name, CHAR_LABEL) ? *name : '_';
	}
}

/* Begins with a node's name. No initialiser: it would clear the text for each label. */
static void label_start(struct label_draft *draft, const char *name, size_t len)
{
	draft->len = 0;
	label_add(draft, name, len);
}

static inline size_t label_base(const char *name)
{
	size_t len = 0;

	while (name[len] && name[len] != '@')
		len++;
	return len;
}

static int32_t *label_head(const struct dt_labels *labels, const char *text, size_t len)
{
	return &labels->head[label_hash(text, len) & labels->mask];
}

/* The node in the chain from number @i on whose label is the text. */
static int32_t label_find(const struct dt_labels *labels, int32_t i, const char *text, size_t len)
{
	for (; i >= 0; i = labels->next[i]) {
		const char *here = labels->text + labels->label[i];

		if (strncmp(here, text, len) == 0 && !here[len])
			return i;
	}
	return DT_NONE;
}

/* Gives @number the label, unless it is too long, empty, or another node's. */
static bool label_give(struct dt_labels *labels, int32_t number, const char *text, size_t len)
{
	int32_t *head;

	if (len == 0 || len >= DT_LABEL_MAX)
		return false;
	head = label_head(labels, text, len);
	if (label_find(labels, *head, text, len) >= 0)
		return false;
	labels->label[number] = labels->used;
	memcpy(labels->text + labels->used, text, len);
	labels->text[labels->used + len] = '\0';
	labels->used += (uint32_t)len + 1;
	labels->next[number] = *head;
	*head = number;
	return true;
}

/* --- /__symbols__ ---------------------------------------------------------------------------- */

static struct dt_node label_symbols(const struct dt_tree *tree)
{
	static const char name[] = "__symbols__";

	return dt_numbered(tree, dt_index_child(tree, 0, name, sizeof(name) - 1));
}

static void label_take_symbols(struct dt_labels *labels, const struct dt_tree *tree)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, label_symbols(tree));
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP) {
		const char *path = (const char *)cursor.value;
		int32_t number = DT_NONE;

		if (cursor.len && *path == '/')
			number = dt_index_path(tree, path, cursor.len);
		if (number >= 0 && !labels->label[number])
			label_give(labels, number, cursor.name, label_len(cursor.name));
	}
}

/* --- made of names --------------------------------------------------------------------------- */

/* Others point at the node, and /__symbols__ does not name it. */
static bool label_wanted(const struct dt_labels *labels, const struct dt_index *index, int32_t i)
{
	return index->node[i].phandle && !labels->label[i];
}

static int32_t *label_base_head(const struct dt_labels *labels, const char *name, size_t len)
{
	return &labels->base_head[label_hash(name, len) & labels->mask];
}

static void label_count(struct dt_labels *labels, const struct dt_index *index,
			const struct dt_tree *tree)
{
	for (int32_t i = 1; i < index->nodes; i++) {
		const char *name;
		int32_t *head;

		if (!label_wanted(labels, index, i))
			continue;
		name = dt_name(dt_numbered(tree, i));
		head = label_base_head(labels, name, label_base(name));
		labels->base_next[i] = *head;
		*head = i;
	}
}

/* No other node that wants a label has this name, of which @len bytes come before "@". */
static bool label_unique(const struct dt_labels *labels, const struct dt_tree *tree, int32_t number,
			 const char *name, size_t len)
{
	int32_t i = *label_base_head(labels, name, len);

	for (; i >= 0; i = labels->base_next[i]) {
		const char *here = dt_name(dt_numbered(tree, i));

		if (i != number && label_base(here) == len && memcmp(here, name, len) == 0)
			return false;
	}
	return true;
}

/* From the shortest form to the longest. */
static void label_make(struct dt_labels *labels, const struct dt_tree *tree, int32_t number)
{
	const struct dt_index_node *node = &tree->index->node[number];
	const char *name = dt_name(dt_numbered(tree, number));
	const char *above = dt_name(dt_numbered(tree, node->parent));
	size_t base = label_base(name);
	struct label_draft draft;
	char suffix[16];

	label_start(&draft, name, base);
	if (label_unique(labels, tree, number, name, base) &&
	    label_give(labels, number, draft.text, draft.len))
		return;
	if (name[base]) {
		label_start(&draft, name, strlen(name));
		if (label_give(labels, number, draft.text, draft.len))
			return;
	}
	if (*above) {
		label_start(&draft, above, strlen(above));
		label_add(&draft, "_", 1);
		label_add(&draft, name, strlen(name));
		if (label_give(labels, number, draft.text, draft.len))
			return;
	}
	label_start(&draft, name, base);
	label_add(&draft, suffix, (size_t)snprintf(suffix, sizeof(suffix), "_p%x", node->phandle));
	label_give(labels, number, draft.text, draft.len);
}

/* --- memory ---------------------------------------------------------------------------------- */

/* The most bytes that all labels can take. */
static size_t label_room(const struct dt_index *index, const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	size_t room = 1;

	dt_walk(&cursor, label_symbols(tree));
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		room += strlen(cursor.name) + 1;
	for (int32_t i = 1; i < index->nodes; i++)
		room += index->node[i].phandle ? DT_LABEL_MAX : 0;
	return room;
}

static struct dt_labels *label_alloc(const struct dt_index *index, const struct dt_tree *tree)
{
	size_t room = label_room(index, tree), nodes = (size_t)index->nodes;
	size_t heads = (size_t)index->mask + 1, cells = 3 * nodes + 2 * heads;
	size_t text = sizeof(struct dt_labels) + room;
	struct dt_labels *labels;

	text = (text + sizeof(*labels->label) - 1) / sizeof(*labels->label);
	labels = dt_alloc((text + cells) * sizeof(*labels->label));
	if (!labels)
		return NULL;
	*labels = (struct dt_labels){
		.mask = index->mask,
		.label = (uint32_t *)labels + text,
		.used = 1,
	};
	labels->next = (int32_t *)labels->label + nodes;
	labels->base_next = labels->next + nodes;
	labels->head = labels->base_next + nodes;
	labels->base_head = labels->head + heads;
	memset(labels->label, 0, nodes * sizeof(*labels->label));
	memset(labels->head, 0xff, 2 * heads * sizeof(*labels->head)); /* DT_NONE */
	return labels;
}

int dt_labels_build(struct dt_index *index, const struct dt_tree *tree)
{
	struct dt_labels *labels;

	if (index->labels)
		return 0;
	labels = label_alloc(index, tree);
	if (!labels)
		return -ENOMEM;
	label_take_symbols(labels, tree);
	label_count(labels, index, tree);
	for (int32_t i = 1; i < index->nodes; i++)
		if (label_wanted(labels, index, i))
			label_make(labels, tree, i);
	index->labels = labels;
	return 0;
}

const char *dt_label(const struct dt_tree *tree, int32_t number)
{
	const struct dt_labels *labels;

	if (number < 0 || (!tree->index->labels && dt_labels_build(tree->index, tree)))
		return NULL;
	labels = tree->index->labels;
	return labels->label[number] ? labels->text + labels->label[number] : NULL;
}

struct dt_node dt_by_label(const struct dt_tree *tree, const char *label, size_t len)
{
	const struct dt_labels *labels;

	if (!tree->index || dt_labels_build(tree->index, tree))
		return (struct dt_node){ tree, -ENOENT };
	labels = tree->index->labels;
	return dt_numbered(tree, label_find(labels, *label_head(labels, label, len), label, len));
}
