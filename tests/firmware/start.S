/*
 * The entry points of the stub: from QEMU's reset ROM, and from S-mode's traps.
 * Source: RISC-V Privileged Architecture 1.12, chapter 3 (machine mode).
 */
#define STACK_SHIFT 12
#define FRAME_SIZE (32 * 8)

	.section .text.start, "ax"
	.globl _start
_start:	/* every hart: a1 = tree */
	csrw mie, zero
	csrr a0, mhartid
	addi t0, a0, 1
	slli t0, t0, STACK_SHIFT
	la sp, stub_stacks
	add sp, sp, t0
	csrw mscratch, sp
	la t0, trap_entry
	csrw mtvec, t0
	tail stub_main

	.globl stub_enter
stub_enter:
	csrw mepc, a2
	csrw stvec, a2
	mret

	.balign 4
trap_entry:
	csrrw sp, mscratch, sp
	addi sp, sp, -FRAME_SIZE
	.irp n, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, \
		24, 25, 26, 27, 28, 29, 30, 31
	sd x\n, \n * 8(sp)
	.endr
	csrr t0, mscratch
	sd t0, 2 * 8(sp)
	addi t0, sp, FRAME_SIZE
	csrw mscratch, t0
	mv a0, sp
	call stub_trap
	.irp n, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, \
		24, 25, 26, 27, 28, 29, 30, 31
	ld x\n, \n * 8(sp)
	.endr
	ld sp, 2 * 8(sp)
	mret

	.bss
	.balign 16
stub_stacks:
	.skip 8 << STACK_SHIFT	/* STUB_HARTS of them */
