/*
 * memset by words: the C library's takes five instructions a byte, and its allocator clears all
 * that it gives.
 */
	.section .text.memset, "ax"
	.globl memset
	.type memset, @function
memset:
	mv	t0, a0			# a0 is also the result
	add	t1, a0, a2		# the end
	li	t2, 16
	bltu	a2, t2, 4f
	andi	a1, a1, 0xff		# the byte, eight times
	slli	t2, a1, 8
	or	a1, a1, t2
	slli	t2, a1, 16
	or	a1, a1, t2
	slli	t2, a1, 32
	or	a1, a1, t2
1:	andi	t2, t0, 7
	beqz	t2, 2f
	sb	a1, 0(t0)
	addi	t0, t0, 1
	j	1b
2:	andi	t2, t1, -8		# the end of whole words
3:	sd	a1, 0(t0)
	addi	t0, t0, 8
	bltu	t0, t2, 3b
4:	bgeu	t0, t1, 5f
	sb	a1, 0(t0)
	addi	t0, t0, 1
	j	4b
5:	ret
	.size memset, . - memset
