/*
 * Where harts enter for `sbi test`: kernel/sbi_entry.h. They rely on nothing but the code.
 * Source: RISC-V SBI Specification 3.0, chapter 9.
 */
	.equ	CAME, 0
	.equ	HART, 8
	.equ	OPAQUE, 16
	.equ	SATP, 24
	.equ	SSTATUS, 32
	.equ	LEAVE, 40
	.equ	SP, 48				/* of struct entry_place */
	.equ	PLACE_SHIFT, 6			/* its size is 64 */
	.equ	PLACES, 8
	.equ	EXTENSION, 0			/* of struct sbi_suspend */
	.equ	FUNCTION, 8
	.equ	TYPE, 16
	.equ	CONTEXT, 24
	.equ	HSM, 0x48534d
	.equ	HSM_STOP, 1

	/* Writes to (t0) what the hart came with. */
	.macro	write_down
	lla	t1, 1f
	csrw	stvec, t1
	sd	a0, HART(t0)
	sd	a1, OPAQUE(t0)
	csrr	t1, sstatus
	sd	t1, SSTATUS(t0)
	li	t1, 0
	csrr	t1, satp			/* firmware may deny it: then it is 0 */
	.balign	4
1:	sd	t1, SATP(t0)
	li	t1, 1
	fence	rw, w
	sd	t1, CAME(t0)
	.endm

	.section .text.sbi_entry, "ax"
	.globl	sbi_entry
	.balign	4
sbi_entry:
	csrw	sie, zero
	lla	t0, sbi_entered
	write_down
2:	ld	t1, LEAVE(t0)
	beqz	t1, 2b
	li	a7, HSM
	li	a6, HSM_STOP
	ecall
3:	j	3b

	/* What C relies on, and registers of S-mode that may be lost. */
	.macro	each_own, instruction
	\instruction ra, 0(sp)
	\instruction gp, 8(sp)
	\instruction tp, 16(sp)
	\instruction s0, 24(sp)
	\instruction s1, 32(sp)
	\instruction s2, 40(sp)
	\instruction s3, 48(sp)
	\instruction s4, 56(sp)
	\instruction s5, 64(sp)
	\instruction s6, 72(sp)
	\instruction s7, 80(sp)
	\instruction s8, 88(sp)
	\instruction s9, 96(sp)
	\instruction s10, 104(sp)
	\instruction s11, 112(sp)
	.endm

	/* int64_t sbi_entry_call(suspend, place, at): kernel/sbi_entry.c */
	.section .text.sbi_entry_call, "ax"
	.globl	sbi_entry_call
sbi_entry_call:
	addi	sp, sp, -144
	each_own sd
	csrr	t0, stvec
	sd	t0, 120(sp)
	csrr	t0, sscratch
	sd	t0, 128(sp)
	csrr	t0, sie
	sd	t0, 136(sp)
	sd	sp, SP(a1)
	mv	a1, a2
	ld	a7, EXTENSION(a0)
	ld	a6, FUNCTION(a0)
	ld	a2, CONTEXT(a0)
	ld	a0, TYPE(a0)
	ecall
	j	entry_back

	/* Eight bytes of code for each place: nothing but where it enters says which hart it is. */
	.balign	8
	.globl	sbi_entry_resumed
sbi_entry_resumed:
	.option	push
	.option	norvc
	.equ	place, 0
	.rept	PLACES
	li	t0, place
	j	entry_resumed
	.equ	place, place + 1
	.endr
	.option	pop

entry_resumed:
	slli	t0, t0, PLACE_SHIFT
	lla	t1, sbi_entry_places
	add	t0, t0, t1
	write_down
	ld	sp, SP(t0)
	ld	t0, 120(sp)
	csrw	stvec, t0
	ld	t0, 128(sp)
	csrw	sscratch, t0
	ld	t0, 136(sp)
	csrw	sie, t0
	li	a0, 0
entry_back:
	each_own ld
	addi	sp, sp, 144
	ret
