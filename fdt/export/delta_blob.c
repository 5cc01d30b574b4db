#include "fdt/export/delta_blob.h"
/*
 * The overlay is a draft that begins with an empty tree. Two passes over the delta: one for the
 * fragments, one for __local_fixups__, which repeats the nodes of the fragments.
 *
 * Sources: dtc, Documentation/dt-object-internal.txt; Devicetree Specification v0.4, chapter 5.
 */
#include <errno.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>
#include "fdt/edit/draft.h"

enum {
	BLOB_FIXUPS_MAX = 64, /* references to new phandles that are marked in one property */
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

struct blob_maker {
	struct dt_draft *draft;
	bool fixups;          /* the second pass */
	uint32_t count;       /* fragments */
	uint32_t local;       /* references that the second pass must mark */
	int err;              /* the first one */
	int root;             /* offset of the node that fragments are children of */
	int at[DT_DEPTH_MAX]; /* offsets of the current node and those above it, by depth */
};

static struct dt_node blob_node(const struct blob_maker *maker, int offset)
{
	return (struct dt_node){ &maker->draft->tree, offset };
}

static int blob_add(struct blob_maker *maker, int parent, const char *name)
{
	struct dt_node child = { NULL, 0 };

	if (!maker->err)
		maker->err = dt_draft_add(maker->draft, blob_node(maker, parent), name,
					  strlen(name), &child);
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
	fragment = blob_add(maker, maker->root, name);
	if (len < 0 && !maker->err)
		maker->err = len;
	if (!maker->fixups)
		blob_set(maker, fragment, "target-path", path, (uint32_t)len + 1);
	maker->at[0] = blob_add(maker, fragment, "__overlay__");
}

/* The value of the property in the draft, to be written. */
static uint8_t *blob_value(const struct blob_maker *maker, int node, const char *name)
{
	const uint8_t *value = dt_prop(blob_node(maker, node), name, NULL);

	return (uint8_t *)maker->draft->blob + (value - (const uint8_t *)maker->draft->blob);
}

/* Finds the references to new phandles in the property: the offsets of their cells, and how
 * many. */
static uint32_t blob_local(const struct dt_delta *delta, const struct dt_delta_item *item,
			   uint8_t places[BLOB_FIXUPS_MAX][DT_CELL])
{
	struct dt_refs refs;
	struct dt_ref ref;
	uint32_t count = 0;

	if (!dt_refs(&refs, dt_numbered(delta->to, item->node), item->name, item->value, item->len))
		return 0;
	while (count < BLOB_FIXUPS_MAX && dt_refs_next(&refs, &ref) > 0)
		if (dt_delta_local(delta, ref.phandle))
			dt_put_be32(places[count++], ref.cell * DT_CELL);
	return count;
}

static void blob_prop(struct blob_maker *maker, const struct dt_delta *delta,
		      const struct dt_delta_item *item)
{
	uint8_t places[BLOB_FIXUPS_MAX][DT_CELL], phandle[DT_CELL];
	uint32_t count = blob_local(delta, item, places);
	int node = maker->at[item->depth];
	uint8_t *value;

	maker->local += count;
	if (maker->fixups) {
		if (count)
			blob_set(maker, node, item->name, places, count * DT_CELL);
		return;
	}
	if (dt_is_phandle(item->name)) {
		dt_put_be32(phandle, dt_delta_local(delta, dt_be32(item->value)));
		blob_set(maker, node, item->name, phandle, DT_CELL);
		return;
	}
	blob_set(maker, node, item->name, item->value, item->len);
	for (uint32_t i = 0; i < count && !maker->err; i++) {
		value = blob_value(maker, node, item->name) + dt_be32(places[i]);
		dt_put_be32(value, dt_delta_local(delta, dt_be32(value)));
	}
}

static void blob_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct blob_maker *maker = delta->context;

	if (maker->err)
		return;
	if (item->kind == DT_DELTA_OPEN)
		blob_open(maker, delta, item->node);
	else if (item->kind == DT_DELTA_NODE && item->depth >= DT_DEPTH_MAX)
		maker->err = -ENAMETOOLONG;
	else if (item->kind == DT_DELTA_NODE)
		maker->at[item->depth] = blob_add(maker, maker->at[item->depth - 1],
						  dt_name(dt_numbered(delta->to, item->node)));
	else if (item->kind == DT_DELTA_PROP)
		blob_prop(maker, delta, item);
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
	if (maker.local && !maker.err) {
		maker.root = blob_add(&maker, 0, "__local_fixups__");
		maker.fixups = true;
		maker.count = 0;
		dt_delta(delta);
	}
	delta->context = NULL;
	dt_draft_pack(maker.draft);
	*blob = maker.draft->blob;
	*size = dt_be32((const uint8_t *)*blob + 4); /* totalsize */
	return maker.err;
}
