#include "shell/place.h"
/*
 * Where nothing reserves the place at which firmware usually is, that place is taken to be
 * firmware's: OpenSBI and other SBI firmware run at the start of RAM, in the first 2 MiB, and enter
 * what follows these (OpenSBI, platform/generic/objects.mk: FW_JUMP_OFFSET). Some do not say so in
 * the tree, and without PMP they could be overwritten.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum { PLACE_BANKS_MAX = 32 };

#define PLACE_FIRMWARE (UINT64_C(2) << 20) /* bytes */

int shell_ram(const struct shell *shell, const struct dt_tree *tree, struct dt_range *out, int max,
	      int *more)
{
	const struct dt_ranges *ram = shell->ram;
	int count = ram && ram->used < max ? ram->used : max;

	if (tree)
		return dt_memory(tree, out, max, more);
	if (more)
		*more = ram ? ram->more + ram->used - count : 0;
	if (!ram)
		return 0;
	memcpy(out, ram->range, (size_t)count * sizeof(*out));
	return count;
}

struct dt_range shell_image_bank(const struct shell *shell, const struct dt_tree *tree)
{
	const struct owner *image = shell->owners ? owners_of(shell->owners, OWNER_IMAGE) : NULL;
	struct dt_range bank[PLACE_BANKS_MAX];
	int banks = shell_ram(shell, tree, bank, PLACE_BANKS_MAX, NULL);
	const struct dt_range *at = image ? dt_range_at(bank, banks, image->base) : NULL;

	return at ? *at : (struct dt_range){ 0 };
}

const struct dt_tree *shell_given_tree(const struct shell *shell)
{
	const struct dt_slot *slot = shell->trees ? dt_trees_slot(shell->trees, 0) : NULL;

	return slot ? &slot->tree : NULL;
}

/* --- all owners ------------------------------------------------------------------------------- */

/* Below the image, at the start of its bank; where that is unknown, the block below the image. */
static struct owner place_firmware(const struct shell *shell, const struct dt_tree *tree)
{
	const struct owner *image = owners_of(shell->owners, OWNER_IMAGE);
	struct owner found = { .kind = OWNER_FIRMWARE };
	struct dt_range bank;

	if (!image)
		return found;
	bank = shell_image_bank(shell, tree);
	found.base = bank.size ? bank.base : (image->base - 1) & ~(PLACE_FIRMWARE - 1);
	found.size = image->base - found.base;
	if (found.size > PLACE_FIRMWARE)
		found.size = PLACE_FIRMWARE;
	return found;
}

void shell_owners(struct shell_owners *it, const struct shell *shell, const struct dt_tree *tree)
{
	struct dt_range initrd;

	*it = (struct shell_owners){ .shell = shell, .tree = tree, .slot = 1 };
	if (shell->owners && !shell->held_count)
		it->firmware = place_firmware(shell, tree);
	if (!tree)
		return;
	if (dt_initrd(tree, &initrd) == 0)
		it->initrd = (struct owner){ initrd.base, initrd.size, .kind = OWNER_INITRD };
	dt_reserved_init(&it->reserved, tree);
}

static bool place_row(struct shell_owners *it)
{
	const struct owners *owners = it->shell->owners;

	while (owners && it->row < owners->count) {
		it->owner = owners->row[it->row++];
		if (it->owner.size)
			return true;
	}
	return false;
}

/* Trees that were opened where they are: number 0 is in the table, ours are in the workspace. */
static bool place_tree(struct shell_owners *it)
{
	const struct owners *owners = it->shell->owners;
	const struct owner *space = owners ? owners_of(owners, OWNER_WORKSPACE) : NULL;

	while (owners && it->shell->trees && it->slot < DT_TREES_MAX) {
		const struct dt_slot *slot = dt_trees_slot(it->shell->trees, it->slot++);

		if (!slot)
			continue;
		it->owner = (struct owner){
			.base = (uintptr_t)slot->tree.blob,
			.size = slot->tree.size,
			.name = slot->name,
			.kind = OWNER_TREE,
		};
		if (!space || !owner_holds(space, it->owner.base, it->owner.size))
			return true;
	}
	return false;
}

/* Takes the range as the current one, once. */
static bool place_once(struct shell_owners *it, struct owner *owner)
{
	it->owner = *owner;
	owner->size = 0;
	return it->owner.size != 0;
}

static bool place_reserved(struct shell_owners *it)
{
	const struct dt_reserved *found = &it->reserved;

	if (!it->tree || !dt_reserved_next(&it->reserved))
		return false;
	it->owner = (struct owner){
		.base = found->range.base,
		.size = found->range.size,
		.name = found->name,
		.kind = found->no_map ? OWNER_NO_MAP : OWNER_RESERVED,
	};
	if (owner_meets(&it->owner, it->firmware.base, it->firmware.size))
		it->firmware.size = 0; /* so the tree knows of firmware */
	return true;
}

static bool place_held(struct shell_owners *it)
{
	if (it->held >= it->shell->held_count)
		return false;
	it->owner = it->shell->held[it->held++];
	return true;
}

bool shell_owners_next(struct shell_owners *it)
{
	return place_row(it) || place_tree(it) || place_once(it, &it->initrd) ||
	       place_reserved(it) || place_held(it) || place_once(it, &it->firmware);
}

/* --- one place -------------------------------------------------------------------------------- */

static enum shell_place_is place_ram(const struct shell *shell, const struct dt_tree *tree,
				     uint64_t base, uint64_t size)
{
	struct dt_range banks[PLACE_BANKS_MAX];
	int count = shell_ram(shell, tree, banks, PLACE_BANKS_MAX, NULL);
	const struct dt_range *bank = dt_range_at(banks, count, base);

	if (!count)
		return SHELL_PLACE_UNKNOWN;
	return bank && size <= bank->size - (base - bank->base) ? SHELL_PLACE_FREE
								: SHELL_PLACE_NO_RAM;
}

struct shell_place shell_place(const struct shell *shell, uint64_t base, uint64_t size)
{
	const struct dt_tree *tree = shell_given_tree(shell);
	struct shell_place place = { .base = base };
	struct shell_owners it;
	bool loaded = false;

	shell_owners(&it, shell, tree);
	while (shell_owners_next(&it)) {
		/* Whoever loaded a file there with -f may use it, whatever the tree says. */
		if (it.owner.kind == OWNER_LOADED)
			loaded = loaded || owner_holds(&it.owner, base, size);
		else if (owner_meets(&it.owner, base, size) &&
			 !(loaded && it.owner.kind > OWNER_LOADED)) {
			place.is = SHELL_PLACE_OWNED;
			place.owner = it.owner;
			return place;
		}
	}
	place.is = loaded ? SHELL_PLACE_FREE : place_ram(shell, tree, base, size);
	return place;
}

int shell_place_refuse(struct shell *shell, const struct shell_place *place, const char *next)
{
	const struct owner *owner = &place->owner;
	const char *name = owner->name ? owner->name : "";

	if (place->is == SHELL_PLACE_NO_RAM)
		return shell_error(shell, -EBUSY, "0x%" PRIx64 ": there is no RAM; %s", place->base,
				   next);
	if (place->is == SHELL_PLACE_UNKNOWN)
		return shell_error(shell, -EBUSY,
				   "0x%" PRIx64 ": nothing says that there is RAM, because %s; %s",
				   place->base,
				   shell_given_tree(shell) ? "the tree has no memory node"
							   : "there is no tree",
				   next);
	return shell_error(shell, -EBUSY,
			   "0x%" PRIx64 ": %s%s%.*s is there, 0x%" PRIx64 " to 0x%" PRIx64 "; %s",
			   place->base, owner_kind_name(owner->kind), name[0] ? " " : "",
			   OWNER_NAME_MAX, name, owner->base, owner->base + (owner->size - 1),
			   next);
}
