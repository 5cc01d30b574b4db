#include "boot/efi/parts.h"
/*
 * The initrd: GRUB and systemd-boot offer it as a file of a device path that Linux defines
 * (Linux, include/linux/efi.h: LINUX_EFI_INITRD_MEDIA_GUID). UEFI Specification 2.10, 10.3 (device
 * paths), 13.2 (LoadFile2).
 */

/* A vendor's media device path (10.3.5.3), and its end (10.3.1). */
static const struct initrd_path {
	uint8_t type, subtype, size[2];
	struct efi_guid vendor;
	uint8_t end[4];
} initrd_path = {
	4,
	3,
	{ 20, 0 },
	{ 0x5568e427, 0x68fc, 0x4f3d, { 0xac, 0x74, 0xca, 0x55, 0x52, 0x31, 0xcc, 0x68 } },
	{ 0x7f, 0xff, 4, 0 },
};

_Static_assert(sizeof(initrd_path) == 24, "UEFI 10.3: packed");

void efi_initrd_load(const struct efi_system_table *table)
{
	static const struct efi_guid load_file_2 = {
		0x4006c0c1, 0xfcb3, 0x403e, { 0x99, 0x6d, 0x4a, 0x6c, 0x87, 0x24, 0xe0, 0x6d }
	};
	struct initrd_path path = initrd_path, *rest = &path; /* it is moved to the path's end */
	struct efi_load_file *file = NULL;
	void *handle = NULL;
	uint64_t size = 0, at;

	if (table->boot->locate_device_path(&load_file_2, &rest, &handle) ||
	    table->boot->handle_protocol(handle, &load_file_2, &file) || !file)
		return;
	rest = &path;
	if (file->load(file, &path.end, false, &size, NULL) != EFI_BUFFER_TOO_SMALL || !size)
		return;
	at = efi_pages(table, size);
	if (!at || file->load(file, &path.end, false, &size, (void *)(uintptr_t)at))
		return;
	efi_started.initrd = at;
	efi_started.initrd_size = size;
}
