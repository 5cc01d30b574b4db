/*
 * Makes the image, which was linked at 0, run where it lies: adds the image's base to each word
 * that holds an address. tools/addresses lists these words (linker.ld:_addresses_start). A row is
 * one number of 16 bits: how many words of 8 bytes the word lies after that of the row before it,
 * or, in the first row, after the base.
 *
 * Must run once only. Uses t0-t4. No stack.
 */
	.section .text.boot_relocate, "ax"
	.globl	boot_relocate
boot_relocate:
	lla	t0, _addresses_start
	lla	t1, _addresses_end
	lla	t2, _image_base
	mv	t3, t2
	j	relocate_more
relocate_word:
	lhu	t4, 0(t0)
	addi	t0, t0, 2
	slli	t4, t4, 3
	add	t3, t3, t4
	ld	t4, 0(t3)
	add	t4, t4, t2
	sd	t4, 0(t3)
relocate_more:
	bltu	t0, t1, relocate_word
	ret
