/*
 * The first instructions: from firmware's jump to boot_main() in boot/main.c.
 *
 * Whoever loaded the image enters at its lowest byte in S-mode, MMU off, with a0 = hart id and
 * a1 = device tree (SBI firmware, U-Boot booti) or a0 = argc and a1 = argv (U-Boot go). All harts
 * may come at once (firmware without HSM). Nothing here uses memory that the image does not own,
 * or the stack, until the tree is known to be out of the way.
 *
 * Header: Linux' Documentation/arch/riscv/boot-image-header.rst, version 0.2.
 */
	.section .text.start, "ax"
	.option push
	.option norvc
	.globl	_start
_start:
	j	boot_entry			/* code0 */
	nop					/* code1 */
	.dword	0x200000			/* text_offset from the start of RAM */
	.dword	_image_end - _image_base	/* image_size, .bss and stacks included */
	.dword	0				/* flags: little endian */
	.word	2				/* header version 0.2 */
	.word	0
	.dword	0
	.ascii	"RISCV\0\0\0"			/* magic */
	.ascii	"RSC\x05"			/* magic2, the one loaders check */
	.word	0				/* no PE header */
	.option pop

/*
 * Registers kept to the end:
 *   s0 a0 as entered   s1 a1 as entered   s2 tp as entered (U-Boot keeps the hart id there)
 *   s3 instructions retired at entry, 0 when that cannot be read
 *   s4 where the tree was moved to, else a1
 *   s11 where a fault continues
 */
boot_entry:
	/* OpenSBI leaves stvec = our first byte: a trap before this would start us again. */
	lla	s11, 1f
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
1:
	/* Losers must not touch .bss or a stack: the winner is clearing them. */
	lla	t0, boot_lottery
	li	t1, 1
	amoadd.w.aqrl t1, t1, (t0)
	bnez	t1, boot_park

	/* tools/relocs made them: a distance of 64-bit words (t4, then in bytes) and what is
	 * there, relative to the image's base (t3). 0: that many words more, nothing there. */
	lla	t0, __relocs_low
	lla	t1, __relocs_high
	mv	a2, t1
	lla	t2, _image_base
	mv	t5, t2
	j	3f
2:	lhu	t3, 0(t0)
	lbu	t4, 0(t1)
	addi	t0, t0, 2
	addi	t1, t1, 1
	andi	t6, t4, 7
	slli	t6, t6, 16
	add	t3, t3, t6
	andi	t4, t4, 0xf8
	bnez	t4, 7f
	slli	t3, t3, 3
	add	t5, t5, t3
	j	3f
7:	add	t5, t5, t4
	add	t3, t3, t2
	sd	t3, 0(t5)
3:	bltu	t0, a2, 2b

	call	boot_save_tree

	/* Clear .bss, 64 bytes a turn: linker.ld aligns both ends. */
	lla	t0, __bss_start
	lla	t1, __bss_end
	j	5f
4:	sd	zero, 0(t0)
	sd	zero, 8(t0)
	sd	zero, 16(t0)
	sd	zero, 24(t0)
	sd	zero, 32(t0)
	sd	zero, 40(t0)
	sd	zero, 48(t0)
	sd	zero, 56(t0)
	addi	t0, t0, 64
5:	bltu	t0, t1, 4b

	lla	sp, _stack_top
	lla	tp, _tls
	mv	a0, s0
	mv	a1, s4
	mv	a2, s1
	mv	a3, s2
	mv	a4, s3
	call	boot_main
boot_park:
	csrw	sie, zero
6:	wfi
	j	6b

/* A fault before C is ready: go on where s11 says. */
	.balign	4
boot_fault:
	jr	s11

/*
 * Some loaders put the tree right behind the flat image, where .bss and the stacks will be; some
 * put it at an address that is not a multiple of 8. Either is moved behind the image's end.
 * In: s1. Out: s4. Uses t0-t6, a2-a4. No stack.
 */
boot_save_tree:
	mv	s4, s1
	lla	s11, 9f				/* a1 may be anything */
	andi	t0, s1, 3
	bnez	t0, 9f
	lw	t0, 0(s1)
	li	t1, 0xedfe0dd0			/* 0xd00dfeed, big endian */
	slli	t0, t0, 32
	srli	t0, t0, 32
	bne	t0, t1, 9f
	/* t2 = totalsize, from big endian */
	lbu	t2, 4(s1)
	lbu	t3, 5(s1)
	slli	t2, t2, 8
	or	t2, t2, t3
	lbu	t3, 6(s1)
	slli	t2, t2, 8
	or	t2, t2, t3
	lbu	t3, 7(s1)
	slli	t2, t2, 8
	or	t2, t2, t3
	li	t0, 16 << 20			/* no tree is that long: a damaged header */
	bgtu	t2, t0, 9f
	add	t3, s1, t2			/* end of the tree */
	lla	t4, _data_end
	lwu	a2, unpack_size			/* what the file has: packed, it is shorter */
	beqz	a2, 11f
	lla	t4, _cold_start
	add	t4, t4, a2
11:
	lla	t5, _image_end
	andi	t0, s1, 7
	bnez	t0, 7f
	bgeu	s1, t5, 9f			/* wholly behind */
	bleu	t3, t4, 9f			/* wholly before */
7:	addi	t2, t2, 3
	andi	t2, t2, -4
	bltu	s1, t5, 8f
	/* The places may overlap: from the first word up when the tree moves down ... */
	add	t2, t2, s1
	mv	a2, s1
	mv	a4, t5
10:	lw	a3, 0(a2)
	sw	a3, 0(a4)
	addi	a2, a2, 4
	addi	a4, a4, 4
	bltu	a2, t2, 10b
	mv	s4, t5				/* only now: a fault leaves the old place */
	ret
8:	/* ... and from the last one down when it moves up. */
	addi	t2, t2, -4
	add	a2, s1, t2
	lw	a3, 0(a2)
	add	a2, t5, t2
	sw	a3, 0(a2)
	bnez	t2, 8b
	mv	s4, t5
9:	ret

	.section .data.boot_lottery, "aw"
	.balign	4
boot_lottery:
	.word	0
