/*
 * The trampoline: copies the pieces of the next program to where the image was, and enters it.
 *
 * It runs from a copy in free RAM, wherever that is, without a stack: what it needs is in the list
 * (kernel/handoff/trampoline.h) after its code. Firmware may change every register in a call but
 * sp, gp and tp (kernel/sbi.c): gp is the list. linker.ld puts trampoline_report.S after this.
 * Sources: Linux, Documentation/arch/riscv/boot.rst; SBI Specification 2.0, 5.5, 7 and 9;
 * RISC-V Privileged Architecture 1.12, 4.1.
 */
#include "kernel/handoff/trampoline.h"

	.equ	SSIP, 1 << 1			/* in sip and sie */
	.equ	SSTATUS_SIE, 1 << 1
	.equ	SSTATUS_LEFT, 1 << 19 | 1 << 18 | 1 << 8 | 1 << 5 /* MXR, SUM, SPP, SPIE */
	.equ	SBI_HSM, 0x48534d
	.equ	HSM_STOP, 1
	.equ	HSM_STATUS, 2
	.equ	HSM_STOPPED, 1
	.equ	SBI_IPI, 0x735049
	.equ	LEGACY_SEND_IPI, 4
	.equ	FIRST_TURNS, 100000		/* how long the others let the first hart pass */

	.section .text.handoff_trampoline.1, "ax"
	.balign	8
	.globl	handoff_trampoline
	/* The hart that copies: a0 = its id, a1 = the list. */
handoff_trampoline:
	mv	gp, a1
	li	s2, 0				/* for the report of a fault: the row */
	lla	t0, trampoline_fault
	csrw	stvec, t0
	csrw	sie, zero
	csrci	sstatus, SSTATUS_SIE

	/* The hart that started this one may still run the image. */
trampoline_wait:
	ld	a0, LIST_OLD(gp)
	li	t0, LIST_NONE
	beq	a0, t0, trampoline_copies
	li	a6, HSM_STATUS
	li	a7, SBI_HSM
	ecall
	bnez	a0, trampoline_no_status
	li	t0, HSM_STOPPED
	bne	a1, t0, trampoline_wait

	/*
	 * s0 rows  s1 row  s2 its number  s3 to  s4 from  s5 size
	 * s6 the end of the target  s7 up to where words are copied, the rest are bytes
	 */
trampoline_copies:
	ld	s0, LIST_ROWS(gp)
	addi	s1, gp, LIST_ROW
	li	s2, 0
trampoline_row:
	beq	s2, s0, trampoline_done
	ld	s3, ROW_TO(s1)
	ld	s4, ROW_FROM(s1)
	ld	s5, ROW_SIZE(s1)
	add	s6, s3, s5
	mv	s7, s3
	or	t0, s3, s4
	andi	t0, t0, 7
	bnez	t0, 1f
	andi	t0, s5, -8
	add	s7, s3, t0
1:	bgeu	s4, s3, copy_up

	/* The target is above: from the end down, because the two may overlap. */
	mv	t0, s6
	add	t1, s4, s5
2:	beq	t0, s7, 3f
	addi	t0, t0, -1
	addi	t1, t1, -1
	lbu	t2, (t1)
	sb	t2, (t0)
	j	2b
3:	beq	t0, s3, copy_zero
	addi	t0, t0, -8
	addi	t1, t1, -8
	ld	t2, (t1)
	sd	t2, (t0)
	j	3b

copy_up:
	mv	t0, s3
	mv	t1, s4
4:	beq	t0, s7, 5f
	ld	t2, (t1)
	sd	t2, (t0)
	addi	t0, t0, 8
	addi	t1, t1, 8
	j	4b
5:	beq	t0, s6, copy_zero
	lbu	t2, (t1)
	sb	t2, (t0)
	addi	t0, t0, 1
	addi	t1, t1, 1
	j	5b

	/* What follows is cleared, and read back. */
copy_zero:
	ld	t1, ROW_ZERO(s1)
	add	t1, t1, s6
	mv	t0, s6
	li	t3, 8
6:	beq	t0, t1, copy_check
	andi	t2, t0, 7
	bnez	t2, 7f
	sub	t2, t1, t0
	bltu	t2, t3, 7f
	sd	zero, (t0)
	ld	t2, (t0)
	addi	t0, t0, 8
	beqz	t2, 6b
	j	trampoline_differs
7:	sb	zero, (t0)
	lbu	t2, (t0)
	addi	t0, t0, 1
	beqz	t2, 6b
	j	trampoline_differs

	/* The checksum of handoff_sum, in t3 and t4. */
copy_check:
	li	t3, 0
	li	t4, 0
	mv	t0, s3
8:	beq	t0, s7, 9f
	ld	t2, (t0)
	addi	t0, t0, 8
	add	t3, t3, t2
	add	t4, t4, t3
	j	8b
9:	beq	t0, s6, 10f
	lbu	t2, (t0)
	addi	t0, t0, 1
	add	t3, t3, t2
	add	t4, t4, t3
	j	9b
10:	ld	t0, ROW_SUM(s1)
	ld	t1, ROW_SUM + 8(s1)
	bne	t0, t3, trampoline_differs
	bne	t1, t4, trampoline_differs
	addi	s1, s1, ROW_BYTES
	addi	s2, s2, 1
	j	trampoline_row

	/* The others wait for this word, and then for the interrupt that is sent after it. */
trampoline_done:
	li	t0, 1
	sd	t0, LIST_GO(gp)
	fence	iorw, iorw
	ld	a0, LIST_MASK(gp)
	beqz	a0, trampoline_ours
	ld	t0, LIST_IPI(gp)
	beqz	t0, 11f
	li	a1, 0				/* the hart of the mask's bit 0 */
	li	a6, 0
	li	a7, SBI_IPI
	ecall
	j	trampoline_ours
11:	addi	a0, gp, LIST_MASK
	li	a6, 0
	li	a7, LEGACY_SEND_IPI
	ecall
trampoline_ours:
	ld	s0, LIST_SELF(gp)
	ld	s1, LIST_TREE(gp)
	ld	s2, LIST_ENTRY(gp)
	ld	s3, LIST_FIRST(gp)

	/*
	 * s0 this hart  s1 tree  s2 entry  s3 the hart that is first: the program that is entered
	 * chooses among several by a lottery, as boot/start.S does.
	 */
trampoline_enter:
	fence.i					/* another hart may have written the code */
	li	t0, FIRST_TURNS
	beq	s0, s3, 14f
12:	ld	t1, LIST_GONE(gp)
	beqz	t1, 12b
13:	addi	t0, t0, -1
	bnez	t0, 13b
14:	csrw	sie, zero
	csrci	sip, SSIP
	li	t0, SSTATUS_LEFT
	csrc	sstatus, t0
	csrw	sscratch, zero
	andi	t0, s2, -4
	csrw	stvec, t0			/* as OpenSBI leaves it */
	li	t0, 1
	sd	t0, LIST_GONE(gp)
	fence	rw, rw
	mv	a0, s0
	mv	a1, s1
	mv	t0, s2
	.irp	n, 1, 2, 3, 4, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, \
		26, 27, 28, 29, 30, 31
	li	x\n, 0
	.endr
	jr	t0

	/* --- the other harts: a0 = its id, a1 = the list --- */
	.globl	handoff_trampoline_other
handoff_trampoline_other:
	mv	gp, a1
	mv	s0, a0
	ld	s1, LIST_TREE(gp)
	ld	s2, LIST_ENTRY(gp)
	ld	s3, LIST_FIRST(gp)
	lla	t0, trampoline_asleep		/* where firmware denies wfi, this is a loop */
	csrw	stvec, t0
	ld	t2, LIST_HSM(gp)
	li	t0, 1
	addi	t1, gp, LIST_ARRIVED
	amoadd.d.aqrl zero, t0, (t1)
	bnez	t2, trampoline_stop
	li	t0, SSIP
	csrw	sie, t0
	.balign	4
trampoline_asleep:
	wfi
	csrr	t0, sip
	andi	t0, t0, SSIP
	beqz	t0, trampoline_asleep
	csrci	sip, SSIP
	fence
	ld	t0, LIST_GO(gp)
	beqz	t0, trampoline_asleep
	j	trampoline_enter

trampoline_stop:
	csrw	sie, zero
	li	a6, HSM_STOP
	li	a7, SBI_HSM
	ecall
	j	trampoline_dead
