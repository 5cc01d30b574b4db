/*
 * Where another hart enters: by HSM's hart_start, or led out of kernel/hart/hart_park.S. a0 = its
 * id, a1 = its struct hart (kernel/hart/hart.h).
 * Sources: SBI Specification 2.0, 9.1 (satp and sstatus.SIE are 0); RISC-V Privileged Architecture
 * 1.12, 4.1.
 */
	.equ	CAME_AS, 8
	.equ	SATP, 16
	.equ	SIE, 24
	.equ	TP, 32
	.equ	SP, 40

	.section .text.hart_entry, "ax"
	.globl	hart_entry
hart_entry:
	lla	t0, entry_quiet
	csrw	stvec, t0
	csrci	sstatus, 2			/* SIE */
	csrr	t1, sie
	csrw	sie, zero
	li	t2, 0
	csrr	t2, satp			/* firmware may deny it: then it is 0 */
	csrw	satp, zero
	.balign	4
entry_quiet:
	fence.i					/* another hart has written the code */
	li	t0, 1
	amoadd.d.aqrl t0, t0, (a1)
	bnez	t0, entry_extra
	sd	a0, CAME_AS(a1)
	sd	t2, SATP(a1)
	sd	t1, SIE(a1)
	ld	tp, TP(a1)
	ld	sp, SP(a1)
	mv	a0, a1
	call	hart_main			/* returns to be parked */
	tail	hart_park

	/* A second hart with this record: the stacks are the first one's. */
	.balign	4
entry_extra:
	lla	t0, entry_extra
	csrw	stvec, t0
	wfi
	j	entry_extra
