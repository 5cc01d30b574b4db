#include "boot/efi/parts.h"
/*
 * The device tree of UEFI's configuration table (UEFI Specification 2.10, 4.6.1.3). A copy is used:
 * load options become its bootargs, as Linux' EFI stub does it, and firmware's tree stays as it is.
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cells.h"

enum {
	TREE_MAX = 16 << 20, /* no tree is longer: boot/save_tree.S */
	TREE_MORE = 512,     /* bytes for names and numbers of what is added */
};

void efi_tree_copy(const struct efi_system_table *table)
{
	static const struct efi_guid guid = {
		0xb1b621d5, 0xf19c, 0x41a5, { 0x83, 0x0b, 0xd9, 0x15, 0x2c, 0x69, 0xaa, 0xe0 }
	};
	const uint8_t *from = (const uint8_t *)(uintptr_t)efi_configured(table, &guid);
	uint64_t size;

	if (!from)
		return;
	size = dt_be32(from + 4);
	efi_started.why_no_tree = "UEFI's device tree is damaged: its header";
	if (dt_be32(from) != FDT_MAGIC || size < sizeof(struct fdt_header) || size > TREE_MAX)
		return;
	efi_started.why_no_tree = "UEFI has no memory for a copy of its device tree";
	efi_started.room = size + sizeof(efi_started.options) + TREE_MORE;
	efi_started.tree = efi_pages(table, efi_started.room);
	if (!efi_started.tree)
		return;
	memcpy((void *)(uintptr_t)efi_started.tree, from, size);
	efi_started.why_no_tree = NULL;
}

/* Adds the load options and the initrd to /chosen. 0, or libfdt's error. */
static int tree_choose(void *tree)
{
	uint64_t end = efi_started.initrd + efi_started.initrd_size;
	int err = 0, chosen = fdt_path_offset(tree, "/chosen");

	if (chosen == -FDT_ERR_NOTFOUND)
		chosen = fdt_add_subnode(tree, 0, "chosen");
	if (chosen < 0)
		return chosen;
	if (efi_started.options[0])
		err = fdt_setprop_string(tree, chosen, "bootargs", efi_started.options);
	if (err == 0 && efi_started.initrd_size)
		err = fdt_setprop_u64(tree, chosen, "linux,initrd-start", efi_started.initrd);
	if (err == 0 && efi_started.initrd_size)
		err = fdt_setprop_u64(tree, chosen, "linux,initrd-end", end);
	return err;
}

int efi_tree_amend(void)
{
	void *tree = (void *)(uintptr_t)efi_started.tree;
	int err;

	if (!efi_started.options[0] && !efi_started.initrd_size)
		return 0;
	err = fdt_open_into(tree, tree, (int)efi_started.room);
	if (err == 0)
		err = tree_choose(tree);
	fdt_pack(tree);
	return err == -FDT_ERR_NOSPACE ? -ENOSPC : err ? -EINVAL : 0;
}

bool efi_tree_hart(const struct dt_tree *tree, uint64_t *hart)
{
	struct dt_node chosen = { tree, tree->chosen };

	return dt_number(chosen, "boot-hartid", hart) == 0;
}
