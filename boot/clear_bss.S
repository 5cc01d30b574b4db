/*
 * Clears .bss, 64 bytes a turn: linker.ld aligns both ends. Uses t0 and t1. No stack.
 */
	.section .text.boot_clear_bss, "ax"
	.globl	boot_clear_bss
boot_clear_bss:
	lla	t0, __bss_start
	lla	t1, __bss_end
clear_more:
	sd	zero, 0(t0)
	sd	zero, 8(t0)
	sd	zero, 16(t0)
	sd	zero, 24(t0)
	sd	zero, 32(t0)
	sd	zero, 40(t0)
	sd	zero, 48(t0)
	sd	zero, 56(t0)
	addi	t0, t0, 64
	bltu	t0, t1, clear_more
	ret
