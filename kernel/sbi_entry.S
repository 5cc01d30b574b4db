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
	.equ	HSM, 0x48534d
	.equ	HSM_STOP, 1
	.equ	HSM_SUSPEND, 3

	/* Writes to (t0) what the hart came with. */
	.macro	write_down
	lla	t0, sbi_entered
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

	/* int64_t sbi_entry_call(uint64_t type, uint64_t opaque) */
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
	lla	t0, entry_sp
	sd	sp, 0(t0)
	mv	a2, a1
	lla	a1, entry_resumed
	li	a7, HSM
	li	a6, HSM_SUSPEND
	ecall
	j	entry_back

	.balign	4
entry_resumed:
	write_down
	lla	t0, entry_sp
	ld	sp, 0(t0)
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

	.section .bss.entry_sp, "aw", @nobits
	.balign	8
entry_sp:
	.skip	8
