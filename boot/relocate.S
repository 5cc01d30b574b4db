/*
 * Makes the image, which was linked at 0, run where it lies. The linker lists the words that hold
 * an address (linker.ld:_rela_start). A row is an Elf64_Rela of the ELF gABI: the word at r_offset
 * shall hold the address of r_addend; both are counted from the image's base.
 *
 * Uses t0-t6. No stack.
 */
	.equ	R_RISCV_RELATIVE, 3		/* RISC-V ELF psABI, relocation types */
	.equ	RELA_SIZE, 24

	.section .text.boot_relocate, "ax"
	.globl	boot_relocate
boot_relocate:
	lla	t0, _rela_start
	lla	t1, _rela_end
	lla	t2, _image_base
	li	t3, R_RISCV_RELATIVE
	j	relocate_more
relocate_row:
	ld	t4, 0(t0)			/* r_offset */
	ld	t5, 8(t0)			/* r_info */
	ld	t6, 16(t0)			/* r_addend */
	addi	t0, t0, RELA_SIZE
	bne	t5, t3, relocate_more		/* see the Makefile: errno's needs nothing added */
	add	t4, t4, t2
	add	t6, t6, t2
	sd	t6, 0(t4)
relocate_more:
	bltu	t0, t1, relocate_row
	ret
