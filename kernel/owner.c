#include "kernel/owner.h"
/* The table of named ranges. Its rows keep their places, because others point to them. Each of the
 * program's own kinds has one, so that files cannot take the room of the workspace. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

const char *owner_kind_name(enum owner_kind kind)
{
	static const char names[OWNER_KINDS][20] = {
		[OWNER_IMAGE] = "image",          [OWNER_DATA] = "image: data",
		[OWNER_STACKS] = "image: stacks", [OWNER_TREE] = "device tree",
		[OWNER_WORKSPACE] = "workspace",  [OWNER_LOADED] = "loaded",
		[OWNER_INITRD] = "initrd",        [OWNER_RESERVED] = "reserved",
		[OWNER_NO_MAP] = "no-map",        [OWNER_FIRMWARE] = "perhaps firmware",
		[OWNER_UEFI] = "firmware (UEFI)",
	};

	return names[kind];
}

bool owner_meets(const struct owner *owner, uint64_t base, uint64_t size)
{
	if (!owner->size || !size)
		return false;
	return base < owner->base ? owner->base - base < size : base - owner->base < owner->size;
}

bool owner_holds(const struct owner *owner, uint64_t base, uint64_t size)
{
	return base >= owner->base && base - owner->base < owner->size &&
	       size <= owner->size - (base - owner->base);
}

static bool owners_replaces(const struct owner *range, const struct owner *row)
{
	if (range->kind != row->kind)
		return false;
	return range->kind != OWNER_LOADED || owner_meets(row, range->base, range->size);
}

int owners_put(struct owners *owners, const struct owner *range)
{
	int place = range->kind < OWNER_LOADED ? (int)range->kind : OWNER_LOADED;

	for (int i = 0; i < owners->count; i++)
		if (owners_replaces(range, &owners->row[i]))
			owners->row[i].size = 0;
	if (!range->size)
		return 0;
	while (place < owners->count && owners->row[place].size)
		place++;
	if (place == OWNERS_MAX)
		return -ENOSPC;
	if (place >= owners->count)
		owners->count = place + 1;
	owners->row[place] = *range;
	owners->row[place].name = owners->name[place];
	memset(owners->name[place], 0, OWNER_NAME_MAX);
	strncpy(owners->name[place], range->name ? range->name : "", OWNER_NAME_MAX - 1);
	return 0;
}

const struct owner *owners_find(const struct owners *owners, uint64_t base, uint64_t size,
				const struct owner *after)
{
	for (const struct owner *row = after ? after + 1 : owners->row;
	     row < owners->row + owners->count; row++)
		if (owner_meets(row, base, size))
			return row;
	return NULL;
}

const struct owner *owners_named(const struct owners *owners, const char *name)
{
	for (const struct owner *row = owners->row; row < owners->row + owners->count; row++)
		if (row->kind == OWNER_LOADED && row->size && *name &&
		    strncmp(row->name, name, OWNER_NAME_MAX - 1) == 0)
			return row;
	return NULL;
}

void owners_forget(struct owners *owners, const char *name)
{
	const struct owner *row = owners_named(owners, name);

	if (row)
		owners->row[row - owners->row].size = 0;
}

const struct owner *owners_of(const struct owners *owners, enum owner_kind kind)
{
	for (int i = 0; i < owners->count; i++)
		if (owners->row[i].kind == kind && owners->row[i].size)
			return &owners->row[i];
	return NULL;
}
