#pragma once
/* The steps of boot/efi/main.c that have files of their own. */
#include "boot/efi/services.h"

/* Finds the tree, copies it, and leaves room for efi_tree_amend. */
void efi_tree_copy(const struct efi_system_table *table);
/* Loads the initrd that a boot loader offers, if one does. */
void efi_initrd_load(const struct efi_system_table *table);
