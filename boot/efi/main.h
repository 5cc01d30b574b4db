#pragma once
/* The UEFI application's entry in C, and its way out. */
#include "boot/efi/efi.h"

/* Called by boot/efi/entry.S with the image's handle. Goes on at boot_after_efi; returns only where
 * firmware keeps the machine: the status. */
uint64_t efi_main(void *handle, struct efi_system_table *table);
/* boot/start.S: goes on as from any loader. */
void boot_after_efi(uint64_t hart, uint64_t tree) __attribute__((noreturn));
