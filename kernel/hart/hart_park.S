/*
 * Where the harts wait that firmware started together with the one that runs the image: it has no
 * HSM, and starts all of them at once. They use no stack and no .bss. The image may be overwritten
 * by the next program; so an interrupt from another hart, after the mailbox was filled, takes them
 * to the trampoline.
 * Sources: RISC-V Privileged Architecture 1.12, 3.3.3 (wfi) and 4.1.3; SBI Specification 2.0, 5.5.
 */
	.equ	SSIP, 1 << 1			/* in sip and sie */
	.equ	HART_MASKED, 64			/* kernel/hart/hart.h */

	.section .text.hart_park, "ax"
	.globl	hart_park
	/* a0 = the hart's id. Does not return. */
hart_park:
	lla	t0, park_asleep			/* where firmware denies wfi, this is a loop */
	csrw	stvec, t0
	li	t1, HART_MASKED
	bgeu	a0, t1, park_far
	li	t1, 1
	sll	t1, t1, a0
	lla	t0, hart_parked
	amoor.d.aqrl zero, t1, (t0)
	li	t0, SSIP
	csrw	sie, t0
	.balign	4
park_asleep:
	wfi
	csrr	t0, sip
	andi	t0, t0, SSIP
	beqz	t0, park_asleep
	csrci	sip, SSIP
	fence
	lla	t1, hart_mailbox
	ld	t0, 0(t1)
	beqz	t0, park_asleep
	ld	a1, 8(t1)
	fence.i
	jr	t0

	/* The mask has no bit for it. */
park_far:
	csrw	sie, zero
	li	t1, 1
	lla	t0, hart_parked_far
	amoadd.d.aqrl zero, t1, (t0)
	j	park_asleep

	/* Not in .bss: it is cleared while harts come here. */
	.section .data.hart_park, "aw"
	.balign	8
	.globl	hart_parked, hart_parked_far, hart_mailbox
hart_parked:		.dword	0		/* a bit a hart */
hart_parked_far:	.dword	0		/* how many have no bit */
hart_mailbox:	.dword	0, 0		/* where to go, and a1 there */
