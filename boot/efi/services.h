#pragma once
/* What the files of boot/efi/ share. They run on firmware's stack, under its trap handler. */
#include "boot/efi/efi.h"
#include "boot/efi/started.h"

/* The table of that name in the configuration table; 0: it has no such table. */
uint64_t efi_configured(const struct efi_system_table *table, const struct efi_guid *guid);
/* Memory that stays ours after boot services. 0: UEFI gives no memory. */
uint64_t efi_pages(const struct efi_system_table *table, uint64_t bytes);

/* Leaves boot services, and keeps the memory map. 0, or the status. */
uint64_t efi_leave(void *handle, const struct efi_system_table *table);
/* Adds a range to RAM, and to what firmware keeps, unless it is usable. */
void efi_memory_add(const struct efi_descriptor *range);
/* Copies UTF-16 text up to its NUL, at most @most units, as UTF-8. Not UTF-16: a '?'. */
void efi_utf8(char *to, size_t size, const uint16_t *from, size_t most);
