/*
 * Where firmware enters for a software event: kernel/sbi_event.h. It keeps what a function may
 * change; firmware itself keeps a6 and a7, and complete goes on where the event came.
 * Source: RISC-V SBI Specification 3.0, 17.5 and 17.6.
 */
	.equ	SSE, 0x535345
	.equ	COMPLETE, 6

	.macro	each_changed, instruction
	\instruction ra, 0(sp)
	\instruction t0, 8(sp)
	\instruction t1, 16(sp)
	\instruction t2, 24(sp)
	\instruction t3, 32(sp)
	\instruction t4, 40(sp)
	\instruction t5, 48(sp)
	\instruction t6, 56(sp)
	\instruction a0, 64(sp)
	\instruction a1, 72(sp)
	\instruction a2, 80(sp)
	\instruction a3, 88(sp)
	\instruction a4, 96(sp)
	\instruction a5, 104(sp)
	.endm

	.section .text.sbi_event_start, "ax"
	.balign	4
	.globl	sbi_event_start
sbi_event_start:
	addi	sp, sp, -112
	each_changed sd
	mv	a0, a6
	mv	a1, a7
	call	sbi_event_enter
	each_changed ld
	addi	sp, sp, 112
	li	a6, COMPLETE
	li	a7, SSE
	ecall
	csrsi	sstatus, 2			/* it returned: an interrupt may end this */
1:	j	1b
