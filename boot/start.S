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
	mv	s0, a0
	mv	s1, a1
	mv	s2, tp
	call	boot_quiet
	/* One hart wins. The others must not touch .bss or a stack: the winner is clearing them. */
	lla	t0, boot_lottery
	li	t1, 1
	amoadd.w.aqrl t1, t1, (t0)
	bnez	t1, boot_park

	call	boot_relocate
	call	boot_save_tree			/* s1 to s4 */
	call	boot_clear_bss
boot_to_c:
	lla	sp, _stack_top
	lla	tp, _tls
	mv	a0, s0
	mv	a1, s4
	mv	a2, s1
	mv	a3, s2
	mv	a4, s3
	call	boot_main			/* does not return */

/* After UEFI's boot services (boot/efi/entry.S): relocated, .bss in use, the tree where it stays.
 * In: a0 the hart, a1 the tree. */
	.globl	boot_after_efi
boot_after_efi:
	mv	s0, a0
	mv	s1, a1
	mv	s4, a1
	li	s2, 0
	call	boot_quiet
	j	boot_to_c

boot_park:
	mv	a0, s0
	tail	hart_park			/* until the image hands over; does not return */

/* Ends what the loader left: its trap handler, interrupts, address translation. s3 is set. */
boot_quiet:
	/* OpenSBI leaves stvec = our first byte: a trap before this would start us again. */
	lla	s11, boot_counted
	lla	t0, boot_fault
	csrw	stvec, t0
	csrw	sie, zero
	csrci	sstatus, 2			/* SIE */
	csrw	satp, zero
	li	s3, 0
	rdinstret s3				/* traps where firmware denies it */
boot_counted:
	ret

/* A fault before C is ready: continues where s11 says. */
	.balign	4
boot_fault:
	jr	s11

	.section .data.boot_lottery, "aw"
	.balign	4
boot_lottery:
	.word	0
