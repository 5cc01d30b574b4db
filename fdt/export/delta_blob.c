#include "fdt/export/delta_blob.h"
/*
 * The overlay is a draft that begins with an empty tree. Three passes over the delta: one for the
 * fragments, one for __local_fixups__, which repeats the nodes of the fragments, and one for
 * __fixups__, which lists the places that need a label of the base.
 *
 * Sources: dtc, Documentation/dt-object-internal.txt; Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>
#include "fdt/core/label.h"
#include "fdt/edit/draft.h"

enum {
	BLOB_PROP = 32, /* bytes of a property beside its value and name */
	BLOB_PLACE_MAX =
		2048, /* bytes of a place in __fixups__: a path in the overlay, and a name */
};

/* Offsets of an empty tree's blocks, bytes; the strings block is empty. */
enum {
	BLOB_RESERVE_AT = 40,
	BLOB_STRUCTS_AT = 56,
	BLOB_STRINGS_AT = 72,
};

/* Puts an empty tree there: a header, the end of the reserve map, and a root. Devicetree
 * Specification v0.4, 5.2 to 5.4. */
static void blob_empty(uint8_t *blob)
{
	static const uint32_t words[BLOB_STRINGS_AT / DT_CELL] = {
		FDT_MAGIC,
		BLOB_STRINGS_AT, /* totalsize */
		BLOB_STRUCTS_AT,
		BLOB_STRINGS_AT,
		BLOB_RESERVE_AT,
		17, /* version */
		16, /* last compatible version */
		0,  /* boot hart */
		0,  /* size of the strings block */
		BLOB_STRINGS_AT - BLOB_STRUCTS_AT,
		[BLOB_STRUCTS_AT / DT_CELL] = FDT_BEGIN_NODE,
		0, /* its name */
		FDT_END_NODE,
		FDT_END,
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		dt_put_be32(blob + i * DT_CELL, words[i]);
}

enum blob_pass { BLOB_FRAGMENTS, BLOB_LOCAL, BLOB_FIXUPS };

struct blob_maker {
	struct dt_draft *draft;
	enum blob_pass pass;
	uint32_t count;       /* fragments */
	uint32_t needs[3];    /* what a pass has to do, by pass */
	int err;              /* the first one */
	int root, depth;      /* offset of the node that fragments are children of, and its depth */
	int at[DT_DEPTH_MAX]; /* offsets of the current node and those above it, by depth */
	int32_t number[DT_DEPTH_MAX]; /* their numbers in the new tree; 0 of the fragment */
};

static struct dt_node blob_node(const struct blob_maker *maker, int offset)
{
	return (struct dt_node){ &maker->draft->tree, offset };
}

/* Adds a node; those of an overlay are made in its order, each after all others. */
static int blob_add(struct blob_maker *maker, int depth, const char *name)
{
	struct dt_node child = { NULL, 0 };

	if (!maker->err)
		maker->err = dt_draft_add_last(maker->draft, depth, name, &child);
	return child.offset;
}

static void blob_set(struct blob_maker *maker, int node, const char *name, const void *value,
		     uint32_t len)
{
	if (!maker->err)
		maker->err = dt_draft_set(maker->draft, blob_node(maker, node), name, value, len);
}

static void blob_open(struct blob_maker *maker, const struct dt_delta *delta, int32_t number)
{
	char name[24], path[DT_PATH_MAX];
	int len = dt_path(dt_numbered(delta->to, number), path, sizeof(path)), fragment;

	snprintf(name, sizeof(name), "fragment@%u", (unsigned)maker->count++);
	if (maker->pass == BLOB_FIXUPS)
		return;
	fragment = blob_add(maker, maker->depth + 1, name);
	if (len < 0 && !maker->err)
		maker->err = len;
	if (maker->pass == BLOB_FRAGMENTS)
		blob_set(maker, fragment, "target-path", path, (uint32_t)len + 1);
	maker->at[0] = blob_add(maker, maker->depth + 2, "__overlay__");
}

static void blob_begin(struct blob_maker *maker, const struct dt_delta *delta,
		       const struct dt_delta_item *item)
{
	maker->number[item->depth] = item->node;
	if (maker->pass != BLOB_FIXUPS)
		maker->at[item->depth] = blob_add(maker, maker->depth + 2 + item->depth,
						  dt_name(dt_numbered(delta->to, item->node)));
}

/* --- references ------------------------------------------------------------------------------ */

/* The value of the property in the draft, to be written. */
static uint8_t *blob_value(const struct blob_maker *maker, int node, const char *name)
{
	const uint8_t *value = dt_prop(blob_node(maker, node), name, NULL);

	return (uint8_t *)maker->draft->blob + (value - (const uint8_t *)maker->draft->blob);
}

/* Writes the number of a reference into the fragment: that of the overlay's node, or the one that
 * whatever applies the overlay replaces. */
static void blob_write(struct blob_maker *maker, const struct dt_delta *delta,
		       const struct dt_delta_item *item, const struct dt_ref *ref)
{
	uint32_t local = dt_delta_local(delta, dt_number_of(ref->node));
	uint8_t *value;

	maker->needs[local ? BLOB_LOCAL : BLOB_FIXUPS]++;
	if (maker->err)
		return;
	value = blob_value(maker, maker->at[item->depth], item->name);
	dt_put_be32(value + (size_t)ref->cell * DT_CELL, local ? local : UINT32_MAX);
}

/* The next reference to a new phandle. */
static bool blob_next_local(const struct dt_delta *delta, struct dt_refs *refs, struct dt_ref *ref)
{
	while (dt_refs_next(refs, ref) > 0)
		if (dt_found(ref->node) && dt_delta_local(delta, dt_number_of(ref->node)))
			return true;
	return false;
}

/* Marks the property's references to new phandles: the offsets of their cells. */
static void blob_mark(struct blob_maker *maker, const struct dt_delta *delta,
		      const struct dt_delta_item *item, struct dt_refs refs)
{
	int node = maker->at[item->depth];
	struct dt_refs again = refs;
	uint32_t count = 0;
	struct dt_ref ref;

	while (blob_next_local(delta, &refs, &ref))
		count++;
	if (!count)
		return;
	/* As many bytes of the value as are needed, to be overwritten. */
	blob_set(maker, node, item->name, item->value, count * DT_CELL);
	for (uint32_t i = 0; !maker->err && blob_next_local(delta, &again, &ref); i++)
		dt_put_be32(blob_value(maker, node, item->name) + (size_t)i * DT_CELL,
			    ref.cell * DT_CELL);
}

/* Puts a reference's place, PATH:PROPERTY:OFFSET, into @text; its length with the NUL; -E2BIG. */
static int blob_place(const struct blob_maker *maker, const struct dt_delta *delta,
		      const struct dt_delta_item *item, const struct dt_ref *ref, char *text)
{
	int len = snprintf(text, BLOB_PLACE_MAX, "/fragment@%u/__overlay__",
			   (unsigned)maker->count - 1);

	for (int depth = 1; depth <= item->depth && len < BLOB_PLACE_MAX; depth++)
		len += snprintf(text + len, BLOB_PLACE_MAX - (size_t)len, "/%s",
				dt_name(dt_numbered(delta->to, maker->number[depth])));
	if (len < BLOB_PLACE_MAX)
		len += snprintf(text + len, BLOB_PLACE_MAX - (size_t)len, ":%s:%u", item->name,
				(unsigned)(ref->cell * DT_CELL));
	return len < BLOB_PLACE_MAX ? len + 1 : -E2BIG;
}

/* Adds a reference's place to what needs its label. */
static void blob_fix(struct blob_maker *maker, const struct dt_delta *delta,
		     const struct dt_delta_item *item, const struct dt_ref *ref)
{
	const char *label = dt_delta_label(delta, ref);
	char text[BLOB_PLACE_MAX];
	int len = blob_place(maker, delta, item, ref, text);

	if (!maker->err && len < 0)
		maker->err = len;
	if (!maker->err)
		maker->err = dt_draft_grow(maker->draft, (size_t)len + DT_LABEL_MAX + BLOB_PROP);
	if (maker->err)
		return;
	if (fdt_appendprop(dt_draft_blob(maker->draft), maker->root, label, text, len))
		maker->err = -ENOMEM;
	dt_draft_view(maker->draft);
	if (maker->err)
		return;
	/* Up to the next token, libfdt leaves what was in memory before. */
	dt_prop(blob_node(maker, maker->root), label, &len);
	memset(blob_value(maker, maker->root, label) + len, 0, -(unsigned)len % DT_CELL);
}

static void blob_references(struct blob_maker *maker, const struct dt_delta *delta,
			    const struct dt_delta_item *item)
{
	struct dt_refs refs;
	struct dt_ref ref;

	if (!dt_refs(&refs, dt_numbered(delta->to, item->node), item->name, item->value, item->len))
		return;
	if (maker->pass == BLOB_LOCAL) {
		blob_mark(maker, delta, item, refs);
		return;
	}
	while (dt_refs_next(&refs, &ref) > 0) {
		if (!dt_found(ref.node))
			continue;
		if (maker->pass == BLOB_FRAGMENTS)
			blob_write(maker, delta, item, &ref);
		else if (!dt_delta_local(delta, dt_number_of(ref.node)))
			blob_fix(maker, delta, item, &ref);
	}
}

static void blob_prop(struct blob_maker *maker, const struct dt_delta *delta,
		      const struct dt_delta_item *item)
{
	int node = maker->at[item->depth];
	uint8_t phandle[DT_CELL];

	if (maker->pass == BLOB_FRAGMENTS && dt_is_phandle(item->name)) {
		dt_put_be32(phandle, dt_delta_local(delta, item->node));
		blob_set(maker, node, item->name, phandle, DT_CELL);
		return;
	}
	if (maker->pass == BLOB_FRAGMENTS)
		blob_set(maker, node, item->name, item->value, item->len);
	blob_references(maker, delta, item);
}

/* --- all ------------------------------------------------------------------------------------- */

static void blob_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct blob_maker *maker = delta->context;

	if (maker->err)
		return;
	if (item->kind == DT_DELTA_OPEN)
		blob_open(maker, delta, item->node);
	else if (item->kind == DT_DELTA_NODE)
		blob_begin(maker, delta, item);
	else if (item->kind == DT_DELTA_PROP)
		blob_prop(maker, delta, item);
}

/* Walks the delta again, below the root's new child @name, if the first pass found work for it. */
static void blob_again(struct blob_maker *maker, struct dt_delta *delta, enum blob_pass pass,
		       const char *name)
{
	if (!maker->needs[pass] || maker->err)
		return;
	maker->depth = 1;
	maker->root = blob_add(maker, maker->depth, name);
	maker->pass = pass;
	maker->count = 0;
	dt_delta(delta);
}

int dt_delta_blob(struct dt_delta *delta, const void **blob, uint32_t *size)
{
	_Alignas(8) uint8_t bytes[BLOB_STRINGS_AT];
	struct blob_maker maker = { 0 };
	struct dt_tree empty;
	const char *why;

	blob_empty(bytes);
	dt_open(&empty, bytes, sizeof(bytes), &why);
	maker.draft = dt_edit_begin(&empty);
	if (!maker.draft)
		return -ENOMEM;
	delta->context = &maker;
	delta->take = blob_take;
	dt_delta(delta);
	blob_again(&maker, delta, BLOB_LOCAL, "__local_fixups__");
	blob_again(&maker, delta, BLOB_FIXUPS, "__fixups__");
	delta->context = NULL;
	dt_draft_pack(maker.draft);
	*blob = maker.draft->blob;
	*size = dt_be32((const uint8_t *)*blob + 4); /* totalsize */
	return maker.err;
}
