/*
 * Some loaders put the tree right after the flat image, where .bss and the stacks will be; some put
 * it at an address that is not a multiple of 8. Either is moved to the end of the image's memory.
 *
 * In: s1, the tree, or anything at all. Out: s4, where the tree is now. Faults continue at s11.
 * Uses t0-t6. No stack.
 */
	.equ	FDT_MAGIC, 0xedfe0dd0		/* 0xd00dfeed, big endian */
	/* totalsize; outside of these the header is damaged */
	.equ	TREE_MIN, 40			/* the header alone */
	.equ	TREE_MAX, 16 << 20		/* no tree is longer */

	.macro	load_be32, to, from, scratch	/* Devicetree Specification v0.4, 5.2 */
	lbu	\to, 0(\from)
	.irp	byte, 1, 2, 3
	lbu	\scratch, \byte(\from)
	slli	\to, \to, 8
	or	\to, \to, \scratch
	.endr
	.endm

	.section .text.boot_save_tree, "ax"
	.globl	boot_save_tree
boot_save_tree:
	mv	s4, s1
	lla	s11, save_done			/* a1 may be anything */
	andi	t0, s1, 3
	bnez	t0, save_done
	lwu	t0, 0(s1)
	li	t1, FDT_MAGIC
	bne	t0, t1, save_done
	addi	t0, s1, 4			/* totalsize */
	load_be32 t2, t0, t1
	li	t0, TREE_MIN
	bltu	t2, t0, save_done
	li	t0, TREE_MAX
	bgtu	t2, t0, save_done

	lla	t5, _image_end
	andi	t0, s1, 7
	bnez	t0, save_move			/* misaligned */
	bgeu	s1, t5, save_done		/* wholly after the image */
	add	t3, s1, t2			/* the tree's end */
	lla	t4, _data_end
	bleu	t3, t4, save_done		/* wholly before what will be written */

save_move:
	addi	t2, t2, 3
	andi	t2, t2, -4			/* bytes, in whole words */
	bltu	s1, t5, save_up

	/* The places may overlap: from the first word on where the tree moves down ... */
	add	t2, t2, s1
	mv	t0, s1
	mv	t4, t5
save_down:
	lw	t3, 0(t0)
	sw	t3, 0(t4)
	addi	t0, t0, 4
	addi	t4, t4, 4
	bltu	t0, t2, save_down
	j	save_moved

	/* ... and from the last one back where it moves up. */
save_up:
	addi	t2, t2, -4
	add	t0, s1, t2
	lw	t3, 0(t0)
	add	t0, t5, t2
	sw	t3, 0(t0)
	bnez	t2, save_up
save_moved:
	mv	s4, t5				/* only now: a fault leaves the old place */
save_done:
	ret
