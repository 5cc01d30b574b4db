#include "boot/efi/main.h"
/*
 * The UEFI application: takes what UEFI reports, leaves boot services, and goes on as from any
 * loader.
 * UEFI Specification 2.10; RISC-V UEFI Protocol Specification 1.0.
 */
#include "boot/efi/parts.h"

static void main_options(void *handle, const struct efi_system_table *table)
{
	static const struct efi_guid loaded_image = {
		0x5b1b31a1, 0x9562, 0x11d2, { 0x8e, 0x3f, 0x00, 0xa0, 0xc9, 0x69, 0x72, 0x3b }
	};
	struct efi_loaded_image *image = NULL;

	if (table->boot->handle_protocol(handle, &loaded_image, &image) == 0 && image)
		efi_utf8(efi_started.options, sizeof(efi_started.options), image->options,
			 image->options_size / sizeof(uint16_t));
}

static void main_hart(const struct efi_system_table *table)
{
	static const struct efi_guid riscv_boot = {
		0xccd15fec, 0x6f73, 0x4eec, { 0x83, 0x95, 0x3e, 0x69, 0xe4, 0xb9, 0x40, 0xbf }
	};
	struct efi_riscv_boot *protocol = NULL;

	efi_started.hart_known = table->boot->locate_protocol(&riscv_boot, NULL, &protocol) == 0 &&
				 protocol &&
				 protocol->get_boot_hart(protocol, &efi_started.hart) == 0;
}

static void main_acpi(const struct efi_system_table *table)
{
	static const struct efi_guid acpi_2 = {
		0x8868e871, 0xe4f1, 0x11d3, { 0xbc, 0x22, 0x00, 0x80, 0xc7, 0x3c, 0x88, 0x81 }
	};

	efi_started.rsdp = efi_configured(table, &acpi_2);
}

/* Says that firmware keeps the machine. */
static uint64_t main_stay(const struct efi_system_table *table, uint64_t status)
{
	static const uint16_t text[] =
		u"Firstlight: UEFI's ExitBootServices failed: not started\r\n";

	if (table->console_out)
		table->console_out->output_string(table->console_out, text);
	return status;
}

uint64_t efi_main(void *handle, struct efi_system_table *table)
{
	uint64_t status;

	efi_started.started = true;
	efi_started.major = (uint16_t)(table->header.revision >> 16);
	efi_started.minor = (uint16_t)((table->header.revision & 0xffff) / 10);
	efi_utf8(efi_started.vendor, sizeof(efi_started.vendor), table->vendor, EFI_VENDOR_MAX);
	main_options(handle, table);
	main_hart(table);
	main_acpi(table);
	efi_tree_copy(table);
	efi_initrd_load(table);
	status = efi_leave(handle, table);
	if (status)
		return main_stay(table, status);
	boot_after_efi(efi_started.hart, efi_started.tree);
}
