/*
 * The trampoline's reports: a trap in it, or a copy that differs, is said over SBI, and the machine
 * is reset. gp is the list; sp is the text that is printed, and tp a return address.
 * Source: SBI Specification 2.0, 5.2 and 5.9 (legacy putchar, shutdown), 10 (SRST), 12 (DBCN).
 */
#include "kernel/handoff/trampoline.h"

	.equ	SBI_DBCN, 0x4442434e
	.equ	DBCN_WRITE_BYTE, 2
	.equ	SBI_SRST, 0x53525354
	.equ	SRST_COLD_REBOOT, 1
	.equ	LEGACY_PUTCHAR, 1
	.equ	LEGACY_SHUTDOWN, 8

	.section .text.handoff_trampoline.2, "ax"
	.globl	trampoline_fault, trampoline_differs, trampoline_no_status, trampoline_dead
	.balign	8
trampoline_fault:
	lla	t0, trampoline_dead
	csrw	stvec, t0
	sd	s2, LIST_ROWS(gp)		/* the calls below may change every register */
	lla	sp, text_fault
	jal	tp, put_text
	ld	a0, LIST_ROWS(gp)
	jal	tp, put_hex
	lla	sp, text_cause
	jal	tp, put_text
	csrr	a0, scause
	jal	tp, put_hex
	lla	sp, text_address
	jal	tp, put_text
	csrr	a0, stval
	jal	tp, put_hex
	lla	sp, text_end
	j	trampoline_fail

trampoline_differs:
	sd	s2, LIST_ROWS(gp)		/* likewise */
	sd	s3, LIST_ENTRY(gp)
	lla	sp, text_copy
	jal	tp, put_text
	ld	a0, LIST_ROWS(gp)
	jal	tp, put_hex
	lla	sp, text_to
	jal	tp, put_text
	ld	a0, LIST_ENTRY(gp)
	jal	tp, put_hex
	lla	sp, text_differs

	j	trampoline_fail

trampoline_no_status:
	lla	sp, text_status

	/* Prints the text at sp, and resets the machine. */
trampoline_fail:
	jal	tp, put_text
	ld	t0, LIST_RESET(gp)
	andi	t0, t0, LIST_SRST
	beqz	t0, 14f
	li	a0, SRST_COLD_REBOOT
	li	a1, 0
	li	a6, 0
	li	a7, SBI_SRST
	ecall
14:	ld	t0, LIST_RESET(gp)
	andi	t0, t0, LIST_LEGACY
	beqz	t0, trampoline_dead
	li	a7, LEGACY_SHUTDOWN
	ecall
	.balign	4
trampoline_dead:
	wfi
	j	trampoline_dead

	/* Prints the text at sp; returns to tp. */
put_text:
	lbu	a0, (sp)
	beqz	a0, 15f
	addi	sp, sp, 1
	jal	put_char
	j	put_text
15:	jr	tp

	/* Prints a0 in hexadecimal; returns to tp. */
put_hex:
	sd	a0, LIST_VALUE(gp)
	li	t0, 60
16:	srl	t1, a0, t0
	bnez	t1, 17f
	beqz	t0, 17f
	addi	t0, t0, -4
	j	16b
17:	sd	t0, LIST_SHIFT(gp)
	ld	a0, LIST_VALUE(gp)
	srl	a0, a0, t0
	andi	a0, a0, 15
	lla	t1, text_digits
	add	t1, t1, a0
	lbu	a0, (t1)
	jal	put_char
	ld	t0, LIST_SHIFT(gp)
	addi	t0, t0, -4
	bgez	t0, 17b
	jr	tp

	/* Prints the character a0. */
put_char:
	sd	ra, LIST_LINK(gp)
	sd	a0, LIST_CHAR(gp)
	ld	t0, LIST_CONSOLE(gp)
	andi	t0, t0, LIST_DBCN
	beqz	t0, 18f
	li	a1, 0
	li	a2, 0
	li	a6, DBCN_WRITE_BYTE
	li	a7, SBI_DBCN
	ecall
	beqz	a0, 19f
18:	ld	t0, LIST_CONSOLE(gp)
	andi	t0, t0, LIST_LEGACY
	beqz	t0, 19f
	ld	a0, LIST_CHAR(gp)
	li	a6, 0
	li	a7, LEGACY_PUTCHAR
	ecall
19:	ld	ra, LIST_LINK(gp)
	ret

text_digits:	.ascii	"0123456789abcdef"
text_fault:	.asciz	"\nfirstlight: copy 0x"
text_cause:	.asciz	" traps: cause 0x"
text_address:	.asciz	", address 0x"
text_end:	.asciz	"; resetting\n"
text_copy:	.asciz	"\nfirstlight: copy 0x"
text_to:	.asciz	" to 0x"
text_differs:	.asciz	" differs; resetting\n"
text_status:	.asciz	"\nfirstlight: no word on whether the old hart stopped; resetting\n"
	.balign	8
	.globl	handoff_trampoline_end
handoff_trampoline_end:
