/*
 * void sbi_call_registers(struct sbi_registers *registers): kernel/sbi_seen.h.
 * Source: RISC-V SBI Specification 3.0, chapter 3: all registers but a0 and a1 are preserved.
 */
	.equ	EXTENSION, 0
	.equ	FUNCTION, 8
	.equ	AFTER, 16

	/* What C relies on besides sp, which is where the list of it is. */
	.macro	each_own, instruction
	\instruction ra, 8(sp)
	\instruction s0, 16(sp)
	\instruction s1, 24(sp)
	\instruction s2, 32(sp)
	\instruction s3, 40(sp)
	\instruction s4, 48(sp)
	\instruction s5, 56(sp)
	\instruction s6, 64(sp)
	\instruction s7, 72(sp)
	\instruction s8, 80(sp)
	\instruction s9, 88(sp)
	\instruction s10, 96(sp)
	\instruction s11, 104(sp)
	.endm

	.macro	fill, register, number
	li	\register, \number
	mul	\register, \register, a0
	.endm

	.section .text.sbi_call_registers, "ax"
	.globl	sbi_call_registers
sbi_call_registers:
	addi	sp, sp, -112
	sd	a0, 0(sp)
	each_own sd
	ld	a7, EXTENSION(a0)
	ld	a6, FUNCTION(a0)
	li	a0, 0x0101010101010101
	fill	x1, 1
	.irp	number, 5, 6, 7, 8, 9, 12, 13, 14, 15
	fill	x\number, \number
	.endr
	.irp	number, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	fill	x\number, \number
	.endr
	li	a0, 0
	li	a1, 0
	ecall
	ld	a0, 0(sp)
	sd	x1, AFTER(a0)
	.equ	place, AFTER + 8
	.macro	keep, numbers:vararg
	.irp	number, \numbers
	sd	x\number, place(a0)
	.equ	place, place + 8
	.endr
	.endm
	keep	5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18
	keep	19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	each_own ld
	addi	sp, sp, 112
	ret
