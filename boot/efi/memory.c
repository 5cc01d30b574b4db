#include "boot/efi/services.h"
/*
 * The memory map at the end of boot services: what is firmware's for ever. The rest is RAM that
 * anything may use: conventional memory, and what loaders and boot services used.
 * UEFI Specification 2.10, 7.2 (table 7.10: usage after ExitBootServices).
 */

/* What has no name is usable. */
static const char *const memory_names[EFI_MEMORY_TYPES] = {
	[EFI_RESERVED] = "reserved",
	[EFI_RUNTIME_SERVICES_CODE] = "runtime code",
	[EFI_RUNTIME_SERVICES_DATA] = "runtime data",
	[EFI_UNUSABLE] = "faulty memory",
	[EFI_ACPI_RECLAIM] = "ACPI tables",
	[EFI_ACPI_NVS] = "ACPI NVS",
	[EFI_PAL_CODE] = "PAL code",
	[EFI_PERSISTENT] = "persistent memory",
	[EFI_UNACCEPTED] = "unaccepted memory",
};

/* Joins the range with one of the same kind that it touches. */
static bool memory_joins(struct owner *held, const struct owner *range)
{
	if (held->name != range->name)
		return false;
	if (held->base + held->size == range->base) {
		held->size += range->size;
		return true;
	}
	if (range->base + range->size == held->base) {
		held->base = range->base;
		held->size += range->size;
		return true;
	}
	return false;
}

/* Where there are too many ranges, the last one is made to reach over those that follow: too much
 * is kept out of use rather than too little. */
static void memory_widen(struct owner *last, const struct owner *range)
{
	uint64_t end = last->base + last->size, other = range->base + range->size;

	if (range->base < last->base)
		last->base = range->base;
	last->size = (other > end ? other : end) - last->base;
	last->name = "several";
}

static void memory_hold(const struct owner *range)
{
	for (int i = 0; i < efi_started.held_count; i++)
		if (memory_joins(&efi_started.held[i], range))
			return;
	if (efi_started.held_count < EFI_HELD_MAX)
		efi_started.held[efi_started.held_count++] = *range;
	else
		memory_widen(&efi_started.held[EFI_HELD_MAX - 1], range);
}

void efi_memory_add(const struct efi_descriptor *range)
{
	struct owner owner = { range->base, range->pages * EFI_PAGE, .kind = OWNER_UEFI };

	if (!owner.size || range->type == EFI_MMIO || range->type == EFI_MMIO_PORTS)
		return;
	efi_started.ram.range = efi_started.bank;
	efi_started.ram.max = EFI_BANKS_MAX;
	dt_ranges_add(&efi_started.ram, owner.base, owner.size);
	owner.name = range->type < EFI_MEMORY_TYPES ? memory_names[range->type] : "vendor's";
	if (owner.name)
		memory_hold(&owner);
}
