/* Entry of the test programs. */
	.section .text.start, "ax"
	.globl	_start
_start:
	lla	sp, guest_stack
	call	guest
1:	wfi
	j	1b

	.bss
	.balign	16
	.space	4096
guest_stack:
