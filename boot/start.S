/*
 * The first instructions: from firmware's jump to boot_main() in boot/main.c.
 *
 * The loader enters at the image's lowest byte in S-mode, MMU off, with a0 = hart id and a1 =
 * device tree (SBI firmware, U-Boot booti) or a0 = argc and a1 = argv (U-Boot go). All harts may
 * come at once (firmware without HSM). The loader may have put the tree where the stack will be: no
 * stack is used, and no memory outside of the image, until boot_save_tree has moved the tree away.
 *
 * The header, which jumps to here, is boot/image_header.S.
 */

/*
 * Registers kept to the end:
 *   s0 a0 as entered   s1 a1 as entered   s2 tp as entered (U-Boot keeps the hart id there)
 *   s3 instructions retired at entry, 0 when that cannot be read
 *   s4 where the tree was moved to, else a1
 *   s11 where a fault continues
 */
	.section .text.boot_entry, "ax"
	.globl	boot_entry
boot_entry:
	/* OpenSBI leaves stvec = our first byte: a trap before this would start us again. */
	lla	s11, boot_counted
	lla	t0, boot_fault
	csrw	stvec, t0
	csrw	sie, zero
	csrci	sstatus, 2			/* SIE */
	csrw	satp, zero
	mv	s0, a0
	mv	s1, a1
	mv	s2, tp
	li	s3, 0
	rdinstret s3				/* traps where firmware denies it */
boot_counted:
	/* One hart wins. The others must not touch .bss or a stack: the winner is clearing them. */
	lla	t0, boot_lottery
	li	t1, 1
	amoadd.w.aqrl t1, t1, (t0)
	bnez	t1, boot_park

	call	boot_relocate
	call	boot_save_tree			/* s1 to s4 */
	call	boot_clear_bss
	lla	sp, _stack_top
	lla	tp, _tls
	mv	a0, s0
	mv	a1, s4
	mv	a2, s1
	mv	a3, s2
	mv	a4, s3
	call	boot_main			/* does not return */

boot_park:
	csrw	sie, zero
boot_asleep:
	wfi
	j	boot_asleep

/* A fault before C is ready: continues where s11 says. */
	.balign	4
boot_fault:
	jr	s11

	.section .data.boot_lottery, "aw"
	.balign	4
boot_lottery:
	.word	0
