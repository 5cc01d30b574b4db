#include "boot/efi/started.h"
/*
 * The names of ACPI's tables, for people whose firmware hands over those rather than a device tree.
 * Every pointer is firmware's, and no table is believed to be one. ACPI Specification 6.5: 5.2.5.3
 * (RSDP), 5.2.6 (table header), 5.2.8 (XSDT).
 */
#include <errno.h>
#include "kernel/guard.h"

enum {
	ACPI_XSDT = 24,  /* offset in the RSDP: the XSDT's address */
	ACPI_LENGTH = 4, /* offset in a table: its bytes */
	ACPI_HEADER =
		36,    /* bytes of a table's header; the XSDT's entries follow, of 8 bytes each */
	ACPI_NAME = 4, /* bytes of a signature */
};

/* Addresses in the XSDT are at multiples of 4 only. */
static int acpi_read64(uint64_t at, uint64_t *value)
{
	uint64_t low, high;

	if (guard_read(at, 4, &low, NULL) || guard_read(at + 4, 4, &high, NULL))
		return -EFAULT;
	*value = high << 32 | low;
	return 0;
}

/* Reads the signature of the table at @at. */
static int acpi_name(uint64_t at, char *name)
{
	for (uint64_t i = 0; i < ACPI_NAME; i++) {
		uint64_t c;

		if (guard_read(at + i, 1, &c, NULL))
			return -EFAULT;
		name[i] = c > ' ' && c <= '~' ? (char)c : '?';
	}
	return 0;
}

static bool acpi_is(const char *name, const char *expected)
{
	return __builtin_memcmp(name, expected, ACPI_NAME) == 0;
}

/* The XSDT, and how many entries it has. */
static int acpi_root(uint64_t *xsdt, uint64_t *count)
{
	char name[ACPI_NAME];
	uint64_t length;

	if (acpi_name(efi_started.rsdp, name) || acpi_read64(efi_started.rsdp + ACPI_XSDT, xsdt))
		return -EFAULT;
	if (!acpi_is(name, "RSD?")) /* "RSD PTR " */
		return -EINVAL;
	if (acpi_name(*xsdt, name) || guard_read(*xsdt + ACPI_LENGTH, 4, &length, NULL))
		return -EFAULT;
	if (!acpi_is(name, "XSDT") || length < ACPI_HEADER)
		return -EINVAL;
	*count = (length - ACPI_HEADER) / 8;
	return 0;
}

int efi_acpi_names(char *names, size_t size)
{
	uint64_t xsdt, count = 0, table;
	size_t used = 0;
	int err = efi_started.rsdp ? acpi_root(&xsdt, &count) : 0, found = 0;

	for (uint64_t i = 0; err == 0 && i < count && used + ACPI_NAME + 2 <= size; i++) {
		if (used)
			names[used++] = ' ';
		err = acpi_read64(xsdt + ACPI_HEADER + 8 * i, &table);
		if (err == 0)
			err = acpi_name(table, names + used);
		used += err ? 0 : ACPI_NAME;
		found += err == 0;
	}
	names[used] = '\0';
	return err ? err : found;
}
