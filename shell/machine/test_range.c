#include "shell/machine/test_range.h"
/* Memory that a test may overwrite. */
#include <errno.h>
#include <inttypes.h>
#include "fdt/core/space.h"
#include "shell/memory_word.h"
#include "shell/room.h"

/* Reports that there is no range to be found. */
static int range_none(struct shell *shell, int err)
{
	return shell_error(shell, err,
			   "no unused RAM is known: 'mem' lists what is in use; give a range, "
			   "ADDRESS,SIZE");
}

int test_range_largest(struct shell *shell, struct dt_range *range)
{
	const struct shell_room want = { .size = TEST_RANGE_MIN, .alignment = TEST_RANGE_MIN };
	struct dt_space workspace;
	int err;

	dt_space(&workspace); /* it is chosen now, so that it counts as taken */
	err = shell_room_largest(shell, &want, range);
	if (err)
		return range_none(shell, err);
	range->size &= ~(uint64_t)(TEST_RANGE_MIN - 1);
	return 0;
}

/* What is before the image in its bank: firmware is often there, and not reserved. */
static struct dt_range range_before_image(const struct shell *shell)
{
	struct dt_range bank = shell_image_bank(shell, shell_given_tree(shell));

	if (bank.size)
		bank.size = owners_of(shell->owners, OWNER_IMAGE)->base - bank.base;
	return bank;
}

int test_range_all(struct shell *shell, bool force, struct dt_ranges *all)
{
	const struct dt_range before = range_before_image(shell);
	const struct shell_room want = { .size = TEST_RANGE_MIN,
					 .alignment = TEST_RANGE_MIN,
					 .besides = &before,
					 .besides_count = before.size && !force };
	int err = shell_room_all(shell, &want, all);

	if (err)
		return range_none(shell, err);
	for (int i = 0; i < all->used; i++)
		all->range[i].size &= ~(uint64_t)(TEST_RANGE_MIN - 1);
	return 0;
}

/* What no one may overwrite, even by force: the test itself would be lost. */
static int range_of_ours(struct shell *shell, const struct dt_range *range)
{
	const struct owner *row = NULL;

	while (shell->owners && (row = owners_find(shell->owners, range->base, range->size, row)))
		if (row->kind < OWNER_LOADED)
			return shell_error(shell, -EBUSY,
					   "0x%" PRIx64 ": this program uses 0x%" PRIx64
					   " to 0x%" PRIx64
					   " (%s) and would be lost; test around it",
					   range->base, row->base, row->base + (row->size - 1),
					   owner_kind_name(row->kind));
	return 0;
}

/* Where firmware may be, though the tree does not reserve it: 0, or refused. */
static int range_firmware(struct shell *shell, const struct dt_range *range)
{
	const struct dt_range before = range_before_image(shell);

	if (!dt_range_meets(*range, before))
		return 0;
	return shell_error(shell, -EBUSY,
			   "0x%" PRIx64 ": firmware may be there, 0x%" PRIx64 " to 0x%" PRIx64
			   ", though the tree does not say so; -f tests it anyway",
			   range->base, before.base, before.base + (before.size - 1));
}

/* Files that were loaded there: refused or, with @force, forgotten. */
static int range_loaded(struct shell *shell, const struct dt_range *range, bool force)
{
	struct owners *owners = shell->owners;
	const struct owner *row;

	while (owners && (row = owners_find(owners, range->base, range->size, NULL))) {
		const struct shell_place place = { .base = range->base,
						   .is = SHELL_PLACE_OWNED,
						   .owner = *row };

		if (!force)
			return shell_place_refuse(shell, &place, "-f overwrites it");
		owners->row[row - owners->row].size = 0;
	}
	return 0;
}

int test_range(struct shell *shell, const char *word, bool force, struct dt_range *range)
{
	struct shell_place place;
	int err = shell_memory_word(shell, word, range, NULL);

	if (err)
		return err;
	if (!range->size)
		return shell_error(shell, -EINVAL, "%s: give its size, too: ADDRESS,SIZE", word);
	range->size -= range->size < (-range->base & 7) ? range->size : -range->base & 7;
	range->base += -range->base & 7;
	range->size &= ~UINT64_C(7);
	if (range->size < TEST_RANGE_MIN)
		return shell_error(shell, -EINVAL, "%s: too small: at least %d bytes are needed",
				   word, TEST_RANGE_MIN);
	err = range_of_ours(shell, range);
	if (err)
		return err;
	place = shell_place(shell, range->base, range->size);
	if (place.is != SHELL_PLACE_FREE && !force)
		return shell_place_refuse(shell, &place, "-f tests it anyway");
	err = force ? 0 : range_firmware(shell, range);
	return err ? err : range_loaded(shell, range, force);
}
