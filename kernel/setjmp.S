/*
 * setjmp and longjmp without floating-point registers, in place of libc's: the image does not use
 * those, and on a hart without an FPU, or with sstatus.FS off, saving them would trap.
 *
 * longjmp uses no stack, because kernel/trap_try.c enters it for code whose stack is lost.
 */
	.macro	each_saved, instruction
	\instruction ra, 0(a0)
	\instruction sp, 8(a0)
	\instruction s0, 16(a0)
	\instruction s1, 24(a0)
	\instruction s2, 32(a0)
	\instruction s3, 40(a0)
	\instruction s4, 48(a0)
	\instruction s5, 56(a0)
	\instruction s6, 64(a0)
	\instruction s7, 72(a0)
	\instruction s8, 80(a0)
	\instruction s9, 88(a0)
	\instruction s10, 96(a0)
	\instruction s11, 104(a0)
	.endm

	.section .text.setjmp, "ax"
	.globl	setjmp
setjmp:
	each_saved sd
	li	a0, 0
	ret

	.section .text.longjmp, "ax"
	.globl	longjmp
longjmp:
	each_saved ld
	seqz	a0, a1			/* longjmp(env, 0) returns 1 */
	add	a0, a0, a1
	ret
