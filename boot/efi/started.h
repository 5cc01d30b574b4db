#pragma once
/*
 * What UEFI told before its boot services ended: filled by boot/efi/, read by boot/.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fdt/where/memory.h"
#include "kernel/owner.h"

enum {
	EFI_VENDOR_MAX = 64,    /* bytes of UTF-8 with the NUL; longer ones are cut */
	EFI_OPTIONS_MAX = 2048, /* likewise; as long as a command line of Linux */
	EFI_HELD_MAX = 40,
	EFI_BANKS_MAX = 16,
};

struct efi_started {
	bool started;                /* by UEFI; else nothing below is set */
	uint16_t major, minor;       /* of the specification: 2, 7 */
	char vendor[EFI_VENDOR_MAX]; /* of the firmware: a stranger's text */
	bool hart_known;             /* by RISCV_EFI_BOOT_PROTOCOL */
	uint64_t hart;
	char options
		[EFI_OPTIONS_MAX]; /* load options: a stranger's text; "" where there are none */
	uint64_t tree, room; /* a copy of the tree, and the bytes that it may grow to; 0: no tree */
	const char *why_no_tree;      /* what is wrong with the tree that is there; NULL */
	uint64_t initrd, initrd_size; /* bytes; size 0: none */
	uint64_t rsdp;                /* where ACPI's tables begin; 0: there are none */
	/* Memory that stays firmware's, each kind's ranges joined. */
	struct owner held[EFI_HELD_MAX];
	int held_count;
	/* All RAM, that which is held included. */
	struct dt_ranges ram;
	struct dt_range bank[EFI_BANKS_MAX];
};

extern struct efi_started efi_started;

/*
 * Enters load options and initrd into the copy of the tree, which dt_open has accepted, as Linux'
 * EFI stub does. The tree must be opened again. 0; -ENOSPC: there is no room; -EINVAL: libfdt
 * refuses. Then some of them may not be there.
 */
int efi_tree_amend(void);

/* The hart that runs, by /chosen/boot-hartid of UEFI's tree, for where efi_started.hart_known is
 * false. False: the tree does not say it either, and *hart stays. */
bool efi_tree_hart(const struct dt_tree *tree, uint64_t *hart);

/* Writes the names of ACPI's tables, "FACP APIC", into @names, at most @size bytes with the NUL.
 * Their number; 0: none; -EFAULT or -EINVAL: what is there is not ACPI's. Traps are contained. */
int efi_acpi_names(char *names, size_t size);
