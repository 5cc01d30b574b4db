/*
 * Where UEFI enters the image: a function that is called with a0 = the image's handle and a1 = the
 * system table, on a stack of firmware's (UEFI Specification 2.10, 2.3.7 and 4.1).
 *
 * Until ExitBootServices the machine is firmware's: its trap handler, interrupts and address
 * translation (an identity mapping) stay. So this is not boot/start.S:boot_entry, which ends those.
 * gp and tp are not touched: U-Boot keeps its own pointers there.
 */
	.section .text.efi_entry, "ax"
	.globl	efi_entry
efi_entry:
	addi	sp, sp, -32
	sd	ra, 0(sp)
	sd	a0, 8(sp)
	sd	a1, 16(sp)
	call	boot_relocate
	call	boot_clear_bss
	ld	a0, 8(sp)
	ld	a1, 16(sp)
	call	efi_main			/* returns only to say a status to firmware */
	ld	ra, 0(sp)
	addi	sp, sp, 32
	ret
