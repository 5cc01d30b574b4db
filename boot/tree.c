#include "boot/boot.h"
/*
 * Finds the tree: at a1, by the arguments of U-Boot's `go ADDR DTB`, or UEFI's.
 *
 * a1 may be null, misaligned, outside RAM, point to something else, or be an argument vector: it is
 * only read with faults contained.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "boot/efi/started.h"
#include "kernel/guard.h"
#include "kernel/trap/trap.h"

enum {
	ARGC_MAX = 64, /* U-Boot's CONFIG_SYS_MAXARGS is 16 to 64 */
	WORD_MAX = 32, /* an address as typed */
};

struct tree_attempt {
	struct dt_tree *tree;
	uint64_t address;
	const char *why;
};

static int tree_check(void *arg)
{
	struct tree_attempt *attempt = arg;

	return dt_open(attempt->tree, (const void *)(uintptr_t)attempt->address, SIZE_MAX,
		       &attempt->why);
}

/* Opens the tree at @address; on failure writes the reason into @note. */
static int tree_open(struct dt_tree *tree, const char *from, uint64_t address, char *note)
{
	struct tree_attempt attempt = { .tree = tree, .address = address };
	struct trap_info trap;
	int err;

	if (!address) {
		snprintf(note, BOOT_NOTE_MAX, "%s is 0: firmware handed over no tree", from);
		return -ENOENT;
	}
	if (address % 8) {
		snprintf(note, BOOT_NOTE_MAX,
			 "%s = 0x%" PRIx64 " is misaligned: a tree starts at "
			 "a multiple of 8",
			 from, address);
		return -EINVAL;
	}
	err = trap_try(tree_check, &attempt, &trap);
	if (err == -EFAULT)
		snprintf(note, BOOT_NOTE_MAX, "%s = 0x%" PRIx64 " cannot be read: %s at 0x%" PRIx64,
			 from, address, trap_cause_name(trap.cause), trap.stval);
	else if (err)
		snprintf(note, BOOT_NOTE_MAX, "%s = 0x%" PRIx64 ": %s", from, address, attempt.why);
	return err;
}

/* Copies the string at @address, guarded. Returns its length, or -errno. */
static int tree_copy_word(uint64_t address, char *word)
{
	for (int i = 0; i < WORD_MAX; i++) {
		uint64_t c;

		if (guard_read(address + (uint64_t)i, 1, &c, NULL))
			return -EFAULT;
		word[i] = (char)c;
		if (!c)
			return i;
		if (c < ' ' || c > '~')
			return -EINVAL;
	}
	return -EINVAL;
}

/* Reads argument number @index of the vector at @argv as a hexadecimal number, as U-Boot does. */
static int tree_argument(uint64_t argv, int index, uint64_t *value)
{
	char word[WORD_MAX], *end;
	uint64_t pointer;

	if (guard_read(argv + (uint64_t)index * 8, 8, &pointer, NULL) ||
	    tree_copy_word(pointer, word) <= 0)
		return -EINVAL;
	*value = strtoull(word, &end, 16);
	return *end ? -EINVAL : 0;
}

/* Whether a0 and a1 look like the arguments of `go ADDR ...`: ADDR is where the image is. */
static bool tree_started_by_go(const struct boot_entry *entry)
{
	extern char _image_base[];
	uint64_t where;

	return entry->a0 >= 1 && entry->a0 <= ARGC_MAX && entry->a1 % 8 == 0 &&
	       tree_argument(entry->a1, 0, &where) == 0 && where == (uintptr_t)_image_base;
}

static int tree_from_go(struct boot_entry *entry, struct dt_tree *tree)
{
	entry->by_go = true;
	if (entry->a0 < 2 || tree_argument(entry->a1, 1, &entry->tree_at)) {
		snprintf(entry->note, BOOT_NOTE_MAX,
			 "started by `go` without a tree; `go ADDR DTB` hands one over");
		return -ENOENT;
	}
	return tree_open(tree, "go's second word", entry->tree_at, entry->note);
}

/* --- UEFI ------------------------------------------------------------------------------------- */

static void tree_note_acpi(char *note)
{
	char names[BOOT_NOTE_MAX / 2];
	int count = efi_acpi_names(names, sizeof(names));

	if (count > 0)
		snprintf(note, BOOT_NOTE_MAX, "UEFI has no device tree; ACPI tables: %s", names);
	else
		snprintf(note, BOOT_NOTE_MAX, "UEFI has no device tree, and %s",
			 count ? "its ACPI tables cannot be read" : "no ACPI tables");
}

static int tree_from_efi(struct boot_entry *entry, struct dt_tree *tree)
{
	int err, more;

	if (!entry->tree_at) {
		if (efi_started.why_no_tree)
			snprintf(entry->note, BOOT_NOTE_MAX, "%s", efi_started.why_no_tree);
		else
			tree_note_acpi(entry->note);
		return -ENOENT;
	}
	err = tree_open(tree, "UEFI's device tree", entry->tree_at, entry->note);
	if (err)
		return err;
	more = efi_tree_amend();
	err = tree_open(tree, "UEFI's device tree", entry->tree_at, entry->note);
	if (more)
		snprintf(entry->note, BOOT_NOTE_MAX,
			 "UEFI's load options are not in it: they did not fit");
	return err;
}

/* --- all -------------------------------------------------------------------------------------- */

int boot_open_tree(struct boot_entry *entry, struct dt_tree *tree)
{
	bool moved = entry->tree_at != entry->a1;
	int err = efi_started.started ? tree_from_efi(entry, tree)
				      : tree_open(tree, "a1", entry->tree_at, entry->note);

	entry->hart_assumed = efi_started.started && !efi_started.hart_known;
	if (err && !efi_started.started && tree_started_by_go(entry))
		err = tree_from_go(entry, tree);
	if (err) {
		entry->tree_at = 0;
		return -ENOENT;
	}
	dt_cpus(tree, &entry->cpus);
	if (entry->hart_assumed)
		entry->hart_assumed = !efi_tree_hart(tree, &entry->a0);
	if (moved)
		snprintf(entry->note, BOOT_NOTE_MAX, "moved from 0x%" PRIx64 ", %s", entry->a1,
			 entry->a1 % 8 ? "where it was misaligned"
				       : "where the image's own memory is");
	else if (!efi_started.started)
		entry->note[0] = '\0';
	return 0;
}
