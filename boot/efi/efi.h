#pragma once
/*
 * What is used of UEFI's tables and protocols. UEFI Specification 2.10: 4.3 (system table), 4.4
 * (boot services), 4.6 (configuration table), 7.2 (memory), 7.4 (ExitBootServices), 9.1 (loaded
 * image), 12.4 (text output), 13.2 (LoadFile2). RISC-V's calling convention is C's (2.3.7.3).
 */
#include <stdbool.h>
#include <stdint.h>

enum { EFI_PAGE = 4 << 10 };

/* Appendix D: errors have the highest bit. */
#define EFI_ERROR(number)     (UINT64_C(1) << 63 | (number))
#define EFI_INVALID_PARAMETER EFI_ERROR(2)
#define EFI_UNSUPPORTED       EFI_ERROR(3)
#define EFI_BUFFER_TOO_SMALL  EFI_ERROR(5)

struct efi_guid {
	uint32_t a;
	uint16_t b, c;
	uint8_t d[8];
};

/* 7.2.3: GetMemoryMap. The types are EFI_MEMORY_TYPE's. */
enum efi_memory_type {
	EFI_RESERVED,
	EFI_LOADER_CODE,
	EFI_LOADER_DATA,
	EFI_BOOT_SERVICES_CODE,
	EFI_BOOT_SERVICES_DATA,
	EFI_RUNTIME_SERVICES_CODE,
	EFI_RUNTIME_SERVICES_DATA,
	EFI_CONVENTIONAL,
	EFI_UNUSABLE,
	EFI_ACPI_RECLAIM,
	EFI_ACPI_NVS,
	EFI_MMIO,
	EFI_MMIO_PORTS,
	EFI_PAL_CODE,
	EFI_PERSISTENT,
	EFI_UNACCEPTED,
	EFI_MEMORY_TYPES,
};

struct efi_descriptor {
	uint32_t type; /* enum efi_memory_type, or a vendor's */
	uint32_t padding;
	uint64_t base;  /* PhysicalStart */
	uint64_t at;    /* VirtualStart */
	uint64_t pages; /* of EFI_PAGE bytes */
	uint64_t attribute;
};

struct efi_table_header {
	uint64_t signature;
	uint32_t revision; /* 2 << 16 | 70: UEFI 2.7 */
	uint32_t size, crc32, reserved;
};

/* Members that are not used are counted, in the specification's order. */
struct efi_boot_services {
	struct efi_table_header header;
	void *unused_to_allocate[2];
	uint64_t (*allocate_pages)(int how, int type, uint64_t pages, uint64_t *address);
	void *free_pages;
	uint64_t (*get_memory_map)(uint64_t *size, void *map, uint64_t *key, uint64_t *stride,
				   uint32_t *version);
	uint64_t (*allocate_pool)(int type, uint64_t size, void **memory);
	void *unused_to_handle[10];
	uint64_t (*handle_protocol)(void *handle, const struct efi_guid *guid, void *interface);
	void *unused_to_locate[3];
	uint64_t (*locate_device_path)(const struct efi_guid *guid, void *path, void **handle);
	void *unused_to_exit[5];
	uint64_t (*exit_boot_services)(void *image, uint64_t key);
	void *unused_to_locate_protocol[10];
	uint64_t (*locate_protocol)(const struct efi_guid *guid, void *registration,
				    void *interface);
};

struct efi_text_output {
	void *reset;
	uint64_t (*output_string)(struct efi_text_output *self, const uint16_t *text);
};

struct efi_configuration {
	struct efi_guid guid;
	uint64_t table;
};

struct efi_system_table {
	struct efi_table_header header;
	const uint16_t *vendor; /* UTF-16 */
	uint32_t revision;      /* of the firmware, as its vendor counts */
	uint32_t padding;
	void *console_in_handle, *console_in;
	void *console_out_handle;
	struct efi_text_output *console_out;
	void *error_handle, *error, *runtime_services;
	const struct efi_boot_services *boot;
	uint64_t configurations;
	const struct efi_configuration *configuration;
};

struct efi_loaded_image {
	uint32_t revision, padding;
	void *parent;
	struct efi_system_table *table;
	void *device, *path, *reserved;
	uint32_t options_size; /* bytes */
	uint32_t padding_2;
	const uint16_t *options; /* any bytes; of what starts kernels, UTF-16 */
};

/* RISC-V UEFI Protocol Specification 1.0, 3. */
struct efi_riscv_boot {
	uint64_t revision;
	uint64_t (*get_boot_hart)(struct efi_riscv_boot *self, uint64_t *hart);
};

struct efi_load_file {
	uint64_t (*load)(struct efi_load_file *self, void *path, bool boot_policy, uint64_t *size,
			 void *memory);
};

_Static_assert(sizeof(struct efi_descriptor) == 40, "UEFI 7.2.3");
_Static_assert(sizeof(struct efi_boot_services) == 24 + 38 * 8, "UEFI 4.4: up to LocateProtocol");
_Static_assert(sizeof(struct efi_system_table) == 120, "UEFI 4.3");
