#include "boot/efi/services.h"
/*
 * What boot services are used for: tables, memory, and the way out of them.
 * UEFI Specification 2.10, 4.6, 7.2, 7.4.6.
 */
#include <string.h>

enum { LEAVE_TRIES = 4, LEAVE_MORE = 16, /* descriptors */ OUR_MEMORY = EFI_LOADER_DATA };

uint64_t efi_configured(const struct efi_system_table *table, const struct efi_guid *guid)
{
	for (uint64_t i = 0; i < table->configurations; i++)
		if (memcmp(&table->configuration[i].guid, guid, sizeof(*guid)) == 0)
			return table->configuration[i].table;
	return 0;
}

uint64_t efi_pages(const struct efi_system_table *table, uint64_t bytes)
{
	uint64_t at = 0;

	/* 0: anywhere (AllocateAnyPages) */
	if (table->boot->allocate_pages(0, OUR_MEMORY, (bytes + EFI_PAGE - 1) / EFI_PAGE, &at))
		return 0;
	return at;
}

static void leave_keep(const uint8_t *map, uint64_t size, uint64_t stride)
{
	for (uint64_t at = 0; at + sizeof(struct efi_descriptor) <= size; at += stride) {
		struct efi_descriptor range;

		memcpy(&range, map + at, sizeof(range));
		efi_memory_add(&range);
	}
}

/*
 * The map changes with each allocation, and ExitBootServices asks for the key of the latest one.
 * After its first failure only GetMemoryMap may be called (UEFI 7.4.6), so the buffer is larger
 * than needed.
 */
uint64_t efi_leave(void *handle, const struct efi_system_table *table)
{
	const struct efi_boot_services *boot = table->boot;
	uint64_t room = 0, size, key, stride = 0, status;
	uint32_t version;
	void *map = NULL;

	boot->get_memory_map(&room, NULL, &key, &stride, &version);
	if (stride < sizeof(struct efi_descriptor)) /* else leave_keep would not end */
		return EFI_UNSUPPORTED;
	room += LEAVE_MORE * stride;
	status = boot->allocate_pool(OUR_MEMORY, room, &map);
	if (status)
		return status;
	status = EFI_INVALID_PARAMETER;
	for (int tries = 0; tries < LEAVE_TRIES && status == EFI_INVALID_PARAMETER; tries++) {
		size = room;
		status = boot->get_memory_map(&size, map, &key, &stride, &version);
		if (status)
			return status;
		status = boot->exit_boot_services(handle, key);
	}
	if (status == 0)
		leave_keep(map, size, stride);
	return status;
}
