/*
 * The entry of traps. sscratch holds the top of the trap stack, so that a trap is handled even when
 * the interrupted code has lost its own stack; and its tp: that is in the word after the top
 * (kernel/trap/trap.h:trap_init).
 *
 * The frame is struct trap_frame in kernel/trap_frame.h: x[32], then sepc, sstatus.
 * RISC-V Privileged Architecture 1.12, 4.1.
 */
	.section .text.trap_entry, "ax"
	.equ	FRAME, 34 * 8

	.macro	each_register, instruction
	.irp	n, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, \
		24, 25, 26, 27, 28, 29, 30, 31
	\instruction x\n, \n * 8(sp)
	.endr
	.endm

	.globl	trap_entry
	.balign	4
trap_entry:
	csrrw	sp, sscratch, sp
	addi	sp, sp, -FRAME
	each_register sd
	/* From here on a trap means that this code itself is broken. */
	lla	t0, trap_again
	csrw	stvec, t0
	csrr	t0, sscratch
	sd	t0, 2 * 8(sp)
	csrr	t0, sepc
	sd	t0, 32 * 8(sp)
	csrr	t0, sstatus
	sd	t0, 33 * 8(sp)
	ld	tp, FRAME(sp)
	mv	a0, sp
	csrr	a1, scause
	csrr	a2, stval
	call	trap_handle
	ld	t0, 33 * 8(sp)
	csrw	sstatus, t0
	ld	t0, 32 * 8(sp)
	csrw	sepc, t0
	lla	t0, trap_entry
	csrw	stvec, t0
	addi	t0, sp, FRAME
	csrw	sscratch, t0
	each_register ld
	ld	sp, 2 * 8(sp)
	sret

	.globl	trap_again
	.balign	4
trap_again:
	/* The stack may be broken: begin it again. */
	lui	t0, %tprel_hi(trap_top)
	add	t0, t0, tp, %tprel_add(trap_top)
	ld	sp, %tprel_lo(trap_top)(t0)
	csrr	a0, scause
	csrr	a1, sepc
	csrr	a2, stval
	j	trap_fatal
